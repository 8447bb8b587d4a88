"""Notes in the transaction of a change what has changed, and sees to it that it is written after the commit."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from published import files
from published.models import Change, Kind, PublishedFile


def note(kind: Kind, key: str = "") -> None:
    """Something has changed. One query; nothing where the site is not written."""
    if files.root() is None:
        return
    Change.objects.bulk_create(
        [Change(kind=kind, key=key, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["at"],
    )
    wake_after_commit()


def note_page(page: Any, *, with_branch: bool = False) -> None:
    """A page has changed, and with `with_branch` what is below it: its address, or who may read it."""
    note(Kind.BRANCH if with_branch else Kind.PAGE, f"{page.translation_key}:{page.locale_id}")


def note_record(record: Any) -> None:
    """A shared record has changed."""
    note(Kind.RECORD, f"{record._meta.label_lower}:{record.pk}")


def remove_after_commit(pages: Iterable[int]) -> None:
    """Readers may not have these pages any more: their files go with the commit, whatever else is waiting."""
    folder = files.root()
    if folder is None:
        return
    addresses = list(PublishedFile.objects.filter(page_id__in=list(pages)).values_list("address", flat=True))
    if addresses:
        transaction.on_commit(partial(_remove, addresses), robust=True)


def _remove(addresses: list[str]) -> None:
    folder = files.root()
    for address in addresses if folder else []:
        files.remove(folder, address)  # type: ignore[arg-type]


def wake_after_commit() -> None:
    """Once for each transaction, however much is noted in it."""
    from published.tasks import wake  # tasks write, and writing asks what is noted here

    if not any(entry[1] is wake for entry in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)
