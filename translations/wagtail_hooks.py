"""Registration with Wagtail's admin. What happens is decided in the modules named here."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from translations import notices
from translations.exchange import storing
from translations.glossary import viewsets
from translations.guard import admin_views, pages, rights, urls
from translations.machine import work
from translations.publication import cascades
from translations.views import (
    asking,
    board,
    changes,
    compare,
    editor,
    export,
    findings,
    import_file,
    jobs,
    memory,
    memory_urls,
    original_findings,
    workbench,
)
from translations.views.memory_screen import LIST as MEMORY_LIST
from translations.views.memory_screen import may_see
from translations.workbench import opening

# Before wagtail-localize's own, which are registered without an order.
FIRST = -100


@hooks.register("register_admin_urls", order=FIRST)
def register_guarded_urls() -> list[URLPattern | URLResolver]:
    """The same addresses as wagtail-localize's, found first; its URL names keep leading here."""
    return [path("localize/", include(urls.PATTERNS))]


@hooks.register("register_admin_urls")
def register_comparison() -> list[URLPattern]:
    """A translation beside its original."""
    return [path("pages/<int:page_id>/compare/", compare.ComparisonView.as_view(), name=compare.URL_NAME)]


@hooks.register("register_admin_urls")
def register_changes() -> list[URLPattern]:
    """What changed in an original, and how grave it is."""
    return [path("pages/<int:page_id>/changes/", changes.ChangesView.as_view(), name=changes.URL_NAME)]


@hooks.register("register_admin_urls")
def register_exchange() -> list[URLPattern]:
    """Strings as files, out and in."""
    return [
        path("translations/export/", export.ExportView.as_view(), name=export.URL_NAME),
        path("translations/import/", import_file.ImportView.as_view(), name=import_file.URL_NAME),
        path("translations/import/<uuid:pk>/", import_file.PreviewView.as_view(), name=import_file.PREVIEW_URL_NAME),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """What is done to translations without the editor."""
    storing.register(actions)
    work.register(actions)


@hooks.register("register_admin_urls")
def register_memory() -> list[URLPattern | URLResolver]:
    """The memory: what the translation editor asks about one string, and its own screen."""
    return [
        path("translations/", include([*memory.PATTERNS, *workbench.PATTERNS])),
        path("reports/translation-memory/", include(memory_urls.PATTERNS)),
    ]


@hooks.register("register_admin_urls")
def register_findings() -> list[URLPattern | URLResolver]:
    """What the checks find, for the translation editor and for the editor of an original."""
    view = original_findings.OriginalFindingView.as_view()
    return [
        path("translations/", include(findings.PATTERNS)),
        path("pages/<int:page_id>/findings/<slug:key>/", view, name=original_findings.URL_NAME),
    ]


@hooks.register("register_admin_urls")
def register_board() -> list[URLPattern]:
    """Pages and languages on one screen."""
    return [path("reports/coverage/", board.BoardView.as_view(), name=board.URL_NAME)]


@hooks.register("register_admin_urls")
def register_jobs() -> list[URLPattern]:
    """Work in the background, and how far it is."""
    return [
        path("translation-jobs/", jobs.JobsView.as_view(), name=jobs.LIST_URL_NAME),
        path("translation-jobs/<int:job_id>/", jobs.JobView.as_view(), name=jobs.URL_NAME),
    ]


@hooks.register("before_edit_page", order=FIRST)
def handle_translation_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Saves and publishes translations our way."""
    return editor.handle_edit(request, page)


@hooks.register("before_edit_page")
def open_translation_editor(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """The same editor as wagtail-localize's hook, which comes next, would open with many more queries."""
    return opening.open_editor(request, page)


@hooks.register("before_bulk_action", order=FIRST)
def guard_bulk_action(request: HttpRequest, action_type: str, objects: Any, view: Any) -> HttpResponse | None:
    """Wagtail asks a bare page, which does not know the policy."""
    return pages.refuse_bulk(request, action_type, objects, view)


@hooks.register("before_bulk_action")
def ask_before_bulk_publication(request: HttpRequest, action_type: str, objects: Any, view: Any) -> HttpResponse | None:
    """Wagtail's list of pages cannot ask whether the warnings of the checks were looked at."""
    return asking.refuse_bulk(request, action_type, objects, view)


@hooks.register("before_move_page", order=FIRST)
def guard_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Where a page may be moved to."""
    return pages.refuse_move(request, page, destination)


@hooks.register("before_copy_page", order=FIRST)
def guard_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What may be copied, and where to."""
    return pages.refuse_copy(request, page)


@hooks.register("before_delete_page", order=FIRST)
def guard_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What goes with a page is deleted only with the same right."""
    return pages.refuse_delete(request, page)


@hooks.register("before_unpublish_page", order=FIRST)
def unpublish_alone(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The languages of other sections stay."""
    return pages.unpublish_alone(request, page)


@hooks.register("construct_explorer_page_queryset")
def list_what_may_be_read(parent: Page, queryset: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Drafts of other languages are not listed."""
    return pages.readable_children(request, parent, queryset)


@hooks.register("construct_page_chooser_queryset")
def offer_what_may_be_read(queryset: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Drafts of other languages are not offered."""
    return rights.readable(request.user, queryset)


@hooks.register("register_admin_viewset")
def register_pages() -> admin_views.Pages:
    """For the one list of pages that has no hook of its own."""
    return admin_views.Pages()


@hooks.register("construct_admin_api")
def guard_page_api(router: WagtailAPIRouter) -> None:
    """Puts our endpoint in the place of Wagtail's."""
    router.register_endpoint("pages", admin_views.PagesApi)


@hooks.register("after_publish_page")
def tell_what_is_out_of_date(request: HttpRequest, page: Page) -> None:
    """Names the languages that the publication put out of date."""
    notices.tell_what_is_out_of_date(request, page)


@hooks.register("after_publish_page")
def tell_what_the_checks_found(request: HttpRequest, page: Page) -> None:
    """Names what is wrong in the texts of an original."""
    notices.tell_what_the_checks_found(request, page)


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


class MemoryMenuItem(MenuItem):
    """The memory, for everybody who may see some of it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


@hooks.register("register_reports_menu_item")
def register_memory_screen() -> MenuItem:
    """The memory beside the report on translations."""
    return MemoryMenuItem(
        _("Translation memory"), reverse(MEMORY_LIST), name="translation-memory", icon_name="history", order=705
    )


@hooks.register("register_reports_menu_item")
def register_board_item() -> MenuItem:
    """The board under “Reports”, above the list."""
    return TranslationsMenuItem(
        _("Coverage board"), reverse(board.URL_NAME), name="coverage-board", icon_name="table", order=690
    )


@hooks.register("construct_reports_menu")
def withdraw_other_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Take away wagtail-localize's entry, which leads to the same address."""
    menu_items[:] = [item for item in menu_items if type(item).__name__ != "TranslationsReportMenuItem"]


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """Our style sheet, a few rules on Wagtail's own colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/translations-admin.css"))


@hooks.register("register_admin_viewset")
def register_names() -> viewsets.TermViewSet:
    """Persons and terms, and how each language writes them."""
    return viewsets.NAMES


class NamesMenuItem(MenuItem):
    """Names and terms in the menu; everybody who works here may look things up."""


@hooks.register("register_admin_menu_item")
def register_names_menu() -> MenuItem:
    """Beside “Records”."""
    return NamesMenuItem(_("Names and terms"), reverse("names:index"), name="names", icon_name="tag", order=155)
