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

pytestmark = pytest.mark.django_db

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
