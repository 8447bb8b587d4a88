"""The screen on which a translation stands beside its original. For those who may read drafts in its language; changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from sections.pages import may_with_page
from sections.roles import Action
from translations.publication.approval import review_of
from translations.publication.comparison import compare
from translations.publication.completeness import missing_strings, strings_of
from translations.publication.publishing import translation_of

URL_NAME = "translations_compare"


class ComparisonView(WagtailAdminTemplateMixin, TemplateView):
    """Original and translation, sentence by sentence; for a page without an original Wagtail's own comparison."""

    template_name = "translations/compare.html"
    header_icon = "doc-full"
    page_title = _("Comparison")

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page.objects.select_related("locale"), pk=self.kwargs["page_id"]).specific

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_with_page(request.user, Action.READ_DRAFT, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.translation = translation_of(self.page)
        if self.translation is None:
            return redirect(self.live_url or self.edit_url)
        return super().get(request, *args, **kwargs)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @property
    def live_url(self) -> str:
        """Wagtail's own comparison of all fields; empty where nothing is live or nothing was saved since."""
        if not (self.page.live and self.page.latest_revision_id):
            return ""
        return reverse("wagtailadmin_pages:revisions_compare", args=[self.page.pk, "live", "latest"])

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        edit = {"url": self.edit_url, "label": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), edit, {"url": "", "label": gettext("Comparison")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        strings = strings_of(self.translation) if self.translation else []
        rows = compare(self.translation, self.page, strings) if self.translation else []
        missing = missing_strings(self.translation, strings) if self.translation else []
        return super().get_context_data(
            **{
                "page": self.page,
                "translation": self.translation,
                "rows": rows,
                "changed": sum(row.is_changed for row in rows),
                "missing": _missing(len(missing)),
                "review": review_of(self.page, self.request.user),
                "edit_url": self.edit_url,
                "live_url": self.live_url,
                "may_edit": self.page.permissions_for_user(self.request.user).can_edit(),
                **kwargs,
            }
        )


def _missing(count: int) -> str:
    sentence = ngettext("%(count)d string is still missing.", "%(count)d strings are still missing.", count)
    return sentence % {"count": count} if count else ""
