"""The report “Model documents” of the admin: what report.py knows, as a table to sort, filter and download. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from campaign_pages.choices import DocumentKind
from campaign_pages.report import Attention, DocumentRow, document_rows
from library.choices import Precision
from library.collation import sort_key
from library.dates import format_date
from library.models import DiplomaticMission

URL_NAME = "documents_report"
#: Rights with any of which somebody edits pages; page editors of one language see all documents.
EDIT_ACTIONS = ["add", "change"]
MISSION_ACTIONS = ["add", "change", "delete", "view"]

#: What rows are put in order by. None stands at the end in both directions.
ORDERINGS: dict[str, Callable[[DocumentRow], Any]] = {
    "title": lambda row: sort_key(row.title, get_language() or "en"),
    "kind": lambda row: DocumentKind.values.index(row.page.kind),
    "version": lambda row: row.version_parts,
    "facts_as_of": lambda row: row.facts_as_of,
    "expires": lambda row: row.expires,
    "superseded_by": lambda row: row.superseded_by or None,
    "languages": lambda row: len(row.open_languages),
    "missions": lambda row: row.doubts if row.missions else None,
}


def ordered(rows: list[DocumentRow], ordering: str) -> list[DocumentRow]:
    """The rows in that order; those that are alike stay as they were."""
    key = ORDERINGS[ordering.removeprefix("-")]
    known = [row for row in rows if key(row) is not None]
    unknown = [row for row in rows if key(row) is None]
    return sorted(known, key=key, reverse=ordering.startswith("-")) + unknown


class DocumentsFilter(WagtailFilterSet):
    """Conditions of the report, on rows instead of a queryset."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DocumentKind.choices, empty_label=_("All"))
    attention = django_filters.ChoiceFilter(
        label=pgettext_lazy("documents report", "Needs attention"), choices=Attention.choices, empty_label=_("All")
    )

    class Meta:
        model = Page
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: Any) -> Any:
        """The rows that fulfil the conditions."""
        kind, attention = (self.form.cleaned_data.get(name) for name in ("kind", "attention"))
        return [
            row
            for row in queryset
            if (not kind or row.page.kind == kind) and (not attention or attention in row.attention)
        ]

    def _add_locale_filter(self) -> None:
        # A row stands for a document in all its languages.
        return


class ReportColumn(Column):
    """A column with a template of its own, called like it."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.cell_template_name = f"campaign_pages/admin/documents_report_{name}.html"


def day(value: Any) -> str:
    """A day as the active language writes it; empty for none."""
    return format_date(value, Precision.DAY, get_language() or "en") if value else ""


class DocumentsReport(ReportView):
    """All model documents, one row for each, whatever its languages."""

    page_title = pgettext_lazy("documents report", "Model documents")
    header_icon = "doc-full"
    template_name = "campaign_pages/admin/documents_report.html"
    results_template_name = "campaign_pages/admin/documents_report_results.html"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    filterset_class = DocumentsFilter
    default_ordering = "title"
    permission_policy = page_permission_policy
    any_permission_required = EDIT_ACTIONS
    export_filename = "documents"
    export_headings = {
        "title": _("Title"),
        "kind": _("Kind"),
        "page.locale.language_code": _("Original"),
        "version": _("Version"),
        "facts_as_of": _("Facts as of"),
        "expires": _("Not to be used after"),
        "expiry_note": pgettext_lazy("documents report", "Expiry"),
        "superseded_by": _("Superseded by"),
        "complete": pgettext_lazy("documents report", "Languages complete"),
        "languages": pgettext_lazy("documents report", "Languages begun"),
        "open_names": pgettext_lazy("documents report", "Languages incomplete or out of date"),
        "unverified": pgettext_lazy("documents report", "Missions not verified for a year"),
        "broken": pgettext_lazy("documents report", "Missions reported broken"),
    }
    list_export = list(export_headings)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the table."""
        return [
            ReportColumn("title", label=_("Title"), sort_key="title", width="22%"),
            Column("kind", label=_("Kind"), sort_key="kind"),
            Column("version", label=_("Version"), sort_key="version"),
            Column(
                "facts_as_of", label=_("Facts as of"), accessor=lambda row: day(row.facts_as_of), sort_key="facts_as_of"
            ),
            ReportColumn(
                "expires",
                label=pgettext_lazy("documents report", "Expires"),
                accessor=lambda row: day(row.expires),
                sort_key="expires",
            ),
            ReportColumn("superseded_by", label=_("Superseded by"), sort_key="superseded_by"),
            ReportColumn(
                "languages",
                label=_("Languages"),
                accessor=self._languages,
                sort_key="languages",
            ),
            ReportColumn(
                "missions",
                label=_("Missions"),
                accessor=self._mission_notes,
                sort_key="missions",
            ),
        ]

    @staticmethod
    def _languages(row: DocumentRow) -> str:
        return gettext("%(complete)d of %(begun)d") % {"complete": row.complete, "begun": row.languages}

    def _mission_notes(self, row: DocumentRow) -> list[dict[str, str]]:
        """Sentences about the missions with the address of the list that shows them; None for other documents."""
        if row.missions is None:
            return []
        notes = []
        if count := row.missions.unverified:
            text = ngettext("%(count)d not verified for a year", "%(count)d not verified for a year", count)
            notes.append({"text": text % {"count": count}, "url": self._missions_url(row, unverified="no")})
        if count := row.missions.broken:
            text = ngettext("%(count)d reported broken", "%(count)d reported broken", count)
            notes.append({"text": text % {"count": count}, "url": self._missions_url(row, broken="yes")})
        return notes

    def _missions_url(self, row: DocumentRow, **conditions: str) -> str:
        if row.missions is None or not self.sees_missions:
            return ""
        return f"{self.missions_url}?{urlencode({'sending': row.missions.country_id, **conditions})}"

    @cached_property
    def sees_missions(self) -> bool:
        """Whether the list of missions opens for this editor."""
        policy = DiplomaticMission.snippet_viewset.permission_policy
        return bool(policy.user_has_any_permission(self.request.user, MISSION_ACTIONS))

    @cached_property
    def missions_url(self) -> str:
        return reverse(DiplomaticMission.snippet_viewset.get_url_name("list"))

    def get_queryset(self) -> Any:
        """The rows in the order that was asked for; `get` filters them."""
        editable = page_permission_policy.instances_user_has_any_permission_for(self.request.user, EDIT_ACTIONS)
        return ordered(document_rows(self.request.user, editable), self.ordering)

    @cached_property
    def no_results_message(self) -> str:
        """What stands in the place of the table."""
        if self.is_filtering:
            return gettext("No document matches. Take a filter away to see more.")
        return gettext("There are no model documents yet. Editors write them below the documents page.")
