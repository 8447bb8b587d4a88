"""Writes what waits: takes addresses in their order, renders each, and puts the file where readers get it.

Any number of processes may do so at once. What one has taken and not finished, because it was killed, another one takes
after LEASE_SECONDS.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Case, F, PositiveSmallIntegerField, Q, When
from django.db.models.functions import Now
from django.utils import timezone

from published import files
from published.models import Change, Kind, PublishedFile, Rank
from published.rendering import Rendered, render
from published.touched import Touched, touched_by

logger = logging.getLogger(__name__)

BATCH = 20
LEASE_SECONDS = 60
#: Answers after which a file is removed; after any other (an error of ours) the old one stays.
NOT_PUBLIC = frozenset(
    {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
)


@dataclass
class Written:
    """What came of a run, in addresses."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """All that were looked at."""
        return self.written + self.unchanged + self.removed + self.failed


def spread() -> int:
    """Mark the addresses that the noted changes touch, and forget the changes; the number of changes.

    Both in one transaction: a change is noted or its addresses are marked, at any moment.
    """
    with transaction.atomic():
        found = list(Change.objects.select_for_update())
        if found:
            _mark(touched_by(found))
            for change in found:
                # One that was noted again meanwhile stays.
                Change.objects.filter(pk=change.pk, at=change.at).delete()
    return len(found)


def mark_all(folder: Path) -> None:
    """Mark every public address, and whatever else stands in the directory."""
    touched = touched_by([Change(kind=Kind.SITE)])
    for address in set(files.addresses(folder)) - set(touched.ranks):
        touched.add_address(address, None, Rank.GONE)
    with transaction.atomic():
        _mark(touched)


def _mark(touched: Touched) -> None:
    now = timezone.now()
    # What waits already keeps its place; the addresses named below are put further to the front.
    rest = PublishedFile.objects.all()
    if not touched.rest_of_all:
        condition = Q(pk__in=[])
        for language in touched.rest_of:
            condition |= Q(address__startswith=f"/{language}/")
        rest = rest.filter(condition)
    kept = Case(When(stale_since=None, then=Rank.REST), default=F("rank"), output_field=PositiveSmallIntegerField())
    rest.update(rank=kept, stale_since=now)
    urgent = {address: rank for address, (_pk, rank) in touched.ranks.items()}
    waiting = dict(PublishedFile.objects.waiting().filter(address__in=urgent).values_list("address", "rank"))
    PublishedFile.objects.bulk_create(
        [
            PublishedFile(
                address=address, page_id=pk, stale_since=now, rank=min(rank, waiting.get(address, rank)), taken_by=""
            )
            for address, (pk, rank) in touched.ranks.items()
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["address"],
        # Whoever renders it at this moment may be too early: it is free for the next one.
        update_fields=["page_id", "stale_since", "rank", "taken_by", "taken_at"],
    )


def write_waiting(on_progress: Callable[[Written], None] | None = None) -> Written:
    """Write until nothing waits that is free; what was done."""
    folder = files.root()
    done = Written()
    if folder is None:
        return done
    token = secrets.token_hex(16)
    while True:
        spread()
        batch = _take(token)
        if not batch:
            return done
        _write_batch(folder, batch, done)
        if on_progress:
            on_progress(done)


def _take(token: str) -> list[PublishedFile]:
    """The next addresses, for this process alone."""
    free = PublishedFile.objects.waiting().free(LEASE_SECONDS)
    ids = list(free.in_order().values_list("pk", flat=True)[:BATCH])
    if not ids:
        return []
    PublishedFile.objects.free(LEASE_SECONDS).filter(pk__in=ids).update(taken_by=token, taken_at=Now())
    taken = PublishedFile.objects.filter(pk__in=ids, taken_by=token, taken_at__isnull=False)
    return list(taken.in_order())


def _write_batch(folder: Path, batch: list[PublishedFile], done: Written) -> None:
    for file in batch:
        seen = file.stale_since
        try:
            _write_one(folder, file, done)
        except Exception:  # one page that cannot be rendered must not keep all others from being written
            logger.exception("%s could not be written; its old file stays.", file.address)
            done.failed += 1
            _let_go(file, seen, is_done=False)
        else:
            _let_go(file, seen, is_done=True)


def _let_go(file: PublishedFile, seen: Any, *, is_done: bool) -> None:
    """Give an address back. One that was touched while it was rendered waits on."""
    rows: Any = PublishedFile.objects.filter(pk=file.pk)
    if is_done and file.digest == "":
        rows.filter(stale_since=seen).delete()
        rows.update(taken_by="", taken_at=None)
        return
    if not is_done:
        return  # it is tried again when the lease is over
    values = {"digest": file.digest, "allows_video": file.allows_video, "written_at": file.written_at}
    if not rows.filter(stale_since=seen).update(**values, stale_since=None, taken_by="", taken_at=None):
        rows.update(**values, taken_by="", taken_at=None)


def _write_one(folder: Path, file: PublishedFile, done: Written) -> None:
    rendered = render(file.address)
    if rendered.is_public:
        if _is_same(rendered, files.read(folder, file.address)):
            file.digest = rendered.digest
            done.unchanged += 1
            return
        files.write(folder, file.address, rendered.body, allows_video=rendered.allows_video)
        file.digest, file.allows_video, file.written_at = rendered.digest, rendered.allows_video, timezone.now()
        done.written += 1
        return
    if rendered.status not in NOT_PUBLIC and rendered.status != HTTPStatus.OK:
        raise RuntimeError(f"it is answered with {rendered.status}")
    files.remove(folder, file.address)
    file.digest, file.written_at = "", None
    done.removed += 1


# --- Comparing ---


@dataclass(frozen=True)
class Difference:
    """A file that is not what would be rendered now, and how it differs."""

    address: str
    how: str


def differences(folder: Path, wanted: Iterable[str]) -> Iterable[Difference]:
    """Every address whose file is missing, other than what is rendered now, or there although nobody may read it."""
    wanted = set(wanted)
    for address in sorted(wanted | set(files.addresses(folder))):
        rendered = render(address)
        kept = files.read(folder, address)
        if not rendered.is_public:
            if kept is not None:
                yield Difference(address, f"is written, and is answered with {rendered.status}")
        elif kept is None:
            yield Difference(address, "is not written")
        elif not _is_same(rendered, kept):
            yield Difference(address, "differs")


def _is_same(rendered: Rendered, kept: tuple[bytes, bool] | None) -> bool:
    return kept == (rendered.body, rendered.allows_video)
