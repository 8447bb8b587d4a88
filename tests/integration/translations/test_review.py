"""A lead compares what was submitted with the original and the live page, and decides; the translator reads why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from sections.models import User
from tests.factories.pages import make_appeal, make_home, make_locale, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill
from tests.integration.sections.screens import client_of, text_of
from tests.integration.translations.conftest import drop_string
from translations.publication.approval import submit_for_approval
from translations.publication.publishing import publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("complete_once")]

SECOND = "Second paragraph."


@pytest.fixture
def translator(german: Any) -> User:
    return make_user("translator", make_section(de="contributor"), name="Tamara")


@pytest.fixture
def lead(german: Any) -> User:
    return make_user("lead", make_section("germany", "DE", de="lead"), name="Lea")


def editor_url(translation: Translation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])


def compare_url(translation: Translation) -> str:
    return reverse("translations_compare", args=[translation.get_target_instance().pk])


def retranslate(translation: Translation, original: str, text: str) -> None:
    entry = StringTranslation.objects.get(translation_of__data=original, locale=translation.target_locale)
    entry.data = text
    entry.save()


@pytest.fixture
def submitted(complete: Translation, translator: User, lead: User) -> Translation:
    """A translation that was published, has changed in one sentence, and waits for approval."""
    publish(complete)
    retranslate(complete, SECOND, "nicht [Second, better paragraph.]")
    submit_for_approval(complete.get_target_instance(), complete, translator)
    return complete


def rows(client: Client, translation: Translation) -> list[list[str]]:
    soup = BeautifulSoup(client.get(compare_url(translation)).content, "html.parser")
    return [[cell.decode_contents().strip() for cell in row("td")] for row in soup.select("tbody tr") if row("td")]


def act(user: User, translation: Translation, action: str, comment: str = "") -> str:
    answer = client_of(user).post(editor_url(translation), {"action": action, "comment": comment}, follow=True)
    return text_of(answer)


# --- Compare ---


def test_original_and_translation_stand_side_by_side_with_what_has_changed(submitted: Translation, lead: User) -> None:
    assert rows(client_of(lead), submitted) == [
        ["About us", "nicht [About us]"],
        ["First paragraph.", "nicht [First paragraph.]"],
        [SECOND, "nicht <del>[Second </del><ins>[Second, better </ins>paragraph.]"],
    ]
    said = text_of(client_of(lead).get(compare_url(submitted)))
    assert "1 sentence differs from the live page" in said


def test_a_page_that_is_not_live_has_nothing_to_differ_from(complete: Translation, lead: User) -> None:
    drop_string(complete, SECOND)
    assert rows(client_of(lead), complete)[1:] == [
        ["First paragraph.", "nicht [First paragraph.]"],
        [SECOND, "<em>Not translated yet.</em>"],
    ]
    said = text_of(client_of(lead).get(compare_url(complete)))
    assert "This page is not live yet; all of it is new. 1 string is still missing." in said


def test_each_side_has_its_language_and_direction(original: Page, lead: User) -> None:
    make_home("ur")
    (urdu,) = submit(original, [make_locale("ur")])
    fill(urdu, {SECOND: "دوسرا"})
    soup = BeautifulSoup(client_of(make_user("secretariat")).get(compare_url(urdu)).content, "html.parser")
    cells = soup.select("tbody tr:last-child td")
    assert [(cell["lang"], cell["dir"]) for cell in cells] == [("en", "ltr"), ("ur", "rtl")]


def test_the_comparison_is_for_those_who_may_read_drafts(submitted: Translation, translator: User) -> None:
    make_home("fr")
    french = make_user("lead", make_section("france", "FR", fr="lead"))
    assert client_of(french).get(compare_url(submitted)).status_code == 302
    assert client_of(translator).get(compare_url(submitted)).status_code == 200


def test_a_page_without_an_original_is_compared_by_wagtail(german: Any, lead: User) -> None:
    page = make_standard_page("de")
    page.save_revision()
    answer = client_of(lead).get(reverse("translations_compare", args=[page.pk]))
    assert answer.headers["Location"] == reverse(
        "wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"]
    )


def test_many_sentences_cost_as_many_queries_as_few(
    german: Any, lead: User, translate_all: Callable[..., None]
) -> None:
    counts, client = [], client_of(lead)
    for number in (1, 20):
        demands = [("demand", f"<p>Release number {place}.</p>") for place in range(number)]
        (translation,) = submit(make_appeal(demands=demands), [german])
        translate_all(translation)
        publish(translation)
        client.get(compare_url(translation))
        with CaptureQueriesContext(connection) as queries:
            assert len(rows(client, translation)) >= number
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- Decide ---


def test_desk_and_editor_lead_to_the_comparison_in_one_click(submitted: Translation, lead: User) -> None:
    client = client_of(lead)
    for address in (reverse("wagtailadmin_home"), editor_url(submitted)):
        assert f'href="{compare_url(submitted)}"' in client.get(address).content.decode()


def test_the_lead_approves_in_the_editor_and_what_she_corrected_goes_live(submitted: Translation, lead: User) -> None:
    retranslate(submitted, SECOND, "Der zweite Absatz.")
    assert "“nicht [About us]” was published in Deutsch." in act(lead, submitted, "approve")
    page = submitted.get_target_instance()
    assert "Der zweite Absatz." in str(page.body)
    assert page.current_workflow_state is None
    assert page.workflow_states.get().status == "approved"


def test_what_is_sent_back_says_why_until_it_is_submitted_again(
    submitted: Translation, lead: User, translator: User
) -> None:
    assert "write what is to be changed" in act(lead, submitted, "send-back")
    assert "sent back with your comment" in act(lead, submitted, "send-back", "“Besser” als was?")
    assert "nicht [Second, better paragraph.]" not in str(submitted.get_target_instance().body)
    said = text_of(client_of(translator).get(editor_url(submitted)))
    assert "Lea sent this back on" in said
    assert "“Besser” als was?" in said
    act(translator, submitted, "submit")
    assert "als was?" not in text_of(client_of(translator).get(editor_url(submitted)))


def test_the_buttons_are_for_those_who_may_publish(submitted: Translation, lead: User, translator: User) -> None:
    def offered(user: User) -> bool:
        return 'value="send-back"' in client_of(user).get(editor_url(submitted)).content.decode()

    assert offered(lead)
    assert offered(make_user("secretariat")), "in an emergency"
    assert not offered(translator)
    act(translator, submitted, "approve")
    assert submitted.get_target_instance().current_workflow_state.status == "in_progress"


def test_the_second_of_two_who_decide_is_told(submitted: Translation, lead: User) -> None:
    act(lead, submitted, "approve")
    assert "This page does not wait for approval any more." in act(lead, submitted, "send-back", "Too late")
    assert submitted.get_target_instance().live


def test_an_incomplete_page_is_not_approved(submitted: Translation, lead: User) -> None:
    drop_string(submitted, SECOND)
    # The draft that was submitted is complete; the lead looks at strings that are not.
    submitted.get_target_instance().revisions.all().update(created_at="2020-01-01T00:00Z")
    assert "1 string is missing" in act(lead, submitted, "approve")
    assert submitted.get_target_instance().current_workflow_state.status == "in_progress"
