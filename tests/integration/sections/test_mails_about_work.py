"""Who is told what about a submission, in which language, and how people who want one mail a day get it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Page, PageSubscription
from wagtail.users.models import UserProfile

from home.models import StandardPage
from sections.choices import MailWish
from sections.digests import end_of_day, send_digests
from sections.models import KeptNotice, Membership, NationalSection, User
from tests.factories.pages import make_home, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.integration.conftest import unindexed
from tests.integration.sections.screens import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

Commit = Callable[..., Any]


@pytest.fixture(scope="module", autouse=True)
def _sections_and_page(kept: None) -> None:
    with unindexed():
        make_home("en")
        make_home("de")
        make_section(de="contributor")
        make_section("germany", "DE", de="lead")
        make_standard_page("de", title="Über uns")


@pytest.fixture
def austria() -> NationalSection:
    return NationalSection.objects.get(slug="austria")


@pytest.fixture
def germany() -> NationalSection:
    return NationalSection.objects.get(slug="germany")


@pytest.fixture
def editor(austria: NationalSection) -> User:
    return make_user("editor", austria, name="Edda", email="edda@example.org")


@pytest.fixture
def lead(germany: NationalSection) -> User:
    return make_user("lead", germany, name="Lea", email="lea@example.org")


@pytest.fixture
def page() -> Page:
    return StandardPage.objects.get(title="Über uns")


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: Commit) -> Commit:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def submit(page: Page, user: User) -> None:
    page = Page.objects.get(pk=page.pk).specific
    page.save_revision(user=user)
    page.get_workflow().start(page, user)


def decide(page: Page, user: User, action: str, comment: str = "") -> None:
    state = Page.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    assert client_of(user).post(address, {"comment": comment}).status_code == 302


def mails() -> list[tuple[str, str]]:
    """To whom, and under which subject, without the marks around names; the box is empty afterwards."""
    found = [(message.to[0], message.subject.replace("\u2068", "").replace("\u2069", "")) for message in mail.outbox]
    mail.outbox.clear()
    return sorted(found)


def test_leads_of_the_language_hear_of_a_submission_and_nobody_else(
    austria: NationalSection, editor: User, lead: User, page: Page, on_commit: Commit
) -> None:
    make_user("administrator")
    make_user("secretariat")
    make_user("lead", austria)
    UserProfile.objects.create(user=lead, preferred_language="en")
    with on_commit():
        submit(page, editor)
    body = mail.outbox[0].body
    assert mails() == [("lea@example.org", "“Über uns (Deutsch)” waits for your approval")]
    assert "Edda has submitted it." in body
    assert f"http://testserver{reverse('wagtailadmin_pages:edit', args=[page.pk])}" in body


def test_mail_comes_in_the_reader_s_language_whatever_the_writer_s(
    editor: User, lead: User, page: Page, on_commit: Commit
) -> None:
    """Wagtail would write in the language of the person who submitted."""
    from django.utils import translation

    with on_commit(), translation.override("fr"):
        submit(page, editor)
    with translation.override("de"):
        expected = translation.gettext("“%(name)s” waits for your approval") % {"name": "Über uns (Deutsch)"}
    assert expected != "“Über uns (Deutsch)” waits for your approval"
    assert mails() == [("lea@example.org", expected)]


@pytest.mark.parametrize("how", ["approves", "publishes in the editor"])
def test_the_contributor_hears_that_it_was_approved_and_where_it_stands(
    editor: User, lead: User, page: Page, on_commit: Commit, how: str
) -> None:
    UserProfile.objects.create(user=editor, preferred_language="en")
    submit(page, editor)
    with on_commit():
        if how == "approves":
            decide(page, lead, "approve")
        else:
            Page.objects.get(pk=page.pk).get_latest_revision().publish(user=lead)
    body = mail.outbox[0].body
    assert mails() == [("edda@example.org", "“Über uns (Deutsch)” was approved")]
    assert f"http://testserver/de/{page.slug}/" in body


def test_the_contributor_hears_why_it_was_sent_back(editor: User, lead: User, page: Page, on_commit: Commit) -> None:
    UserProfile.objects.create(user=editor, preferred_language="en")
    submit(page, editor)
    with on_commit():
        decide(page, lead, "reject", "The date is wrong.")
    body = mail.outbox[0].body
    assert mails() == [("edda@example.org", "“Über uns (Deutsch)” was sent back")]
    assert "Lea asks for changes" in body
    assert "The date is wrong." in body


def test_nobody_is_told_that_a_submission_was_withdrawn(
    editor: User, lead: User, page: Page, on_commit: Commit
) -> None:
    submit(page, editor)
    with on_commit():
        Page.objects.get(pk=page.pk).current_workflow_state.cancel(user=lead)
    assert mails() == []


def test_the_secretariat_hears_where_the_group_that_approves_is_empty(
    germany: NationalSection, editor: User, page: Page, on_commit: Commit
) -> None:
    make_user("secretariat", email="office@example.org")
    with on_commit():
        submit(page, editor)
    assert [to for to, _subject in mails()] == ["office@example.org"]


# --- Once a day ---


def wish(user: User, value: MailWish) -> None:
    user.mail = value
    user.save()


def days_ago(days: int) -> None:
    KeptNotice.objects.update(at=timezone.now() - datetime.timedelta(days=days))


def test_one_mail_a_day_says_everything_and_is_sent_once(
    editor: User, lead: User, page: Page, on_commit: Commit
) -> None:
    wish(lead, MailWish.DAILY)
    UserProfile.objects.create(user=lead, preferred_language="en")
    with on_commit():
        submit(page, editor)
        submit(make_standard_page("de", title="Wer wir sind"), editor)
    assert mails() == []
    call_command("send_digests")
    assert mails() == [], "the day is not over"

    days_ago(1)
    call_command("send_digests")
    body = mail.outbox[0].body
    assert mails() == [("lea@example.org", "2 messages from Vigil")]
    assert "Über uns" in body
    assert "Wer wir sind" in body
    assert body.count("/edit/") == 2
    assert reverse("wagtailadmin_account") in body
    call_command("send_digests")
    assert mails() == []
    assert not KeptNotice.objects.exists()


def test_whoever_wants_no_mail_gets_none_and_nothing_is_kept(
    editor: User, lead: User, page: Page, on_commit: Commit
) -> None:
    wish(lead, MailWish.NEVER)
    with on_commit():
        submit(page, editor)
    days_ago(1)
    call_command("send_digests")
    assert mails() == []
    assert not KeptNotice.objects.exists()


def test_a_mail_server_that_refuses_loses_nothing(
    editor: User, lead: User, page: Page, on_commit: Commit, settings: Settings
) -> None:
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    with on_commit():
        submit(page, editor)
    assert KeptNotice.objects.count() == 1, "what could not be sent at once is kept"
    days_ago(1)
    with pytest.raises(CommandError):
        call_command("send_digests")
    assert KeptNotice.objects.count() == 1
    settings.EMAIL_BACKEND = working
    call_command("send_digests")
    assert [to for to, _subject in mails()] == ["lea@example.org"]


@pytest.mark.parametrize("what", ["account switched off", "role ended", "page deleted"])
def test_a_digest_says_nothing_that_its_reader_may_not_know_any_more(
    editor: User, lead: User, page: Page, on_commit: Commit, what: str
) -> None:
    wish(lead, MailWish.DAILY)
    Page.objects.filter(pk=page.pk).update(live=False)
    submit(page, editor)
    days_ago(1)
    if what == "account switched off":
        lead.is_active = False
        lead.save()
    elif what == "role ended":
        Membership.objects.filter(user=lead).delete()
    else:
        Page.objects.get(pk=page.pk).delete()
    mail.outbox.clear()
    assert send_digests() == (0, 0)
    assert mails() == []
    assert not KeptNotice.objects.filter(user=lead).exists()


def test_a_day_ends_at_the_hour_of_the_settings(settings: Settings) -> None:
    settings.DIGEST_HOUR = 6
    zone = timezone.get_default_timezone()

    def moment(day: int, hour: int) -> datetime.datetime:
        return datetime.datetime(2026, 3, day, hour, tzinfo=zone)

    assert end_of_day(moment(2, 5)) == moment(1, 6)
    assert end_of_day(moment(2, 6)) == moment(2, 6)
    assert end_of_day(moment(2, 23)) == moment(2, 6)


# --- Comments ---


def comment(page: Page, user: User, text: str) -> int:
    """Save the page as Wagtail's editor does, with one comment on its title."""
    values = {
        "title": page.title,
        "slug": page.slug,
        "summary": "",
        "body-count": "0",
        "seo_title": "",
        "search_description": "",
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "comments-0-id": "",
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-text": text,
        "comments-0-resolved": "",
        "comments-0-DELETE": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    return client_of(user).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), values).status_code


def test_a_lead_comments_on_a_page_under_review_and_the_contributor_reads_it(
    editor: User, lead: User, page: Page
) -> None:
    submit(page, editor)
    assert comment(page, lead, "Which date is meant?") == 302
    decide(page, lead, "reject", "See my comment.")
    html = client_of(editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Which date is meant?" in html


@pytest.mark.parametrize(("wanted", "at_once", "in_the_digest"), [("at_once", 1, 0), ("daily", 0, 1), ("never", 0, 0)])
def test_comments_reach_those_who_follow_the_page_in_the_way_they_chose(
    editor: User, lead: User, page: Page, on_commit: Commit, wanted: str, at_once: int, in_the_digest: int
) -> None:
    wish(editor, MailWish(wanted))
    UserProfile.objects.create(user=editor, preferred_language="en")
    for user in (editor, lead):
        PageSubscription.objects.create(page=page, user=user, comment_notifications=True)
    with on_commit():
        assert comment(page, lead, "Which date is meant?") == 302
    assert [message.body for message in mail.outbox if "Which date is meant?" not in message.body] == []
    assert mails() == [("edda@example.org", "Lea commented on “Über uns (Deutsch)”")] * at_once
    assert KeptNotice.objects.filter(user=editor).count() == in_the_digest


def test_who_lost_her_rights_reads_no_comments_any_more(
    editor: User, lead: User, page: Page, on_commit: Commit
) -> None:
    PageSubscription.objects.create(page=page, user=editor, comment_notifications=True)
    Membership.objects.filter(user=editor).delete()
    with on_commit():
        assert comment(page, lead, "Which date is meant?") == 302
    assert mails() == []
