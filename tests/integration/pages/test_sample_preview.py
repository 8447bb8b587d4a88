"""A document as its reader will have it in hand: filled in with sample values, saved or not, in every language."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail_localize.models import StringSegment

from campaign_pages.letters import letter_of
from campaign_pages.letters.filling import limit_of
from campaign_pages.letters.form import FillIn
from campaign_pages.letters.samples import EMAIL, sample_answers
from campaign_pages.models import DocumentIndexPage, ModelDocumentPage
from campaign_pages.models.documents import SAMPLES
from campaign_pages.reading import DocumentReading
from library.choices import Precision
from library.dates import format_date
from library.models import DiplomaticMission
from sections.models import User
from tests.factories.library import CountryFactory
from tests.factories.pages import make_document, make_index, make_locale
from tests.factories.translations import fill
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FIELDS: list[Any] = [
    ("field", {"key": "mission_office", "kind": "mission.office", "label": "Office"}),
    ("field", {"key": "mission_head", "kind": "mission.head", "label": "Name of the head"}),
    ("field", {"key": "mission_address", "kind": "mission.address", "label": "Address of the mission"}),
    ("field", {"key": "writer_name", "kind": "text", "label": "Your name"}),
    ("field", {"key": "writer_title", "kind": "text", "label": "Your title", "optional": True}),
    ("field", {"key": "contact", "kind": "lines", "label": "Contact"}),
    ("field", {"key": "mail", "kind": "email", "label": "E-mail"}),
    ("field", {"key": "day", "kind": "date", "label": "Date"}),
    ("field", {"key": "pen", "kind": "blank", "label": "Signature"}),
    (
        "field",
        {
            "key": "level",
            "kind": "choice",
            "label": "Level",
            "options": [{"key": "branch", "label": "this branch"}, {"key": "region", "label": "this region"}],
        },
    ),
]
CONTENT: list[Any] = [
    ("date", "{{ day }}"),
    ("addressee", "{{ mission_head }}\n{{ mission_office }}\n{{ mission_address }}"),
    ("clause", {"sort": "notes", "requirement": "required", "text": "that people of {{ level }} were arrested;"}),
    ("clause", {"sort": "notes", "requirement": "optional", "text": "that they are still held;"}),
    ("clause", {"sort": "notes", "requirement": "local", "text": "that {{ writer_name }} meets them."}),
    ("signature", "{{ pen }}\n{{ writer_name }}, {{ writer_title }}\n{{ contact }}\n{{ mail }}"),
]


def field(kind: str, key: str, label: str) -> tuple[str, dict[str, Any]]:
    """A field as the form leaves it on a page that was not saved: with everything that can be said of it."""
    return "field", {"key": key, "kind": kind, "label": label, "help": "", "optional": False, "options": []}


def preview(page: ModelDocumentPage, mode: str = SAMPLES) -> str:
    response = page.make_preview_request(preview_mode=mode)
    assert response.status_code == 200
    return str(response.content.decode())


def paper_of(html: str) -> str:
    """The paper alone, without the form that stands beside it."""
    return html.split('<div class="paper"')[1].split("</section>", maxsplit=1)[0]


def test_the_published_look_comes_first(letter: ModelDocumentPage) -> None:
    assert [mode for mode, _label in letter.preview_modes] == ["", SAMPLES]
    assert letter.default_preview_mode == ""
    html = preview(letter, "")
    assert "sample)" not in html
    assert 'class="blank blank-text"' in html


def test_every_kind_of_field_gets_a_value(letter: ModelDocumentPage) -> None:
    paper = paper_of(preview(letter))
    assert "Your name (sample)</span>" in paper
    assert "Your title (sample)</span>" in paper
    assert "Contact (sample, first line)<br>Contact (sample, second line)" in paper
    assert EMAIL in paper
    assert format_date(timezone.localdate(), Precision.DAY, "en") in paper
    assert "people of <span" in paper
    assert "this branch" in paper
    assert "34-36 Lowndes Square<br>London SW1X 9JN" in paper
    assert "High Commissioner" in paper
    assert "Name of the head" not in paper, "nobody knows who heads the mission, and nobody is invented"
    assert paper.count('"blank ') == 1, "a pen fills in the signature"
    assert "blank-blank" in paper


def test_the_sample_goes_to_a_mission_though_a_country_without_one_comes_first(letter: ModelDocumentPage) -> None:
    CountryFactory(code="AU", name_en="Australia")
    form = DocumentReading(letter).form
    assert [choice.mission is None for choice in form.missions] == [True, False]
    assert sample_answers(form)["mission"] == form.missions[1].value


def test_every_clause_is_kept(letter: ModelDocumentPage) -> None:
    paper = paper_of(preview(letter))
    assert paper.count("<li") == 3
    assert "that they are still held;" in paper
    assert 'that <span class="filled" data-f="writer_name"' in paper


def test_the_samples_are_answers_that_a_reader_could_give(letter: ModelDocumentPage) -> None:
    letter.fields.append(field("text", "long", "long " * 60))
    with translation.override("de"):
        answers = sample_answers(DocumentReading(letter).form)
    reading = DocumentReading(letter, answers)
    assert reading.form.errors == {}
    assert reading.open_labels == []
    assert all(len(answers.get(f"f-{field.key}", "")) <= limit_of(field) for field in reading.blank.fields)


def test_without_missions_their_fields_are_samples_too() -> None:
    letter = make_document(fields=FIELDS, content=CONTENT, missions_of=CountryFactory(code="PK"))
    paper = paper_of(preview(letter))
    assert "Office (sample)" in paper
    assert "Name of the head (sample)" in paper
    assert "Address of the mission (sample, first line)<br>" in paper


def test_a_mission_without_an_address_leaves_no_blank(mission: DiplomaticMission, letter: ModelDocumentPage) -> None:
    DiplomaticMission.objects.update(address_lines="")
    paper = paper_of(preview(letter))
    assert "Address of the mission (sample, first line)<br>" in paper
    assert "High Commissioner" in paper


def test_a_draft_is_filled_in_before_it_is_saved(letter: ModelDocumentPage) -> None:
    letter.fields = [field("text", "added", "Something new")]
    letter.content = [("subject", "About {{ added }}")]
    assert "Something new (sample)" in paper_of(preview(letter))
    assert "Something new" not in preview(ModelDocumentPage.objects.get(pk=letter.pk))


def test_a_document_that_is_hardly_begun_can_be_looked_at() -> None:
    parent = make_index(DocumentIndexPage)
    document = ModelDocumentPage(title="New", slug="new", summary="", locale=parent.locale)
    document.fields = [field("choice", "level", "Level")]
    document.content = [("subject", "At {{ level }}")]
    document.set_url_path(parent)
    html = preview(document)
    assert "New" in html
    assert 'class="blank blank-choice"' in html


def test_a_preview_does_not_load_the_letter_that_readers_have(letter: ModelDocumentPage) -> None:
    for mode in ("", SAMPLES):
        assert "js/letter.js" not in preview(letter, mode), "it would put the published text in the place of the draft"
    assert "js/letter.js" in Client().get(letter.url or "").content.decode()


@pytest.mark.parametrize("mode", ["", SAMPLES])
def test_a_preview_has_no_buttons_that_would_send_or_save_what_readers_have(
    letter: ModelDocumentPage, mode: str
) -> None:
    html = preview(letter, mode)
    assert 'name="f-writer_name"' in html
    for part in ("formaction", 'type="submit"', "letter.docx", "letter.pdf", "as-text"):
        assert part not in html
        assert part in Client().post("/en/letters/letter/").content.decode()


@pytest.mark.parametrize("language", ["de", "ur"])
def test_the_preview_speaks_the_language_of_the_page(language: str, mission: DiplomaticMission) -> None:
    letter = make_document(language, fields=FIELDS, content=CONTENT, missions_of=mission.sending)
    with translation.override("en"):
        paper = paper_of(preview(letter))
    today = timezone.localdate()
    assert format_date(today, Precision.DAY, language) in paper
    assert f'lang="{language}"' in paper
    with translation.override(language):
        blank = letter_of(letter, {})
    assert sample_answers(FillIn(blank, []))["f-mail"] == EMAIL


def test_a_translation_is_previewed_with_sample_values(letter: ModelDocumentPage, admin_client: Client) -> None:
    make_index(DocumentIndexPage, "de")
    (german,) = submit(letter, [make_locale("de")])
    texts = StringSegment.objects.filter(source_id=german.source_id).values_list("string__data", flat=True)
    fill(german, {"Your name": "Ihr Name", **{text: text for text in texts if text != "Your name"}})
    target = german.get_target_instance()
    editor = admin_client.get(reverse("wagtailadmin_pages:edit", args=[target.pk]))
    address = reverse("wagtail_localize:preview_translation", args=[german.pk, SAMPLES])
    assert address in editor.content.decode()
    response = admin_client.get(address)
    assert response.status_code == 200
    assert "Ihr Name (" in paper_of(response.content.decode())


def test_missing_strings_are_marked_in_the_filled_letter_too(letter: ModelDocumentPage, admin_client: Client) -> None:
    make_index(DocumentIndexPage, "de")
    (german,) = submit(letter, [make_locale("de")])
    html = admin_client.get(reverse("wagtail_localize:preview_translation", args=[german.pk, SAMPLES])).content.decode()
    assert '<mark lang="en"' in paper_of(html)
    assert not any(0xE000 <= ord(character) <= 0xF8FF for character in html), "no private marks are left"


def test_the_editor_offers_both_looks(letter: ModelDocumentPage, admin_user: User) -> None:
    client = Client()
    client.force_login(admin_user)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[letter.pk])).content.decode()
    assert f'<option value="{SAMPLES}"' in html
