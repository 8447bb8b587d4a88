"""Imprecise dates, in every language the site can use."""

from __future__ import annotations

import datetime
import re

import pytest
from django.conf import settings

from library.dates import ImpreciseDate, babel_locale, first_day, format_date, format_elapsed

DAY = datetime.date(2025, 5, 16)

WRITTEN = {
    "en": ("16 May 2025", "May 2025", "2025"),
    "de": ("16. Mai 2025", "Mai 2025", "2025"),
    "fr": ("16 mai 2025", "mai 2025", "2025"),
    "it": ("16 maggio 2025", "maggio 2025", "2025"),
    "es": ("16 de mayo de 2025", "mayo de 2025", "2025"),
    "pt-br": ("16 de maio de 2025", "maio de 2025", "2025"),
    "nl": ("16 mei 2025", "mei 2025", "2025"),
    "da": ("16. maj 2025", "maj 2025", "2025"),
    "el": ("16 Μαΐου 2025", "Μάιος 2025", "2025"),
    "ur": ("16 مئی، 2025", "مئی 2025", "2025"),
    "pnb": ("16 مئی، 2025", "مئی 2025", "2025"),
    "hu": ("2025. május 16.", "2025. május", "2025."),
    "ru": ("16 мая 2025 г.", "май 2025 г.", "2025"),
    "zh-hans": ("2025年5月16日", "2025年5月", "2025年"),
}


@pytest.mark.parametrize(("language", "expected"), WRITTEN.items(), ids=WRITTEN.keys())
def test_a_date_is_written_as_the_language_writes_it(language: str, expected: tuple[str, str, str]) -> None:
    written = tuple(format_date(DAY, precision, language) for precision in ("day", "month", "year"))
    assert tuple(" ".join(text.split()) for text in written) == expected


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_has_its_own_dates_with_latin_digits(language: str) -> None:
    if language != "en":
        assert babel_locale(language).language != "en"
    for precision in ("day", "month", "year"):
        text = format_date(DAY, precision, language)
        assert "2025" in text
        assert all(digit in "0123456789" for digit in re.findall(r"\d", text))


def test_a_language_nobody_has_heard_of_gets_english_dates() -> None:
    assert format_date(DAY, "month", "xx-nowhere") == "May 2025"


def test_an_unknown_date_is_a_phrase() -> None:
    assert format_date(None, "unknown", "en") == "date unknown"
    assert format_date(DAY, "unknown", "en") == "date unknown"


@pytest.mark.parametrize(
    ("precision", "earliest", "latest", "iso"),
    [
        ("day", "2025-05-16", "2025-05-16", "2025-05-16"),
        ("month", "2025-05-01", "2025-05-31", "2025-05"),
        ("year", "2025-01-01", "2025-12-31", "2025"),
    ],
)
def test_an_imprecise_date_spans_all_days_it_can_mean(precision: str, earliest: str, latest: str, iso: str) -> None:
    date = ImpreciseDate(DAY, precision)
    assert (str(date.earliest), str(date.latest), date.iso) == (earliest, latest, iso)
    assert str(first_day(DAY, precision)) == earliest


def test_a_date_of_which_nothing_is_known_spans_nothing() -> None:
    date = ImpreciseDate()
    assert (date.earliest, date.latest, date.iso, date.is_known) == (None, None, "", False)


@pytest.mark.parametrize(
    ("days", "language", "text"),
    [
        (0, "en", "0 days"),
        (1, "en", "1 day"),
        (59, "en", "59 days"),
        (60, "en", "1 month"),
        (366, "en", "12 months"),
        (731, "en", "2 years"),
        (1, "de", "1 Tag"),
        (3, "pl", "3 dni"),
        (40, "ur", "40 دن"),
    ],
)
def test_time_is_said_in_the_largest_unit_that_says_enough(days: int, language: str, text: str) -> None:
    assert format_elapsed(days, language) == text


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_says_how_long_in_words(language: str) -> None:
    for days in (1, 2, 5, 40, 100, 800):
        text = format_elapsed(days, language)
        assert any(letter.isalpha() for letter in text), text
        assert not re.search(r"[a-z]-[a-z]|\d [dmy]$", text), text
        assert all(digit in "0123456789" for digit in re.findall(r"\d", text))
