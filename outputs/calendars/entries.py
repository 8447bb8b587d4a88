"""What calendars hold: until when to act, and local actions. Reads only; language is a parameter.

What was stopped or withdrawn stays as cancelled until its day is over, so that programs that know it take it back; of what readers
may not read any more, no word of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaign_pages.choices import AppealKind
from campaign_pages.models import AppealPage
from campaign_pages.querysets import unrestricted
from campaign_pages.stops import is_stopped, moments, stopped_in
from interventions.reading import is_taken_down
from local_content.models import LocalContent
from local_content.reading import announced_actions
from outputs.addresses import absolute, public_addresses, stable_id
from outputs.calendars.ics import Entry
from outputs.feeds.entries import changed_at, last_day, stop_sentences
from sections.models import NationalSection

#: A deadline stays that long, so that nobody wonders where it went.
DAYS_KEPT = 30


def deadlines(locale_id: int) -> list[Entry]:
    """The last days of the appeals of a language, in the active language, which is theirs. One query."""
    pages = (
        AppealPage.objects.filter(unrestricted(), alias_of__isnull=True, locale_id=locale_id)
        .filter(first_published_at__isnull=False, last_published_at__isnull=False)
        .filter(kind__in=[AppealKind.FIRST, AppealKind.UPDATE], act_until__isnull=False)
        .select_related("locale")
        .annotate(**AppealPage.reader_columns(), **moments())
        .order_by("act_until", "pk")
    )
    since = timezone.localdate() - datetime.timedelta(days=DAYS_KEPT)
    return [_deadline(page, day) for page in pages if (day := last_day(page)) and day >= since]


def _deadline(page: AppealPage, day: datetime.date) -> Entry:
    uid = stable_id(page.translation_key, page.language, "act until")
    kind = str(page._meta.verbose_name)
    if not page.live:
        summary = _("Cancelled: %(what)s") % {"what": kind}
        return Entry(uid, day, summary, changed_at(page), is_cancelled=True)
    url = absolute(page.url or "/")
    stopped = stopped_in(vars(page))
    if stopped:
        summary = _("Appeal stopped: %(title)s") % {"title": page.title}
        description = "\n".join(stop_sentences(stopped, page.language))
    else:
        summary = _("Last day to act: %(title)s") % {"title": page.title}
        description = page.summary
    return Entry(
        uid,
        day,
        summary,
        changed_at(page),
        description=f"{description}\n\n{url}",
        url=url,
        category=kind,
        is_cancelled=bool(stopped),
    )


def actions(section: NationalSection, page: Page, pk: int | None = None) -> list[Entry]:
    """The local actions of a section in the language of its `page`, or one of them, in that language. Two queries."""
    hidden = ExpressionWrapper(Q(is_stopped("page_key")) | Q(is_taken_down("page_key")), BooleanField())
    rows = list(announced_actions(section, page.locale_id, pk).annotate(is_hidden=hidden, **moments("page_key")))
    keys = Q(translation_key__in=[row.page_key for row in rows], locale_id=page.locale_id)
    appeals = {address.key: address.url for address in public_addresses(keys)}
    return [_action(row, page, appeals.get(row.page_key) or absolute(page.url or "/")) for row in rows]


def _action(row: Any, page: Page, url: str) -> Entry:
    known = (row.last_published_at, row.stop_moved_at, row.stopping_appeal_at)
    never = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    is_cancelled = row.is_hidden or not row.live
    kind = str(row.get_action_display())
    return Entry(
        stable_id(page.get_parent().translation_key, "action", row.pk),
        row.local_start,
        _("Cancelled: %(what)s") % {"what": kind} if is_cancelled else row.title,
        max([moment for moment in known if moment], default=never),
        end=row.local_end,
        description="" if is_cancelled else "\n".join([*_told(row), "", url]),
        place="" if is_cancelled else row.place,
        url="" if is_cancelled else url,
        category=kind,
        is_cancelled=is_cancelled,
    )


def _told(row: LocalContent) -> Iterator[str]:
    if row.text:
        yield row.text
    if row.languages:
        yield f"{_('Languages:')} {row.languages}"
    if row.accessibility:
        yield f"{_('Accessibility:')} {row.accessibility}"
    yield from filter(None, (row.email, row.telephone, row.website))
