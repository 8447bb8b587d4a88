"""Registration with Wagtail's admin. What happens is decided in the modules named here."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from translations import cascades, notices
from translations.views import editor, report, submit

# Before wagtail-localize's own, which are registered without an order.
FIRST = -100


@hooks.register("register_admin_urls", order=FIRST)
def register_guarded_urls() -> list[URLPattern | URLResolver]:
    """The same addresses as wagtail-localize's, found first; its URL names keep leading here."""
    urls = [
        path("submit/page/<int:page_id>/", submit.SubmitPage.as_view()),
        path("update/<int:translation_source_id>/", submit.UpdateTranslations.as_view()),
        path("translate/<int:translation_id>/preview/", editor.preview),
        path("translate/<int:translation_id>/preview/<str:mode>/", editor.preview),
        path("translate/<int:translation_id>/disable/", editor.refuse_stop),
        path("page/<int:page_id>/convert_to_alias/", editor.refuse_alias),
        path("reports/translations/", report.TranslationsReport.as_view()),
        path("reports/translations/results/", report.TranslationsReport.as_view(results_only=True)),
    ]
    return [path("localize/", include(urls))]


@hooks.register("before_edit_page", order=FIRST)
def handle_translation_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Saves and publishes translations our way."""
    return editor.handle_edit(request, page)


@hooks.register("after_publish_page")
def tell_what_is_out_of_date(request: HttpRequest, page: Page) -> None:
    """Names the languages that the publication put out of date."""
    notices.tell_what_is_out_of_date(request, page)


@hooks.register("construct_translated_pages_to_cascade_actions")
def cascade(pages: Iterable[Page], action: str) -> dict[Page, Any]:
    """Takes translations down together with their original."""
    return cascades.followers(pages, action)


class TranslationsMenuItem(MenuItem):
    """The report in the menu; everybody who edits may see how far the languages are."""


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """Our report under “Reports”."""
    return TranslationsMenuItem(
        _("Translations"),
        reverse("wagtail_localize:translations_report"),
        name="translations-report",
        icon_name="site",
        order=700,
    )


@hooks.register("construct_reports_menu")
def withdraw_other_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Take away wagtail-localize's entry, which leads to the same address."""
    menu_items[:] = [item for item in menu_items if type(item).__name__ != "TranslationsReportMenuItem"]


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """Our style sheet, a few rules on Wagtail's own colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/translations-admin.css"))
