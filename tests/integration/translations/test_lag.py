"""Readers of a translation that lags behind facts or safety are told so in its language, until it is published anew."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from campaign_pages.choices import DeadlineKind
from campaign_pages.letters.form import LETTER_LANGUAGE
from library.choices import Precision, Status
from library.models import DetentionEpisode, Person, StatusEvent
from tests.factories.library import PersonFactory
from tests.factories.pages import make_appeal, make_document, make_home, make_locale
from tests.factories.translations import fill, pretended
from tests.integration.translations.conftest import edit_original
from translations.freshness.degrees import Degree
from translations.models import SourceChange
from translations.publication.publishing import publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FACT = "Die Fakten haben sich am 3. Februar 2026 geändert; dieser Text beschreibt einen früheren Stand."
SAFETY = "Bitte lesen Sie dies, bevor Sie handeln: Am 3. Februar 2026 hat sich etwas geändert"


def translated(page: Page, locale: Locale, translate_all: Callable[[Translation], None]) -> Translation:
    (translation,) = submit(page, [locale])
    translate_all(translation)
    publish(translation)
    return translation


def as_it_is(translation: Translation) -> None:
    """Brackets would be taken for blanks of a letter."""
    texts = StringSegment.objects.filter(source_id=translation.source_id).values_list("string__data", flat=True)
    language = translation.target_locale.language_code
    fill(translation, {text: pretended(text, language, in_brackets=False) for text in texts})


def change(page: Page, degree: Degree | None = None, **values: Any) -> None:
    """Publish the original with other values, on 3 February 2026 as far as readers are told."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        edit_original(page, **values)
    newest = SourceChange.objects.latest("pk")
    if degree is not None:
        newest.degree = degree
    # The day that is told: what was built before it stays behind, since it was built before.
    Translation.objects.get(source=newest.source).built_revisions.update(
        source_updated_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    )
    newest.at = datetime.datetime(2026, 2, 3, 12, tzinfo=datetime.UTC)
    newest.save()


def notice(url: str) -> str:
    """What stands in the notice of a page; "" where there is none."""
    found = BeautifulSoup(Client().get(url).content, "html.parser").select_one("main > .aside-note.urgent")
    return " ".join(found.get_text(" ").split()) if found else ""


def html_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def appeal(german: Locale) -> Page:
    return make_appeal(slug="free-them", title="Free them", summary="Eleven people are held.")


def test_a_changed_fact_is_told_in_the_language_of_the_page_until_it_is_published_anew(
    appeal: Page, german: Locale, translate_all: Callable[[Translation], None]
) -> None:
    translation = translated(appeal, german, translate_all)
    assert notice("/de/appeals/free-them/") == ""
    change(
        appeal, summary="Twelve people are held.", act_until=datetime.date(2030, 5, 1), deadline_kind=DeadlineKind.DATE
    )
    told = notice("/de/appeals/free-them/")
    assert told.startswith(FACT)
    assert "Handeln Sie bis zum 1. Mai 2030" in told, "a date of the original needs no translator"
    assert told.endswith("Der jetzige Text: English")
    assert notice("/en/appeals/free-them/") == ""
    translate_all(translation)
    publish(translation)
    assert notice("/de/appeals/free-them/") == ""


@pytest.mark.parametrize(
    ("degree", "told"),
    [(Degree.MINOR, ""), (Degree.SUBSTANCE, ""), (Degree.FACT, FACT), (Degree.SAFETY, SAFETY)],
    ids=["minor", "substance", "fact", "safety"],
)
def test_what_editors_decide_is_what_readers_are_told(
    appeal: Page, german: Locale, translate_all: Callable[[Translation], None], degree: Degree, told: str
) -> None:
    translated(appeal, german, translate_all)
    change(appeal, degree, summary="They are held.")
    found = notice("/de/appeals/free-them/")
    assert found.startswith(told) if told else found == ""


def test_the_notice_leads_to_what_the_records_say_has_happened(
    german: Locale, translate_all: Callable[[Translation], None]
) -> None:
    person = PersonFactory(name="Ehsan Ali")
    page = make_appeal(slug="free-him", people=[person], facts_as_of=datetime.date(2025, 6, 17))
    translated(page, german, translate_all)
    record(person, Status.RELEASED, datetime.date(2026, 2, 2))
    change(page, Degree.FACT, summary="He is free.")
    html = BeautifulSoup(Client().get("/de/appeals/free-him/").content, "html.parser")
    assert html.select_one('main > .aside-note a[href="#since"]')
    since = html.select_one("#since")
    assert since
    assert "2. Februar 2026 : Ehsan Ali – Freigelassen" in " ".join(since.get_text(" ").split())


def record(person: Person, status: Status, day: datetime.date) -> None:
    episode = DetentionEpisode.objects.create(person=person)
    StatusEvent.objects.create(episode=episode, status=status, date=day, precision=Precision.DAY)


def test_a_letter_tells_it_too_in_urdu(db: None) -> None:
    make_home("ur")
    letter = make_document(slug="letter", summary="Send it before 1 May.")
    translated(letter, make_locale("ur"), as_it_is)
    change(letter, summary="Send it before 1 June.")
    assert notice("/ur/documents/letter/").startswith("3 فروری، 2026 کو حقائق بدل گئے")


def test_the_notice_costs_no_query(appeal: Page, german: Locale, translate_all: Callable[[Translation], None]) -> None:
    translated(appeal, german, translate_all)

    def cost() -> int:
        Client().get("/de/appeals/free-them/")  # what the process keeps for good
        with CaptureQueriesContext(connection) as queries:
            Client().get("/de/appeals/free-them/")
        return len(queries)

    before = cost()
    change(appeal, Degree.SAFETY, summary="Twelve people are held.")
    assert notice("/de/appeals/free-them/").startswith(SAFETY)
    assert cost() == before


def test_a_letter_of_an_older_state_says_so_beside_it_and_in_the_properties_of_its_files(
    german: Locale, translate_all: Callable[[Translation], None], tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    letter = make_document(slug="letter", version="1")
    as_it_is(translation := submit(letter, [german])[0])
    publish(translation)
    change(letter, Degree.FACT, summary="For twelve people.")
    page = html_of(Client().get("/de/documents/letter/"))
    beside = page.select("[data-notice]:not([hidden])")
    assert [each.get_text() for each in beside] == [FACT]
    assert [FACT in each.get_text() for each in page.select(".paper")] == [False], "it goes to an embassy"
    assert Client().get("/de/letters/letter.json").json()["notice"] == FACT
    file = docx.Document(io.BytesIO(Client().get("/de/letters/letter.docx").content))
    assert file.core_properties.comments == FACT
    assert FACT not in "".join(paragraph.text for paragraph in file.paragraphs)
    # The page in English is the present one; the letter that its reader asks for in German is not.
    asked = Client().post("/en/letters/letter/", {LETTER_LANGUAGE: "de"})
    beside = html_of(asked).select('[data-notice][lang="de"]:not([hidden])')
    assert [each.get_text() for each in beside] == [FACT]
    assert html_of(Client().get("/en/documents/letter/")).select("[data-notice]:not([hidden])") == []
    assert Client().get("/en/letters/letter.json").json()["notice"] == ""
    as_it_is(translation)
    publish(translation)
    file = docx.Document(io.BytesIO(Client().get("/de/letters/letter.docx").content))
    assert file.core_properties.comments == ""


def test_a_page_that_is_edited_by_itself_has_no_notice(
    appeal: Page, german: Locale, translate_all: Callable[[Translation], None]
) -> None:
    translated(appeal, german, translate_all)
    change(appeal, Degree.SAFETY, summary="Twelve people are held.")
    Translation.objects.filter(source__object_id=appeal.translation_key).update(enabled=False)
    assert notice("/de/appeals/free-them/") == ""
