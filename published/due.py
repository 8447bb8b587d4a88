"""What readers see changes by time alone: a new day, a local action that begins or is over. Notes it; renders nothing."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from local_content.choices import Kind as LocalKind
from local_content.models import HOURS_WITHOUT_END, LocalContent
from published import changes, files
from published.models import Change, Kind, Look, PublishedFile


def note_due(now: datetime.datetime | None = None) -> None:
    """Note what has become due since the last look, however long ago that was, and wake whoever writes if anything waits.

    Deadlines, days on which documents expire and reminders count days, so on a new day all pages are looked at again.
    """
    if files.root() is None:
        return
    now = now or timezone.now()
    with transaction.atomic():
        look, is_first = Look.objects.select_for_update().get_or_create(pk=Look.ONLY, defaults={"at": now})
        if is_first or timezone.localdate(look.at) != timezone.localdate(now):
            changes.note(Kind.SITE)
        for key in _local_content_between(look.at, now):
            changes.note(Kind.PAGE, f"{key}:")
        look.at = now
        look.save()
        if PublishedFile.objects.waiting().exists():
            changes.wake_after_commit()


def _local_content_between(start: datetime.datetime, end: datetime.datetime) -> set[str]:
    """Translation keys of the pages beside which an action was over in this time."""
    open_ended = datetime.timedelta(hours=HOURS_WITHOUT_END)
    over = Q(ends_at__gte=start, ends_at__lt=end) | Q(
        ends_at=None, starts_at__gte=start - open_ended, starts_at__lt=end - open_ended
    )
    rows = LocalContent.objects.filter(over, live=True, kind=LocalKind.ACTION)
    return {str(key) for key in rows.values_list("page_key", flat=True)}


def oldest_wait(now: datetime.datetime | None = None) -> float:
    """For how many seconds the change that waits longest has not been written; 0 where none waits."""
    moments = [
        PublishedFile.objects.aggregate(at=Min("stale_since"))["at"],
        Change.objects.aggregate(at=Min("at"))["at"],
    ]
    waiting = [moment for moment in moments if moment]
    return ((now or timezone.now()) - min(waiting)).total_seconds() if waiting else 0.0
