"""Registers the screens of the shared records. Computes nothing."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from library.viewsets import RecordsGroup

register_snippet(RecordsGroup)


@hooks.register("insert_global_admin_css")
def records_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("library/css/records.css"))
