"""The screen “In all languages”: what is in force on a page, and what may be done. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from interventions.rights import may_open
from interventions.views.base import HUB_TITLE, Gone, page_crumbs, readable_page, say_gone


@dataclass(frozen=True)
class Offer:
    """One thing that somebody may do with a page. `label` and `text` are in the active language."""

    label: str
    text: str
    url: str
    #: What holds at present, as a sentence.
    state: str = ""


#: Each returns what it offers somebody for a page.
Offering = Callable[[Page, Any], list[Offer]]
_OFFERINGS: list[Offering] = []


def offering(find: Offering) -> Offering:
    """Register a function that offers something on the hub; a decorator, in the module of the screen it leads to."""
    _OFFERINGS.append(find)
    return find


class HubView(WagtailAdminTemplateMixin, TemplateView):
    """Everything that can be done with a page in all its languages."""

    template_name = "interventions/admin/hub.html"
    header_icon = "globe"
    page_title = HUB_TITLE
    page: Page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_open(request.user):
            raise PermissionDenied
        try:
            self.page = readable_page(request, kwargs["page_id"])
        except Gone:
            return say_gone(request)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        crumb, hub = page_crumbs(self.page)
        return [*super().get_breadcrumbs_items(), crumb, {**hub, "url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offers = [offer for find in _OFFERINGS for offer in find(self.page, self.request.user)]
        return super().get_context_data(offers=offers, subject=self.get_page_subtitle(), **kwargs)
