"""Status, counts and time held, computed from events. Pure functions: they read no database and store nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from library.choices import Custody, Proceedings, Restriction, Status
from library.dates import ImpreciseDate

#: In which order things usually happen; decides only between events whose dates overlap.
USUAL_ORDER = {
    status: rank
    for rank, status in enumerate(
        [
            Status.UNDER_SURVEILLANCE,
            Status.LISTED,
            Status.MOVEMENT_RESTRICTED,
            Status.MISSING,
            Status.FEARED_ABDUCTED,
            Status.ARRESTED,
            Status.IN_CUSTODY,
            Status.CHARGED,
            Status.ON_TRIAL,
            Status.CONVICTED,
            Status.BAILED,
            Status.RELEASED,
            Status.REARRESTED,
            Status.RESTRICTIONS_LIFTED,
            Status.UNKNOWN,
            Status.DIED,
        ]
    )
}

#: What each event says about where the person is; events left out say nothing about it.
CUSTODY_AFTER = {
    Status.ARRESTED: Custody.IN_CUSTODY,
    Status.IN_CUSTODY: Custody.IN_CUSTODY,
    Status.REARRESTED: Custody.IN_CUSTODY,
    Status.BAILED: Custody.BAILED,
    Status.RELEASED: Custody.RELEASED,
    Status.MISSING: Custody.MISSING,
    Status.FEARED_ABDUCTED: Custody.FEARED_ABDUCTED,
    Status.UNKNOWN: Custody.UNKNOWN,
    Status.DIED: Custody.DIED,
}

PROCEEDINGS_AFTER = {
    Status.ARRESTED: Proceedings.NONE,
    Status.RELEASED: Proceedings.NONE,
    Status.DIED: Proceedings.NONE,
    Status.CHARGED: Proceedings.CHARGED,
    Status.ON_TRIAL: Proceedings.ON_TRIAL,
    Status.CONVICTED: Proceedings.CONVICTED,
}

RESTRICTION_BY = {
    Status.UNDER_SURVEILLANCE: Restriction.UNDER_SURVEILLANCE,
    Status.MOVEMENT_RESTRICTED: Restriction.MOVEMENT_RESTRICTED,
    Status.LISTED: Restriction.LISTED,
}


#: Two words for one absence: the second does not begin a new one.
ABSENCES = frozenset({Custody.MISSING, Custody.FEARED_ABDUCTED})


class Event(Protocol):
    """What the functions need to know of a dated fact; StatusEvent and CaseCount have it all."""

    pk: Any
    status: str
    date: datetime.date | None
    precision: str
    order: int
    disputes_id: int | None


class Count(Event, Protocol):
    """A reported total: so many people in that status on that day."""

    number: int


EventT = TypeVar("EventT", bound=Event)


@dataclass(frozen=True)
class State:
    """What is known of a person on one day. `event` brought about `custody`; `since` is when that began."""

    custody: Custody = Custody.UNKNOWN
    proceedings: Proceedings = Proceedings.NONE
    restrictions: tuple[Restriction, ...] = ()
    since: ImpreciseDate = field(default_factory=ImpreciseDate)
    event: Any = None
    disputed: bool = False

    @property
    def is_in_custody(self) -> bool:
        return self.custody == Custody.IN_CUSTODY

    def days_held(self, on: datetime.date) -> int | None:
        """Days in custody up to `on`, counted from the last day the arrest can have been on: never too many.

        None when not in custody or when the date of the arrest is not known.
        """
        latest = self.since.latest
        if not self.is_in_custody or latest is None:
            return None
        return max((on - latest).days, 0)


@dataclass(frozen=True)
class ReportedCount:
    """A total that somebody else counted, with the record it stands in."""

    number: int
    as_of: ImpreciseDate
    count: Any
    disputed: bool = False


def dated(event: Event) -> ImpreciseDate:
    return ImpreciseDate(event.date, event.precision)


def chronological(events: Iterable[EventT]) -> list[EventT]:
    """Events in the order in which they happened, as far as it is known.

    Events without a date come first, in their explicit order. Of two dated events the one that was over before
    the other can have begun comes first. Where dates overlap ("May 2025", "16 May 2025"), the explicit order
    decides, then the usual order of things (arrest before bail), then the earlier date, then the older record.
    """
    rest = sorted(events, key=_preference)
    ordered: list[EventT] = []
    while rest:
        horizon = min(_span(event)[1] for event in rest)
        following = next(event for event in rest if _span(event)[0] <= horizon)
        ordered.append(following)
        rest = [event for event in rest if event is not following]
    return ordered


def counted(events: Iterable[EventT], on: datetime.date | None = None) -> list[EventT]:
    """The events that count, in order: none that disputes another, none that is certainly later than `on`."""
    return [
        event for event in chronological(events) if event.disputes_id is None and (on is None or _span(event)[0] <= on)
    ]


def contradicted(events: Iterable[Event]) -> set[int]:
    """Keys of the events that another event disputes."""
    return {event.disputes_id for event in events if event.disputes_id is not None}


def state_at(events: Iterable[Event], on: datetime.date | None = None) -> State:
    """What is known of a person at the end of the day `on`; of the present, when no day is given.

    Death is final: what is recorded later changes nothing. A release ends proceedings, and so does a new arrest
    (but not a re-arrest in the same matter). Being listed, watched or confined to a place is never custody.
    """
    events = list(events)
    custody: Custody | None = None
    proceedings = Proceedings.NONE
    restrictions: list[Restriction] = []
    deciding: Event | None = None
    since = ImpreciseDate()
    seen_at_liberty = False
    for event in counted(events, on):
        status = Status(event.status)
        after = CUSTODY_AFTER.get(status)
        if after is not None and (after != custody or status == Status.REARRESTED):
            if not {after, custody} <= ABSENCES:
                since = dated(event)
            custody, deciding = after, event
        proceedings = PROCEEDINGS_AFTER.get(status, proceedings)
        if status in RESTRICTION_BY:
            restrictions = [*(r for r in restrictions if r != RESTRICTION_BY[status]), RESTRICTION_BY[status]]
            seen_at_liberty = True
        elif status == Status.RESTRICTIONS_LIFTED:
            restrictions, seen_at_liberty = [], True
        elif status == Status.DIED:
            restrictions = []
            break
    if custody is None:
        at_liberty = seen_at_liberty and proceedings != Proceedings.CONVICTED
        custody = Custody.FREE if at_liberty else Custody.UNKNOWN
    return State(
        custody=custody,
        proceedings=proceedings,
        restrictions=tuple(restrictions),
        since=since,
        event=deciding,
        disputed=deciding is not None and deciding.pk in contradicted(events),
    )


def reported_in_custody(counts: Iterable[Count], on: datetime.date | None = None) -> ReportedCount | None:
    """The latest undisputed total of people in custody; None when nobody has reported one by then."""
    counts = list(counts)
    relevant = [count for count in counted(counts, on) if count.status == Status.IN_CUSTODY]
    if not relevant:
        return None
    latest = relevant[-1]
    return ReportedCount(latest.number, dated(latest), latest, disputed=latest.pk in contradicted(counts))


def tally(states: Iterable[State]) -> Counter[Custody]:
    """How many people are in which state.

    >>> tally([State(Custody.BAILED), State(Custody.BAILED)])[Custody.BAILED]
    2
    """
    return Counter(state.custody for state in states)


def _span(event: Event) -> tuple[datetime.date, datetime.date]:
    """First and last day an event can have been on; before all time when its date is not known."""
    date = dated(event)
    return date.earliest or datetime.date.min, date.latest or datetime.date.min


def _preference(event: Event) -> tuple[int, int, datetime.date, float]:
    rank = USUAL_ORDER[Status(event.status)]
    return event.order, rank, _span(event)[0], event.pk if event.pk is not None else float("inf")
