"""The coverage board: pages and languages on one screen, with what each lacks. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sections.actors import actor_of, languages_for
from sections.choices import SectionState
from sections.models import SectionLocale
from sections.policy import locales_for, own_locales
from sections.roles import Action
from translations.board.cells import CellWriter, percent, words_left
from translations.board.coverage import Board, Line, Total, board
from translations.board.placements import Urgency
from translations.guard.rights import readable_locales
from translations.jobs import has_interrupted
from translations.languages import language_name

URL_NAME = "translations_board"
MINE, ALL, SECTION = "mine", "all", "section-"


@dataclass(frozen=True)
class Choice:
    """One entry of the list of languages: what it is called, and the languages it stands for."""

    value: str
    label: str
    locales: frozenset[str]


@dataclass(frozen=True)
class Row:
    """A line as the table shows it."""

    line: Line
    type_name: str
    url: str
    cells: SafeString


@dataclass(frozen=True)
class Column:
    """A language as the table and the list of languages show it."""

    code: str
    name: str
    total: Total
    share: str
    left: str
    url: str


class BoardView(WagtailAdminTemplateMixin, TemplateView):
    """Published originals, and the drafts that the person may read, in her languages unless she asks for others."""

    template_name = "translations/board.html"
    header_icon = "table"
    page_title = _("Coverage board")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    @cached_property
    def site_locales(self) -> list[str]:
        """All languages of the site, by their names."""
        return sorted(languages_for(self.request.user).values(), key=language_name)

    @cached_property
    def general(self) -> list[Choice]:
        """The person's own languages, where she does not work in all of them, and all."""
        everything = Choice(ALL, str(_("In all languages")), frozenset(self.site_locales))
        own = own_locales(actor_of(self.request.user), Action.READ_DRAFT)
        mine = [Choice(MINE, str(_("In your languages")), frozenset(own))] if own else []
        return [*mine, everything]

    @cached_property
    def sections(self) -> list[Choice]:
        """Sections that work, by name. One query."""
        rows = SectionLocale.objects.filter(section__state=SectionState.ACTIVE).select_related("section", "locale")
        found: dict[int, tuple[str, set[str]]] = {}
        for row in rows:
            found.setdefault(row.section_id, (str(row.section), set()))[1].add(row.locale.language_code)
        named = [Choice(f"{SECTION}{pk}", name, frozenset(codes)) for pk, (name, codes) in found.items()]
        return sorted(named, key=lambda choice: choice.label)

    @cached_property
    def languages(self) -> list[Choice]:
        return [Choice(code, language_name(code), frozenset({code})) for code in self.site_locales]

    @cached_property
    def chosen(self) -> Choice:
        """What the address asks for; what it does not know is as if it were not there."""
        asked = self.request.GET.get("languages", "")
        offered = [*self.general, *self.sections, *self.languages]
        return next((choice for choice in offered if choice.value == asked), self.general[0])

    @cached_property
    def urgency(self) -> str:
        asked = self.request.GET.get("urgency", "")
        return asked if asked in Urgency.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = [code for code in self.site_locales if code in self.chosen.locales]
        found = board(codes, readable_locales(self.request.user), urgency=self.urgency)
        return super().get_context_data(
            rows=list(self._rows(found)),
            columns=self._columns(found),
            groups=[("", self.general), (_("Sections"), self.sections), (_("Languages"), self.languages)],
            chosen=self.chosen,
            urgencies=Urgency.choices,
            urgency=self.urgency,
            report_url=reverse("wagtail_localize:translations_report"),
            has_interrupted=has_interrupted(self.request.user),
            **kwargs,
        )

    def _rows(self, found: Board) -> Iterable[Row]:
        writer = self._writer(self.request, found.held)
        types: dict[int, str] = {}
        for line in found.lines:
            if line.content_type_id not in types:
                model = ContentType.objects.get_for_id(line.content_type_id).model_class()
                types[line.content_type_id] = capfirst(str(model._meta.verbose_name)) if model else ""
            yield Row(
                line,
                types[line.content_type_id],
                writer.edit_url(line.page_id) if line.source_locale in writer.may_read else "",
                writer.cells(line, found.locales, found.degrees),
            )

    @staticmethod
    def _writer(request: HttpRequest, held: frozenset[int]) -> CellWriter:
        actor, codes = actor_of(request.user), languages_for(request.user).values()
        may = {
            action: locales_for(actor, action, codes)
            for action in (Action.TRANSLATE, Action.START_TRANSLATION, Action.READ_DRAFT)
        }
        return CellWriter(
            get_language() or "en",
            timezone.now(),
            may_translate=may[Action.TRANSLATE],
            may_start=may[Action.START_TRANSLATION],
            may_read=may[Action.READ_DRAFT],
            held=held,
        )

    def _columns(self, found: Board) -> list[Column]:
        language = get_language() or "en"
        return [
            Column(
                code,
                language_name(code),
                total,
                percent(total.percent, language),
                words_left(total.words_left, language),
                self._url(code),
            )
            for code, total in found.totals.items()
        ]

    def _url(self, code: str) -> str:
        query = self.request.GET.copy()
        query["languages"] = code
        return f"{reverse(URL_NAME)}?{query.urlencode()}"
