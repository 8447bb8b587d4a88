"""Says why a record cannot be deleted. Asks the database's own rules; deletes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import router
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils.translation import ngettext


def uses_that_protect(record: Model) -> set[Model]:
    """What else would lose something if this record were deleted; nothing when it can be deleted."""
    try:
        Collector(using=router.db_for_write(type(record)), origin=record).collect([record])
    except ProtectedError as error:
        return set(error.protected_objects)
    except RestrictedError as error:
        return set(error.restricted_objects)
    return set()


def reasons_to_keep(records: Iterable[Model]) -> list[str]:
    """One sentence for each record that is in use."""
    found = ((record, len(uses_that_protect(record))) for record in records)
    return [
        ngettext(
            "“%(record)s” was not deleted: it is used in %(number)s other place. Take it out there first.",
            "“%(record)s” was not deleted: it is used in %(number)s other places. Take it out there first.",
            number,
        )
        % {"record": record, "number": number}
        for record, number in found
        if number
    ]
