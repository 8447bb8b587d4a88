"""The coverage board: pages in languages, in groups, with what each language lacks. Reads only; states.py decides states."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from translations.board.held import held_pages
from translations.board.placements import ALONE, Placement, Urgency, placements
from translations.freshness.degrees import Degree, degrees_for
from translations.states import State, TranslationState, TranslationStates


@dataclass(frozen=True)
class Line:
    """One original with what there is of it in each language, by code; languages without a row are not in `cells`."""

    page_id: int
    title: str
    content_type_id: int
    source_locale: str
    live: bool
    placement: Placement
    cells: dict[str, TranslationState]

    @property
    def is_below(self) -> bool:
        """Whether it belongs to the page of another line."""
        return self.placement.under is not None


@dataclass
class Total:
    """What is to be done in one language, over all lines."""

    pages: int = 0
    complete: int = 0
    outdated: int = 0
    words_left: int = 0

    @property
    def percent(self) -> int:
        """Share of pages that are complete, rounded down."""
        return self.complete * 100 // self.pages if self.pages else 100


@dataclass(frozen=True)
class Board:
    """Lines in the order in which they are listed, and the sum of each language; pages that are held back count in none."""

    locales: tuple[str, ...]
    lines: list[Line]
    degrees: dict[tuple[int, str], Degree] = field(default_factory=dict)
    #: Pages that nobody is to work on at present.
    held: frozenset[int] = frozenset()

    @property
    def totals(self) -> dict[str, Total]:
        """What is to be done in each language."""
        totals = {code: Total() for code in self.locales}
        for line in self.lines:
            for code, row in line.cells.items():
                if (row.target_id or row.page_id) in self.held:
                    continue
                total = totals[code]
                total.pages += 1
                total.complete += row.state in (State.COMPLETE, State.DETACHED)
                total.outdated += row.state is State.OUTDATED
                total.words_left += row.words_left
        return totals


def board(
    locales: Collection[str], drafts_in: frozenset[str] | None, *, urgency: str = "", states: Collection[str] = ()
) -> Board:
    """The board of these languages (codes, in the order of the columns).

    With `urgency`, lines of that urgency alone; with `states`, lines that are in one of them in some language.
    `drafts_in` are the languages whose drafts may be shown. Two queries and those of the placers.
    """
    rows = list(TranslationStates(locales=tuple(locales), drafts_in=drafts_in))
    lines = [
        line
        for line in in_groups(_lines(rows))
        if (not urgency or line.placement.urgency == urgency)
        and (not states or any(row.state in states for row in line.cells.values()))
    ]
    held = frozenset(held_pages().order_by().values_list("pk", flat=True))
    return Board(tuple(locales), lines, degrees_for(rows), held)


def _lines(rows: Iterable[TranslationState]) -> list[Line]:
    found: dict[int, list[TranslationState]] = {}
    for row in rows:
        found.setdefault(row.page_id, []).append(row)
    places = placements(found.keys())
    return [
        Line(
            page_id,
            cells[0].title,
            cells[0].content_type_id,
            cells[0].source_locale,
            cells[0].live,
            places.get(page_id, ALONE),
            {row.locale: row for row in cells},
        )
        for page_id, cells in found.items()
    ]


def in_groups(lines: Iterable[Line]) -> Iterator[Line]:
    """Each line followed by those that belong to it: the most urgent groups first, then in the order that they came in."""
    lines = list(lines)
    present = {line.page_id for line in lines}
    below: dict[int, list[Line]] = {}
    heads = []
    for line in lines:
        if line.placement.under in present and line.placement.under is not None:
            below.setdefault(line.placement.under, []).append(line)
        else:
            heads.append(line)
    for head in sorted(heads, key=_rank):
        yield head
        yield from below.get(head.page_id, [])


_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


def _rank(line: Line) -> Any:
    return _ORDER[line.placement.urgency], line.placement.deadline or datetime.date.max
