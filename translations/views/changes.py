"""The screen on which editors say how grave a change of an original is for readers of its translations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from sections.pages import may_with_page
from sections.roles import Action
from translations.field_labels import field_label
from translations.freshness.deciding import open_changes, say_degree
from translations.freshness.degrees import Degree
from translations.guard.rights import may_read
from translations.inline_html import plain
from translations.models import SourceChange
from translations.originals import original_of
from translations.publication.comparison import Piece, differences

URL_NAME = "translations_changes"


@dataclass(frozen=True)
class ChangedSentence:
    """A sentence as the screen shows it: where it stands, and what became of it."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class ShownChange:
    """A change with its sentences, and the names of the other fields that changed."""

    change: SourceChange
    sentences: list[ChangedSentence]
    fields: list[str]

    @property
    def degree(self) -> Degree:
        """The degree that counts."""
        return Degree(self.change.degree)

    @property
    def proposed(self) -> Degree:
        """The degree that was computed."""
        return Degree(self.change.proposed)


class ChangesView(WagtailAdminTemplateMixin, TemplateView):
    """What readers of translations still miss, change by change. Those who may publish the original may decide."""

    template_name = "translations/changes.html"
    header_icon = "history"
    page_title = _("Changes that translations have not followed yet")

    @cached_property
    def page(self) -> Page:
        """The original, from whatever language one comes."""
        found = get_object_or_404(Page.objects.select_related("locale"), pk=self.kwargs["page_id"])
        return original_of(found).specific

    @cached_property
    def may_decide(self) -> bool:
        return may_with_page(self.request.user, Action.PUBLISH_PAGE, self.page)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_decide:
            raise PermissionDenied
        here = redirect(request.path)
        change = next((each for each in open_changes(self.page) if str(each.pk) == request.POST.get("change")), None)
        chosen = request.POST.get("degree", "")
        if change is None or chosen not in {str(degree.value) for degree in Degree}:
            messages.error(request, _("Nothing was changed: every translation has followed this change by now."))
            return here
        degree = Degree(int(chosen))
        say_degree(change, degree, request.user)
        messages.success(request, f"{degree.label}. {degree.explanation}")
        return here

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), edit, {"url": "", "label": gettext("Changes")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        model = type(self.page)
        return super().get_context_data(
            **{
                "page": self.page,
                "language": self.page.locale.language_code,
                "changes": [_shown(change, model) for change in open_changes(self.page)],
                "degrees": sorted(Degree, reverse=True),
                "may_decide": self.may_decide,
                **kwargs,
            }
        )


def _shown(change: SourceChange, model: type[Page]) -> ShownChange:
    sentences = [
        ChangedSentence(field_label(model, each.field), list(differences(plain(each.old), plain(each.new))))
        for each in change.text_changes
    ]
    return ShownChange(change, sentences, [field_label(model, name) for name in change.fields])
