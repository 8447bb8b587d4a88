"""Admin screens of the shared records: lists, filters, search by every spelling and in every language."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from library import models, panels
from library.choices import Custody, Precision
from library.dates import format_date
from library.exchange.views import ExportView, ImportView
from library.mission_panels import MISSION_PANELS

PER_PAGE = 50


def status_label(person: models.Person) -> str:
    """The present state of a person in words, restrictions included."""
    state = person.state_at()
    parts = [state.custody.label, *(restriction.label for restriction in state.restrictions)]
    return " · ".join(str(part) for part in parts)


def last_event_label(person: models.Person) -> str:
    """The last event that counts, with its date; empty when nothing is on record."""
    events = [event for event in person.events() if event.disputes_id is None]
    if not events:
        return ""
    last = events[-1]
    date = format_date(last.date, last.precision, get_language() or "en")
    return f"{last.get_status_display()} · {date}"


def reported_label(case: models.Case) -> str:
    """The latest reported number of people in custody, with its date; empty when there is none."""
    reported = case.reported_in_custody()
    return f"{reported.number} · {reported.as_of.in_language(get_language() or 'en')}" if reported else ""


def verified_label(mission: models.DiplomaticMission) -> str:
    """When a mission was last verified, and whether readers have reported it since."""
    language = get_language() or "en"
    parts = [format_date(mission.verified_on, Precision.DAY, language) if mission.verified_on else gettext("Never")]
    if mission.verified_on and mission.is_unverified_for_a_year(timezone.localdate()):
        parts.append(gettext("more than a year ago"))
    if mission.is_reported_broken:
        parts.append(gettext("reported broken"))
    return " · ".join(parts)


class PersonFilterSet(WagtailFilterSet):
    """Filters of the list of people. Status is computed, so filtering by it reads the events of everybody listed."""

    custody = django_filters.ChoiceFilter(label=_("Status"), choices=Custody.choices, method="filter_custody")
    country = django_filters.ModelChoiceFilter(
        label=_("Country"), queryset=models.Country.objects.all(), method="filter_country"
    )

    class Meta:
        model = models.Person
        fields = ["custody", "country", "publish_level"]

    def filter_custody(self, queryset: Any, name: str, value: str) -> Any:
        found = [person.pk for person in queryset.with_events() if person.state_at().custody == value]
        return queryset.filter(pk__in=found)

    def filter_country(self, queryset: Any, name: str, value: models.Country) -> Any:
        events = models.StatusEvent.objects.filter(Q(place__country=value) | Q(authority__country=value))
        episodes = models.DetentionEpisode.objects.filter(Q(case__country=value) | Q(events__in=events))
        return queryset.filter(pk__in=episodes.values("person"))


class PersonIndexView(IndexView):
    """The list of people, searched by every spelling."""

    def search_queryset(self, queryset: Any) -> Any:
        return queryset.find(self.search_query) if self.is_searching else queryset


class PersonSearchForm(SearchFilterMixin, BaseFilterForm):
    """The search box of the chooser; finds people by every spelling, as the list does."""

    def filter(self, objects: Any) -> Any:
        query = self.cleaned_data.get("q")
        if not query:
            return objects
        self.is_searching = True
        self.search_query = query
        return objects.find(query)


class PersonChooseView(ChooseView):
    filter_form_class = PersonSearchForm


class PersonChooseResultsView(ChooseResultsView):
    filter_form_class = PersonSearchForm


class PersonChooserViewSet(SnippetChooserViewSet):
    """Chooses a person for a page."""

    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView


class PersonViewSet(SnippetViewSet):
    """People and everything that is on record about them."""

    model = models.Person
    icon = "user"
    menu_label = _("People")
    index_view_class = PersonIndexView
    chooser_viewset_class = PersonChooserViewSet
    filterset_class = PersonFilterSet
    list_per_page = PER_PAGE
    edit_handler = panels.PERSON_PANELS
    list_display = [
        "name",
        Column("native_name", label=_("In own script"), sort_key="native_name"),
        Column("status", label=_("Status"), accessor=status_label),
        Column("last_event", label=_("Last event"), accessor=last_event_label),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return models.Person.objects.with_events()


class CaseViewSet(SnippetViewSet):
    """Groups of people that appeals are about, and how many they are."""

    model = models.Case
    icon = "group"
    menu_label = _("Cases")
    edit_handler = panels.CASE_PANELS
    list_display = [
        "name",
        "country",
        Column("in_custody", label=_("Reported in custody"), accessor=reported_label),
    ]
    list_filter = ["country"]
    list_per_page = PER_PAGE

    def get_queryset(self, request: HttpRequest) -> Any:
        return models.Case.objects.with_counts().select_related("country")


class OrganisationViewSet(SnippetViewSet):
    """Parties, committees, unions."""

    model = models.Organisation
    icon = "group"
    menu_label = _("Organisations")
    edit_handler = panels.ORGANISATION_PANELS
    list_display = ["name", "acronym", "country"]
    list_filter = ["country"]
    list_per_page = PER_PAGE

    def get_queryset(self, request: HttpRequest) -> Any:
        return models.Organisation.objects.select_related("country")


class PlaceViewSet(SnippetViewSet):
    """Towns, districts, regions, prisons."""

    model = models.Place
    icon = "site"
    menu_label = _("Places")
    edit_handler = panels.PLACE_PANELS
    list_display = ["name", "part_of", "country"]
    list_filter = ["country"]
    list_per_page = PER_PAGE

    def get_queryset(self, request: HttpRequest) -> Any:
        return models.Place.objects.select_related("country", "part_of")


class AuthorityViewSet(SnippetViewSet):
    """Police, courts, ministries."""

    model = models.Authority
    icon = "key"
    menu_label = _("Authorities")
    edit_handler = panels.AUTHORITY_PANELS
    list_display = ["name", "country"]
    list_filter = ["country"]
    list_per_page = PER_PAGE

    def get_queryset(self, request: HttpRequest) -> Any:
        return models.Authority.objects.select_related("country")


class LegalProvisionViewSet(SnippetViewSet):
    """Laws and treaties."""

    model = models.LegalProvision
    icon = "openquote"
    menu_label = _("Laws")
    edit_handler = panels.PROVISION_PANELS
    list_display = ["name", "citation", "kind", "country"]
    list_filter = ["kind", "country"]
    list_per_page = PER_PAGE

    def get_queryset(self, request: HttpRequest) -> Any:
        return models.LegalProvision.objects.select_related("country")


class SourceViewSet(SnippetViewSet):
    """What facts rest on."""

    model = models.Source
    icon = "doc-full"
    menu_label = _("Sources")
    edit_handler = panels.SOURCE_PANELS
    list_display = ["title", "publisher", "kind", "published"]
    list_filter = ["kind", "language"]
    list_per_page = PER_PAGE


class CountryViewSet(SnippetViewSet):
    """Countries."""

    model = models.Country
    icon = "site"
    menu_label = _("Countries")
    edit_handler = panels.COUNTRY_PANELS
    list_display = ["name", "code", "commonwealth"]
    list_per_page = PER_PAGE


class MissionFilterSet(WagtailFilterSet):
    """Filters of the list of missions."""

    unverified = django_filters.ChoiceFilter(
        label=_("Verified"), choices=[("no", _("Not for a year"))], method="filter_unverified"
    )
    broken = django_filters.ChoiceFilter(
        label=_("Reports of readers"), choices=[("yes", _("Reported broken"))], method="filter_broken"
    )

    class Meta:
        model = models.DiplomaticMission
        fields = ["host", "kind", "sending"]

    def filter_unverified(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.unverified_for_a_year(timezone.localdate())

    def filter_broken(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.reported_broken()


class MissionIndexView(IndexView):
    """The list of missions, searched by city, country and address in every language."""

    export_url_name = ""
    import_url_name = ""

    def search_queryset(self, queryset: Any) -> Any:
        return queryset.find(self.search_query) if self.is_searching else queryset

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("change"):
            buttons += [
                Button(_("Import"), url=reverse(self.import_url_name), icon_name="upload", priority=30),
                Button(_("Export"), url=reverse(self.export_url_name), icon_name="download", priority=40),
            ]
        return buttons


class MissionViewSet(SnippetViewSet):
    """Embassies, high commissions and consulates, and their ways out and in as files."""

    model = models.DiplomaticMission
    icon = "mail"
    menu_label = _("Missions")
    index_view_class = MissionIndexView
    filterset_class = MissionFilterSet
    edit_handler = MISSION_PANELS
    list_per_page = PER_PAGE
    list_display = [
        "host",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("city", label=_("City"), sort_key="city_en"),
        Column("sending", label=_("Sent by"), accessor="sending"),
        Column("verified", label=_("Verified"), accessor=verified_label, sort_key="verified_on"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return models.DiplomaticMission.objects.for_listing()

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {f"{name}_url_name": self.get_url_name(name) for name in ("import", "export")}
        return super().get_index_view_kwargs(**names, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        own = [
            path("import/", self.construct_view(ImportView, index_url_name=self.get_url_name("list")), name="import"),
            path("export/", self.construct_view(ExportView), name="export"),
        ]
        return [*own, *super().get_urlpatterns()]


class RecordsGroup(SnippetViewSetGroup):
    """The menu "Records"."""

    items = (
        PersonViewSet,
        CaseViewSet,
        OrganisationViewSet,
        MissionViewSet,
        SourceViewSet,
        PlaceViewSet,
        AuthorityViewSet,
        LegalProvisionViewSet,
        CountryViewSet,
    )
    menu_icon = "folder-open-inverse"
    menu_label = _("Records")
    menu_name = "records"
    menu_order = 150
