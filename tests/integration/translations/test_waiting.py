"""The mail of the day: what waits in somebody's languages, with deadlines, and only when something is new."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from campaign_pages.choices import DeadlineKind
from interventions.models import TakeDown
from sections.choices import MailWish
from sections.digests import send_digests
from sections.models import NationalSection, User
from tests.factories.pages import make_appeal, make_home, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.integration.translations.conftest import edit_original
from translations.models import ToldWaiting
from translations.publication.publishing import publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("complete_once")]

DAY = datetime.timedelta(days=1)


@pytest.fixture
def germany(german: Locale) -> NationalSection:
    return make_section("germany", "DE", de="lead")


@pytest.fixture
def lead(germany: NationalSection) -> User:
    user = make_user("lead", germany, email="lea@example.org", mail=MailWish.DAILY)
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


def mailed(days: int = 0) -> list[str]:
    """The texts of the mails that go out when a day has ended so many days from now, without the marks around names."""
    mail.outbox.clear()
    send_digests(timezone.now() + days * DAY)
    return [message.body.replace("\u2068", "").replace("\u2069", "") for message in mail.outbox]


def test_what_waits_is_told_by_sort_with_its_deadline(
    lead: User, complete: Translation, original: Page, german: Locale, translate_all: Callable[[Translation], None]
) -> None:
    publish(complete)
    edit_original(original, title="About this campaign")
    until = timezone.localdate() + 5 * DAY
    make_appeal(title="Free Ehsan Ali", deadline_kind=DeadlineKind.DATE, act_until=until)
    translate_all(submit(make_standard_page(title="Ready"), [german])[0])
    make_standard_page(title="Not urgent")
    (text,) = mailed()
    lines = text.splitlines()
    assert mail.outbox[0].subject == "Work that waits in your languages"
    assert mail.outbox[0].to == ["lea@example.org"]
    place = lines.index("Translations out of date (1)")
    assert lines[place + 1] == "- About this campaign (Deutsch): Wording"
    place = lines.index("Urgent and not translated yet (1)")
    assert lines[place + 1].startswith("- Free Ehsan Ali (Deutsch) – Act by ")
    assert lines[place + 1].endswith(str(until.year))
    place = lines.index("Translations ready to publish (1)")
    assert lines[place + 1] == "- Ready (Deutsch)"
    assert "http://testserver/admin/reports/coverage/" in lines
    assert "Not urgent" not in text


def test_nothing_new_makes_no_mail(lead: User, complete: Translation) -> None:
    assert len(mailed()) == 1
    assert mailed() == []
    assert mailed(days=1) == []


def test_something_new_is_told_the_day_after(lead: User, complete: Translation, original: Page) -> None:
    publish(complete)
    assert mailed() == []
    edit_original(original, title="About this campaign")
    assert mailed() == [], "she was asked for today already"
    ToldWaiting.objects.update(asked_at=timezone.now() - 2 * DAY)
    assert "About this campaign (Deutsch)" in mailed()[0]


def test_a_further_change_is_new(lead: User, complete: Translation, original: Page) -> None:
    publish(complete)
    original = edit_original(original, title="Once")
    assert len(mailed()) == 1
    edit_original(original, title="Twice")
    ToldWaiting.objects.update(asked_at=timezone.now() - 2 * DAY)
    assert "Twice (Deutsch)" in mailed()[0]


def test_minor_changes_are_not_told(lead: User, complete: Translation, original: Page) -> None:
    publish(complete)
    edit_original(original, title="About  us.")
    assert mailed() == []


def asked_on(day: datetime.date, user: User) -> None:
    """As if she had been asked for last at noon of a day."""
    noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    ToldWaiting.objects.filter(user=user).update(asked_at=noon)


def mailed_on(day: datetime.date) -> list[str]:
    return mailed((day - timezone.localdate()).days)


def test_who_has_chosen_nothing_is_told_what_presses_at_once_and_the_rest_once_a_week(
    german: Locale, germany: NationalSection, complete: Translation, original: Page
) -> None:
    user = make_user("lead", germany)
    UserProfile.objects.create(user=user, preferred_language="en")
    publish(complete)
    monday = timezone.localdate() + datetime.timedelta(days=7 - timezone.localdate().weekday())
    assert mailed() == []
    asked_on(monday, user)
    edit_original(original, title="About this campaign")
    assert mailed_on(monday + DAY) == [], "a change of wording waits for the end of the week"
    asked_on(monday + DAY, user)
    until = monday + 9 * DAY
    make_appeal(title="Free Ehsan Ali", deadline_kind=DeadlineKind.DATE, act_until=until)
    (text,) = mailed_on(monday + 2 * DAY)
    assert "Free Ehsan Ali (Deutsch)" in text
    assert "About this campaign (Deutsch): Wording" in text, "what waits besides comes along"
    assert "You get this list once a week" in text
    asked_on(monday + 2 * DAY, user)
    edit_original(original, title="About us and this campaign")
    assert mailed_on(monday + 3 * DAY) == []
    asked_on(monday + 3 * DAY, user)
    assert "About us and this campaign (Deutsch): Wording" in mailed_on(monday + 7 * DAY)[0]


def test_what_begins_to_press_is_told_once_more(lead: User) -> None:
    appeal = make_appeal(title="Free them", deadline_kind=DeadlineKind.DATE, act_until=timezone.localdate() + 40 * DAY)
    assert len(mailed()) == 1
    ToldWaiting.objects.update(asked_at=timezone.now() - 2 * DAY)
    assert mailed() == []
    ToldWaiting.objects.update(asked_at=timezone.now() - 2 * DAY)
    type(appeal).objects.update(act_until=timezone.localdate() + 10 * DAY)
    assert "Free them (Deutsch)" in mailed()[0]
    ToldWaiting.objects.update(asked_at=timezone.now() - 2 * DAY)
    type(appeal).objects.update(act_until=timezone.localdate() + 40 * DAY)
    assert mailed() == [], "that there is more time is no news"


def test_only_those_who_want_it_and_work_there_are_told(germany: NationalSection, complete: Translation) -> None:
    make_home("it")
    italy = make_section("italy", "IT", it="lead")
    make_user("translator", germany, mail=MailWish.AT_ONCE)
    make_user("translator", germany, mail=MailWish.NEVER)
    make_user("observer", germany, mail=MailWish.DAILY)
    make_user("secretariat", mail=MailWish.DAILY)
    make_user("lead", italy, mail=MailWish.DAILY)
    make_user("translator", germany, mail=MailWish.DAILY, is_active=False)
    # What is ready is the lead's to publish.
    make_user("translator", germany, mail=MailWish.DAILY)
    assert mailed() == []


def test_drafts_of_other_languages_and_pages_that_are_held_back_are_not_told(lead: User) -> None:
    urgent = {"deadline_kind": DeadlineKind.ASAP}
    make_appeal(title="Secret", live=False, **urgent)
    held = make_appeal(title="Withheld", **urgent)
    TakeDown.objects.create(page_key=held.translation_key, why="x")
    make_appeal(title="Public", **urgent)
    (text,) = mailed()
    assert "Urgent and not translated yet (1)" in text
    assert "- Public (Deutsch)" in text


def test_a_mail_that_could_not_be_sent_goes_out_the_next_time(
    lead: User, complete: Translation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> int:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        assert send_digests() == (0, 1)
    assert len(mailed()) == 1
