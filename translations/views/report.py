"""The report “Translations”: every page in every language, in one query a screen."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets import Button
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page

from sections.actors import actor_of
from sections.policy import may_somewhere
from sections.roles import Action
from translations.board.held import held_pages
from translations.guard.rights import readable_locales
from translations.languages import language_name
from translations.states import State, TranslationState, TranslationStates


def action_url(row: TranslationState) -> str:
    """Where to go on: the translation editor, or the form that begins the translation."""
    if row.target_id is not None:
        return reverse("wagtailadmin_pages:edit", args=[row.target_id])
    begin = reverse("wagtail_localize:submit_page_translation", args=[row.page_id])
    return f"{begin}?select_locale={row.locale}"


def _languages() -> Iterable[tuple[str, str]]:
    codes = set(Locale.objects.values_list("language_code", flat=True))
    return [(code, name) for code, name in get_content_languages().items() if code in codes]


class StatesFilter(WagtailFilterSet):
    """Conditions of the report; they are handed to TranslationStates, never to a queryset."""

    title = django_filters.CharFilter(label=_("Page"))
    locale = django_filters.ChoiceFilter(label=_("Language"), choices=_languages, empty_label=_("All"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All"))

    class Meta:
        model = Page
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply the conditions to a TranslationStates."""
        return queryset.filter(
            **{name: self.form.cleaned_data.get(name) or "" for name in ("title", "locale", "state")}
        )

    def _add_locale_filter(self) -> None:
        # Ours filters the language that is translated into; Wagtail's would filter the original's.
        return


class StateColumn(Column):
    """The state as a word and, where strings are left, how many."""

    cell_template_name = "translations/state_cell.html"


class TranslationsReport(BaseListingView):
    """All published originals in all languages, and the drafts that the person may read, without what is held back."""

    page_title = _("Translations")
    header_icon = "site"
    template_name = "translations/report.html"
    results_template_name = "translations/report_results.html"
    index_url_name = "wagtail_localize:translations_report"
    index_results_url_name = "wagtail_localize:translations_report_results"
    filterset_class = StatesFilter
    paginate_by = 50
    verbose_name_plural = _("translations")

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the table."""
        return [
            TitleColumn(
                "title",
                label=_("Page"),
                get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.page_id]),
            ),
            Column("type", label=_("Type"), accessor=self._type_name, width="14%"),
            Column(
                "source_locale", label=_("Original"), accessor=lambda row: language_name(row.source_locale), width="12%"
            ),
            TitleColumn(
                "language", label=_("Language"), accessor=lambda row: language_name(row.locale), get_url=action_url
            ),
            StateColumn("state", label=_("State"), width="18%"),
            DateColumn("published_at", label=_("Published"), width="12%"),
        ]

    @staticmethod
    def _type_name(row: TranslationState) -> str:
        model = ContentType.objects.get_for_id(row.content_type_id).model_class()
        return capfirst(str(model._meta.verbose_name)) if model else ""

    def get_queryset(self) -> TranslationStates:
        """The filtered rows, which know their number from the summary."""
        states: TranslationStates = self.filter_queryset(
            TranslationStates(drafts_in=readable_locales(self.request.user), left_out=held_pages())
        )
        counts = states.filter(state="").counts_by_state()
        self.summary = [
            {"state": state, "count": count, "url": self._url_with(state)} for state, count in counts.items()
        ]
        known = counts[State(states.state)] if states.state else sum(counts.values())
        return states.filter(known_count=known)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Export and import, for those who translate."""
        buttons = list(super().header_more_buttons)
        if may_somewhere(actor_of(self.request.user), Action.EXPORT_STRINGS):
            buttons += [
                Button(_("Import"), url=reverse("translations_import"), icon_name="upload", priority=30),
                Button(_("Export"), url=reverse("translations_export"), icon_name="download", priority=40),
            ]
        return buttons

    def _url_with(self, state: State) -> str:
        query = self.request.GET.copy()
        query.pop("p", None)
        query["state"] = state.value
        return f"{self.index_url}?{query.urlencode()}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds how many rows are in each state, within the chosen page and language."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["summary"] = self.summary
        return context
