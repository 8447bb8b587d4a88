"""One mail a day for those who want it so, and lists of what waits.

What was sent is forgotten in the same transaction, so that it goes out once.

Beside what was kept, other apps tell what waits (`add_reporter`), to those who want each mail at once as well; where neither
has anything, no mail is sent.

The day ends at an hour that the settings name: what happened before it is due from then on, however often the command
runs. A mail server that refuses keeps everything for the next time. If the machine stops between the mail and the commit,
the mail goes out a second time, with the same Message-ID, by which mail programs know it.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from sections import mails
from sections.choices import MailWish
from sections.models import KeptNotice, User
from sections.pages import may_with_page
from sections.roles import Action

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """What another app adds to somebody's mail of the day, in her language."""

    heading: str
    text: str


#: Asked about a person and the end of the day, in her language, inside the transaction in which the mail goes out. Asked
#: more than once a day; answers once, and remembers that itself.
Reporter = Callable[[User, datetime.datetime], Report | None]
_REPORTERS: list[Reporter] = []


def add_reporter(reporter: Reporter) -> None:
    """Let another app tell what waits for people who want mails, at once or once a day; it decides how often."""
    if reporter not in _REPORTERS:
        _REPORTERS.append(reporter)


def end_of_day(now: datetime.datetime) -> datetime.datetime:
    """The last moment up to `now` at which a day ended."""
    end = timezone.localtime(now).replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return end if end <= now else end - datetime.timedelta(days=1)


def send_digests(now: datetime.datetime | None = None) -> tuple[int, int]:
    """Send each person what is due; how many mails were sent, and how many could not be."""
    until = end_of_day(now or timezone.now())
    sent = failed = 0
    people = set(KeptNotice.objects.filter(at__lt=until).values_list("user", flat=True))
    people |= set(User.objects.filter(is_active=True).exclude(mail=MailWish.NEVER).values_list("pk", flat=True))
    for user_id in sorted(people):
        try:
            sent += _send(user_id, until)
        except (SMTPException, OSError):
            # One address that is refused must not keep the others from theirs.
            logger.exception("A digest could not be sent. Its notices are kept.")
            failed += 1
    return sent, failed


@transaction.atomic
def _send(user_id: int, until: datetime.datetime) -> int:
    # A second run that works on the same person at this moment finds nothing left to do.
    rows = KeptNotice.objects.select_for_update(of=("self",), skip_locked=True)
    notices = list(rows.filter(user=user_id, at__lt=until).select_related("page__locale"))
    user = User.objects.get(pk=user_id)
    readable = [notice for notice in notices if _may_still_read(user, notice)]
    language = mails.language_for(user)
    reports = _reports(user, until, language)
    if readable or reports:
        subject, text = mails.written(
            "digest",
            language,
            notices=readable,
            reports=reports,
            is_daily=user.mail == MailWish.DAILY,
            address=f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_account')}",
        )
        host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        name = f"{readable[0].pk}.{readable[-1].pk}" if readable else f"{user_id}.{until:%Y%m%d}.waiting"
        headers = {"Message-ID": f"<digest.{name}@{host}>", "Auto-Submitted": "auto-generated"}
        EmailMessage(subject, text, to=[user.email], headers=headers).send()
    KeptNotice.objects.filter(pk__in=[notice.pk for notice in notices]).delete()
    return bool(readable or reports)


def _reports(user: User, until: datetime.datetime, language: str) -> list[Report]:
    if user.mail == MailWish.NEVER or not user.is_active:
        return []
    with translation.override(language):
        return [report for reporter in _REPORTERS if (report := reporter(user, until))]


def _may_still_read(user: User, notice: KeptNotice) -> bool:
    if not user.is_active:
        return False
    page = notice.page
    return page is None or page.live or may_with_page(user, Action.READ_DRAFT, page)
