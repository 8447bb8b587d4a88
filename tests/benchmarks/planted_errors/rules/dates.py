"""Dates whose day, month or year is another than in the source, in the digits that the text is written in."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, PairRule, World, replaced
from tests.benchmarks.planted_errors.reading import DateFound, dates, eastern, in_digits_of, month_names

DAYS = 28
#: How dates are written in figures, where not as in 17/06/2025.
NUMERIC = {"de": "{:02}.{:02}.{}", "da": "{:02}.{:02}.{}", "nl": "{:02}-{:02}-{}"}


def shared_dates(pair: Pair, target: str) -> Iterator[DateFound]:
    """Dates of the translation that the source has, too."""
    original = {(date.day, date.month) for date in dates(pair.source, pair.source_language)}
    return (date for date in dates(target, pair.target_language) if (date.day, date.month) in original)


class DayChanged(PairRule):
    """Another day, which neither text names."""

    id = "date-day"
    error = ErrorClass.DATES
    digits_of_urdu = False

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        target = eastern_dates(pair) if self.digits_of_urdu else pair.target
        found = list(shared_dates(pair, target))
        if not found or (self.digits_of_urdu and pair.target_language != "ur"):
            return None
        named = {date.day for date in dates(pair.source, pair.source_language)}
        date = dice.choice(found)
        day = dice.choice([day for day in range(1, DAYS) if day not in named])
        return replaced(target, date.day_span, in_digits_of(target[slice(*date.day_span)], day))


class DayChangedInUrduDigits(DayChanged):
    """The same in digits of Urdu; the text is written in them first."""

    id = "date-day-eastern"
    digits_of_urdu = True


def eastern_dates(pair: Pair) -> str:
    """The translation with its dates in digits of Urdu."""
    text = pair.target
    for date in dates(text, pair.target_language):
        start, end = date.span
        text = text[:start] + eastern(text[start:end]) + text[end:]
    return text


class MonthChanged(PairRule):
    """Another month, which neither text names."""

    id = "date-month"
    error = ErrorClass.DATES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(shared_dates(pair, pair.target))
        if not found:
            return None
        date = dice.choice(found)
        names = [name for name in month_names(pair.target_language) if name not in pair.target]
        return replaced(pair.target, date.month_span, dice.choice(names))


class YearChanged(PairRule):
    """Another year, which neither text names."""

    id = "date-year"
    error = ErrorClass.DATES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        spans = [date.year_span for date in shared_dates(pair, pair.target) if date.year_span]
        if not spans:
            return None
        years = {date.year for date in dates(pair.source, pair.source_language)}
        span = dice.choice(spans)
        year = dice.choice([year for year in range(2015, 2030) if year not in years and str(year) not in pair.source])
        return replaced(pair.target, span, in_digits_of(pair.target[slice(*span)], year))


class NumericDateWrong(PairRule):
    """A date written in figures, as the language does, with another day than in the source."""

    id = "date-numeric"
    error = ErrorClass.DATES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = [date for date in shared_dates(pair, pair.target) if date.year]
        if not found:
            return None
        date = dice.choice(found)
        named = {other.day for other in dates(pair.source, pair.source_language)}
        # From the 13th on, nobody can take the day for a month.
        day = dice.choice([day for day in range(13, DAYS) if day not in named])
        written = NUMERIC.get(pair.target_language, "{:02}/{:02}/{}").format(day, date.month, date.year)
        return replaced(pair.target, date.span, in_digits_of(pair.target[slice(*date.day_span)], written))
