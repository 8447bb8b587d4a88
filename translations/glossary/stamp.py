"""Notes that something has changed that the checks know of. A random stamp, so that a change taken back leaves no trace.

The stamp stands in the database, so every process learns of a change when it is committed, and never before.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models.signals import post_delete, post_save

from translations.models import KnowledgeStamp

_THE_ROW = 1


def current() -> uuid.UUID | None:
    """The stamp under which the records stand now; None before the first change. One query."""
    return KnowledgeStamp.objects.filter(pk=_THE_ROW).values_list("stamp", flat=True).first()


def renew(**_signal: Any) -> None:
    """Say that what was read before is stale; also called by hand after writing past the models' own `save`."""
    if not KnowledgeStamp.objects.filter(pk=_THE_ROW).update(stamp=uuid.uuid4()):
        KnowledgeStamp.objects.update_or_create(pk=_THE_ROW, defaults={"stamp": uuid.uuid4()})


def follow(*senders: Any) -> None:
    """Renew the stamp whenever a row of one of these models is saved or deleted."""
    for sender in senders:
        uid = f"translations.glossary.{sender._meta.label_lower}"
        post_save.connect(renew, sender=sender, dispatch_uid=f"{uid}.saved")
        post_delete.connect(renew, sender=sender, dispatch_uid=f"{uid}.deleted")
