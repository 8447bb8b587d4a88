"""One mail a day for those who want it so. What was sent is forgotten in the same transaction, so that it goes out once.

The day ends at an hour that the settings name: what happened before it is due from then on, however often the command
runs. A mail server that refuses keeps everything for the next time. If the machine stops between the mail and the commit,
the mail goes out a second time, with the same Message-ID, by which mail programs know it.
"""

from __future__ import annotations

import datetime
import logging
from email.utils import parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sections import mails
from sections.models import KeptNotice, User
from sections.pages import may_with_page
from sections.roles import Action

logger = logging.getLogger(__name__)


def end_of_day(now: datetime.datetime) -> datetime.datetime:
    """The last moment up to `now` at which a day ended."""
    end = timezone.localtime(now).replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return end if end <= now else end - datetime.timedelta(days=1)


def send_digests(now: datetime.datetime | None = None) -> tuple[int, int]:
    """Send each person what is due; how many mails were sent, and how many could not be."""
    until = end_of_day(now or timezone.now())
    sent = failed = 0
    people = KeptNotice.objects.filter(at__lt=until).order_by("user").values_list("user", flat=True).distinct()
    for user_id in list(people):
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
    notices = list(rows.filter(user=user_id, at__lt=until).select_related("user", "page__locale"))
    if not notices:
        return 0
    user = notices[0].user
    readable = [notice for notice in notices if _may_still_read(user, notice)]
    if readable:
        subject, text = mails.written(
            "digest",
            mails.language_for(user),
            notices=readable,
            address=f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_account')}",
        )
        host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        headers = {
            "Message-ID": f"<digest.{readable[0].pk}.{readable[-1].pk}@{host}>",
            "Auto-Submitted": "auto-generated",
        }
        EmailMessage(subject, text, to=[user.email], headers=headers).send()
    KeptNotice.objects.filter(pk__in=[notice.pk for notice in notices]).delete()
    return bool(readable)


def _may_still_read(user: User, notice: KeptNotice) -> bool:
    if not user.is_active:
        return False
    page = notice.page
    return page is None or page.live or may_with_page(user, Action.READ_DRAFT, page)
