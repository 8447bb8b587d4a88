"""Units of the translation memory, as if they had come with a file: of no page, offered everywhere."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from translations.memory.filling import Pair, store
from translations.models import MemoryUnit


def make_unit(
    source: str,
    target: str,
    *,
    source_language: str = "en",
    target_language: str = "de",
    at: datetime.datetime | None = None,
    by: Any = None,
) -> MemoryUnit:
    """One unit; texts as stored, inline HTML with entities."""
    with transaction.atomic():
        units = store(
            [Pair(source, target, approved_at=at)],
            source_language,
            target_language,
            origin=MemoryUnit.Origin.FILE,
            by=by and by.pk,
        )
    return units[source, target]
