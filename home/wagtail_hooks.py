"""Registration with Wagtail's admin: the desk on its first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from home.desk import Desk


@hooks.register("construct_homepage_panels")
def put_the_desk_first(request: HttpRequest, panels: list[Any]) -> None:
    """The desk in place of Wagtail's list of submissions, which asks the database once for each task."""
    panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels.append(Desk())


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_totals(request: HttpRequest, items: list[Any]) -> None:
    """How many pages and pictures there are helps nobody, and costs a query each."""
    items.clear()


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """A few rules on Wagtail's own colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk-admin.css"))
