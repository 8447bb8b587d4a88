"""The screen “Translation memory”: search in both languages, delete what is wrong, files out and in.

Everybody sees the languages in which she may read drafts; what others would not be offered is marked as held back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.widgets import HeaderButton

from sections.actors import actor_of, languages_for
from sections.policy import locales_for, may_somewhere
from sections.roles import Action
from translations.exchange.languages import language_tag
from translations.guard.rights import may_in
from translations.languages import language_name
from translations.memory.exchange import exported
from translations.memory.lookup import offered
from translations.memory.withholding import withheld
from translations.models import MemorySource, MemoryUnit, MemoryUse

LIST, RESULTS = "translations_memory", "translations_memory_results"
DELETE, EXPORT, IMPORT = "translations_memory_delete", "translations_memory_export", "translations_memory_import"
TITLE = gettext_lazy("Translation memory")


def may_see(user: Any) -> bool:
    """Whether there is a language whose memory somebody may see."""
    return may_somewhere(actor_of(user), Action.READ_DRAFT)


def languages_in_which(user: Any, action: Action) -> set[str]:
    """The languages in which somebody may do this with the memory."""
    return locales_for(actor_of(user), action, languages_for(user).values())


def _choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((code, language_name(code)) for code in codes), key=lambda each: each[1])


def _sources(request: HttpRequest) -> list[tuple[str, str]]:
    return _choices(languages_for(request.user).values())


def _targets(request: HttpRequest) -> list[tuple[str, str]]:
    return _choices(languages_in_which(request.user, Action.READ_DRAFT))


class MemoryFilterSet(WagtailFilterSet):
    """Words in either language, and the two languages."""

    text = django_filters.CharFilter(label=gettext_lazy("Words in either language"), method="filter_text")
    source = django_filters.ChoiceFilter(
        label=gettext_lazy("Translated from"), field_name="source__language", empty_label=gettext_lazy("All")
    )
    target = django_filters.ChoiceFilter(
        label=gettext_lazy("Translated into"), field_name="target_language", empty_label=gettext_lazy("All")
    )

    class Meta:
        model = MemoryUnit
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["source"].extra["choices"] = _sources(self.request)
        self.filters["target"].extra["choices"] = _targets(self.request)

    def filter_text(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Q(plain__icontains=value) | Q(source__plain__icontains=value))


class TextColumn(Column):
    """A text in its own language and direction."""

    cell_template_name = "translations/memory/text_cell.html"

    def __init__(self, *args: Any, language: Callable[[MemoryUnit], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "language": self.language(instance)}


class UsesColumn(Column):
    """On how many pages readers find it, or why it is held back; and the way to delete it."""

    cell_template_name = "translations/memory/uses_cell.html"


class MemoryScreen(BaseListingView):
    """All units in the person's languages, newest first."""

    page_title = TITLE
    header_icon = "history"
    template_name = "wagtailadmin/generic/listing.html"
    index_url_name = LIST
    index_results_url_name = RESULTS
    filterset_class = MemoryFilterSet
    paginate_by = 30
    verbose_name_plural = gettext_lazy("translations")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> QuerySet[MemoryUnit]:
        readable = languages_in_which(self.request.user, Action.READ_DRAFT)
        uses = MemoryUse.objects.filter(unit=OuterRef("pk")).order_by().values("unit")
        found = (
            MemoryUnit.objects.filter(target_language__in=readable)
            .select_related("source")
            .order_by("-approved_at", "-pk")
        )
        return found.annotate(
            uses_count=uses.annotate(number=Count("page_key", distinct=True)).values("number"),
            is_offered=Exists(offered(MemoryUnit.objects.filter(pk=OuterRef("pk")))),
        )

    @cached_property
    def _is_withheld(self) -> Callable[[str], bool]:
        return withheld()

    @cached_property
    def _may_delete_in(self) -> set[str]:
        return languages_in_which(self.request.user, Action.TRANSLATE)

    def _uses(self, unit: Any) -> dict[str, Any]:
        is_held = not unit.is_offered or self._is_withheld(unit.source.plain) or self._is_withheld(unit.plain)
        return {
            "number": unit.uses_count or 0,
            "is_held": is_held,
            "held_label": _("Held back"),
            "origin": unit.get_origin_display(),
            "delete_url": reverse(DELETE, args=[unit.pk]) if unit.target_language in self._may_delete_in else "",
        }

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TextColumn(
                "source", label=_("Original"), accessor="source.plain", language=lambda unit: unit.source.language
            ),
            TextColumn("plain", label=_("Translation"), language=lambda unit: unit.target_language),
            UsesColumn("uses", label=pgettext_lazy("translation memory", "Used"), accessor=self._uses, width="14%"),
            DateColumn("approved_at", label=pgettext_lazy("translation memory", "Approved"), width="12%"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        user = self.request.user
        buttons = [
            HeaderButton(_("Export"), url=reverse(EXPORT), icon_name="download"),
        ]
        if languages_in_which(user, Action.TRANSLATE):
            buttons.append(HeaderButton(_("Import"), url=reverse(IMPORT), icon_name="upload"))
        return buttons


class DeleteView(WagtailAdminTemplateMixin, TemplateView):
    """A unit is shown once more, and deleted when that was confirmed."""

    template_name = "translations/memory/delete.html"
    page_title = gettext_lazy("Delete")
    header_icon = "bin"

    @cached_property
    def unit(self) -> MemoryUnit:
        return get_object_or_404(MemoryUnit.objects.select_related("source"), pk=self.kwargs["unit_id"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_in(request.user, Action.TRANSLATE, self.unit.target_language):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        source_id = self.unit.source_id
        self.unit.delete()
        MemorySource.objects.filter(pk=source_id, units=None).delete()
        messages.success(request, _("The translation was deleted from the memory. Pages keep their text."))
        return redirect(LIST)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(LIST), "label": TITLE},
            {"url": "", "label": _("Delete")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**{"unit": self.unit, **kwargs})
        return context


class ExportView(WagtailAdminTemplateMixin, TemplateView):
    """The languages that there is a memory for, each pair as a link to its file."""

    template_name = "translations/memory/export.html"
    page_title = gettext_lazy("Export")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_somewhere(actor_of(request.user), Action.EXPORT_STRINGS):
            raise PermissionDenied
        if "from" in request.GET:
            return _file(request.user, request.GET["from"], request.GET.get("into", ""))
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(LIST), "label": TITLE},
            {"url": "", "label": _("Export")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        targets = languages_in_which(self.request.user, Action.EXPORT_STRINGS)
        pairs = (
            MemoryUnit.objects.filter(target_language__in=targets)
            .values("source__language", "target_language")
            .annotate(number=Count("pk"))
            .order_by("source__language", "target_language")
        )
        context: dict[str, Any] = super().get_context_data(**{"pairs": pairs, **kwargs})
        return context


def _file(user: Any, source: str, target: str) -> StreamingHttpResponse:
    if source not in languages_for(user).values():
        raise Http404
    if not may_in(user, Action.EXPORT_STRINGS, target):
        raise PermissionDenied
    pieces = (piece.encode() for piece in exported(source, target))
    response = StreamingHttpResponse(pieces, content_type="application/x-tmx+xml")
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = (
        f'attachment; filename="memory-{language_tag(source)}-{language_tag(target)}-{day}.tmx"'
    )
    return response
