"""Whichever way a picture or a document comes in, it is checked, cleaned and renamed before it is stored."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.models import Collection, UploadedFile

from library.choices import Altered
from library.models import CampaignDocument, CampaignImage
from tests.factories.library import CampaignDocumentFactory, CampaignImageFactory, picture_bytes
from tests.integration.library.conftest import stored_files

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NAME = "IMG_20250516_Gilgit_Ehsan.jpg"
SECRETS = (b"SECRET", b"GPS", b"Exif", b"x:xmpmeta", b"IMG_2025", b"ICC_PROFILE")


def photo(size: tuple[int, int] = (400, 300)) -> bytes:
    """A JPEG that tells where it was taken, and more behind its end."""
    data = Image.Exif()
    data[0x013B] = "SECRET-ARTIST"
    gps = data.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (35.0, 55.0, 12.0), "E", (74.0, 18.0, 30.0)
    return picture_bytes("JPEG", size, exif=data.tobytes(), comment=b"SECRET-COMMENT") + b"SECRET-TRAILER"


def assert_clean(folder: Path) -> None:
    files = stored_files(folder)
    assert files
    for path in files:
        content = path.read_bytes()
        assert not [secret for secret in SECRETS if secret in content], path
        assert "IMG_2025" not in path.name
        assert "Gilgit" not in str(path)
        with Image.open(path) as image:
            assert not image.getexif()


def test_saving_by_program_cleans_the_picture(media: Path) -> None:
    image = CampaignImage(title="A candle", file=ContentFile(photo((3000, 2000)), name=NAME))
    image.save()
    assert_clean(media)
    (stored,) = stored_files(media)
    image.refresh_from_db()
    assert (image.width, image.height, image.file_size) == (2560, 1707, stored.stat().st_size)
    assert len(image.file_hash) == 40
    assert image.title == "A candle"


def test_creating_by_the_manager_cleans_the_picture(media: Path) -> None:
    CampaignImage.objects.create(title="A candle", file=ContentFile(photo(), name=NAME))
    assert_clean(media)


def test_saving_again_leaves_the_file_alone(media: Path) -> None:
    image = CampaignImageFactory(file=ContentFile(photo(), name=NAME))
    before = stored_files(media)[0].read_bytes()
    stored = CampaignImage.objects.get(pk=image.pk)
    stored.credit = "Someone"
    stored.save()
    image.save()
    CampaignImage.objects.defer("file").get(pk=image.pk).save()
    CampaignImage.objects.only("title").get(pk=image.pk).save(update_fields=["title"])
    image.refresh_from_db()
    image.save()
    assert [path.read_bytes() for path in stored_files(media)] == [before]


def test_a_file_named_by_its_path_in_storage_is_cleaned_too(media: Path) -> None:
    (media / "inbox").mkdir()
    (media / "inbox" / NAME).write_bytes(photo())
    image = CampaignImage.objects.create(title="A candle", file=f"inbox/{NAME}")
    assert image.file.name.startswith("pictures/")
    assert b"SECRET" not in (media / image.file.name).read_bytes()


def test_a_replaced_picture_and_its_versions_are_deleted(
    media: Path, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    image = CampaignImageFactory(file=ContentFile(photo(), name=NAME))
    image.get_rendition("width-100")
    old = image.file.name
    with django_capture_on_commit_callbacks(execute=True):
        image.file = ContentFile(picture_bytes("PNG", (10, 10)), name="new.png")
        image.save()
    assert not (media / old).exists()
    assert not image.renditions.exists()
    assert (image.width, image.height) == (10, 10)


@pytest.mark.parametrize(
    "spec",
    [
        "original",
        "width-100",
        "fill-50x50",
        "format-jpeg",
        "format-png",
        "format-webp",
        "format-avif",
        "width-90|format-webp",
    ],
)
@pytest.mark.parametrize("format_name", ["JPEG", "WEBP", "AVIF"])
def test_versions_hold_nothing_but_pixels(media: Path, spec: str, format_name: str) -> None:
    data = Image.Exif()
    data[0x013B] = "SECRET-ARTIST"
    content = picture_bytes(format_name, (200, 150), exif=data.tobytes())
    image = CampaignImageFactory(file=ContentFile(content, name=f"IMG_2025_Gilgit.{format_name.lower()}"))
    image.get_rendition(spec)
    assert_clean(media)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("IMG_20250516_Gilgit_Ehsan", False),
        ("IMG_20250516_Gilgit_Ehsan.jpg", False),
        ("img 20250516 gilgit ehsan", False),
        ("", False),
        ("Vigil in London", True),
    ],
)
def test_a_file_name_never_becomes_a_title(media: Path, title: str, kept: bool) -> None:
    image = CampaignImage(title=title, file=ContentFile(photo(), name=NAME))
    image.save()
    assert (image.title == title) is kept
    assert image.title
    assert "Gilgit" not in image.title


REFUSED = {
    "a PDF called .jpg": (b"%PDF-1.7\n1 0 obj", "leaflet.jpg"),
    "a text": (b"no picture", "note.png"),
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "mark.svg"),
    "half a picture": (photo()[:900], "photo.jpg"),
}


@pytest.mark.parametrize(("content", "name"), REFUSED.values(), ids=REFUSED.keys())
def test_nothing_is_stored_of_a_refused_picture(media: Path, editor: Client, content: bytes, name: str) -> None:
    with pytest.raises(ValidationError):
        CampaignImage(title="x", file=ContentFile(content, name=name)).save()
    with pytest.raises(ValidationError) as refusal:
        CampaignImage(title="x", file=ContentFile(content, name=name)).full_clean()
    assert "file" in refusal.value.message_dict

    upload = SimpleUploadedFile(name, content, content_type="image/jpeg")
    response = editor.post(reverse("wagtailimages:add"), {"title": "x", "file": upload, "collection": 1})
    assert response.status_code == 200
    assert response.context["form"].errors["file"]

    upload = SimpleUploadedFile(name, content, content_type="image/jpeg")
    answer = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x", "files[]": upload},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert json.loads(answer.content)["success"] is False
    assert len(json.loads(answer.content)["error_message"]) > 20

    assert not CampaignImage.objects.exists()
    assert not UploadedFile.objects.exists()
    assert stored_files(media) == []


@override_settings(WAGTAILIMAGES_MAX_UPLOAD_SIZE=2000)
def test_a_picture_that_is_too_large_is_refused_with_a_sentence(media: Path, editor: Client) -> None:
    upload = SimpleUploadedFile("photo.jpg", photo((1200, 900)), content_type="image/jpeg")
    response = editor.post(reverse("wagtailimages:add"), {"title": "x", "file": upload, "collection": 1})
    assert len(response.context["form"].errors["file"]) == 1
    assert stored_files(media) == []


def test_sentences_of_refusal_are_translated_with_the_active_language() -> None:
    with translation.override("de"), pytest.raises(ValidationError) as refusal:
        CampaignImage(title="x", file=ContentFile(b"x", name="x.jpg")).full_clean()
    assert all(isinstance(sentence, str) for sentence in refusal.value.message_dict["file"])


def test_the_upload_form_cleans(media: Path, editor: Client) -> None:
    upload = SimpleUploadedFile(NAME, photo(), content_type="image/jpeg")
    response = editor.post(
        reverse("wagtailimages:add"),
        {"title": "Vigil", "file": upload, "collection": 1, "alt_text_en": "Candles on a wall", "altered": "none"},
    )
    assert response.status_code == 302
    image = CampaignImage.objects.get()
    assert (image.title, image.alt_text_en, image.alt_text_de) == ("Vigil", "Candles on a wall", None)
    assert_clean(media)


def test_the_upload_of_many_cleans_and_forgets_file_names(media: Path, editor: Client) -> None:
    upload = SimpleUploadedFile(NAME, photo(), content_type="image/jpeg")
    answer = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": Path(NAME).stem, "files[]": upload},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert json.loads(answer.content)["success"] is True
    assert "Gilgit" not in json.loads(answer.content)["form"]
    assert "Gilgit" not in CampaignImage.objects.get().title
    assert_clean(media)


def test_the_same_picture_uploaded_twice_is_noticed(media: Path, editor: Client) -> None:
    for _attempt in range(2):
        upload = SimpleUploadedFile(NAME, photo(), content_type="image/jpeg")
        answer = editor.post(
            reverse("wagtailimages:add_multiple"),
            {"title": "x", "files[]": upload},
            headers={"X-Requested-With": "XMLHttpRequest"},
        )
    assert json.loads(answer.content)["duplicate"] is True


def test_a_picture_kept_aside_for_an_unfinished_form_is_clean(media: Path, editor: Client) -> None:
    other = Collection.get_first_root_node().add_child(name="Closed")
    upload = SimpleUploadedFile(NAME, photo(), content_type="image/jpeg")
    editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x" * 400, "files[]": upload, "collection": other.pk + 999},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert CampaignImage.objects.count() + UploadedFile.objects.count() == 1
    assert_clean(media)


def test_editing_texts_of_a_picture_keeps_what_was_not_on_the_screen(media: Path, editor: Client) -> None:
    image = CampaignImageFactory(alt_text_en="Candles", alt_text_ja="ろうそく")
    page = editor.get(reverse("wagtailimages:edit", args=[image.pk]))
    shown = set(page.context["form"].fields)
    assert "alt_text_en" in shown
    assert not {"alt_text", "alteration_note", "alt_text_ja", "description"} & shown
    response = editor.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "Vigil", "collection": 1, "altered": "protective", "alt_text_en": "Candles in the rain"},
    )
    assert response.status_code == 302
    image.refresh_from_db()
    assert (image.alt_text_en, image.alt_text_ja, image.altered) == ("Candles in the rain", "ろうそく", "protective")


def test_what_a_picture_shows_is_said_in_the_language_asked_for(media: Path) -> None:
    image = CampaignImageFactory(alt_text_en="Candles", alt_text_de="Kerzen", alteration_note_en="Faces were blurred.")
    assert (image.alt_text_in("de"), image.alt_text_in("fr")) == ("Kerzen", "Candles")
    assert image.alteration_note_in("en") == ""
    image.altered = Altered.PROTECTIVE
    assert image.alteration_note_in("de") == "Faces were blurred."
    assert CampaignImageFactory(title="DSC_1").default_alt_text == ""


def test_a_document_gets_a_random_name_and_keeps_its_content(media: Path) -> None:
    document = CampaignDocument(title="letter to the embassy", file=ContentFile(b"Zeile\n", name="Brief_Ehsan.txt"))
    document.save()
    (stored,) = stored_files(media)
    assert "Ehsan" not in stored.name
    assert stored.suffix == ".txt"
    assert stored.read_text() == "Zeile\n"
    assert document.file_size == 6
    assert len(document.file_hash) == 40


def test_nothing_is_stored_of_a_refused_document(media: Path, editor: Client) -> None:
    for name in ("letter.pdf", "letter.docx", "letter.html", "letter.exe"):
        with pytest.raises(ValidationError):
            CampaignDocument(title="x", file=ContentFile(b"MZ\x90", name=name)).save()
        upload = SimpleUploadedFile(name, b"MZ\x90", content_type="application/pdf")
        response = editor.post(reverse("wagtaildocs:add"), {"title": "x", "file": upload, "collection": 1})
        assert response.context["form"].errors["file"], name
    assert stored_files(media) == []


def test_documents_are_uploaded_in_the_admin(media: Path, editor: Client) -> None:
    upload = SimpleUploadedFile("Brief_Ehsan.pdf", b"%PDF-1.7\n", content_type="application/pdf")
    response = editor.post(
        reverse("wagtaildocs:add"), {"title": "Brief_Ehsan", "file": upload, "collection": 1, "language": "de"}
    )
    assert response.status_code == 302
    document = CampaignDocument.objects.get()
    assert document.language == "de"
    assert "Ehsan" not in f"{document.title} {document.file.name}"
    served = Client().get(document.url)
    assert b"".join(served.streaming_content) == b"%PDF-1.7\n"


def test_a_replaced_document_is_deleted(media: Path, django_capture_on_commit_callbacks: pytest.FixtureRequest) -> None:
    document = CampaignDocumentFactory()
    with django_capture_on_commit_callbacks(execute=True):
        document.file = ContentFile(b"%PDF-1.7", name="new.pdf")
        document.save()
    (stored,) = stored_files(media)
    assert stored.suffix == ".pdf"


def test_a_picture_cannot_be_read_twice_as_large_as_it_is(media: Path) -> None:
    image = CampaignImageFactory(file=ContentFile(photo((64, 48)), name="x.jpg"))
    with image.open_file() as file, Image.open(io.BytesIO(file.read())) as stored:
        assert stored.size == (image.width, image.height) == (64, 48)
