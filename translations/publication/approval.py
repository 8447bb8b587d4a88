"""Handing a translated page in for approval and deciding about it, with Wagtail's own workflow.

Wagtail's buttons for this stand in its page form, in whose place wagtail-localize puts its editor. Publication goes through
the gate, whoever approves and however.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import StringTranslation, Translation

from sections.pages import may_with_page
from sections.roles import Action
from translations.findings.obstacles import obstacles
from translations.freshness.sources import ensure_current
from translations.freshness.urgent_core import core_is_ready, submitted_core
from translations.publication.publishing import IncompleteTranslation, save_core_draft, save_draft


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
def submit_for_approval(page: Page, translation: Translation, user: Any, *, core: bool = False) -> WorkflowState:
    """Save the strings as a draft and start the workflow of the page with it, or go on with one that was sent back.

    With `core` only the urgent core is handed in. Raises NobodyApproves, IncompleteTranslation (an incomplete page could
    not be published, and nobody but the moderators could complete it) or InvalidTranslation; then nothing has changed.
    """
    workflow = page.get_workflow()
    if workflow is None:
        raise NobodyApproves(page)
    ensure_current(translation.source)
    if core:
        save_core_draft(translation, user=user)
    elif missing := obstacles(translation):
        raise IncompleteTranslation(page, missing)
    else:
        save_draft(translation, user, missing=[])
    present = Page.objects.get(pk=page.pk).specific
    state: WorkflowState | None = present.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return state
    started: WorkflowState = workflow.start(present, user)
    return started


class NotDecided(Exception):  # noqa: N818  (it is an answer, not a fault)
    """Raised when nothing was approved or sent back; the text is the sentence for the person who tried."""


@dataclass(frozen=True)
class Review:
    """How far the approval of a page is, for one person."""

    waits: bool
    may_decide: bool
    sent_back: TaskState | None

    @property
    def comment(self) -> str:
        """What was said when the page was sent back."""
        return str(self.sent_back.get_comment()).strip() if self.sent_back else ""


def review_of(page: Page, user: Any) -> Review:
    """What is to be known about the approval of a page. It is decided by those who may publish the page."""
    state = page.current_workflow_state
    waits = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    sent_back = state.current_task_state.specific if state is not None and not waits else None
    return Review(waits, waits and may_with_page(user, Action.PUBLISH_PAGE, page), sent_back)


@transaction.atomic
def decide(page: Page, translation: Translation, user: Any, *, approve: bool, comment: str) -> None:
    """Approve what was submitted, with what the reviewer has corrected since, or send it back with a comment.

    Approval publishes. Raises NotDecided, or what publishing raises; then nothing has changed.
    """
    state = page.current_workflow_task_state
    # Two who decide at the same moment wait for one another here; the second finds it decided.
    waiting = TaskState.objects.select_for_update(of=("self",)).filter(status=TaskState.STATUS_IN_PROGRESS)
    if state is None or not waiting.filter(pk=state.pk).exists():
        raise NotDecided(gettext("This page does not wait for approval any more."))
    if page.locked and page.locked_by_id != user.pk:
        raise NotDecided(gettext("This page is locked. Nothing was saved."))
    if not approve:
        if not comment:
            raise NotDecided(gettext("Nothing was sent back: write what is to be changed."))
        state.reject(user=user, comment=comment)
        return
    if has_newer_strings(translation, page):
        stays_core = submitted_core(page) and core_is_ready(page, translation)
        save_core_draft(translation, user=user) if stays_core else save_draft(translation, user=user)
    state.approve(user=user, comment=comment)


def has_newer_strings(translation: Translation, page: Page) -> bool:
    """Whether a string was changed after the newest draft was made."""
    newest = page.latest_revision
    strings = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id, context__object_id=translation.source.object_id
    )
    return newest is None or strings.filter(updated_at__gt=newest.created_at).exists()
