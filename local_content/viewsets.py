"""Admin screens of local content: a list of one's own, a form by kind. Rights are the policy's, row by row."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, PublishingPanel
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views import snippets as views
from wagtail.snippets.views.snippets import SnippetViewSet

from local_content.forms import LocalContentForm
from local_content.models import LocalContent
from sections.actors import actor_of
from sections.permission_policy import TablePermissionPolicy
from sections.policy import Target, own_sections
from sections.roles import Action

_ACTIONS = {
    "add": Action.CHANGE_LOCAL,
    "change": Action.CHANGE_LOCAL,
    "view": Action.CHANGE_LOCAL,
    "delete": Action.PUBLISH_LOCAL,
    "publish": Action.PUBLISH_LOCAL,
    "lock": Action.PUBLISH_LOCAL,
    "unlock": Action.PUBLISH_LOCAL,
}


class LocalContentPolicy(TablePermissionPolicy, ModelPermissionPolicy):
    """A row belongs to its section alone."""

    actions = _ACTIONS

    def target_of(self, instance: Any) -> Target:
        return Target(section=instance.section_id)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[LocalContent]:
        """The rows of the sections in which the user may do one of these."""
        own = [own_sections(actor_of(user), _ACTIONS[action]) for action in actions]
        if None in own:
            return LocalContent.objects.all()
        return LocalContent.objects.filter(section_id__in=set().union(*filter(None, own)))


class OfOneSection:
    """View mixin: what Wagtail asks of the model is asked of the section whose row is at hand."""

    request: HttpRequest
    object: Any

    def user_has_permission(self, permission: str) -> bool:
        """As PermissionCheckedMixin, for the row at hand."""
        row = getattr(self, "object", None)
        if row is not None and row.section_id and not self._may(permission, row):
            return permission in ("change", "lock", "unlock") and self._is_reviewed_by_user(row)
        return bool(super().user_has_permission(permission))  # type: ignore[misc]

    def _may(self, permission: str, row: LocalContent) -> bool:
        policy = LocalContentPolicy(LocalContent)
        return policy.user_has_permission_for_instance(self.request.user, permission, row)

    def _is_reviewed_by_user(self, row: Any) -> bool:
        task = row.current_workflow_task
        return bool(task and task.user_can_access_editor(row, self.request.user))

    def get_available_actions(self) -> list[str]:
        """Without publication for those who may not publish in this section."""
        actions: list[str] = super().get_available_actions()  # type: ignore[misc]
        row = getattr(self, "object", None) or LocalContent()
        if not row.section_id and (chosen := _number(self.request.POST.get("section", ""))):
            row = LocalContent(section_id=chosen)
        if row.section_id and not self._may("publish", row):
            actions = [action for action in actions if action != "publish"]
        return actions


def within_reach(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that opens the rows of the user's own sections alone. Some of Wagtail's views of one row ask for no right."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs:
            row = get_object_or_404(LocalContent, pk=kwargs["pk"])
            if not LocalContentPolicy(LocalContent).user_has_permission_for_instance(request.user, "view", row):
                raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


class CreateView(OfOneSection, views.CreateView):
    """A new row; beside the page that the editor comes from, and in its language if it is one of hers."""

    def get_initial_form_instance(self) -> LocalContent | None:
        page = Page.objects.filter(pk=_number(self.request.GET.get("page", ""))).first()
        return LocalContent(page_key=page.translation_key, locale_id=page.locale_id) if page else None


class EditView(OfOneSection, views.EditView):
    """The form of a row."""


class DeleteView(OfOneSection, views.DeleteView):
    """Deletion of a row."""


class UnpublishView(OfOneSection, views.UnpublishView):
    """Taking a row down."""


class LockView(OfOneSection, views.LockView):
    """Locking a row."""


class UnlockView(OfOneSection, views.UnlockView):
    """Opening a row again."""


class HistoryView(OfOneSection, views.HistoryView):
    """What was done to a row."""


class UsageView(OfOneSection, views.UsageView):
    """Where a row is used."""


class RevisionsCompareView(OfOneSection, views.RevisionsCompareView):
    """Two versions side by side."""


class RevisionsUnscheduleView(OfOneSection, views.RevisionsUnscheduleView):
    """Taking a row off the schedule."""


def _begins(row: LocalContent) -> str:
    """As the clocks at the place say, whatever zone the editor's account has."""
    return date_format(row.local_start, "DATETIME_FORMAT") if row.local_start else ""


def _title_of_page() -> Subquery:
    """The title of the page that a row stands beside, in the editor's language or in any."""
    pages = Page.objects.filter(translation_key=OuterRef("page_key"), alias_of__isnull=True)
    in_hers = Case(When(locale__language_code=get_language(), then=0), default=1)
    return Subquery(pages.order_by(in_hers, "-live", "pk").values("title")[:1])


class LocalContentViewSet(SnippetViewSet):
    """What my section adds to shared pages."""

    model = LocalContent
    icon = "calendar-alt"
    menu_label = _("Local content")
    menu_name = "local-content"
    menu_order = 250
    add_to_admin_menu = True
    list_display = [
        "__str__",
        Column("beside", label=_("Page")),
        "kind",
        "section",
        Column("starts_at", label=capfirst(_("begins")), accessor=_begins, sort_key="starts_at"),
        LiveStatusTagColumn(label=_("Status")),
    ]
    list_filter = ["section", "kind", "live"]
    list_per_page = 50
    copy_view_enabled = False
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView
    unpublish_view_class = UnpublishView
    lock_view_class = LockView
    unlock_view_class = UnlockView
    history_view_class = HistoryView
    usage_view_class = UsageView
    revisions_compare_view_class = RevisionsCompareView
    revisions_unschedule_view_class = RevisionsUnscheduleView

    @property
    def permission_policy(self) -> LocalContentPolicy:
        return LocalContentPolicy(self.model)

    def construct_view(self, view_class: Any, **kwargs: Any) -> Callable[..., HttpResponseBase]:
        """As Wagtail's, within reach: this holds for views that an upgrade may bring, too."""
        return within_reach(super().construct_view(view_class, **kwargs))

    def register_chooser_viewset(self) -> None:
        """None: nothing refers to local content, and a chooser would show everybody the rows of all sections."""

    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("section"), FieldPanel("kind")]),
            FieldPanel("page_key"),
            FieldPanel("locale"),
            FieldPanel("title"),
            FieldPanel("text"),
            MultiFieldPanel(
                [
                    FieldPanel("action"),
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                    FieldPanel("time_zone"),
                    FieldPanel("place"),
                    FieldPanel("languages"),
                    FieldPanel("accessibility"),
                ],
                _("For a local action"),
            ),
            MultiFieldPanel(
                [FieldPanel("website"), FieldPanel("email"), FieldPanel("telephone")], _("How to reach you")
            ),
            FieldPanel("picture"),
            PublishingPanel(),
        ],
        base_form_class=LocalContentForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[LocalContent]:
        """The rows of the user's own sections."""
        rows = self.permission_policy.instances_user_has_any_permission_for(request.user, ["change"])
        return rows.select_related("section").annotate(beside=_title_of_page())
