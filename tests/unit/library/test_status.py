"""Status is computed from events: order, custody, proceedings, restrictions, counts. Tables, no database."""

from __future__ import annotations

import datetime
import itertools
import random
from dataclasses import dataclass

import pytest

from library.choices import Custody, Proceedings, Restriction, Status
from library.status import State, chronological, reported_in_custody, state_at, tally

_keys = itertools.count(1)


@dataclass(eq=False)
class Recorded:
    """An event as the functions see it."""

    status: str
    date: datetime.date | None
    precision: str
    order: int = 0
    disputes_id: int | None = None
    number: int = 0
    pk: int | None = None


def event(status: str, when: str = "", order: int = 0, disputes: Recorded | None = None, number: int = 0) -> Recorded:
    """`when` is "2025-05-16", "2025-05", "2025" or nothing: the part that is known."""
    parts = [int(part) for part in when.split("-")] if when else []
    precision = {0: "unknown", 1: "year", 2: "month", 3: "day"}[len(parts)]
    date = datetime.date(*[*parts, 1, 1][:3]) if parts else None
    key = disputes.pk if disputes else None
    return Recorded(status, date, precision, order, key, number, pk=next(_keys))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


ORDERS = {
    "days come in the order of the calendar": (["bailed 2025-07-31", "arrested 2025-05-16"], "arrested bailed"),
    "an event without a date comes first": (["arrested 2025-05-16", "listed"], "listed arrested"),
    "events without dates keep their explicit order": (
        ["missing", "listed /2", "feared_abducted /1"],
        "missing feared_abducted listed",
    ),
    "a month comes after a day before it": (["charged 2025-06", "arrested 2025-05-31"], "arrested charged"),
    "a month comes before a day after it": (["released 2025-07-01", "charged 2025-06"], "charged released"),
    "where a month holds the day, arrest comes before charge": (
        ["charged 2025-05-20", "arrested 2025-05"],
        "arrested charged",
    ),
    "where a year holds the day, arrest comes before bail": (["bailed 2025", "arrested 2025-05-16"], "arrested bailed"),
    "the explicit order wins where dates overlap": (["arrested 2025 /2", "released 2025 /1"], "released arrested"),
    "the explicit order never wins over dates": (["arrested 2025-05-16 /9", "bailed 2025-07-31"], "arrested bailed"),
    "years of different length of knowledge": (
        ["rearrested 2026-03-11", "bailed 2018", "arrested 2025-05", "listed 2024", "arrested 2018"],
        "arrested bailed listed arrested rearrested",
    ),
}


def parse(line: str) -> Recorded:
    words = line.split()
    order = next((int(word[1:]) for word in words if word.startswith("/")), 0)
    when = next((word for word in words[1:] if not word.startswith("/")), "")
    return event(words[0], when, order)


@pytest.mark.parametrize(("lines", "expected"), ORDERS.values(), ids=ORDERS.keys())
def test_events_are_put_in_order(lines: list[str], expected: str) -> None:
    assert " ".join(each.status for each in chronological([parse(line) for line in lines])) == expected


def test_order_does_not_depend_on_the_order_of_records() -> None:
    lines = ["arrested 2025-05", "charged 2025-05-20", "bailed 2025", "listed 2024", "rearrested 2026-03-11", "missing"]
    events = [parse(line) for line in lines]
    expected = [each.pk for each in chronological(events)]
    shuffler = random.Random(7)
    for _attempt in range(50):
        shuffler.shuffle(events)
        assert [each.pk for each in chronological(events)] == expected


STATES = {
    "nothing is known": ([], Custody.UNKNOWN, "none", []),
    "arrested": (["arrested 2025-05-16"], Custody.IN_CUSTODY, "none", []),
    "in custody without a known arrest": (["in_custody 2025-06-17"], Custody.IN_CUSTODY, "none", []),
    "charged while in custody": (["arrested 2025-05-16", "charged 2025-05-20"], Custody.IN_CUSTODY, "charged", []),
    "on trial while out on bail": (
        ["arrested 2025-05-16", "charged 2025-05-20", "bailed 2025-07-31", "on_trial 2025-09"],
        Custody.BAILED,
        "on_trial",
        [],
    ),
    "charged, nothing else known": (["charged 2025-05"], Custody.UNKNOWN, "charged", []),
    "convicted in custody": (
        ["arrested 2025-05", "on_trial 2025-06", "convicted 2025-08"],
        Custody.IN_CUSTODY,
        "convicted",
        [],
    ),
    "released: proceedings end": (
        ["arrested 2025-05", "charged 2025-06", "released 2025-08"],
        Custody.RELEASED,
        "none",
        [],
    ),
    "arrested again after bail": (
        ["arrested 2025-05-16", "charged 2025-05-20", "bailed 2025-07-31", "rearrested 2026-03-11"],
        Custody.IN_CUSTODY,
        "charged",
        [],
    ),
    "a new arrest begins new proceedings": (
        ["arrested 2018", "charged 2018", "bailed 2018", "arrested 2025-05-16"],
        Custody.IN_CUSTODY,
        "none",
        [],
    ),
    "listed is not custody": (["listed 2024"], Custody.FREE, "none", ["listed"]),
    "watched and confined is not custody": (
        ["under_surveillance", "movement_restricted"],
        Custody.FREE,
        "none",
        ["under_surveillance", "movement_restricted"],
    ),
    "listed, then arrested": (["listed 2024", "arrested 2025-05-16"], Custody.IN_CUSTODY, "none", ["listed"]),
    "listed while in custody changes no custody": (
        ["arrested 2025-05", "listed 2025-07"],
        Custody.IN_CUSTODY,
        "none",
        ["listed"],
    ),
    "convicted and listed may well be in prison": (
        ["convicted 2020", "listed 2021"],
        Custody.UNKNOWN,
        "convicted",
        ["listed"],
    ),
    "restrictions lifted": (
        ["listed 2024", "arrested 2025-05", "bailed 2025-07", "restrictions_lifted 2025-08"],
        Custody.BAILED,
        "none",
        [],
    ),
    "restrictions lifted and put on again": (
        ["listed 2020", "restrictions_lifted 2021", "listed 2024"],
        Custody.FREE,
        "none",
        ["listed"],
    ),
    "missing": (["missing"], Custody.MISSING, "none", []),
    "missing, feared abducted": (["missing", "feared_abducted"], Custody.FEARED_ABDUCTED, "none", []),
    "missing person found in custody": (["missing", "in_custody 2025-06-17"], Custody.IN_CUSTODY, "none", []),
    "whereabouts lost after an arrest": (["arrested 2025-05-16", "unknown 2025-06"], Custody.UNKNOWN, "none", []),
    "died in custody": (
        ["listed 2024", "arrested 2025-05", "charged 2025-05", "died 2025-06"],
        Custody.DIED,
        "none",
        [],
    ),
    "death is final": (
        ["died 2025-06", "released 2025-07", "listed 2025-08", "charged 2025-09"],
        Custody.DIED,
        "none",
        [],
    ),
}


@pytest.mark.parametrize(("lines", "custody", "proceedings", "restrictions"), STATES.values(), ids=STATES.keys())
def test_state_follows_from_events(lines: list[str], custody: str, proceedings: str, restrictions: list[str]) -> None:
    state = state_at([parse(line) for line in lines])
    assert (state.custody, state.proceedings, list(state.restrictions)) == (custody, proceedings, restrictions)


BACK_AND_FORTH = [
    "listed 2024",
    "arrested 2018",
    "bailed 2018",
    "arrested 2025-05-16",
    "bailed 2025-07-31",
    "rearrested 2026-03-11",
]


@pytest.mark.parametrize(
    ("on", "custody"),
    [
        ("2017-12-31", Custody.UNKNOWN),
        ("2018-01-01", Custody.BAILED),
        ("2025-05-15", Custody.BAILED),
        ("2025-05-16", Custody.IN_CUSTODY),
        ("2025-06-17", Custody.IN_CUSTODY),
        ("2025-07-30", Custody.IN_CUSTODY),
        ("2025-07-31", Custody.BAILED),
        ("2026-03-10", Custody.BAILED),
        ("2026-03-11", Custody.IN_CUSTODY),
    ],
)
def test_state_is_that_of_the_day_asked_for(on: str, custody: str) -> None:
    assert state_at([parse(line) for line in BACK_AND_FORTH], day(on)).custody == custody


def test_an_event_of_an_unknown_date_counts_on_every_day() -> None:
    assert state_at([event("missing")], day("1990-01-01")).custody == Custody.MISSING


def test_an_event_of_a_known_month_counts_from_its_first_day() -> None:
    events = [event("arrested", "2025-05")]
    assert state_at(events, day("2025-04-30")).custody == Custody.UNKNOWN
    assert state_at(events, day("2025-05-01")).custody == Custody.IN_CUSTODY


def test_a_disputing_event_is_never_counted() -> None:
    arrest = event("arrested", "2025-05-15")
    other_date = event("arrested", "2025-05-14", disputes=arrest)
    release = event("released", "2025-05-20", disputes=arrest)
    state = state_at([other_date, arrest, release])
    assert (state.custody, state.event, state.since.iso) == (Custody.IN_CUSTODY, arrest, "2025-05-15")
    assert state.disputed


def test_a_disputed_event_still_counts_and_says_so() -> None:
    arrest = event("arrested", "2025-05-15")
    assert not state_at([arrest]).disputed
    assert state_at([arrest, event("arrested", "2025-05-16", disputes=arrest)]).disputed


def test_custody_began_with_the_arrest_and_not_with_the_last_report_of_it() -> None:
    state = state_at(
        [event("arrested", "2025-05-16"), event("in_custody", "2025-06-17"), event("charged", "2025-05-20")]
    )
    assert state.since.iso == "2025-05-16"
    assert state.event.status == Status.ARRESTED


def test_custody_after_a_rearrest_began_with_the_rearrest_even_if_the_release_is_not_on_record() -> None:
    state = state_at([event("arrested", "2025-05-16"), event("rearrested", "2026-03-11")])
    assert state.since.iso == "2026-03-11"


def test_a_missing_person_is_missing_since_the_day_of_going_missing_not_of_the_fear() -> None:
    state = state_at([event("missing", "2025-02-01"), event("feared_abducted", "2025-02-05")])
    assert (state.custody, state.since.iso) == (Custody.FEARED_ABDUCTED, "2025-02-01")


@pytest.mark.parametrize(
    ("lines", "on", "days"),
    [
        (["arrested 2025-05-16"], "2025-06-17", 32),
        (["arrested 2025-05-16"], "2025-05-16", 0),
        (["arrested 2025-05"], "2025-06-17", 17),
        (["arrested 2025-05"], "2025-05-10", 0),
        (["arrested"], "2025-06-17", None),
        (["arrested 2025-05-16", "bailed 2025-05-20"], "2025-06-17", None),
        (["missing 2025-05-16"], "2025-06-17", None),
    ],
)
def test_time_held_is_never_said_to_be_longer_than_is_known(lines: list[str], on: str, days: int | None) -> None:
    assert state_at([parse(line) for line in lines], day(on)).days_held(day(on)) == days


def test_the_latest_undisputed_total_is_the_reported_one() -> None:
    early = event("in_custody", "2025-05-16", number=7)
    late = event("in_custody", "2025-06-17", number=11)
    arrested = event("arrested", "2025-06-30", number=30)
    contested = event("in_custody", "2025-07-01", number=2, disputes=late)
    counts = [late, early, arrested, contested]
    reported = reported_in_custody(counts)
    assert reported is not None
    assert (reported.number, reported.as_of.iso, reported.count, reported.disputed) == (11, "2025-06-17", late, True)
    at_the_time = reported_in_custody(counts, day("2025-06-01"))
    assert at_the_time is not None
    assert (at_the_time.number, at_the_time.disputed) == (7, False)
    assert reported_in_custody(counts, day("2025-01-01")) is None


def test_people_are_counted_by_where_they_are() -> None:
    counted = tally([State(Custody.IN_CUSTODY), State(Custody.BAILED), State(Custody.IN_CUSTODY)])
    assert (counted[Custody.IN_CUSTODY], counted[Custody.BAILED], counted[Custody.MISSING]) == (2, 1, 0)


def test_every_status_has_a_rank_and_leads_to_a_state() -> None:
    for status in Status:
        assert isinstance(state_at([event(status, "2025-05-16")]), State)


def test_every_restriction_has_the_status_that_brings_it_about() -> None:
    assert {r for status in Status for r in state_at([event(status)]).restrictions} == set(Restriction)


def test_every_stage_of_proceedings_has_the_status_that_brings_it_about() -> None:
    assert {state_at([event(status)]).proceedings for status in Status} == set(Proceedings)


def test_two_hundred_events_are_put_in_order_quickly() -> None:
    events = [event("arrested", f"20{year:02d}-{month:02d}") for year in range(20) for month in range(1, 11)]
    assert len(chronological(events)) == 200
