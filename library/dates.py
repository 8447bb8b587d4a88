"""Dates of which only a part may be known, and how each language writes them. Never guesses the missing part."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel import dates as babel_dates
from django.utils import translation
from django.utils.translation import gettext

from library.choices import Precision

#: Our language codes whose dates Babel writes under another code. British order of day and month
#: suits most English-speaking sections; Babel has no data of its own for the Shahmukhi form of Punjabi.
BABEL_CODES = {
    "en": "en_GB",
    "pt": "pt_PT",
    "pt-br": "pt_BR",
    "pnb": "ur",
    "zh-hans": "zh_Hans",
    "zh-hant": "zh_Hant",
}

#: Languages whose dates Babel knows but whose words for days, months and years it does not: those of Urdu are read.
BABEL_CODES_FOR_LENGTHS = {"bal": "ur", "skr": "ur"}

DAYS_SHOWN_AS_DAYS = 60
DAYS_SHOWN_AS_MONTHS = 730
DAYS_PER_MONTH = 30.4375
DAYS_PER_YEAR = 365.25
NEVER = 10**9


@dataclass(frozen=True)
class ImpreciseDate:
    """A date and how much of it is known. `value` is None exactly when the precision is unknown."""

    value: datetime.date | None = None
    precision: str = Precision.UNKNOWN

    @property
    def is_known(self) -> bool:
        return self.value is not None and self.precision != Precision.UNKNOWN

    @property
    def earliest(self) -> datetime.date | None:
        """The first day this date can mean; None when nothing is known.

        >>> ImpreciseDate(datetime.date(2025, 5, 16), "month").earliest
        datetime.date(2025, 5, 1)
        """
        if not self.is_known or self.value is None:
            return None
        return first_day(self.value, self.precision)

    @property
    def latest(self) -> datetime.date | None:
        """The last day this date can mean; None when nothing is known.

        >>> ImpreciseDate(datetime.date(2025, 5, 16), "year").latest
        datetime.date(2025, 12, 31)
        """
        if not self.is_known or self.value is None:
            return None
        if self.precision == Precision.YEAR:
            return self.value.replace(month=12, day=31)
        if self.precision == Precision.MONTH:
            return self.value.replace(day=calendar.monthrange(self.value.year, self.value.month)[1])
        return self.value

    def in_language(self, language: str) -> str:
        return format_date(self.value, self.precision, language)

    @property
    def iso(self) -> str:
        """For the `datetime` attribute of `<time>`: only what is known; empty when nothing is.

        >>> ImpreciseDate(datetime.date(2025, 5, 16), "month").iso
        '2025-05'
        """
        if not self.is_known or self.value is None:
            return ""
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(self.precision), 10)
        return self.value.isoformat()[:length]


def first_day(value: datetime.date, precision: str) -> datetime.date:
    """The first day of the span that `value` stands for; what is stored for an imprecise date."""
    if precision == Precision.YEAR:
        return value.replace(month=1, day=1)
    if precision == Precision.MONTH:
        return value.replace(day=1)
    return value


@lru_cache(maxsize=128)
def babel_locale(language: str) -> Locale:
    """Babel's locale for one of our language codes; English when Babel knows nothing near it."""
    code = BABEL_CODES.get(language, language.replace("-", "_"))
    try:
        return Locale.parse(code)
    except (ValueError, UnknownLocaleError):
        return Locale.parse(BABEL_CODES["en"])


def format_date(value: datetime.date | None, precision: str, language: str) -> str:
    """The known part of a date as `language` writes it, with Latin digits.

    >>> format_date(datetime.date(2025, 5, 16), "month", "it")
    'maggio 2025'
    """
    if value is None or precision == Precision.UNKNOWN:
        with translation.override(language):
            return gettext("date unknown")
    locale = babel_locale(language)
    if precision == Precision.YEAR:
        return str(babel_dates.format_skeleton("y", value, locale=locale))
    if precision == Precision.MONTH:
        return str(babel_dates.format_skeleton("yMMMM", value, locale=locale))
    return str(babel_dates.format_date(value, format="long", locale=locale))


def format_elapsed(days: int, language: str) -> str:
    """A length of time in the largest unit that still says enough: days, then months, then years.

    >>> format_elapsed(33, "en"), format_elapsed(200, "de"), format_elapsed(1100, "fr")
    ('33 days', '6 Monate', '3 ans')
    """
    unit: Literal["day", "month", "year"] = "day"
    amount, unit_days = days, 1
    if days >= DAYS_SHOWN_AS_MONTHS:
        unit, amount, unit_days = "year", int(days / DAYS_PER_YEAR), 365
    elif days >= DAYS_SHOWN_AS_DAYS:
        unit, amount, unit_days = "month", int(days / DAYS_PER_MONTH), 30
    # Babel divides by these lengths again; a threshold out of reach makes it keep the unit.
    length = datetime.timedelta(days=amount * unit_days)
    locale = babel_locale(BABEL_CODES_FOR_LENGTHS.get(language, language))
    return babel_dates.format_timedelta(length, granularity=unit, threshold=NEVER, locale=locale)


def list_separator(language: str) -> str:
    """What a language puts between the items of a list.

    >>> list_separator("en"), list_separator("ur")
    (', ', '، ')
    """
    pattern = str(babel_locale(language).list_patterns["standard"]["start"])
    return pattern.removeprefix("{0}").removesuffix("{1}")
