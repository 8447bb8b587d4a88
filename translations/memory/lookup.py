"""What the memory has for a sentence: the same one, and similar ones with what differs. Reads only.

What readers do not see any more, and what other apps withhold, is left out (withholding.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page

from library.models import Person, PersonName
from library.names_in_text import words_of
from translations.inline_html import plain
from translations.memory.fingerprints import digest, masked
from translations.memory.similar import similar_sources
from translations.memory.withholding import withheld
from translations.models import MemoryUnit, MemoryUse
from translations.publication.comparison import Piece, differences
from translations.tokens import TOKEN

EXACT = 100


@dataclass(frozen=True)
class Asked:
    """A sentence as it is stored, and where it stands: what is near is offered first."""

    text: str
    page_key: UUID | None = None
    field_path: str = ""


@dataclass(frozen=True)
class Difference:
    """A piece of the difference; `value` says what kind of value it is that differs: number, placeholder or name."""

    kind: str
    text: str
    value: str = ""


@dataclass(frozen=True)
class Match:
    """A translation that the memory offers. `score` is 100 for the same sentence, else how like it is, in percent."""

    unit: MemoryUnit
    score: int
    #: On how many pages it stands.
    uses: int = 0
    on_this_page: bool = False
    #: From the sentence of the memory to the one that was asked for; empty where they are the same.
    differences: list[Difference] = field(default_factory=list)

    @property
    def differs_in_values_only(self) -> bool:
        """Whether putting in other numbers, placeholders and names makes it the translation."""
        return all(each.value for each in self.differences if each.kind != "equal")


def offered(units: QuerySet[MemoryUnit]) -> QuerySet[MemoryUnit]:
    """Those of `units` that readers find on a page, and those that came with a file and were never on one."""
    live = Page.objects.filter(
        live=True,
        translation_key=OuterRef("page_key"),
        locale__language_code=OuterRef("unit__target_language"),
    )
    is_read = MemoryUse.objects.filter(Exists(live), unit=OuterRef("pk"))
    return units.filter(Q(origin=MemoryUnit.Origin.FILE) | Exists(is_read))


def exact_matches(asked: Iterable[Asked], language: str, target_language: str) -> dict[Asked, list[Match]]:
    """The translations of the same sentences, best first: of the same page, in the same field, newest, most used.

    As many queries for any number of sentences. Sentences without one are left out.
    """
    asked = list(asked)
    digests = {digest(each.text) for each in asked}
    units = MemoryUnit.objects.filter(
        source__language=language, source__digest__in=digests, target_language=target_language
    )
    by_text: dict[str, list[MemoryUnit]] = {}
    for unit in _allowed(units):
        by_text.setdefault(unit.source.text, []).append(unit)
    return {each: _ranked(each, by_text[each.text]) for each in asked if each.text in by_text}


def similar_matches(asked: Asked, language: str, target_language: str, *, limit: int = 5) -> list[Match]:
    """The translations of similar sentences, the likest first, one for each sentence. A fixed number of queries."""
    text = plain(asked.text)
    scores = {
        found.source_id: found.score for found in similar_sources(text, language, target_language, limit=4 * limit)
    }
    units = MemoryUnit.objects.filter(source__in=scores, target_language=target_language)
    by_source: dict[int, list[MemoryUnit]] = {}
    for unit in _allowed(units.exclude(source__digest=digest(asked.text))):
        by_source.setdefault(unit.source_id, []).append(unit)
    best = [_ranked(asked, candidates, scores[source])[0] for source, candidates in by_source.items()]
    best = sorted(best, key=lambda match: -match.score)[:limit]
    if not best:
        return []
    names = _names()
    return [
        Match(
            match.unit,
            match.score,
            match.uses,
            match.on_this_page,
            list(explained(differences(_closed(match.unit.source.plain), _closed(text)), names)),
        )
        for match in best
    ]


def _allowed(units: QuerySet[MemoryUnit]) -> list[MemoryUnit]:
    found = list(offered(units).select_related("source").prefetch_related("uses"))
    if not found:
        return []
    is_withheld = withheld()
    return [unit for unit in found if not is_withheld(unit.source.plain) and not is_withheld(unit.plain)]


def _ranked(asked: Asked, units: Iterable[MemoryUnit], score: int = EXACT) -> list[Match]:
    def near(unit: MemoryUnit) -> tuple[bool, bool, datetime, int]:
        uses = unit.uses.all()
        return (
            any(use.page_key == asked.page_key for use in uses),
            any(use.field_path == asked.field_path for use in uses),
            unit.approved_at,
            len({use.page_key for use in uses}),
        )

    ranked = sorted(units, key=near, reverse=True)
    return [Match(unit, score, near(unit)[3], near(unit)[0]) for unit in ranked]


def explained(pieces: Iterable[Piece], names: Collection[str] = ()) -> Iterator[Difference]:
    """Pieces of a difference, each with the kind of value that it is. `names` are folded words of names.

    >>> [(each.text, each.value) for each in explained([Piece("deletion", "11 "), Piece("addition", "those ")])]
    [('11 ', 'number'), ('those ', '')]
    """
    for piece in pieces:
        yield Difference(piece.kind, piece.text, "" if piece.kind == "equal" else _value(piece.text, names))


def _value(text: str, names: Collection[str]) -> str:
    rest = TOKEN.sub("", text)
    if rest != text and not any(character.isalnum() for character in rest):
        return "placeholder"
    letters = [character for character in masked(text) if character.isalnum()]
    if letters and set(letters) == {"0"}:
        return "number"
    words = [word.letters for word in words_of(text)]
    return "name" if words and all(word in names for word in words) else ""


def _closed(text: str) -> str:
    """Placeholders as one word each."""
    return TOKEN.sub(r"{{\1}}", text)


def _names() -> set[str]:
    """The words of all names on record, as names are compared."""
    forms = [*Person.objects.values_list("name", flat=True), *PersonName.objects.values_list("text", flat=True)]
    return {word.letters for form in forms for word in words_of(form)}
