"""Which translations somebody can take along as a file: one page's, or what is left to do in a pair of languages. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language_bidi
from wagtail_localize.models import Translation

from sections.actors import actor_of, languages_for
from sections.languages import isolated
from sections.policy import locales_for
from sections.roles import Action
from translations.board.held import held_pages
from translations.exchange.entries import with_sources
from translations.guard.rights import readable_locales
from translations.languages import language_name
from translations.states import TranslationStates


@dataclass
class Pair:
    """What is left to do from one language into another."""

    source: str
    target: str
    translations: list[int] = field(default_factory=list)
    strings: int = 0

    @property
    def value(self) -> str:
        """Names the pair in addresses."""
        return f"{self.source}:{self.target}"

    @property
    def name(self) -> str:
        arrow = "←" if get_language_bidi() else "→"
        return f"{isolated(language_name(self.source))} {arrow} {isolated(language_name(self.target))}"


def pairs_for(user: Any) -> list[Pair]:
    """The pairs of languages in which somebody has work to take along, without drafts that she may not read and what is held back."""
    codes = sorted(locales_for(actor_of(user), Action.EXPORT_STRINGS, languages_for(user).values()))
    found: dict[tuple[str, str], Pair] = {}
    for row in TranslationStates(locales=tuple(codes), drafts_in=readable_locales(user), left_out=held_pages()):
        if row.translation_id and row.left:
            pair = found.setdefault((row.locale, row.source_locale), Pair(row.source_locale, row.locale))
            pair.translations.append(row.translation_id)
            pair.strings += row.left
    return [found[key] for key in sorted(found)]


def translations_of(pair: Pair) -> QuerySet[Translation]:
    """The translations of a pair, in a fixed order, with their sources."""
    return with_sources(Translation.objects.filter(pk__in=pair.translations)).order_by("pk")
