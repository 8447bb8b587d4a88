"""The report “Trail”: every change of rights, for those who may read it. Changes nothing."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import ModelLogEntry

from sections.actors import actor_of
from sections.choices import Role
from sections.models import NationalSection
from sections.policy import may, may_somewhere, sections_for
from sections.roles import Action
from sections.trail import entries, section_id, sentence

URL_NAME = "sections_trail"


def may_read(user: Any) -> bool:
    """Whether there is any trail that somebody may read."""
    return may_somewhere(actor_of(user), Action.READ_TRAIL)


def readable(request: HttpRequest) -> dict[int, NationalSection]:
    """The sections whose trail somebody may read, by id; looked up once for a request."""
    known: dict[int, NationalSection] | None = getattr(request, "_readable_trails", None)
    if known is None:
        sections = {section.pk: section for section in NationalSection.objects.all()}
        allowed = sections_for(actor_of(request.user), Action.READ_TRAIL, sections)
        known = {pk: section for pk, section in sections.items() if pk in allowed}
        request._readable_trails = known  # type: ignore[attr-defined]
    return known


def readable_sections(request: HttpRequest) -> QuerySet[Any]:
    """The same as rows, to choose from."""
    return NationalSection.objects.filter(pk__in=readable(request))


class TrailFilterSet(WagtailFilterSet):
    """By section."""

    section = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("national section", "Section"),
        queryset=readable_sections,
        method="filter_section",
        empty_label=_("All"),
    )

    class Meta:
        model = ModelLogEntry
        fields: tuple[str, ...] = ()

    def filter_section(self, queryset: Any, name: str, value: NationalSection) -> Any:
        return queryset.filter(pk__in=entries({value.pk}, with_secretariat=False).order_by().values("pk"))


class TrailReport(ReportView):
    """Newest first."""

    page_title = _("Trail")
    header_icon = "history"
    verbose_name_plural = _("changes of rights")
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    filterset_class = TrailFilterSet
    export_filename = "trail"
    list_export = ["timestamp", "label", "action", "user_display_name"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[ModelLogEntry]:
        return entries(
            set(readable(self.request)), with_secretariat=may(actor_of(self.request.user), Action.READ_TRAIL)
        )

    def section_label(self, entry: ModelLogEntry) -> str:
        """The section by its present name, or the secretariat, in the reader's language."""
        section = readable(self.request).get(section_id(entry) or 0)
        return str(section or Role.SECRETARIAT.label)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            DateColumn("timestamp", label=_("When")),
            Column("section", accessor=self.section_label, label=pgettext_lazy("national section", "Section")),
            Column("what", label=_("What"), accessor=sentence),
            Column("user_display_name", label=_("Who")),
            Column("why", label=_("Why"), accessor=lambda entry: entry.data.get("reason", "")),
        ]
