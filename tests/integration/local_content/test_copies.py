"""Copies of letters that a section asks for: in the letter of a reader who says that she lives in its country."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from campaign_pages.models import AppealPage, ModelDocumentPage
from campaign_pages.reading.copies import local_copies
from library.models import Country, DiplomaticMission
from local_content.choices import Kind
from local_content.models import LocalContent
from sections.models import NationalSection
from tests.factories.library import CountryFactory, DiplomaticMissionFactory
from tests.factories.pages import make_appeal, make_document
from tests.factories.sections import make_section

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FIELDS: list[Any] = [("field", {"key": "writer_name", "kind": "text", "label": "Name"})]
#: French writes a space that does not break before a colon.
LEAD = "Copies à\u00a0:"
OWN = "Le ministre des affaires étrangères"
CONTENT: list[Any] = [
    ("signature", "{{ writer_name }}"),
    ("copies_to", {"intro": "Copie :", "items": [{"text": OWN, "optional": False}]}),
]


@pytest.fixture(autouse=True)
def _nobody_has_posted_yet() -> None:
    cache.clear()


@pytest.fixture
def pakistan() -> Country:
    found: Country = CountryFactory(code="PK")
    return found


@pytest.fixture
def mission(pakistan: Country) -> DiplomaticMission:
    """The embassy in Brussels, which Luxembourg is told of too."""
    host = CountryFactory(code="BE")
    found: DiplomaticMission = DiplomaticMissionFactory(sending=pakistan, host=host, kind="embassy")
    found.accredited_to.add(CountryFactory(code="LU"))
    return found


@pytest.fixture
def letter(pakistan: Country) -> ModelDocumentPage:
    """A letter in French that belongs to an appeal in Dutch."""
    return make_document(
        "fr", slug="lettre", fields=FIELDS, content=CONTENT, missions_of=pakistan, appeal=make_appeal("nl")
    )


@pytest.fixture
def belgium(letter: ModelDocumentPage) -> NationalSection:
    """Works in both languages of the letter."""
    return make_section("belgium", "BE", fr="lead", nl="lead")


def add_copies(section: NationalSection, appeal: AppealPage, text: str, language: str) -> LocalContent:
    locale = section.section_locales.get(locale__language_code=language).locale
    row = LocalContent(
        section=section, page_key=appeal.translation_key, kind=Kind.COPIES, text=text, locale=locale, live=True
    )
    row.full_clean()
    row.save()
    return row


def filled(kind: str = "", language: str = "fr", **answers: str) -> Any:
    response = Client().post(f"/{language}/letters/lettre/{kind}", answers)
    assert response.status_code == 200
    return response


def paper(language: str = "fr", **answers: str) -> str:
    text: str = filled("txt/", language, **answers).content.decode()
    return text


def test_who_chooses_the_country_names_them_behind_the_letter_s_own(
    letter: ModelDocumentPage, belgium: NationalSection, mission: DiplomaticMission
) -> None:
    add_copies(belgium, letter.appeal, "Syndicat, copies@example.org\n\n{{ writer_name }} & <b>", "fr")
    page = Client().get("/fr/documents/lettre/").content.decode()
    assert "data-copies" not in page
    assert "Syndicat" not in page

    html = filled(mission=f"BE-{mission.pk}", writer_name="Ada").content.decode()
    assert '<label class="choice" data-copies>' in html
    assert "{{ writer_name }} &amp; &lt;b&gt;</span>" in html.split('class="paper"')[1]
    assert "cc=copies@example.org" in html
    expected = f"Copie :\n\n• {OWN}\n• Syndicat, copies@example.org\n• {{{{ writer_name }}}} & <b>\n"
    assert paper(mission=f"BE-{mission.pk}").endswith(expected)
    docx = zipfile.ZipFile(io.BytesIO(filled("docx/", mission=f"BE-{mission.pk}").content))
    assert "Syndicat, copies@example.org" in docx.read("word/document.xml").decode()


def test_who_chooses_another_country_or_none_does_not(
    letter: ModelDocumentPage, belgium: NationalSection, mission: DiplomaticMission
) -> None:
    add_copies(belgium, letter.appeal, "Syndicat", "fr")
    for chosen in ("", f"LU-{mission.pk}", "PK"):
        assert "Syndicat" not in Client().post("/fr/letters/lettre/", {"mission": chosen}).content.decode()
    assert "Syndicat" not in Client().get("/fr/letters/lettre.txt").content.decode()


def test_she_may_leave_them_out(
    letter: ModelDocumentPage, belgium: NationalSection, mission: DiplomaticMission
) -> None:
    add_copies(belgium, letter.appeal, "Syndicat", "fr")
    chosen = {"mission": f"BE-{mission.pk}", "offered": "copies"}
    assert "Syndicat" in paper(keep="copies", **chosen)
    text = paper(**chosen)
    assert "Syndicat" not in text
    assert OWN in text
    assert "Syndicat" in paper(mission=chosen["mission"], offered="1"), "the first time it was not offered yet"


def test_a_country_without_a_mission_has_its_copies_too(letter: ModelDocumentPage, mission: DiplomaticMission) -> None:
    CountryFactory(code="CH")
    switzerland = make_section("switzerland", "CH", fr="lead")
    add_copies(switzerland, letter.appeal, "Syndicat suisse", "fr")
    assert "• Syndicat suisse" in paper(mission="CH")


def test_each_letter_has_what_is_written_in_its_language_or_in_that_of_the_page(
    letter: ModelDocumentPage, belgium: NationalSection, mission: DiplomaticMission
) -> None:
    for language in ("nl", "en"):
        make_document(
            language,
            slug="lettre",
            translation_key=letter.translation_key,
            fields=FIELDS,
            content=CONTENT,
            missions_of=letter.missions_of,
            appeal=letter.appeal,
        )
    add_copies(belgium, letter.appeal, "Syndicat", "fr")
    add_copies(belgium, letter.appeal, "Vakbond", "nl")

    def named(page: str, written: str = "") -> list[str]:
        text = paper(page, mission=f"BE-{mission.pk}", letter=written or page)
        return [name for name in ("Syndicat", "Vakbond") if name in text]

    assert named("fr") == ["Syndicat"]
    assert named("nl") == ["Vakbond"]
    assert named("fr", "nl") == ["Vakbond"]
    assert named("nl", "en") == ["Vakbond"], "the section has written nothing in English"
    assert named("en") == []


def test_what_readers_do_not_see_is_in_no_letter(
    letter: ModelDocumentPage, belgium: NationalSection, mission: DiplomaticMission
) -> None:
    row = add_copies(belgium, letter.appeal, "Syndicat", "fr")
    add_copies(belgium, make_appeal("fr"), "Autre appel", "fr")
    row.unpublish()
    assert "Syndicat" not in paper(mission=f"BE-{mission.pk}")
    row.live = True
    row.save()
    belgium.state = "paused"
    belgium.save()
    text = paper(mission=f"BE-{mission.pk}")
    assert "Syndicat" not in text
    assert "Autre appel" not in text


def test_a_motion_without_a_list_of_copies_gets_none(
    letter: ModelDocumentPage, belgium: NationalSection, mission: DiplomaticMission
) -> None:
    add_copies(belgium, letter.appeal, "Syndicat", "fr")
    letter.content = CONTENT[:1]
    letter.save_revision().publish()
    assert paper(mission=f"BE-{mission.pk}").endswith(f"{LEAD}\n\n• Syndicat\n")
    letter.kind = "motion"
    letter.save_revision().publish()
    assert "Syndicat" not in paper(mission=f"BE-{mission.pk}")


def test_they_cost_a_letter_one_query(
    letter: ModelDocumentPage, belgium: NationalSection, mission: DiplomaticMission, django_assert_num_queries: Any
) -> None:
    luxembourg = make_section("luxembourg", "LU", fr="contributor")
    for section in (belgium, luxembourg):
        add_copies(section, letter.appeal, "Syndicat\nMinistre", "fr")
    add_copies(luxembourg, letter.appeal, "Syndicat", "fr")
    page = ModelDocumentPage.objects.get(pk=letter.pk)
    with django_assert_num_queries(1):
        found = local_copies(page)
    assert {country: copies.lines for country, copies in found.items()} == {
        "BE": ("Syndicat", "Ministre"),
        "LU": ("Syndicat", "Ministre"),
    }
    data = json.loads(Client().get("/fr/letters/lettre.json").content)
    assert data["copies"]["lead"] == LEAD
    assert data["copies"]["by"] == {
        "BE": {"names": ["Syndicat", "Ministre"], "sections": ["Belgium"]},
        "LU": {"names": ["Syndicat", "Ministre"], "sections": ["Luxembourg"]},
    }
