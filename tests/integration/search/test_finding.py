"""What a reader finds: by any spelling of a name, in her language first; and what nobody finds."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, PageViewRestriction

from interventions.models import Stop
from library.choices import NameKind, PublishLevel, Script
from library.models import Person
from search.indexing import rebuild
from search.models import Entry
from tests.factories.library import PersonFactory, PersonNameFactory
from tests.factories.pages import make_appeal, make_document, make_home, make_profile, make_standard_page, make_update
from tests.integration.conftest import unindexed

pytestmark = pytest.mark.django_db

MOST_QUERIES = 10


@pytest.fixture(scope="module", autouse=True)
def _site(kept: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Two people with a profile and an appeal about one of them, in English, German and Urdu."""
    with django_db_blocker.unblock(), unindexed():
        ehsan = PersonFactory(name="Ehsan Ali", slug="ehsan-ali", native_name="احسان علی", native_language="ur")
        PersonNameFactory(person=ehsan, text="Eshan Ali", kind=NameKind.FORBIDDEN)
        PersonNameFactory(person=ehsan, text="Ihsan Aly")
        PersonNameFactory(person=ehsan, text="Εχσάν Αλί", script=Script.GREEK)
        waheed = PersonFactory(name="Waheed Hassan", slug="waheed-hassan")
        make_profile(ehsan)
        make_profile(waheed)
        make_profile(ehsan, "ur", summary="وکیل")
        appeal = make_appeal(
            people=[ehsan],
            slug="free",
            title="Free the committee",
            reference="GB-2025-77",
            body=[("text", "<p>Tom &amp; <b>all</b> of them wait in Müllers prison.</p>")],
        )
        make_document(slug="letter", title="Letter to the embassy", appeal=appeal)
        make_update(slug="news", title="News of Ehsan", appeals=[appeal])
        make_standard_page("de", slug="ueber", title="Über uns", body=[("text", "<p>Briefe an die Botschaft.</p>")])
        rebuild()


def answer(query: str, language: str = "en", **more: str) -> str:
    response = Client().get(f"/{language}/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode()


def titles(query: str, language: str = "en") -> list[str]:
    return [unescape(strip_tags(each)) for each in re.findall(r"<h3>(.*?)</h3>", answer(query, language))]


ALL_OF_HIS = ["Ehsan Ali", "Free the committee", "Letter to the embassy", "News of Ehsan"]


@pytest.mark.parametrize("query", ["Ehsan Ali", "EHSAN", "Ihsan Aly", "Eshan Ali", "احسان علي", "εχσαν", "Ali, Ehsan"])
def test_every_spelling_of_a_name_finds_the_person_first_then_the_appeal(query: str) -> None:
    found = titles(query)
    assert found[0] == "Ehsan Ali"
    assert found.index("Free the committee") < found.index("Letter to the embassy")
    assert sorted(found) == sorted(ALL_OF_HIS)


def test_a_name_in_letters_of_another_script_finds_the_profile_in_that_language() -> None:
    assert titles("Ehsan Ali", "ur") == ["احسان علی · Ehsan Ali"]


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("GB-2025-77", "en", ["Free the committee"]),
        ("mueller prisons", "en", ["Free the committee"]),
        ("embassies", "en", ["Letter to the embassy"]),
        ("Botschaften brief", "de", ["Über uns"]),
        ("uber UNS", "de", ["Über uns"]),
        ("Botschaft", "en", []),
    ],
)
def test_words_are_found_in_the_language_that_is_read(query: str, language: str, expected: list[str]) -> None:
    assert titles(query, language) == expected


def test_an_excerpt_shows_the_words_marked_and_text_is_never_markup() -> None:
    page = answer("tom prison")
    assert "<mark>Tom</mark> &amp; all of them wait in Müllers <mark>prison</mark>." in page
    assert "<b>x</b>" not in answer("<b>x</b>")
    assert 'value="&lt;b&gt;x&lt;/b&gt;"' in answer("<b>x</b>")


def test_other_languages_are_told_with_the_number_of_pages_there() -> None:
    page = answer("Botschaft")
    assert "Nothing was found" in page
    assert '<a href="/de/search/?q=Botschaft" lang="de"' in page
    assert '<span class="soft">(1)</span>' in page


def test_where_no_page_holds_all_words_those_that_hold_some_are_shown() -> None:
    page = answer("committee zebra")
    assert "No page holds all of these words" in page
    assert titles("committee zebra") == ["Free the committee"]


def test_the_page_is_kept_by_nobody_and_tells_nobody() -> None:
    response = Client().get("/en/search/?q=ehsan")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_a_stopped_appeal_and_its_letter_say_so() -> None:
    appeal = Page.objects.get(slug="free")
    Stop.objects.create(page_key=appeal.translation_key, reason="harm", why="They asked for it.")
    page = answer("committee")
    assert "Appeal stopped" in page
    assert "This document has been withdrawn" in answer("letter embassy")


ODD = ["", " ", "\x00", "…—!", "\u200f\u200d", "'", "\\", "a", "' & !| :*", "x" * 1500, "ﷺ" * 90, "🕯️", "\ud83d"]


@pytest.mark.parametrize(
    ("query", "page"), [*((query, "1") for query in ODD), *(("a", page) for page in ["0", "-1", "9" * 300, "٣"])]
)
def test_whatever_is_typed_is_answered(query: str, page: str) -> None:
    response = Client().get(f"/en/search/?q={quote(query, errors='surrogatepass')}&page={page}")
    assert response.status_code == 200


@pytest.mark.parametrize("query", ["%", "_", "e_san", "ehsan%", "'ehsan' | 'x'"])
def test_signs_of_databases_are_no_signs_here(query: str) -> None:
    assert set(titles(query)) <= set(ALL_OF_HIS)
    assert titles("%") == titles("_") == []


def test_a_question_that_is_too_long_is_answered_as_far_as_it_is_read() -> None:
    page = answer("committee " * 60)
    assert "Only the first words were looked for" in page
    assert titles("committee " * 60) == ["Free the committee"]


def test_a_question_without_a_letter_is_answered_with_a_sentence() -> None:
    assert "Please type at least one letter or digit." in answer("…!")
    assert "Please type" not in answer("")


def test_a_language_that_the_site_lacks_has_no_search() -> None:
    assert Client().get("/fr/search/").status_code == 404
    assert Client().post("/en/search/", {"q": "x"}).status_code == 405


def test_many_results_are_turned_page_by_page() -> None:
    home = make_home()
    for number in range(23):
        make_standard_page(title=f"Notice {number}", slug=f"notice-{number}")
    rebuild()
    assert home.live
    assert "23 pages were found." in answer("notice")
    seen = [title for page in "123" for title in re.findall(r"<mark>Notice</mark> (\d+)", answer("notice", page=page))]
    assert sorted(map(int, seen)) == list(range(23))
    assert "Page 3 of 3" in answer("notice", page="300")


def test_a_search_costs_the_same_whatever_it_finds() -> None:
    def cost(query: str) -> int:
        Client().get("/en/search/", {"q": query})
        with CaptureQueriesContext(connection) as queries:
            Client().get("/en/search/", {"q": query})
        return len(queries)

    few = cost("Free the committee")
    for number in range(12):
        make_appeal(slug=f"more-{number}", title=f"Free the committee {number}")
    rebuild()
    assert cost("Free the committee") == few <= MOST_QUERIES
    assert cost("zebra giraffe") <= MOST_QUERIES
    assert cost("") < few


# --- What nobody finds ---


def test_what_readers_lose_is_not_found_even_before_the_index_follows() -> None:
    Page.objects.filter(slug="free").update(live=False)
    people = Page.objects.get(slug="people", locale__language_code="en")
    PageViewRestriction.objects.create(page=people, restriction_type="login")
    assert Entry.objects.filter(title="Free the committee").exists()
    assert sorted(titles("ehsan")) == ["Letter to the embassy", "News of Ehsan"]


@pytest.mark.parametrize("level", [PublishLevel.WITHHELD, PublishLevel.INITIALS])
@pytest.mark.parametrize("query", ["Ehsan Ali", "Ehsan", "Ihsan", "Eshan", "احسان", "Εχσάν"])
def test_a_name_that_is_withheld_finds_nothing_and_is_not_told(level: str, query: str) -> None:
    make_standard_page(
        slug="told", title="Report", body=[("text", "<p>Ehsan’s lawyer wrote to us.</p><p>The court is closed.</p>")]
    )
    make_standard_page(slug="titled", title="For Ehsan Ali", body=[("text", "<p>He is a lawyer.</p>")])
    Person.objects.filter(name="Ehsan Ali").update(publish_level=level)
    rebuild()
    assert titles(query) == []
    for other in ("lawyer", "court", "advocate", "committee", "arrested"):
        page = answer(other)
        assert not re.search("Ehsan|Eshan|Ihsan|احسان", page.replace('href="/en/people/ehsan-ali/"', ""))
    assert titles("court closed") == ["Report"]
    assert not Entry.objects.filter(found_by__contains="hsan").exists()


def test_a_profile_whose_name_is_withheld_is_found_by_its_text_alone() -> None:
    Person.objects.filter(name="Waheed Hassan").update(publish_level=PublishLevel.WITHHELD)
    rebuild()
    assert titles("arrested withheld") == ["Name withheld"]
    assert titles("Waheed") == []
