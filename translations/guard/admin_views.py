"""Views of Wagtail's admin that have no hook, narrowed to what the policy allows. Each does one thing more than Wagtail's."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views import chooser
from wagtail.admin.views.pages import ordering, search, usage
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from sections.pages import may_with_page
from sections.roles import Action
from translations.guard.rights import readable


def view_draft(request: HttpRequest, page_id: int) -> HttpResponse:
    """The newest draft of a page, for those who may read it; Wagtail shows it to those alone who may change it."""
    page = get_object_or_404(Page, pk=page_id).get_latest_revision_as_object()
    if not may_with_page(request.user, Action.READ_DRAFT, page):
        raise PermissionDenied
    mode = request.GET.get("mode", page.default_preview_mode)
    if mode not in dict(page.preview_modes):
        raise Http404
    response: HttpResponse = page.make_preview_request(request, mode)
    return response


def set_page_position(request: HttpRequest, page_to_move_id: int) -> HttpResponse:
    """The order of pages shows at once: it belongs to those who publish where they stand."""
    parent = get_object_or_404(Page, pk=page_to_move_id).get_parent()
    if parent is None or not may_with_page(request.user, Action.PUBLISH_PAGE, parent):
        raise PermissionDenied
    response: HttpResponse = ordering.set_page_position(request, page_to_move_id)
    return response


class PageSearch(search.SearchView):
    """Finds what one may read."""

    all_pages: Any

    def annotate_queryset(self, pages: Any) -> Any:
        self.all_pages = readable(self.request.user, self.all_pages)
        return super().annotate_queryset(readable(self.request.user, pages))


class PagesOfType(usage.ContentTypeUseView):
    """Lists what one may read."""

    def get_base_queryset(self) -> Any:
        return readable(self.request.user, super().get_base_queryset())


class Pages(PageViewSet):
    """Wagtail's page screens, with our list of the pages of a type."""

    name = "pages"
    content_type_use_view_class = PagesOfType


class ChosenPages(chooser.ChosenMultipleView):
    """Gives the titles of pages that one may read; the ids come from the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = [pk for pk in request.GET.getlist("id") if pk.isascii() and pk.isdigit()]
        found = readable(request.user, Page.objects.filter(pk__in=wanted)).values_list("pk", flat=True)
        query = request.GET.copy()
        query.setlist("id", [str(pk) for pk in found])
        request.GET = query  # type: ignore[assignment]
        response: HttpResponse = super().get(request)
        return response


class PagesApi(PagesAdminAPIViewSet):
    """The list behind the explorer's menu. It offers no actions: they would go past hooks, locks and drafts."""

    actions: dict[str, Any] = {}

    def get_base_queryset(self) -> Any:
        return readable(self.request.user, super().get_base_queryset())
