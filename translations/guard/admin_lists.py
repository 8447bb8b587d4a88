"""Wagtail's reports and its screens for many pages at once, narrowed to what somebody may read: titles of drafts are words too."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.bulk_action import dispatcher
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.reports import aging_pages, audit_logging, locked_pages, page_types_usage, workflows
from wagtail.models import DraftStateMixin, ModelLogEntry, Page, PageLogEntry
from wagtail.snippets.models import get_snippet_models

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
        if found.model is ModelLogEntry:
            return _without_records_of_others(self.request, found, "content_type", "object_id")
        if found.model is PageLogEntry:
            pages = Page.objects.all()
            mine = readable(self.request.user, pages)
            if mine is not pages:  # who reads everything also reads what became of deleted pages
                found = found.filter(page__in=mine)
        return found


class Workflows(workflows.WorkflowView):
    """Lists submissions of what one may read."""

    def get_queryset(self) -> Any:
        return _without_unread(self.request, super().get_queryset())


class WorkflowTasks(workflows.WorkflowTasksView):
    """Lists steps of approval of what one may read."""

    def get_queryset(self) -> Any:
        return _without_unread(self.request, super().get_queryset(), "workflow_state__")


class PageTypesUsage(page_types_usage.PageTypesUsageReportView):
    """Names the page edited last where one may read it."""

    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        rows = super().decorate_paginated_queryset(page_types)
        named = Page.objects.filter(pk__in=[row.last_edited_page_id for row in rows if row.last_edited_page_id])
        mine = set(readable(self.request.user, named).values_list("pk", flat=True))
        for row in rows:
            if row.last_edited_page_id not in mine:
                row.last_edited_page = None
        return rows


def _without_records_of_others(request: HttpRequest, rows: QuerySet[Any], kind: str, pk: str) -> QuerySet[Any]:
    """Records with drafts are told of to those who find them in their lists; other records have nothing to hide."""
    for model in get_snippet_models():
        listed = model.snippet_viewset.get_queryset(request) if issubclass(model, DraftStateMixin) else None
        if listed is not None:
            own = [str(each) for each in listed.values_list("pk", flat=True)]
            rows = rows.exclude(
                models.Q(**{kind: ContentType.objects.get_for_model(model)}) & ~models.Q(**{f"{pk}__in": own})
            )
    return rows


def _without_unread(request: HttpRequest, rows: QuerySet[Any], prefix: str = "") -> QuerySet[Any]:
    rows = _without_records_of_others(request, rows, f"{prefix}base_content_type", f"{prefix}object_id")
    unread = Page.objects.exclude(pk__in=readable(request.user, Page.objects.all()).order_by().values("pk"))
    conditions = {
        f"{prefix}base_content_type": ContentType.objects.get_for_model(Page),
        f"{prefix}object_id__in": unread.order_by().annotate(as_text=Cast("pk", CharField())).values("as_text"),
    }
    return rows.exclude(pk__in=rows.model._default_manager.filter(**conditions).values("pk"))
