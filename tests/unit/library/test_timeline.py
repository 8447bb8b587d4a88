"""The picture of a timeline: what is drawn where. No database, no HTML."""

from __future__ import annotations

import datetime

from library.timeline import LEFT, RIGHT, WIDTH, Timeline, draw
from tests.unit.library.test_status import Recorded, event

TODAY = datetime.date(2026, 3, 20)


def picture(*events: Recorded) -> Timeline:
    return draw(events, TODAY)


def bars(timeline: Timeline) -> list[tuple[str, str, bool]]:
    return [(bar.kind, bar.start.isoformat() if bar.start else "", bar.ongoing) for _y, bar in timeline.placed_bars]


def test_nothing_is_drawn_of_nothing() -> None:
    timeline = picture()
    assert (timeline.lanes, timeline.marks, timeline.has_undated) == ([], [], False)


def test_custody_is_a_bar_from_change_to_change() -> None:
    timeline = picture(
        event("arrested", "2025-05-16"),
        event("charged", "2025-05-20"),
        event("bailed", "2025-07-31"),
        event("rearrested", "2026-03-11"),
    )
    assert bars(timeline) == [
        ("in_custody", "2025-05-16", False),
        ("bailed", "2025-07-31", False),
        ("in_custody", "2026-03-11", True),
    ]
    first, second, third = (bar for _y, bar in timeline.placed_bars)
    assert first.x + first.width == second.x
    assert second.x + second.width == third.x
    assert third.x + third.width >= timeline.today


def test_each_kind_of_restriction_has_a_lane_below_custody() -> None:
    timeline = picture(
        event("listed", "2024"),
        event("under_surveillance", "2025-02"),
        event("arrested", "2025-05-16"),
        event("restrictions_lifted", "2025-09-01"),
        event("listed", "2026-01"),
    )
    assert [[bar.kind for bar in lane] for lane in timeline.lanes] == [
        ["in_custody"],
        ["under_surveillance"],
        ["listed", "listed"],
    ]
    heights = [y for y, _bar in timeline.placed_bars]
    assert heights == sorted(heights)
    assert max(heights) < timeline.height


def test_after_a_death_nothing_goes_on() -> None:
    timeline = picture(event("listed", "2024"), event("arrested", "2025-05-16"), event("died", "2025-06-01"))
    assert [(kind, ongoing) for kind, _start, ongoing in bars(timeline)] == [("in_custody", False), ("listed", False)]


def test_a_disputing_event_is_a_mark_and_no_bar() -> None:
    arrest = event("arrested", "2025-05-15")
    timeline = picture(arrest, event("released", "2025-05-20", disputes=arrest))
    assert bars(timeline) == [("in_custody", "2025-05-15", True)]
    assert [(mark.disputing, mark.disputed) for mark in timeline.marks] == [(False, True), (True, False)]


def test_events_without_a_date_stand_left_of_the_axis() -> None:
    timeline = picture(event("missing"), event("feared_abducted"), event("in_custody", "2025-06-17"))
    assert timeline.has_undated
    assert [mark.x < LEFT for mark in timeline.marks] == [True, True, False]
    assert bars(timeline) == [("feared_abducted", "", False), ("in_custody", "2025-06-17", True)]


def test_an_imprecise_date_is_as_wide_as_what_it_can_mean() -> None:
    year, month, day = picture(
        event("listed", "2024"), event("charged", "2025-05"), event("bailed", "2025-07-31")
    ).marks
    assert year.width > month.width > day.width == 0


def test_marks_that_would_cover_each_other_stand_on_different_levels() -> None:
    timeline = picture(
        event("listed", "2018"),
        event("arrested", "2025-05-14"),
        event("charged", "2025-05-15"),
        event("on_trial", "2025-05-16"),
    )
    assert [mark.level for mark in timeline.marks] == [0, 0, 1, 2]
    assert len({mark.y for mark in timeline.marks[1:]}) == 3


def test_the_picture_grows_until_no_mark_hides_another() -> None:
    days = [event("arrested", f"2025-05-{day}") for day in range(11, 17)]
    timeline = picture(event("listed", "2018"), *days)
    assert len({mark.y for mark in timeline.marks[1:]}) == 6
    assert min(mark.y for mark in timeline.marks) > 0
    assert max(mark.y for mark in timeline.marks) < timeline.axis


def test_everything_lies_within_the_picture() -> None:
    timeline = picture(*(event("arrested", f"{year}") for year in range(1975, 2026)), event("bailed", "2027-01"))
    for mark in timeline.marks:
        assert 0 <= mark.x <= mark.end <= WIDTH
    for _y, bar in timeline.placed_bars:
        assert 0 <= bar.x < bar.x + bar.width <= WIDTH
    assert LEFT <= timeline.ticks[0].x < timeline.ticks[-1].x <= RIGHT
    assert len(timeline.ticks) <= 9


def test_a_bar_too_short_for_its_label_goes_without() -> None:
    timeline = picture(event("listed", "2010"), event("arrested", "2025-05-16"), event("bailed", "2025-05-20"))
    assert [bar.has_room for _y, bar in timeline.placed_bars] == [False, False, True]
