"""The coverage board: what it shows to whom, where its cells lead, and that it costs the same however large it is."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from campaign_pages.choices import DeadlineKind
from interventions.models import Stop, TakeDown
from sections.models import User
from tests.factories.pages import make_appeal, make_document, make_home, make_locale, make_standard_page, make_update
from tests.factories.sections import make_section, make_user
from tests.integration.sections.screens import client_of
from tests.integration.translations.conftest import drop_string, edit_original
from translations.publication.publishing import publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("begun_once")]


def shown(client: Client, **query: str) -> BeautifulSoup:
    response = client.get(reverse("translations_board"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup: BeautifulSoup) -> list[str]:
    return [head.bdi.text for head in soup.select(".board tbody th")]


def columns(soup: BeautifulSoup) -> list[str]:
    return [each.text for each in soup.select(".board thead bdi")]


def cell(soup: BeautifulSoup, title: str, language: str) -> Tag:
    """The cell that a screen reader would name with this page and this language."""
    heads = [head.get_text(" ", strip=True) for head in soup.select(".board thead th")]
    place = next(number for number, text in enumerate(heads) if text.startswith(language))
    row = next(row for row in soup.select(".board tbody tr") if row.th.bdi.text == title)
    found: Tag = row.find_all(["th", "td"])[place]
    return found


@pytest.fixture
def translator(german: Locale) -> User:
    """A translator of the German section, on a site that has Italian, too."""
    make_home("it")
    return make_user("translator", make_section("germany", "DE", de="lead"))


def test_a_translator_sees_her_language_alone_until_she_asks_for_more(translator: User, original: Page) -> None:
    client = client_of(translator)
    assert columns(shown(client)) == ["Deutsch"]
    assert columns(shown(client, languages="all")) == ["Deutsch", "English", "Italiano"]
    assert columns(shown(client, languages="it")) == ["Italiano"]
    assert columns(shown(client, languages="nonsense", urgency="nonsense")) == ["Deutsch"]


def test_a_section_can_be_chosen(translator: User, original: Page) -> None:
    italy = make_section("italy", "IT", it="lead")
    closed = make_section("closed", "CH", state="closed", it="contributor")
    soup = shown(client_of(translator), languages=f"section-{italy.pk}")
    assert columns(soup) == ["Italiano"]
    assert not soup.select(f'option[value="section-{closed.pk}"]')


def test_the_secretariat_sees_all_languages(original: Page, german: Locale) -> None:
    soup = shown(client_of(make_user("secretariat")))
    assert columns(soup) == ["Deutsch", "English"]
    assert [option["value"] for option in soup.select("#board-languages > option")] == ["all"]


def test_a_cell_says_in_words_how_far_a_page_is_and_leads_to_the_work(
    translator: User, complete: Translation, original: Page
) -> None:
    client = client_of(translator)
    page = complete.get_target_instance()
    drop_string(complete, "About us")
    found = cell(shown(client), "About us", "Deutsch")
    assert found.get_text(" ", strip=True) == "Partial 66% · 2 words left"
    assert found.a["href"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_what_is_out_of_date_says_how_grave_it_is(
    translator: User, complete: Translation, original: Page, django_capture_on_commit_callbacks: Any
) -> None:
    publish(complete)
    with django_capture_on_commit_callbacks(execute=True):
        edit_original(original, title="About the 11 of us")
    found = cell(shown(client_of(translator)), "About the 11 of us", "Deutsch")
    assert found.get_text(" ", strip=True) == "Out of date Facts 66% · 5 words left"
    assert "board-cell--outdated" in found["class"]


def test_what_is_missing_leads_to_where_it_is_begun_for_those_who_may(translator: User) -> None:
    page = make_standard_page(title="Not begun", slug="not-begun")
    Page.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - datetime.timedelta(days=3))
    soup = shown(client_of(translator), languages="all")
    german = cell(soup, "Not begun", "Deutsch")
    assert german.get_text(" ", strip=True) == "Missing 3 days"
    begin = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert german.a["href"] == f"{begin}?select_locale=de"
    assert cell(soup, "Not begun", "Italiano").get_text(strip=True).startswith("Missing")
    assert cell(soup, "Not begun", "Italiano").a is None
    assert cell(soup, "Not begun", "English").get_text(strip=True) == "Original"
    assert cell(soup, "Not begun", "English").a is None


def test_an_observer_is_led_to_the_comparison(complete: Translation, translator: User) -> None:
    observer = make_user("observer", translator.memberships.get().section)
    found = cell(shown(client_of(observer)), "About us", "Deutsch")
    assert found.get_text(" ", strip=True) == "Ready to publish"
    assert found.a["href"] == reverse("translations_compare", args=[complete.get_target_instance().pk])


def test_drafts_in_other_languages_are_not_told_of(translator: User, original: Page) -> None:
    make_standard_page(title="Secret", live=False)
    assert "Secret" not in titles(shown(client_of(translator), languages="all"))
    assert "Secret" in titles(shown(client_of(make_user("secretariat"))))


def test_titles_are_text_and_never_markup(translator: User) -> None:
    make_standard_page(title="<img src=x onerror=alert(1)>")
    soup = shown(client_of(translator))
    assert "<img src=x onerror=alert(1)>" in titles(soup)
    assert not soup.select(".board img")


def test_letters_and_news_stand_under_their_appeal_the_most_urgent_first(translator: User) -> None:
    today = timezone.localdate()
    until = {"deadline_kind": DeadlineKind.DATE}
    late = make_appeal(title="Late", act_until=today + datetime.timedelta(days=90), **until)
    make_appeal(title="Past", act_until=today - datetime.timedelta(days=1), **until)
    stopped = make_appeal(title="Stopped", act_until=today + datetime.timedelta(days=2), **until)
    Stop.objects.create(page_key=stopped.translation_key, reason="harm", why="x")
    make_appeal(title="Soon", act_until=today + datetime.timedelta(days=3), **until)
    make_document(title="Letter", appeal=late)
    make_update(title="News", appeals=[late])
    client = client_of(translator)
    campaign = {"Late", "Past", "Soon", "Letter", "News", "Stopped"}
    assert [title for title in titles(shown(client)) if title in campaign] == [
        "Soon",
        "Late",
        "Letter",
        "News",
        "Past",
        "Stopped",
    ]
    assert titles(shown(client, urgency="urgent")) == ["Soon"]
    assert titles(shown(client, urgency="dated")) == ["Late", "Letter", "News"]
    below = [row.th.bdi.text for row in shown(client).select(".board-below")]
    assert below == ["Letter", "News"]


def test_the_head_of_a_column_says_how_much_is_left(translator: User, complete: Translation) -> None:
    publish(complete)
    soup = shown(client_of(translator))
    head = next(head for head in soup.select(".board thead th") if head.text.startswith("Deutsch"))
    # The home page is complete, too: it is edited by itself.
    assert head.get_text(" ", strip=True) == "Deutsch 100%"


def test_the_table_is_told_apart_for_screen_readers(translator: User, original: Page) -> None:
    soup = shown(client_of(translator))
    table = soup.select_one("table.board")
    assert table is not None
    assert table.caption
    assert table.caption.get_text(strip=True)
    assert all(head.get("scope") == "col" for head in table.select("thead th"))
    assert all(row.th.get("scope") == "row" for row in table.select("tbody tr"))


def test_the_board_and_the_list_lead_to_each_other(translator: User, original: Page) -> None:
    client = client_of(translator)
    report = reverse("wagtail_localize:translations_report")
    assert shown(client).select(f'a[href="{report}"]')
    listed = BeautifulSoup(client.get(report).content, "html.parser")
    assert listed.select(f'main a[href="{reverse("translations_board")}"]')


def test_it_costs_the_same_however_many_pages_and_languages(translator: User, german: Locale) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(client, languages="all")
        return len(queries)

    client = client_of(translator)
    appeal = make_appeal()
    submit(appeal, [german])
    cost()
    small = cost()
    for _number in range(20):
        make_document(appeal=appeal)
    for code in ("fr", "es", "nl", "da", "el", "ur", "pl", "sv", "fi", "cs", "hu", "ro", "bg", "hr", "sr", "uk", "tr"):
        make_locale(code)
    assert cost() == small


def test_a_page_that_is_held_back_is_marked_and_counts_in_no_sum_and_no_list(
    german: Locale, complete: Translation, original: Page
) -> None:
    client = client_of(make_user("secretariat"))
    publish(complete)
    edit_original(original, title="About this campaign")
    other = make_standard_page(title="Another page")
    TakeDown.objects.create(page_key=original.translation_key, locale=german, why="x")
    soup = shown(client)
    assert cell(soup, "About this campaign", "Deutsch").get_text(" ", strip=True) == "Held back"
    assert cell(soup, "About this campaign", "Deutsch").a is None
    assert "Original" in cell(soup, "About this campaign", "English").text
    TakeDown.objects.create(page_key=other.translation_key, why="x")
    soup = shown(client)
    assert cell(soup, "Another page", "English").get_text(" ", strip=True) == "Held back"
    assert cell(soup, "Another page", "Deutsch").get_text(" ", strip=True) == "Held back"
    report = client.get(reverse("wagtail_localize:translations_report")).content.decode()
    assert "Another page" not in report
    assert "About this campaign" not in report
