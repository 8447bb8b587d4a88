"""The page on which strings are taken along as a file: of one page, or what is left to do in a pair of languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail_localize.models import Translation

from sections.actors import actor_of
from sections.pages import may_with_page
from sections.policy import may_somewhere
from sections.roles import Action
from translations.exchange.choosing import Pair, pairs_for, translations_of
from translations.exchange.collecting import collected
from translations.exchange.entries import with_sources
from translations.exchange.formats import FORMATS
from translations.exchange.forms import LEFT, ExportForm
from translations.exchange.units import Document
from translations.guard.localize import by_form, translated_page

URL_NAME = "translations_export"


def file_of(documents: Sequence[Document], format_name: str, name: str) -> HttpResponse:
    """The documents as a download."""
    chosen = FORMATS[format_name]
    response = HttpResponse(chosen.written(documents), content_type=chosen.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{chosen.extension}"'
    response["Cache-Control"] = "no-store"
    return response


def name_of(translation: Translation) -> str:
    """A name for the file of one page, in letters that every system takes."""
    title = slugify(translation.source.object_repr)[:60] or f"page-{translation.pk}"
    return f"{title}-{translation.target_locale.language_code}"


@by_form(Action.EXPORT_STRINGS)
def download_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """All strings of one page as PO: what wagtail-localize's own button asks for."""
    translation = with_sources(Translation.objects.filter(pk=translation_id)).get()
    documents = collected([translation])
    if not documents:
        raise Http404
    return file_of(documents, "po", name_of(translation))


class ExportView(WagtailAdminTemplateMixin, TemplateView):
    """Asks for languages, strings and kind of file, and answers with the file. For those who translate."""

    template_name = "translations/export.html"
    header_icon = "download"
    page_title = _("Export strings")

    @cached_property
    def translation(self) -> Translation | None:
        """The one page that is asked for, if it is one."""
        given = self.request.GET.get("translation", "")
        if not given:
            return None
        if not (given.isascii() and given.isdigit() and len(given) < 16):
            raise Http404
        page = translated_page(int(given))
        if not may_with_page(self.request.user, Action.EXPORT_STRINGS, page):
            raise PermissionDenied
        self.page: Page = page
        return with_sources(Translation.objects.filter(pk=int(given))).get()

    @cached_property
    def pairs(self) -> list[Pair]:
        return pairs_for(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_somewhere(actor_of(request.user), Action.EXPORT_STRINGS):
            raise PermissionDenied
        pairs = None if self.translation else self.pairs
        form = ExportForm(request.GET if "format" in request.GET else None, pairs=pairs)
        if form.is_valid():
            documents = self.documents(form.cleaned_data)
            if documents:
                return file_of(documents, form.cleaned_data["format"], self.file_name(form.cleaned_data))
            form.add_error(None, _("There is nothing left to translate here."))
        return self.render_to_response(self.get_context_data(form=form))

    def documents(self, chosen: dict[str, Any]) -> list[Document]:
        """What goes into the file."""
        if self.translation:
            return collected([self.translation], only_left=chosen["strings"] == LEFT)
        pair = next(pair for pair in self.pairs if pair.value == chosen["pair"])
        return collected(translations_of(pair), only_left=True)

    def file_name(self, chosen: dict[str, Any]) -> str:
        if self.translation:
            return name_of(self.translation)
        return f"{chosen['pair'].replace(':', '-')}-{timezone.localdate().isoformat()}"

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title()) if self.translation else ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("wagtail_localize:translations_report"), "label": _("Translations")}
        if self.translation:
            url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
            above = {"url": url, "label": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_empty = self.translation is None and not self.pairs
        return super().get_context_data(**{"translation": self.translation, "is_empty": is_empty, **kwargs})
