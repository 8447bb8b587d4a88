"""What a cell of the coverage board says, in words that every language writes in its own way."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from translations.board.cells import CellWriter
from translations.board.coverage import Line, in_groups
from translations.board.placements import ALONE, Placement, Urgency
from translations.freshness.degrees import Degree
from translations.states import State, TranslationState

NOW = datetime.datetime(2025, 6, 17, 12, tzinfo=datetime.UTC)


def make_row(state: State = State.PARTIAL, **values: object) -> TranslationState:
    """A page of twelve strings in German, eight of them translated, 1,234 words left, five days old."""
    standard = {
        "page_id": 1,
        "title": "About us",
        "content_type_id": 1,
        "source_locale": "en",
        "live": True,
        "locale": "de",
        "target_id": 2,
        "target_live": False,
        "translation_id": 3,
        "total": 12,
        "done": 8,
        "errors": 0,
        "published_at": None,
        "has_newer_strings": False,
        "words_left": 1234,
        "since": NOW - datetime.timedelta(days=5),
    }
    return TranslationState(**{**standard, **values}, state=state)  # type: ignore[arg-type]


def make_line(*rows: TranslationState, page_id: int = 1, placement: Placement = ALONE) -> Line:
    return Line(page_id, "About us", 1, "en", True, placement, {row.locale: row for row in rows})


def said(row: TranslationState, language: str = "en", degree: Degree | None = None) -> str:
    with translation.override(language):
        drawn = CellWriter(language, NOW).cell(make_line(row), "de", degree)
    return " ".join(BeautifulSoup(drawn, "html.parser").get_text().replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Partial 66% · 1,234 words left · 5 days"),
        ("de", "Teilweise übersetzt 66 % · noch 1.234 Wörter · 5 Tage"),
        ("ur", "نامکمل 66% · 1,234 الفاظ باقی · 5 دن"),
    ],
)
def test_a_cell_in_three_languages(language: str, words: str) -> None:
    assert said(make_row(), language).replace("\u200e", "") == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (make_row(State.MISSING, target_id=None, done=0), "Missing 1,234 words left · 5 days"),
        (make_row(State.MISSING, words_left=0, since=None), "Missing"),
        (make_row(State.DRAFT, words_left=0, done=12), "Ready to publish 5 days"),
        (make_row(State.COMPLETE, words_left=0, done=12), "Complete"),
        (make_row(State.DETACHED), "On its own"),
        (make_row(words_left=1, since=NOW + datetime.timedelta(days=1)), "Partial 66% · 1 word left"),
    ],
)
def test_a_cell_says_what_there_is_to_do_and_no_more(row: TranslationState, words: str) -> None:
    assert said(row) == words


def test_a_cell_names_how_grave_the_change_is() -> None:
    assert said(make_row(State.OUTDATED), degree=Degree.SAFETY) == "Out of date Safety 66% · 1,234 words left · 5 days"


def test_pages_whose_head_is_not_shown_stand_alone() -> None:
    below = Placement(Urgency.URGENT, None, under=9)
    lines = [make_line(page_id=1), make_line(page_id=2, placement=below)]
    assert [line.page_id for line in in_groups(lines)] == [2, 1]
