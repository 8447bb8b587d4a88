"""Handing a translated page in for approval, with Wagtail's own workflow. Publishes nothing: approval does, through the gate."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from translations.completeness import missing_strings
from translations.freshness import ensure_current
from translations.publishing import IncompleteTranslation, save_draft


class NobodyApproves(Exception):  # noqa: N818  (said of the page, not of the program)
    """Raised when a page has no workflow: nobody would ever see what was submitted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        super().__init__(str(self))

    def __str__(self) -> str:
        return gettext(
            "Nothing was submitted: nobody is named who approves pages in %(language)s. Ask the secretariat."
        ) % {"language": self.page.locale.get_display_name()}


@transaction.atomic
def submit_for_approval(page: Page, translation: Translation, user: Any) -> WorkflowState:
    """Save the strings as a draft and start the workflow of the page with it, or go on with one that was sent back.

    Raises NobodyApproves, IncompleteTranslation (an incomplete page could not be published, and nobody but the moderators
    could complete it) or InvalidTranslation; then nothing has changed.
    """
    workflow = page.get_workflow()
    if workflow is None:
        raise NobodyApproves(page)
    ensure_current(translation.source)
    missing = missing_strings(translation)
    if missing:
        raise IncompleteTranslation(page, missing)
    save_draft(translation, user=user)
    present = Page.objects.get(pk=page.pk).specific
    state: WorkflowState | None = present.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return state
    started: WorkflowState = workflow.start(present, user)
    return started
