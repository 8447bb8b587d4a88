"""Registers the screens of the shared records. Computes nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from library import file_rights
from library.deletion import reasons_to_keep
from library.mission_rights import not_your_country, reach_of
from library.models import CampaignDocument, CampaignImage, DiplomaticMission
from library.viewsets import RecordsGroup

register_snippet(RecordsGroup)


@hooks.register("insert_global_admin_css")
def records_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("library/css/records.css"))


@hooks.register("before_delete_snippet")
def keep_records_in_use(request: HttpRequest, records: Any) -> HttpResponse | None:
    """Wagtail knows most uses beforehand and then offers no button; the rest would end in an error page."""
    reasons = reasons_to_keep(records) if request.method == "POST" else []
    for reason in reasons:
        messages.error(request, reason)
    return redirect(records[0].snippet_viewset.get_url_name("list")) if reasons else None


@hooks.register("before_edit_snippet")
def keep_missions_of_other_countries(request: HttpRequest, record: Any) -> HttpResponse | None:
    """Wagtail asks about missions in general."""
    if not isinstance(record, DiplomaticMission) or reach_of(request.user)(record.host.code):
        return None
    messages.error(request, not_your_country(record.host))
    return redirect(record.snippet_viewset.get_url_name("list"))


@hooks.register("register_admin_urls", order=-100)
def guard_deletion_of_files() -> list[URLPattern]:
    """The same addresses as Wagtail's, found first."""
    return file_rights.delete_addresses()


@hooks.register("before_bulk_action")
def guard_bulk_deletion_of_files(request: HttpRequest, action_type: str, objects: list[Any], view: Any) -> None:
    """The same for many at once."""
    if action_type == "delete":
        files = [each for each in objects if isinstance(each, CampaignDocument | CampaignImage)]
        file_rights.require_delete(request.user, files)
