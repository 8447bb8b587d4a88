"""Stores what a file of names and terms says, all of it or nothing, and only what somebody has seen before."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from library.exchange.refusals import PlanOutdatedError
from library.models import Person, PersonName
from translations.glossary.exchange import csv_format, tbx_format
from translations.glossary.exchange.concepts import Contents, stored
from translations.glossary.exchange.planning import Records, make_plan
from translations.glossary.exchange.plans import Plan, PlannedConcept, Reach
from translations.glossary.rights import may_change, may_decide
from translations.models import TermForm

#: The formats in which names and terms leave, with the end of the file's name and its type.
FORMATS = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "tbx": ("tbx", "application/x-tbx+xml"),
    "tbx2": ("tbx", "application/x-tbx+xml"),
}


def exported(form: str) -> bytes:
    """All names and terms in one of the formats."""
    if form == "csv":
        return csv_format.write(stored())
    return tbx_format.write(stored(), "2" if form == "tbx2" else "3")


def contents_of(content: bytes) -> Contents:
    """What is in a file, TBX or CSV. Raises FileRefusedError."""
    first = content[:400].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    return tbx_format.load(content) if first.startswith(b"<") else csv_format.load(content)


def reach_of(user: Any) -> Reach:
    """What somebody may do with a file."""
    known: dict[str, bool] = {}

    def decides(language: str) -> bool:
        if language not in known:
            known[language] = may_decide(user, language)
        return known[language]

    return Reach(may_change(user), decides)


def preview(content: bytes, user: Any) -> Plan:
    """What the file would do. Raises FileRefusedError."""
    return make_plan(contents_of(content), Records.load(), reach_of(user))


def store(content: bytes, digest: str, user: Any) -> Plan:
    """Does what the file says if that is still what the preview with this digest showed.

    Raises PlanOutdatedError if not, or if anything is wrong with the file; then nothing is stored.
    """
    try:
        with transaction.atomic():
            plan = make_plan(contents_of(content), Records.load(lock=True), reach_of(user))
            if plan.errors or plan.digest != digest:
                raise PlanOutdatedError(plan)
            for planned in plan.planned:
                _store(planned, user)
    except IntegrityError as error:
        # Somebody else has added the same form in the same moment.
        raise PlanOutdatedError(preview(content, user)) from error
    return plan


def _store(planned: PlannedConcept, user: Any) -> None:
    record = planned.record
    is_person = isinstance(record, Person)
    if not is_person:
        record.save()
    # What is no longer preferred makes way before another form becomes so.
    for form in sorted(planned.forms, key=lambda each: _status(each) == "preferred"):
        form.decided_by, form.decided_at = user, timezone.now()
        setattr(form, "person" if is_person else "term", record)
        form.save()
    log(record, "wagtail.create" if planned.is_new else "wagtail.edit", user=user, content_changed=True)


def _status(form: TermForm | PersonName) -> str:
    return form.kind if isinstance(form, PersonName) else form.status
