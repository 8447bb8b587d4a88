"""Wagtail's reports and its screens for many pages at once, narrowed to what somebody may read: titles of drafts are words too."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.bulk_action import dispatcher
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.reports import aging_pages, audit_logging, locked_pages, workflows
from wagtail.models import Page, PageLogEntry

from translations.guard.rights import readable


def bulk(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """An action on many pages, without those that somebody may not read; the ids come from the address."""
    found = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if found is not None and Page in found.models:
        wanted = request.GET.getlist("id")
        if "all" in wanted:
            wanted = found(request, Page).get_all_objects_in_listing_query(request.GET.get("childOf"))
        pages = Page.objects.filter(pk__in=[int(pk) for pk in map(str, wanted) if pk.isascii() and pk.isdigit()])
        query = request.GET.copy()
        query.setlist("id", [str(pk) for pk in readable(request.user, pages).values_list("pk", flat=True)])
        request.GET = query  # type: ignore[assignment]
    response: HttpResponse = dispatcher.index(request, app_label, model_name, action)
    return response


class AgingPages(aging_pages.AgingPagesView):
    """Lists what one may read."""

    def get_queryset(self) -> Any:
        return readable(self.request.user, super().get_queryset())


class LockedPages(locked_pages.LockedPagesView):
    """Lists what one may read."""

    def get_queryset(self) -> Any:
        return readable(self.request.user, super().get_queryset())


class SiteHistory(audit_logging.LogEntriesView):
    """Tells what happened to pages that one may read."""

    def filter_queryset(self, queryset: QuerySet[Any]) -> Any:
        found = super().filter_queryset(queryset)
        if found.model is PageLogEntry:
            pages = Page.objects.all()
            mine = readable(self.request.user, pages)
            if mine is not pages:  # who reads everything also reads what became of deleted pages
                found = found.filter(page__in=mine)
        return found


class Workflows(workflows.WorkflowView):
    """Lists submissions of what one may read."""

    def get_queryset(self) -> Any:
        return _without_unread(self.request.user, super().get_queryset())


class WorkflowTasks(workflows.WorkflowTasksView):
    """Lists steps of approval of what one may read."""

    def get_queryset(self) -> Any:
        return _without_unread(self.request.user, super().get_queryset(), "workflow_state__")


def _without_unread(user: Any, rows: QuerySet[Any], prefix: str = "") -> QuerySet[Any]:
    unread = Page.objects.exclude(pk__in=readable(user, Page.objects.all()).order_by().values("pk"))
    conditions = {
        f"{prefix}base_content_type": ContentType.objects.get_for_model(Page),
        f"{prefix}object_id__in": unread.order_by().annotate(as_text=Cast("pk", CharField())).values("as_text"),
    }
    return rows.exclude(pk__in=rows.model._default_manager.filter(**conditions).values("pk"))
