"""Dates in any style of the languages: found in a text, and compared between two texts and with the records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext_lazy as _

from translations.checks.check import Check
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding, Severity
from translations.checks.locators import addresses_in
from translations.checks.number_words import bare
from translations.checks.texts import Pair, Text, blanked

#: What stands between a day, a month and a year: “de”, “of”, “του”, a comma.
_BETWEEN: Final = r"[\s\u00a0\u202f]*(?:,|،|de|del|di|of|den|του|کے|کی|کو)?[\s\u00a0\u202f]*"
_DAY_BEFORE: Final = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\.|º|°|ª|er|re|st|nd|rd|th|η|ης|ή|α|ος|-?e|-?го)?{_BETWEEN}$")
_DAY_AFTER: Final = re.compile(r"[\s\u00a0\u202f]+(\d{1,2})(?:st|nd|rd|th)?(?![\d.:]\d|\d)")
_YEAR_AFTER: Final = re.compile(rf"{_BETWEEN}(\d{{4}})(?!\d)")
_NUMERIC: Final = re.compile(
    r"(?<![\d/.-])(?:(?P<y>\d{4})(?P<s1>[-/.])(?P<m>\d{1,2})(?P=s1)(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?P<s2>[./-])[\s\u00a0\u202f]?(?P<m2>\d{1,2})(?P=s2)[\s\u00a0\u202f]?(?P<y2>\d{4}|\d\d))(?![\d/-])"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Month names that are words of other meanings too, as they are compared.
_AMBIGUOUS: Final = {"en": {"may", "march", "august"}, "fr": {"mars"}, "ur": {"مارچ"}, "da": {"maj"}}
#: Stems of months for languages that put endings to them.
_GREEK: Final = [
    "ιανουαρι",
    "φεβρουαρι",
    "μαρτι",
    "απριλι",
    "μαι",
    "ιουνι",
    "ιουλι",
    "αυγουστ",
    "σεπτεμβρι",
    "οκτωβρι",
    "νοεμβρι",
    "δεκεμβρι",
]
_ENDINGS: Final = 3


@dataclass(frozen=True, slots=True)
class Date:
    """A day or a month named in a text. What is not said is None; `month_digits` is where a month stands as a number."""

    month: int
    day: int | None
    year: int | None
    start: int
    end: int
    month_digits: tuple[int, int] | None = None
    #: The month as a word, and whether it may be another word.
    month_word: tuple[int, int] | None = None
    is_certain: bool = True
    #: Day and month may change places, as in 05/06/2025.
    is_open: bool = False


@lru_cache(maxsize=64)
def month_names(language: str) -> dict[str, tuple[int, bool]]:
    """The names of months as they are compared: the number, and whether it is an abbreviation. Empty if unknown."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, tuple[int, bool]] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in locale.months[context][width].items():
                word = bare(name.rstrip("."))
                if _WORD.fullmatch(word):
                    found.setdefault(word, (number, width == "abbreviated"))
    return found


def _month(word: str, language: str) -> tuple[int, bool] | None:
    names = month_names(language)
    exact = names.get(word)
    if exact or not names:
        return exact
    if language.startswith("el"):
        return next(((n, False) for n, stem in enumerate(_GREEK, 1) if _is_inflected(word, stem)), None)
    if unicodedata.name(word[0], "").startswith(("CYRILLIC",)):
        return next(
            (number for name, number in names.items() if len(name) > 3 and _is_inflected(word, name[:-1])), None
        )
    return None


def _is_inflected(word: str, stem: str) -> bool:
    return word.startswith(stem) and len(word) - len(stem) <= _ENDINGS


@lru_cache(maxsize=2048)
def dates_in(text: str, language: str) -> tuple[Date, ...]:
    """All dates of a plain text, in order.

    >>> [(each.day, each.month, each.year) for each in dates_in("vom 15. Mai 2025 bis 2025-06-17", "de")]
    [(15, 5, 2025), (17, 6, 2025)]
    """
    text = blanked(text, [(each.start, each.end) for each in addresses_in(text)])
    found = [date for match in _NUMERIC.finditer(text) if (date := _numeric(match)) is not None]
    if month_names(language):
        found += [date for match in _WORD.finditer(text) if (date := _named(match, text, language)) is not None]
    return tuple(sorted(found, key=lambda date: date.start))


def _numeric(match: re.Match[str]) -> Date | None:
    is_iso = match["y"] is not None
    year, month, day = (match["y"], match["m"], match["d"]) if is_iso else (match["y2"], match["m2"], match["d2"])
    where = match.span("m" if is_iso else "m2")
    number, second = int(day), int(month)
    if second > 12 and number <= 12:
        number, second, where = second, number, match.span("d2" if not is_iso else "d")
    if not (1 <= number <= 31 and 1 <= second <= 12):
        return None
    full = int(year) + (2000 if len(year) < 4 else 0)
    is_open = not is_iso and match["s2"] == "/" and number <= 12
    return Date(second, number, full, match.start(), match.end(), month_digits=where, is_open=is_open)


def _named(match: re.Match[str], text: str, language: str) -> Date | None:
    month = _month(bare(match.group()), language)
    if month is None:
        return None
    number, is_short = month
    before = _DAY_BEFORE.search(text[max(0, match.start() - 14) : match.start()])
    rest = text[match.end() :]
    after = _DAY_AFTER.match(rest) if not before and language.startswith("en") else None
    year = _YEAR_AFTER.match(rest[after.end() if after else (1 if rest.startswith(".") else 0) :])
    if is_short and not (before or after or year):
        return None
    is_certain = bool(before or after or year) or bare(match.group()) not in _AMBIGUOUS.get(language[:2], ())
    if not is_certain and not match.group()[0].isupper():
        return None
    day = int((before or after)[1]) if before or after else None  # type: ignore[index]
    start = match.start() - (len(before.group()) if before else 0)
    end = match.end() + (after.end() if after else 0) + (year.end() if year else 0)
    said_year = int(year[1]) if year else None
    return Date(number, day, said_year, start, end, month_word=match.span(), is_certain=is_certain)


class Dates(Check):
    """Dates whose month is another one in the translation, is lost, or that have swapped their days."""

    id = "dates"
    name = _("Dates")
    why = _("Readers act on dates, and a wrong one makes a text untrustworthy.")
    severity = Severity.ERROR

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        if not (month_names(pair.source.language) and month_names(pair.target.language)):
            return
        wanted = dates_in(pair.source.prose, pair.source.language)
        present = dates_in(pair.target.prose, pair.target.language)
        if not wanted or any(each.is_open for each in (*wanted, *present)):
            return
        lost = [each for each in wanted if each.month not in {date.month for date in present}]
        extra = [each for each in present if each.month not in {date.month for date in wanted}]
        lost = [each for each in lost if each.is_certain]
        extra = [each for each in extra if each.is_certain]
        if lost and extra:
            yield self._other_month(pair, lost[0], extra[0])
        elif lost and pair.target.language in KNOWN and not extra:
            texts = [pair.source.prose[each.start : each.end].strip() for each in lost]
            yield self.found(pair.target, severity=Severity.WARNING, missing=texts)
        elif extra and not lost and all(each.day or each.year for each in extra):
            texts = [pair.target.prose[each.start : each.end].strip() for each in extra]
            yield self.found(pair.target, (extra[0].start, extra[0].end), extra=texts)
        elif not lost and not extra:
            yield from self._swapped(pair, wanted, present)

    def _other_month(self, pair: Pair, lost: Date, extra: Date) -> Finding:
        written = pair.target.prose[extra.start : extra.end].strip()
        name = _name_like(lost.month, pair.target, extra)
        span = extra.month_word or extra.month_digits
        if not span or not name:
            return self.found(pair.target, (extra.start, extra.end), missing=[pair.source.prose[lost.start : lost.end]])
        right = (pair.target.prose[extra.start : span[0]] + name + pair.target.prose[span[1] : extra.end]).strip()
        return self.found(pair.target, span, fix=name, wrong=written, right=right)

    def _swapped(self, pair: Pair, wanted: tuple[Date, ...], present: tuple[Date, ...]) -> Iterator[Finding]:
        days = {(each.day, each.month) for each in wanted}
        others = {(each.day, each.month) for each in present}
        if len(days) < 2 or len(days) != len(others) or any(day is None for day, _month in days | others):
            return
        if days != others and len(wanted) == len(days):
            texts = [pair.source.prose[e.start : e.end].strip() for e in wanted if (e.day, e.month) not in others]
            yield self.found(pair.target, missing=texts)


#: Languages whose ways to write a date are all known here.
KNOWN: Final = frozenset({"en", "de", "fr", "it", "es", "pt-br", "pt", "nl", "da", "el", "ur"})


def _name_like(month: int, text: Text, date: Date) -> str:
    """A month's name in the form of the one that stands there; empty when that cannot be told."""
    if date.month_digits:
        width = date.month_digits[1] - date.month_digits[0]
        return str(month).zfill(width) if text.prose[slice(*date.month_digits)].isascii() else ""
    locale = Locale.parse(text.language.replace("-", "_"))
    written = text.prose[slice(*date.month_word)] if date.month_word else ""
    for context in ("format", "stand-alone"):
        if bare(locale.months[context]["wide"][date.month]) == bare(written):
            return str(locale.months[context]["wide"][month])
    return ""
