"""A picture of what happened to a person, as shapes on a time line. Pure: it knows no HTML and reads no database."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from library.choices import Custody, Restriction, Status
from library.status import RESTRICTION_BY, Event, chronological, contradicted, counted, dated, state_at

#: Measures of the drawing, in its own units.
WIDTH = 1000
LEFT = 70
RIGHT = 960
MARGIN_DAYS = 20
SHORTEST_SPAN_DAYS = 120
MOST_TICKS = 9
SMALLEST_BAR = 4
BAR_HEIGHT = 24
LANE_HEIGHT = 32
LETTER_WIDTH = 8
MARK_ROOM = 26
FEWEST_LEVELS = 3
MOST_LEVELS = 8
MARK_HEIGHT = 24
AXIS_LABELS = 30

#: States that are drawn as a gap: nothing is known, or nothing more can happen.
WITHOUT_BAR = frozenset({Custody.UNKNOWN, Custody.FREE, Custody.DIED})


@dataclass(frozen=True)
class Bar:
    """A stretch of time in one custody or under one restriction. `start` is None when its beginning is not known."""

    kind: str
    label: str
    start: datetime.date | None
    end: datetime.date
    x: int
    width: int
    ongoing: bool

    @property
    def has_room(self) -> bool:
        """Whether its label can be read inside it."""
        return self.width > LETTER_WIDTH * len(self.label) + LETTER_WIDTH


@dataclass(frozen=True)
class Mark:
    """One event. `width` is the span of days that an imprecise date can mean; 0 for a day.

    Marks that would cover each other stand on different levels; `number` is the event's place in the list.
    """

    event: Event
    number: int
    x: int
    width: int
    level: int
    y: int
    disputing: bool
    disputed: bool

    @property
    def end(self) -> int:
        return self.x + self.width

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Tick:
    """The beginning of a year."""

    year: int
    x: int


@dataclass(frozen=True)
class Timeline:
    """Everything to draw, from left to right. Events without a date stand left of the axis."""

    lanes: list[list[Bar]]
    marks: list[Mark]
    ticks: list[Tick]
    today: int
    has_undated: bool

    @property
    def axis(self) -> int:
        """Height of the axis; marks stand above it, bars hang below it."""
        return _axis([mark.level for mark in self.marks])

    @property
    def placed_bars(self) -> list[tuple[int, Bar]]:
        """Every bar with the height at which it begins."""
        top = self.axis + AXIS_LABELS
        return [(top + number * LANE_HEIGHT, bar) for number, lane in enumerate(self.lanes) for bar in lane]

    @property
    def height(self) -> int:
        return self.axis + AXIS_LABELS + len(self.lanes) * LANE_HEIGHT


class Scale:
    """Days to units of the drawing."""

    def __init__(self, first: datetime.date, last: datetime.date) -> None:
        missing = SHORTEST_SPAN_DAYS - (last - first).days
        self.first = first - datetime.timedelta(days=MARGIN_DAYS + max(missing, 0))
        self.last = last + datetime.timedelta(days=MARGIN_DAYS)

    def x(self, day: datetime.date | None) -> int:
        if day is None:
            return LEFT // 2
        share = (day - self.first).days / (self.last - self.first).days
        return round(LEFT + share * (RIGHT - LEFT))

    def ticks(self) -> list[Tick]:
        years = range(self.first.year + 1, self.last.year + 1)
        step = -(-len(years) // MOST_TICKS) or 1
        return [Tick(year, self.x(datetime.date(year, 1, 1))) for year in list(years)[::step]]


def draw(events: Iterable[Event], today: datetime.date) -> Timeline:
    """The picture of these events as of `today`; an empty one when there are none."""
    events = chronological(events)
    days = [day for event in events for day in (dated(event).earliest, dated(event).latest) if day]
    scale = Scale(min([*days, today]), max([*days, today]))
    lanes = [
        _custody_bars(events, scale, today),
        *(_restriction_bars(kind, events, scale, today) for kind in Restriction),
    ]
    return Timeline(
        lanes=[lane for lane in lanes if lane],
        marks=_marks(events, scale),
        ticks=scale.ticks(),
        today=scale.x(today),
        has_undated=any(not dated(event).is_known for event in events),
    )


def _axis(levels: list[int]) -> int:
    return max(FEWEST_LEVELS, *(level + 1 for level in levels), 0) * MARK_HEIGHT


def _marks(events: list[Event], scale: Scale) -> list[Mark]:
    disputed = contradicted(events)
    starts = [scale.x(dated(event).earliest) for event in events]
    widths = [scale.x(dated(event).latest) - x for event, x in zip(events, starts, strict=True)]
    levels = _levels([x + width // 2 for x, width in zip(starts, widths, strict=True)])
    axis = _axis(levels)
    return [
        Mark(
            event,
            number,
            x,
            width,
            level,
            axis - level * MARK_HEIGHT - MARK_HEIGHT // 2,
            event.disputes_id is not None,
            event.pk in disputed,
        )
        for number, (event, x, width, level) in enumerate(zip(events, starts, widths, levels, strict=True), start=1)
    ]


def _levels(middles: list[int]) -> list[int]:
    """For each mark the lowest level on which no earlier mark is in its way; the lowest of all when every one is taken."""
    levels: list[int] = []
    for middle in middles:
        taken = {level for other, level in zip(middles, levels, strict=False) if abs(other - middle) < MARK_ROOM}
        levels.append(next((level for level in range(MOST_LEVELS) if level not in taken), 0))
    return levels


def _bar(
    kind: str, label: str, start: datetime.date | None, end: datetime.date | None, scale: Scale, today: datetime.date
) -> Bar:
    x, last = scale.x(start), end or max(today, start or today)
    return Bar(kind, label, start, last, x, max(scale.x(last) - x, SMALLEST_BAR), ongoing=end is None)


def _custody_bars(events: list[Event], scale: Scale, today: datetime.date) -> list[Bar]:
    """One bar per stretch in which custody did not change; where nothing is known there is a gap."""
    changes: list[tuple[datetime.date | None, Custody]] = []
    relevant = counted(events)
    for position, event in enumerate(relevant, start=1):
        custody = state_at(relevant[:position]).custody
        if not changes or changes[-1][1] != custody:
            changes.append((dated(event).earliest, custody))
    bars = []
    for position, (start, custody) in enumerate(changes, start=1):
        ongoing = position == len(changes)
        end = None if ongoing else changes[position][0]
        if custody not in WITHOUT_BAR and (ongoing or end is not None):
            bars.append(_bar(custody.value, str(custody.label), start, end, scale, today))
    return bars


def _restriction_bars(kind: Restriction, events: list[Event], scale: Scale, today: datetime.date) -> list[Bar]:
    bars: list[Bar] = []
    begun: datetime.date | None = None
    active = False
    for event in counted(events):
        status = Status(event.status)
        if RESTRICTION_BY.get(status) == kind and not active:
            begun, active = dated(event).earliest, True
        elif active and status in {Status.RESTRICTIONS_LIFTED, Status.DIED}:
            bars.append(_bar(kind.value, str(kind.label), begun, dated(event).earliest, scale, today))
            active = False
    if active:
        bars.append(_bar(kind.value, str(kind.label), begun, None, scale, today))
    return bars
