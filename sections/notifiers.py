"""Mails about submissions, in the place of Wagtail's: in the person's own language, when she wants them. Approves nothing.

Wagtail's notifiers still say who is told of what, and that each sort can be switched off in one's account. They stand
under names (`dispatch_uid`); a receiver that takes such a name first keeps it, and these do.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_cancelled, workflow_rejected

from sections.handover import recipients
from sections.languages import isolated, own_name
from sections.mails import tell
from sections.models import User


def subject_of(state: WorkflowState) -> Any:
    """What was submitted, as it is now: the one at hand may be older than its publication."""
    found = state.content_object
    present = type(found)._default_manager.get(pk=found.pk)
    return present.specific if isinstance(present, Page) else present


def name_of(subject: Any) -> str:
    """What was submitted, as colleagues call it: its title, and its language if it has one."""
    if isinstance(subject, Page):
        return f"{isolated(subject.get_admin_display_title())} ({isolated(own_name(subject.locale.language_code))})"
    return isolated(str(subject))


def address_of(subject: Any, user: User) -> str:
    """Where somebody goes on with it in the administration."""
    if isinstance(subject, Page):
        path = reverse("wagtailadmin_pages:edit", args=[subject.pk])
    else:
        path = AdminURLFinder(user).get_edit_url(subject) or reverse("wagtailadmin_home")
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def _live_address(subject: Any) -> str:
    parts = subject.get_url_parts() if isinstance(subject, Page) and subject.live else None
    return f"{settings.BASE_URL}{parts[2]}" if parts else ""


def _tell(kind: str, people: set[User], state: WorkflowState, **context: Any) -> None:
    subject = subject_of(state)
    page = subject if isinstance(subject, Page) else None
    for user in people:
        tell(kind, [user], page=page, name=name_of(subject), address=address_of(subject, user), **context)


class Submitted(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Tells those who approve; where the group is empty, the secretariat."""

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> Any:
        group = User.objects.filter(groups__in=task_state.task.specific.groups.all(), is_active=True)
        return super().get_recipient_users(task_state, **kwargs) if group.exists() else recipients(None)

    def send_notifications(self, template_set: Any, context: Any, recipients: set[User], **kwargs: Any) -> None:
        state = context["task_state"].workflow_state
        _tell("submitted", recipients, state, person=state.requested_by)

    def get_context(self, task_state: TaskState, **kwargs: Any) -> dict[str, Any]:
        return {"task_state": task_state}


class Approved(WorkflowStateApprovalEmailNotifier):
    """Tells the person who submitted, also where it was published without the button of the approval."""

    def get_recipient_users(self, workflow_state: WorkflowState, **kwargs: Any) -> Any:
        if kwargs.get("signal") is workflow_cancelled:
            subject = subject_of(workflow_state)
            if not getattr(subject, "live", False) or subject.has_unpublished_changes:
                return set()
        return super().get_recipient_users(workflow_state, **kwargs)

    def send_notifications(self, template_set: Any, context: Any, recipients: set[User], **kwargs: Any) -> None:
        subject = subject_of(context["workflow_state"])
        live = _live_address(subject)
        _tell("approved", recipients, context["workflow_state"], live_address=live)

    def get_context(self, workflow_state: WorkflowState, **kwargs: Any) -> dict[str, Any]:
        return {"workflow_state": workflow_state}


class SentBack(WorkflowStateRejectionEmailNotifier):
    """Tells the person who submitted who sent it back, and why."""

    def send_notifications(self, template_set: Any, context: Any, recipients: set[User], **kwargs: Any) -> None:
        state = context["workflow_state"]
        task_state = state.current_task_state.specific
        _tell("sent_back", recipients, state, person=task_state.finished_by, comment=task_state.get_comment().strip())

    def get_context(self, workflow_state: WorkflowState, **kwargs: Any) -> dict[str, Any]:
        return {"workflow_state": workflow_state}


submitted, approved, sent_back = Submitted(), Approved(), SentBack()


def use_own_mails() -> None:
    """Put ours in the place of Wagtail's, whether those are connected already or will be."""
    for signal, receiver, sender, name in (
        (task_submitted, submitted, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_rejected, sent_back, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, approved, WorkflowState, "workflow_state_approved_email_notification"),
        (workflow_cancelled, approved, WorkflowState, "sections.published_without_approval"),
    ):
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(receiver, sender=sender, dispatch_uid=name)
