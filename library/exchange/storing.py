"""Stores what a file of missions says, all of it or nothing, and only what somebody has seen before."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from library.exchange.columns import ID, Draft, columns_in, languages_used
from library.exchange.csv_files import read, written
from library.exchange.planning import Plan, PlannedRow, Reach, Records, everywhere, make_plan
from library.exchange.refusals import PlanOutdatedError
from library.models import DiplomaticMission


def exported() -> bytes:
    """All missions as a file."""
    missions = list(
        DiplomaticMission.objects.select_related("sending", "host", "source").prefetch_related("accredited_to")
    )
    columns = columns_in(languages_used(missions))
    drafts = [Draft(mission, tuple(mission.accredited_to.all())) for mission in missions]
    rows = [[str(draft.mission.pk), *(column.cell(draft) for column in columns)] for draft in drafts]
    return written([ID, *(column.name for column in columns)], rows)


def preview(content: bytes, *, may_add: bool = True, reaches: Reach = everywhere) -> Plan:
    """What the file would do. Raises FileRefusedError."""
    return make_plan(read(content), Records.load(), may_add=may_add, reaches=reaches)


def store(content: bytes, digest: str, user: Any, *, may_add: bool = True, reaches: Reach = everywhere) -> Plan:
    """Does what the file says if that is still what the preview with this digest showed.

    Raises PlanOutdatedError if not, or if anything is wrong with the file; then nothing is stored. The missions are locked
    from the moment they are compared.
    """
    try:
        with transaction.atomic():
            plan = make_plan(read(content), Records.load(lock=True), may_add=may_add, reaches=reaches)
            if plan.errors or plan.digest != digest:
                raise PlanOutdatedError(plan)
            for row in plan.planned:
                _store_row(row, user)
    except IntegrityError as error:
        # Somebody else has added the same mission in the same moment.
        raise PlanOutdatedError(preview(content, may_add=may_add, reaches=reaches)) from error
    return plan


def _store_row(row: PlannedRow, user: Any) -> None:
    mission = row.draft.mission
    action = "wagtail.create" if row.is_new else "wagtail.edit"
    changed = {change.column for change in row.changes}
    if "verified_on" in changed:
        mission.verified_by = user if mission.verified_on else None
    mission.save()
    if "accredited_to" in changed:
        mission.accredited_to.set(row.draft.accredited)
    log(mission, action, user=user, content_changed=True)
