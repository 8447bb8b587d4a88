"""Dates, marks and counts as pages show them."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from campaign_pages.reading.appeals import StatusLine
from campaign_pages.reading.cards import LaterEvent, PersonCard
from campaign_pages.templatetags.campaign import (
    comma,
    day,
    days_held,
    event_mark,
    mark,
    plain_day,
    status_phrases,
    told_once,
)
from library.choices import Custody, Precision, Status
from library.dates import ImpreciseDate
from library.models import CaseCount, Person, StatusEvent
from library.status import State

DAY = datetime.date(2025, 6, 17)


def line(
    in_custody: int | None = None, named: int = 0, missing: int | None = None, missing_named: int = 0
) -> StatusLine:
    return StatusLine(in_custody, named, missing, missing_named, DAY)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (line(11, 5), ["11 people in custody", "5 named here"]),
        (line(None, 5), ["5 people in custody"]),
        (line(None, 1), ["1 person in custody"]),
        (line(5, 5), ["5 people in custody"]),
        (line(0, 0), ["0 people in custody"]),
        (line(), []),
        (line(None, 0, 7, 1), ["7 people missing", "1 named here"]),
        (line(2, 1, None, 1), ["2 people in custody", "1 named here", "1 person missing"]),
    ],
)
def test_a_status_line_counts_in_phrases(counts: StatusLine, expected: list[str]) -> None:
    with translation.override("en"):
        assert [phrase.text for phrase in status_phrases(counts)] == expected


def test_only_totals_are_marked() -> None:
    assert [phrase.is_total for phrase in status_phrases(line(11, 5))] == [True, False]


@pytest.mark.parametrize("custody", list(Custody))
def test_every_state_has_a_mark(custody: Custody) -> None:
    assert mark(custody) in {"held", "half", "free", "died", "open"}


@pytest.mark.parametrize("status", list(Status))
def test_every_event_has_a_mark(status: Status) -> None:
    assert event_mark(status) in {"held", "half", "free", "died", "open", "other"}


def test_those_who_are_gone_are_marked_like_those_who_are_held() -> None:
    assert {mark(custody) for custody in (Custody.IN_CUSTODY, Custody.MISSING, Custody.FEARED_ABDUCTED)} == {"held"}


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        (DAY, "en", '<time datetime="2025-06-17">17 June 2025</time>'),
        (DAY, "de", '<time datetime="2025-06-17">17. Juni 2025</time>'),
        (DAY, "ur", '<time datetime="2025-06-17">17 جون، 2025</time>'),
        (ImpreciseDate(DAY, Precision.MONTH), "en", '<time datetime="2025-06">June 2025</time>'),
        (ImpreciseDate(), "en", "date unknown"),
        (None, "en", "date unknown"),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(
    value: datetime.date | ImpreciseDate | None, language: str, expected: str
) -> None:
    assert day(value, language) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("en", ", "), ("de", ", "), ("ur", "، "), ("ja", "、"), ("bal", ", "), ("xx", ", ")]
)
def test_a_list_has_the_comma_of_its_language(language: str, expected: str) -> None:
    assert comma(language) == expected


def test_what_happened_to_several_people_is_told_once() -> None:
    when = {"date": datetime.date(2025, 7, 31), "precision": Precision.DAY}
    events = [StatusEvent(status=status, **when) for status in (Status.BAILED, Status.UNKNOWN, Status.UNKNOWN)]
    people = [card(Custody.UNKNOWN, ImpreciseDate()) for _event in events]
    total = CaseCount(number=2, **when)
    found = told_once([*map(LaterEvent, events, people), total])
    assert [(item.event and item.event.status, len(item.cards)) for item in found] == [
        (Status.BAILED, 1),
        (Status.UNKNOWN, 2),
        (None, 0),
    ]
    assert found[-1].count is total


def test_a_plain_date_has_no_markup() -> None:
    assert plain_day(DAY, "el") == "17 Ιουνίου 2025"


def card(custody: Custody, since: ImpreciseDate) -> PersonCard:
    state = State(custody=custody, since=since)
    return PersonCard(Person(name="Ehsan Ali"), "en", "Ehsan Ali", "", state, None, [], None)


@pytest.mark.parametrize(
    ("custody", "since", "on", "expected"),
    [
        (Custody.IN_CUSTODY, ImpreciseDate(datetime.date(2025, 5, 15), Precision.DAY), DAY, "33 days"),
        (Custody.IN_CUSTODY, ImpreciseDate(datetime.date(2025, 5, 1), Precision.MONTH), DAY, ""),
        (Custody.IN_CUSTODY, ImpreciseDate(), DAY, ""),
        (Custody.BAILED, ImpreciseDate(datetime.date(2025, 5, 15), Precision.DAY), DAY, ""),
        (Custody.IN_CUSTODY, ImpreciseDate(datetime.date(2025, 5, 15), Precision.DAY), None, ""),
    ],
)
def test_days_held_are_said_only_when_the_day_of_the_arrest_is_known(
    custody: Custody, since: ImpreciseDate, on: datetime.date | None, expected: str
) -> None:
    assert days_held(card(custody, since), on) == expected
