"""Stops an appeal in all languages at once, and lifts that. Touches no page: reading.py tells readers' pages."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from interventions.asking import fulfil
from interventions.choices import RequestKind, StopReason
from interventions.models import Stop
from interventions.noting import note, require
from interventions.places import kind_of
from interventions.refusals import Refused
from interventions.signals import documents_withdrawn
from interventions.touched import in_order
from sections.roles import Action
from sections.trail import Deed


def stop_of(page: Page) -> Stop | None:
    """The stop that is in force on a page."""
    found: Stop | None = Stop.in_force().filter(page_key=page.translation_key).select_related("by").first()
    return found


def why_not_stop(page: Page) -> str:
    """Why a page cannot be stopped, as a sentence; "" when it can."""
    if not kind_of(page).can_stop:
        return gettext("Only appeals can be stopped. Other pages can be taken down.")
    if stop_of(page):
        return gettext("This appeal is stopped already.")
    return ""


@transaction.atomic
def stop(page: Page, reason: StopReason, *, by: Any, why: str) -> Stop:
    """Stop an appeal in every language, drafts published later included. Raises Refused or PermissionDenied."""
    require(by, Action.STOP_APPEAL, why)
    if refusal := why_not_stop(page):
        raise Refused(refusal)
    try:
        with transaction.atomic():
            row = Stop.objects.create(page_key=page.translation_key, reason=reason, why=why, by=by)
    except IntegrityError as error:  # somebody else did it between the question and the answer
        raise Refused(gettext("This appeal is stopped already.")) from error
    _follow(page, withdrawn=True)
    note(Deed.STOPPED, row, in_order(page), by=by, why=why)
    fulfil(RequestKind.STOP, page, by=by)
    return row


@transaction.atomic
def lift_stop(page: Page, *, by: Any, why: str) -> Stop:
    """Let readers act on an appeal again. Raises Refused when it is not stopped, or PermissionDenied."""
    require(by, Action.STOP_APPEAL, why)
    row = Stop.in_force().select_for_update().filter(page_key=page.translation_key).first()
    if row is None:
        raise Refused(gettext("This appeal is not stopped."))
    row.lifted_at, row.lifted_by, row.lifted_why = timezone.now(), by, why
    row.save()
    _follow(page, withdrawn=False)
    note(Deed.STOP_LIFTED, row, in_order(page), by=by, why=why)
    return row


def _follow(page: Page, *, withdrawn: bool) -> None:
    """Tell those who keep files of the documents."""
    find = kind_of(page).withdrawn_with
    if find:
        ids = list(find([page.translation_key]).values_list("pk", flat=True))
        documents_withdrawn.send(sender=Stop, page_ids=ids, withdrawn=withdrawn)
