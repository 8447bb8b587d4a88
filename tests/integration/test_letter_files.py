"""Blank files of published documents: made once, right for what is published now, and gone when readers lose the page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import TestCase, override_settings
from django.utils import translation

from campaign_pages.letters import Letter
from campaign_pages.models import ModelDocumentPage
from campaign_pages.reading.documents import blank_letter
from outputs.letters import files
from outputs.letters.docx import docx_of
from outputs.letters.files import blank_file, forget, name_of, refresh
from outputs.letters.pdf import TooLong
from outputs.letters.text import text_of
from tests.factories.letters import needs_pango
from tests.factories.library import PersonFactory, PersonRoleFactory
from tests.factories.pages import make_document, make_standard_page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

IN_MEMORY = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture(autouse=True)
def storage(tmp_path: Path) -> Iterator[Path]:
    """A folder of uploads for one test alone."""
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def page() -> ModelDocumentPage:
    return make_document(slug="letter")


@pytest.fixture
def committed() -> Callable[[], Any]:
    """Runs what waits for the commit, as a context."""
    return lambda: TestCase.captureOnCommitCallbacks(execute=True)


def stored(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def without_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "can_make_pdf", lambda: False)


def content_of(page: ModelDocumentPage, kind: str) -> bytes:
    with blank_file(page, kind).open("rb") as file:
        return bytes(file.read())


def made(page: ModelDocumentPage, kind: str) -> str:
    """Where the file is, after it has been made."""
    blank_file(page, kind).close()
    return name_of(page, blank_letter(page), kind)


def test_a_file_holds_the_published_document(page: ModelDocumentPage) -> None:
    assert content_of(page, "docx") == docx_of(blank_letter(page))
    assert content_of(page, "txt").decode() == text_of(blank_letter(page)) == "Your Excellency,\n\n[Your name]\n"


def test_it_is_named_after_the_page_and_its_content(page: ModelDocumentPage, storage: Path) -> None:
    name = made(page, "txt")
    assert stored(storage) == [name]
    assert name.startswith(f"letters/{page.pk}/")
    assert name.endswith("/letter-en.txt")


def test_it_is_made_once(page: ModelDocumentPage, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []

    def draw(letter: Letter) -> bytes:
        drawn.append(letter)
        return b"text"

    monkeypatch.setitem(files.RENDERERS, "txt", draw)
    assert [content_of(page, "txt") for _time in range(3)] == [b"text"] * 3
    assert len(drawn) == 1


def test_another_text_is_another_file_and_the_old_one_goes(page: ModelDocumentPage, storage: Path) -> None:
    old = made(page, "txt")
    kept = made(page, "docx")
    page.content = [("salutation", "Dear friends,")]
    assert content_of(page, "txt") == b"Dear friends,\n"
    new = name_of(page, blank_letter(page), "txt")
    assert stored(storage) == sorted([new, kept])
    assert old != new


def test_files_of_other_pages_stay(page: ModelDocumentPage, storage: Path) -> None:
    other = make_document()
    kept = made(other, "txt")
    page.content = [("salutation", "Dear friends,")]
    made(page, "txt")
    forget(page.pk)
    assert stored(storage) == [kept]


def test_raising_the_renderers_number_makes_every_file_anew(
    page: ModelDocumentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = name_of(page, blank_letter(page), "txt")
    monkeypatch.setattr(files, "RENDERER", files.RENDERER + 1)
    assert name_of(page, blank_letter(page), "txt") != before


def test_two_who_make_the_same_file_at_once_leave_one(storage: Path) -> None:
    content = b"x" * 1_000_000
    seen: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            if default_storage.exists("letters/1/a/b.txt"):
                with default_storage.open("letters/1/a/b.txt") as file:
                    seen.append(len(file.read()))

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=files._store, args=("letters/1/a/b.txt", content)) for _number in range(8)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    reader.join()
    assert stored(storage) == ["letters/1/a/b.txt"]
    assert set(seen) <= {len(content)}


def test_a_storage_without_folders_does_too(page: ModelDocumentPage) -> None:
    with override_settings(STORAGES=IN_MEMORY):
        old = made(page, "txt")
        page.content = [("salutation", "Dear friends,")]
        assert content_of(page, "txt") == b"Dear friends,\n"
        files._store(made(page, "txt"), b"Dear friends,\n")
        assert not default_storage.exists(old)
        assert default_storage.listdir(f"letters/{page.pk}/{made(page, 'txt').split('/')[2]}")[1] == ["letter-en.txt"]
        forget(page.pk)
        assert default_storage.listdir(f"letters/{page.pk}")[0] == []


# --- By itself ---


def test_publishing_makes_the_files(
    page: ModelDocumentPage, storage: Path, committed: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pdf(monkeypatch)
    with committed():
        page.save_revision().publish()
        assert stored(storage) == []
    assert names(storage) == ["letter-en.docx", "letter-en.txt"]


@needs_pango
def test_pdf_too(page: ModelDocumentPage, storage: Path) -> None:
    refresh(page)
    assert names(storage) == ["letter-en.docx", "letter-en.pdf", "letter-en.txt"]
    assert content_of(page, "pdf").startswith(b"%PDF-")


def test_a_translation_has_files_of_its_own(storage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_pdf(monkeypatch)
    refresh(make_document("ur", slug="letter"))
    assert names(storage) == ["letter-ur.docx", "letter-ur.txt"]


@pytest.mark.parametrize("error", [TooLong(), RuntimeError("broken font")])
def test_what_fails_is_logged_and_the_rest_is_made(
    error: Exception,
    page: ModelDocumentPage,
    storage: Path,
    committed: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(letter: Any) -> bytes:
        raise error

    without_pdf(monkeypatch)
    monkeypatch.setitem(files.RENDERERS, "docx", fail)
    with committed():
        page.save_revision().publish()
    page.refresh_from_db()
    assert page.live
    assert names(storage) == ["letter-en.txt"]
    assert f"docx of document {page.pk}" in caplog.text


@pytest.mark.parametrize("loss", ["unpublish", "delete"])
def test_no_file_outlives_its_page(
    loss: str, page: ModelDocumentPage, storage: Path, committed: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pdf(monkeypatch)
    refresh(page)
    assert stored(storage)
    with committed():
        getattr(page, loss)()
    assert stored(storage) == []


def test_files_of_a_page_that_is_no_longer_live_are_not_made(
    page: ModelDocumentPage, storage: Path, committed: Callable[[], Any]
) -> None:
    with committed():
        page.unpublish()
    files.make_files.enqueue(page.pk)
    files.make_files.enqueue(page.pk + 1000)
    assert stored(storage) == []


def test_what_is_out_of_date_keeps_no_files(
    page: ModelDocumentPage, storage: Path, committed: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pdf(monkeypatch)
    refresh(page)
    page.superseded_by = make_document(slug="newer")
    with committed():
        page.save_revision().publish()
    assert stored(storage) == []


def test_pages_of_other_types_have_none(storage: Path, committed: Callable[[], Any]) -> None:
    with committed():
        make_standard_page().save_revision().publish()
    assert stored(storage) == []


@pytest.mark.parametrize("active", ["en", "ur", "de"])
def test_a_letter_is_in_its_own_language_whatever_language_is_active(active: str) -> None:
    person = PersonFactory(name="Ehsan Ali")
    PersonRoleFactory(person=person, title_en="Advocate", title_ur="وکیل", title_de="Rechtsanwalt")
    content = [("people_list", {"heading": "", "intro": "", "people": [person]})]
    page = make_document("ur", content=content, fields=[])
    with translation.override(active):
        text = content_of(page, "txt").decode()
    assert text == "• Ehsan Ali، وکیل\n"
