"""Registers the screens of sections with Wagtail's admin. Computes nothing."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from sections import trail
from sections.views.sections import SectionViewSet
from sections.views.trail import URL_NAME, TrailReport, may_read


@hooks.register("register_admin_viewset")
def sections_screens() -> SectionViewSet:
    """List, form and members of sections."""
    return SectionViewSet()


@hooks.register("register_admin_urls")
def trail_urls() -> list[URLPattern]:
    """The report on changes of rights, and its table alone."""
    return [
        path("reports/trail/", TrailReport.as_view(), name=URL_NAME),
        path("reports/trail/results/", TrailReport.as_view(results_only=True), name=f"{URL_NAME}_results"),
    ]


class TrailMenuItem(MenuItem):
    """The report in the menu of everybody who may read some of it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


@hooks.register("register_reports_menu_item")
def register_trail() -> MenuItem:
    """The report under “Reports”."""
    return TrailMenuItem(_("Trail"), reverse(URL_NAME), name="sections-trail", icon_name="history", order=720)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """What can happen to rights."""
    trail.register(actions)


@hooks.register("insert_global_admin_css")
def sections_css() -> str:
    """Our style sheet, a few rules on Wagtail's own colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("sections/css/sections.css"))
