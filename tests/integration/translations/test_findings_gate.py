"""Errors keep a translation from its readers, warnings ask before it goes to them, and an original is only told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from sections.models import User
from tests.factories.glossary import TermFactory, TermFormFactory
from tests.factories.pages import make_standard_page
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill
from tests.integration.sections.screens import client_of
from tests.integration.translations.test_editor import publish_in_the_admin
from translations.findings.computing import findings_of
from translations.findings.dismissing import dismiss
from translations.findings.obstacles import examine
from translations.models import TermForm
from translations.publication.approval import submit_for_approval
from translations.publication.publishing import IncompleteTranslation, publish, save_draft
from translations.states import State, states_of
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SECOND = "Second paragraph."
GERMAN = {"About us": "Über uns", "First paragraph.": "Erster Absatz.", SECOND: "Zweiter Absatz."}


@pytest.fixture
def finished(translation: Translation) -> Translation:
    """The German translation, with nothing to be said against it."""
    fill(translation, GERMAN)
    return translation


@pytest.fixture
def lead(german: Locale) -> User:
    return make_user("lead", make_section("germany", "DE", de="lead"))


def forbid(text: str) -> TermForm:
    form: TermForm = TermFormFactory(term=TermFactory(name="paragraph"), language="de", text=text, status="forbidden")
    return form


def retranslate(text: str, original: str = SECOND) -> StringTranslation:
    string = StringTranslation.objects.get(translation_of__data=original)
    string.data = text
    string.save()
    return string


def dismiss_all(translation: Translation, user: User) -> None:
    for pk, found in findings_of(translation).segments.items():
        segment = StringSegment.objects.select_related("string").get(pk=pk)
        for each in found:
            dismiss(translation, segment, each.target, each.finding.fingerprint, "It is so.", user)


def press(user: User, translation: Translation, action: str, **data: str) -> tuple[str, BeautifulSoup]:
    response = client_of(user).post(
        edit_url(translation.get_target_instance()), {"action": action, **data}, follow=True
    )
    said = " ".join(str(message) for message in response.context["messages"])
    return said, BeautifulSoup(response.content, "html.parser")


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def is_live(translation: Translation) -> bool:
    return bool(Page.objects.get(pk=translation.get_target_instance().pk).live)


# --- Errors ---


def test_a_forbidden_term_is_an_error_when_it_is_saved_and_none_when_it_is_mended(finished: Translation) -> None:
    forbid("Paragraf")
    string = retranslate("Zweiter Paragraf.")
    assert string.has_error
    assert "Paragraf" in str(string.get_error())
    assert not retranslate("Zweiter Absatz.").has_error


def test_what_has_become_forbidden_since_it_was_saved_is_not_published(finished: Translation) -> None:
    retranslate("Zweiter Paragraf.")
    forbid("Paragraf")
    with pytest.raises(IncompleteTranslation) as refused:
        publish(finished)
    (entry,) = refused.value.missing
    assert (entry.source, "Paragraf" in entry.reason) == (SECOND, True)
    assert not is_live(finished)


def test_what_is_allowed_again_is_published(finished: Translation) -> None:
    form = forbid("Paragraf")
    retranslate("Zweiter Paragraf.")
    form.delete()
    assert publish(finished).live


def test_a_draft_in_which_a_term_became_forbidden_is_taken_off_the_schedule(
    finished: Translation, caplog: pytest.LogCaptureFixture
) -> None:
    retranslate("Zweiter Paragraf.")
    revision = save_draft(finished)
    revision.approved_go_live_at = timezone.now()
    revision.save()
    forbid("Paragraf")
    revision.publish(log_action="wagtail.publish.scheduled")
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert not is_live(finished)
    assert "off the schedule" in caplog.text


def test_a_dismissed_error_is_none_until_it_is_restored(finished: Translation, lead: User, original: Page) -> None:
    forbid("Paragraf")
    string = retranslate("Zweiter Paragraf.")
    segment = StringSegment.objects.get(string__data=SECOND)
    (found,) = findings_of(finished).segments[segment.pk]
    place = {"segment": segment.pk, "fingerprint": found.finding.fingerprint}
    client = client_of(lead)
    dismissed = client.post(
        reverse("translations_findings_dismiss", args=[finished.pk]), {**place, "reason": "A quotation."}
    )
    assert dismissed.status_code == 200
    string.refresh_from_db()
    assert not string.has_error
    string.save()
    assert not string.has_error, "saving the same text again changes nothing"
    assert publish(finished).live
    client.post(reverse("translations_findings_restore", args=[finished.pk]), place)
    (row,) = states_of(original)
    assert row.state is State.ERRORED


# --- Warnings ---

WARNED = "Zweiter Absatz mit 17 Menschen."


def test_warnings_ask_and_the_second_press_publishes(finished: Translation, lead: User) -> None:
    retranslate(WARNED)
    said, page = press(lead, finished, "publish")
    assert "Nothing has been done yet: the checks warn of 1 thing." in said
    assert not is_live(finished)
    (line,) = page.select("#translations-findings[open] li")
    assert "“17” stands in the translation but not in the original." in line.get_text()
    (form,) = page.select("form.translations-question")
    assert form.button["value"] == "publish"
    said, page = press(lead, finished, "publish", accepted=form.select_one("[name=accepted]")["value"])
    assert "was published" in said
    assert is_live(finished)
    assert not page.select("form.translations-question")


def test_other_warnings_than_those_that_were_seen_ask_anew(finished: Translation, lead: User) -> None:
    retranslate(WARNED)
    _said, page = press(lead, finished, "publish")
    seen = page.select_one("form.translations-question [name=accepted]")["value"]
    retranslate("Zweiter Absatz mit 18 Menschen.")
    said, _page = press(lead, finished, "publish", accepted=seen)
    assert "Nothing has been done yet" in said
    assert not is_live(finished)


def test_dismissed_warnings_ask_nothing(finished: Translation, lead: User) -> None:
    retranslate(WARNED)
    dismiss_all(finished, lead)
    said, page = press(lead, finished, "publish")
    assert "was published" in said
    assert "It is so." in page.select_one("#translations-findings").get_text()


def test_a_reviewer_is_asked_too_and_keeps_the_comment(finished: Translation, lead: User) -> None:
    translator = make_user("translator", make_section(de="contributor"), name="Tamara")
    retranslate(WARNED)
    submit_for_approval(finished.get_target_instance(), finished, translator)
    said, page = press(lead, finished, "approve", comment="Well done.")
    assert "Nothing has been done yet" in said
    form = page.select_one("form.translations-question")
    assert form.select_one("[name=comment]")["value"] == "Well done."
    assert form.button["value"] == "approve"
    press(lead, finished, "approve", accepted=form.select_one("[name=accepted]")["value"], comment="Well done.")
    assert is_live(finished)


def test_publishing_many_at_once_leaves_out_what_is_warned_of(finished: Translation, lead: User) -> None:
    retranslate(WARNED)
    url = reverse("wagtail_localize:update_translations", args=[finished.source_id])
    answer = client_of(make_user("administrator")).post(url, {"publish_translations": "on"}, follow=True)
    said = " ".join(str(message) for message in answer.context["messages"])
    assert "Not published in Deutsch: the checks warn of something." in said
    assert not is_live(finished)


def test_wagtails_list_publishes_nothing_together_with_what_is_warned_of(finished: Translation) -> None:
    retranslate(WARNED)
    page, admin = finished.get_target_instance(), client_of(make_user("administrator"))
    other = make_standard_page("de", title="Nachricht", slug="nachricht")
    other.unpublish()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = admin.post(f"{url}?id={page.pk}&id={other.pk}", follow=True)
    (link,) = BeautifulSoup(answer.content, "html.parser").select(".messages a[href*='?ask=publish']")
    assert link.get_text() == "Über uns (Deutsch)"
    assert "Nothing was published, because the checks warn of something here" in answer.content.decode()
    assert not Page.objects.filter(pk__in=[page.pk, other.pk], live=True).exists()
    asked = BeautifulSoup(admin.get(link["href"]).content, "html.parser")
    assert asked.select_one("form.translations-question button")["value"] == "publish"


def test_wagtails_list_publishes_what_was_looked_at(finished: Translation, lead: User) -> None:
    retranslate(WARNED)
    dismiss_all(finished, lead)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client_of(lead).post(f"{url}?id={finished.get_target_instance().pk}")
    assert is_live(finished)


# --- Originals ---


def test_an_original_with_two_spellings_of_a_name_is_published_and_its_editor_is_told(german: Locale) -> None:
    page = make_standard_page(title="Arrested", slug="arrested", summary="They arrested Ehsan Ali. Eshan Ali waits.")
    client = client_of(make_user("administrator"))
    shown = BeautifulSoup(client.get(edit_url(page)).content, "html.parser").select(".translations-source-findings li")
    assert ["One name in two spellings" in line.get_text() for line in shown] == [True]
    said = publish_in_the_admin(client, page, title="Two arrested", summary="They arrested Ehsan Ali. Eshan Ali waits.")
    assert "“Two arrested” is published. The checks found 1 thing in its text: One name in two spellings" in said
    assert Page.objects.get(pk=page.pk).title == "Two arrested"


def test_a_page_without_a_slip_shows_no_list(original: Page) -> None:
    answer = client_of(make_user("administrator")).get(edit_url(original))
    assert "translations-source-findings" not in answer.content.decode()


# --- What it costs ---


def test_examining_a_page_costs_the_same_for_any_number_of_strings(german: Locale) -> None:
    def begun(number: int) -> Translation:
        texts = {f"They wait in town {each}.": f"Sie warten in der Stadt {each}." for each in range(number)}
        body = [("text", "".join(f"<p>{text}</p>" for text in texts))]
        (found,) = submit(make_standard_page(title="Waiting", slug=f"waiting-{number}", body=body), [german])
        fill(found, {**texts, "Waiting": "Warten"})
        return Translation.objects.select_related(
            "source__locale", "source__specific_content_type", "target_locale"
        ).get(pk=found.pk)

    def queries(work: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as found:
            work()
        return len(found)

    few, many = begun(2), begun(60)
    TermFactory()
    examine(few)
    assert queries(lambda: examine(few)) == queries(lambda: examine(many)) == 5
