"""Registers what belongs to the page types with Wagtail's admin. What happens is decided in the modules named here."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry

from campaign_pages.models import ModelDocumentPage
from campaign_pages.placeholders import views
from campaign_pages.placeholders.editor import FEATURE, PlaceholderFeature, configuration
from campaign_pages.placeholders.panel import URL_NAME
from campaign_pages.views import EDIT_ACTIONS, DocumentsReport
from campaign_pages.views import URL_NAME as DOCUMENTS_REPORT


@hooks.register("register_admin_urls")
def placeholder_urls() -> list[URLPattern]:
    """The screen on which brackets become fields."""
    return [path("placeholders/<int:page_id>/", views.placeholders, name=URL_NAME)]


@hooks.register("register_page_header_buttons")
def placeholder_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Leads from the form of a model document to its placeholders."""
    if view_name == "edit" and isinstance(page, ModelDocumentPage) and page.permissions_for_user(user).can_edit():
        yield Button(
            label=pgettext_lazy("button", "Placeholders"),
            url=reverse(URL_NAME, args=[page.pk]),
            icon_name="code",
            priority=5,
        )


@hooks.register("register_rich_text_features")
def placeholder_feature(features: FeatureRegistry) -> None:
    """Chips and the insert menu in rich text."""
    features.register_editor_plugin("draftail", FEATURE, PlaceholderFeature())


@hooks.register("insert_editor_js")
def placeholder_configuration() -> str:
    """Words for the scripts that the feature loads; data, not code."""
    return configuration()


@hooks.register("insert_global_admin_css")
def placeholder_style() -> str:
    """Our style sheet, a few rules on Wagtail's own colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/placeholders-admin.css"))


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """The report on model documents, and its table alone."""
    return [
        path("reports/documents/", DocumentsReport.as_view(), name=DOCUMENTS_REPORT),
        path(
            "reports/documents/results/", DocumentsReport.as_view(results_only=True), name=f"{DOCUMENTS_REPORT}_results"
        ),
    ]


class DocumentsReportMenuItem(MenuItem):
    """The report in the menu of everybody who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, EDIT_ACTIONS))


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """The report under “Reports”."""
    return DocumentsReportMenuItem(
        DocumentsReport.page_title, reverse(DOCUMENTS_REPORT), name="documents-report", icon_name="doc-full", order=710
    )
