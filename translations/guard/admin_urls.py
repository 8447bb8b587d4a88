"""Addresses of Wagtail's admin that are found before its own, because it has no hook there. Names stay Wagtail's."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports import ReportView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from translations.guard import admin_lists, admin_views

REPORTS: dict[str, type[ReportView]] = {
    "aging-pages": admin_lists.AgingPages,
    "locked": admin_lists.LockedPages,
    "page-types-usage": admin_lists.PageTypesUsage,
    "site-history": admin_lists.SiteHistory,
    "workflow": admin_lists.Workflows,
    "workflow_tasks": admin_lists.WorkflowTasks,
}

urlpatterns = decorate_urlpatterns(
    [
        path("pages/<int:page_id>/view_draft/", admin_views.view_draft),
        path("pages/<int:page_to_move_id>/set_position/", admin_views.set_page_position),
        path("pages/search/", admin_views.PageSearch.as_view()),
        path("pages/search/results/", admin_views.PageSearch.as_view(results_only=True)),
        path("choose-page/chosen-multiple/", admin_views.ChosenPages.as_view()),
        path("bulk/<str:app_label>/<str:model_name>/<str:action>/", admin_lists.bulk),
        *(path(f"reports/{name}/", view.as_view()) for name, view in REPORTS.items()),
        *(path(f"reports/{name}/results/", view.as_view(results_only=True)) for name, view in REPORTS.items()),
    ],
    require_admin_access,
)
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
