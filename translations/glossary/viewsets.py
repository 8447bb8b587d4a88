"""The screens of names and terms: one list for persons and terms, a form for each term. Rights are asked of the policy."""

from __future__ import annotations

from typing import Any

import django_filters
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button
from wagtail.models import Locale

from sections.languages import own_name
from translations.checks import EntryKind
from translations.glossary.exchange.views import ExportView, ImportView
from translations.glossary.listing import NamesAndTerms
from translations.glossary.merging.views import MergeView
from translations.glossary.panels import TERM_PANELS, form_title
from translations.glossary.rights import TermPolicy, may_change, may_merge, own_languages
from translations.models import Term
from translations.models.glossary import TermKind, TermStatus

#: Ways out, with the words on their buttons.
EXPORTS = (
    ("csv", _("Export as CSV")),
    ("tbx", _("Export as TBX")),
    ("tbx2", _("Export as TBX for older tools")),
)
KINDS = [(EntryKind.PERSON.value, _("Person")), *TermKind.choices]


def _languages() -> list[tuple[str, str]]:
    codes = Locale.objects.values_list("language_code", flat=True)
    return sorted((code, own_name(code)) for code in codes)


class NamesFilter(WagtailFilterSet):
    """Conditions of the list; they are handed to NamesAndTerms, never to a queryset."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS, empty_label=_("All"))
    language = django_filters.ChoiceFilter(label=_("Language"), choices=_languages, empty_label=_("All"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=TermStatus.choices, empty_label=_("All"))
    missing = django_filters.ChoiceFilter(
        label=_("Not decided in"), choices=[("yes", _("Not decided in all of my languages"))], empty_label=_("All")
    )

    class Meta:
        model = Term
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply the conditions to the list."""
        chosen = {name: self.form.cleaned_data.get(name) or "" for name in ("kind", "language", "status")}
        missing = bool(self.form.cleaned_data.get("missing"))
        if chosen["language"]:
            chosen["shown"] = (chosen["language"],)
        return queryset.filter(missing=missing, **chosen)


class KindColumn(Column):
    """What is named."""

    def get_value(self, instance: Any) -> Any:
        return dict(KINDS)[instance.kind]


class FormsColumn(Column):
    """The forms, each in its own language and direction, forbidden ones struck out."""

    cell_template_name = "translations/glossary/forms_cell.html"


class MissingColumn(Column):
    """The languages in which nobody has decided yet."""

    cell_template_name = "translations/glossary/missing_cell.html"


class NamesIndexView(generic.IndexView):
    """Persons and terms in one list."""

    page_title = _("Names and terms")
    template_name = "wagtailadmin/generic/listing.html"
    results_template_name = "wagtailadmin/generic/listing_results.html"
    filterset_class = NamesFilter
    paginate_by = 50
    is_searchable = True
    verbose_name_plural = _("names and terms")
    default_ordering = None

    def get_search_form(self) -> SearchForm:
        return SearchForm(self.request.GET) if self.search_kwarg in self.request.GET else SearchForm()

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the table."""
        changes = may_change(self.request.user)
        return [
            TitleColumn("name", label=_("Name or term"), get_url=lambda row: row.url(may_change=changes), width="28%"),
            KindColumn("kind", label=_("Kind"), width="12%"),
            FormsColumn("forms", label=_("Forms")),
            MissingColumn("missing", label=_("Not decided in"), width="18%"),
        ]

    def get_queryset(self) -> NamesAndTerms:
        own = own_languages(self.request.user)
        found: NamesAndTerms = self.filter_queryset(NamesAndTerms(shown=own, own=own))
        return found.filter(query=self.search_query) if self.is_searching else found

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons: list[Any] = list(super().header_more_buttons)
        if may_change(self.request.user):
            buttons.append(Button(_("Import"), url=reverse("names:import"), icon_name="upload", priority=30))
            buttons += [
                Button(label, url=reverse("names:export", args=[form]), icon_name="download", priority=40 + place)
                for place, (form, label) in enumerate(EXPORTS)
            ]
        if may_merge(self.request.user):
            buttons.append(Button(MergeView.page_title, url=reverse("names:merge"), icon_name="tag", priority=60))
        return buttons


class TermInspectView(generic.InspectView):
    """A term with all its forms, to be read."""

    template_name = "translations/glossary/term.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = get_language() or "en"
        forms = self.object.forms.select_related("decided_by")
        rows = [(form_title(form, language), form) for form in forms]
        return super().get_context_data(rows=rows, **kwargs)


class TermViewSet(ModelViewSet):
    """Terms; the list holds the persons, too."""

    model = Term
    name = "names"
    url_prefix = "names-and-terms"
    icon = "tag"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = TermInspectView
    index_view_class = NamesIndexView
    edit_handler = TERM_PANELS

    @property
    def permission_policy(self) -> TermPolicy:
        return TermPolicy(Term)

    def get_urlpatterns(self) -> list[Any]:
        own = [
            path("import/", ImportView.as_view(), name="import"),
            path("merge/", MergeView.as_view(), name="merge"),
            path("export/<slug:form>/", ExportView.as_view(), name="export"),
        ]
        return [*own, *super().get_urlpatterns()]


NAMES = TermViewSet()
