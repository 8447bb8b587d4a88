"""Stores what a file says, in the way the editor does, and only what somebody has seen before: all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log
from wagtail_localize.models import StringTranslation, Translation

from translations.exchange.planning import Item, Kind, PagePlan, Plan, make_plan
from translations.exchange.units import Document
from translations.findings.marking import one_inspection
from translations.memory.notes import ask_for_review, doubt, needs_review
from translations.models import StringNote

LOG_ACTION = "translations.import"


class PlanOutdatedError(Exception):
    """The strings are no longer those that the preview was made from. `plan` is what the file would do now."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        super().__init__("The strings have changed since the preview.")


def store(
    documents: Iterable[Document],
    digest: str,
    user: Any,
    *,
    ticked: Collection[str] = (),
    only: Translation | None = None,
    tool: str = "",
) -> int:
    """Does what the preview with this digest showed, and returns how many strings were stored.

    Of what was asked about, only what is `ticked` is stored. Raises PlanOutdatedError when the preview would be another
    now; then nothing is stored.
    """
    read = list(documents)
    try:
        with transaction.atomic():
            plan = _locked_plan(read, user, only)
            if plan.digest != digest:
                raise PlanOutdatedError(plan)
            with one_inspection():
                return sum(_store_page(page, ticked, user, tool) for page in plan.pages)
    except IntegrityError as error:
        # Somebody else has translated one of the strings for the first time in the same moment.
        raise PlanOutdatedError(make_plan(read, user, only)) from error


def _locked_plan(documents: list[Document], user: Any, only: Translation | None) -> Plan:
    """The plan, made anew when the strings are locked against others."""
    plan = make_plan(documents, user, only)
    present = [
        item.entry.translated.pk for page in plan.pages for item in page.items if item.entry and item.entry.translated
    ]
    list(StringTranslation.objects.select_for_update().filter(pk__in=present).order_by("pk").values_list("pk"))
    return make_plan(documents, user, only)


def _store_page(page: PagePlan, ticked: Collection[str], user: Any, tool: str) -> int:
    chosen = [
        item
        for item in page.items
        if item.kind in {Kind.NEW, Kind.CHANGED} or (item.kind is Kind.ASKED and item.id in ticked)
    ]
    for item in chosen:
        _store(item, user, tool)
    if chosen:
        log(page.page, LOG_ACTION, user=user, data={"number": len(chosen), "format": tool})
    return len(chosen)


def _store(item: Item, user: Any, tool: str) -> None:
    entry = item.entry
    if entry is None:
        return
    # Locked since it was compared; with its relations at hand, the receivers of its signals ask no queries.
    string = entry.translated or StringTranslation(
        translation_of=entry.string, context=entry.context, locale_id=entry.translation.target_locale_id
    )
    string.data = item.new
    string.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
    string.tool_name = tool
    string.last_translated_by = user
    string.has_error = False
    string.field_error = ""
    was_in_doubt = not entry.is_confirmed
    string.save()
    if item.in_doubt:
        doubt(string, user, StringNote.Origin.FILE)
    elif was_in_doubt and needs_review(string):
        ask_for_review(string, user, wanted=False)


def register(actions: LogActionRegistry) -> None:
    """Make it known to Wagtail's history of pages."""
    actions.register_action(LOG_ACTION, _("Import translations"), _("Translations imported from a file"))
