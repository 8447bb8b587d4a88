"""Numbers in any system of digits, with separators of any language, and as words; compared between two texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol
from django.utils.translation import gettext_lazy as _

from translations.checks import large_numbers, number_words
from translations.checks.check import Check
from translations.checks.compiled import Compiled
from translations.checks.dates import dates_in
from translations.checks.findings import Finding, Severity
from translations.checks.locators import addresses_in
from translations.checks.texts import Pair, Text, blanked

_NUMBER: Final = re.compile(r"\d{1,3}(?:[.,'’٬\u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,٫]\d{1,2}(?!\d))?")
#: With plain spaces it is a number only where the other text has the same.
_SPACED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_AFTERNOON: Final = re.compile(r"(\d{1,2})(?:[:.]\d\d)?\s*p\.?\s?m\b", re.IGNORECASE)
_DECADE: Final = re.compile(r"(?<!\d)(?:\d\d)?(\d0)['’]?s\b")
#: Calendars of their own: a year of one is another number in the other.
_OTHER_CALENDARS: Final = frozenset({"fa", "ps", "ckb", "th", "ne", "am", "dv"})
#: Up to here languages write numbers as words, and leave some out (“one”, “both”).
_SMALL: Final = 12
#: Up to here a number may come into a translation by its grammar (“both of them”).
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, and what it says: digits of 0–9 with a point for decimals."""

    written: str
    value: str
    start: int
    end: int


@lru_cache(maxsize=2048)
def numbers_in(text: str, language: str) -> tuple[Number, ...]:
    """Numbers in digits, without those of addresses; day, month and year of a numeric date count as numbers.

    >>> [each.value for each in numbers_in("۱۱ of 1.200 on 15.05.2025", "en")]
    ['11', '1200', '15', '2025']
    """
    if not any(character.isdigit() for character in text):
        return ()
    text = blanked(text, [(each.start, each.end) for each in addresses_in(text)])
    months = [span for date in dates_in(text, language) if (span := date.month_digits)]
    text = blanked(text, months)
    return tuple(
        Number(match.group(), _value(match.group()), match.start(), match.end()) for match in _NUMBER.finditer(text)
    )


def _value(written: str) -> str:
    digits = "".join(str(unicodedata.decimal(each, each)) for each in written)
    whole = re.sub(r"[.,'’٬\u00a0\u202f\u2009](?=\d{3}(?!\d))", "", digits)
    value = re.sub(r"[,٫]", ".", whole)
    return value.lstrip("0") or "0" if "." not in value else value


@lru_cache(maxsize=64)
def _signs(language: str) -> tuple[str, str]:
    """What begins decimals and what parts thousands in a language; empty where that is not known."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return "", ""
    return get_decimal_symbol(locale), get_group_symbol(locale)


class Numbers(Check):
    """Numbers that a translation loses, changes or adds, in digits or as small words."""

    id = "numbers"
    name = _("Numbers")
    why = _("A wrong number, for example of prisoners, makes a text untrustworthy.")

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        if pair.target.main_language in _OTHER_CALENDARS or pair.source.main_language in _OTHER_CALENDARS:
            return
        source, target = _Said(pair.source), _Said(pair.target)
        source.join_spaced(target)
        target.join_spaced(source)
        lost = [each for each in source.numbers if not target.says(each, source)]
        extra = [each for each in target.numbers if not source.says(each, target)]
        if lost and _joined(lost) == _joined(extra):
            return
        yield from self._in_digits(pair, lost, extra, languages_known=source.is_known and target.is_known)
        if not lost and not extra:
            yield from self._in_words(pair, source, target)
            yield from self._separated(pair, source, target)

    def _in_digits(
        self, pair: Pair, lost: list[Number], extra: list[Number], *, languages_known: bool
    ) -> Iterator[Finding]:
        severity = Severity.ERROR if lost and extra else Severity.WARNING
        if len(lost) == 1 and len(extra) == 1:
            span = (extra[0].start, extra[0].end)
            right = lost[0].value if extra[0].written.isascii() or "." in lost[0].value else lost[0].written
            fix = in_digits_of(lost[0].written if right == lost[0].value else right, extra[0].written)
            yield self.found(pair.target, span, severity=severity, fix=fix, wrong=extra[0].written, right=fix)
            return
        if not languages_known:
            lost = [each for each in lost if _is_large(each)]
            extra = [each for each in extra if _is_large(each)]
        if lost:
            yield self.found(pair.target, severity=severity, missing=_once(lost))
        elif extra:
            span = (extra[0].start, extra[0].end)
            yield self.found(pair.target, span, severity=severity, extra=_once(extra))

    def _separated(self, pair: Pair, source: _Said, target: _Said) -> Iterator[Finding]:
        """Thousands that stand apart as in the original, where this sign begins the decimals in the other language."""
        (decimal, group), (_decimal, of_source) = _signs(pair.target.language), _signs(pair.source.language)
        thousands = {each.value for each in source.numbers if of_source and of_source in each.written}
        for each in target.numbers:
            if (
                decimal
                and each.value in thousands
                and re.fullmatch(rf"\d{{1,3}}(?:{re.escape(decimal)}\d{{3}})+", each.written)
            ):
                right = each.written.replace(decimal, group)
                span = (each.start, each.end)
                yield self.found(
                    pair.target, span, severity=Severity.WARNING, fix=right, wrong=each.written, right=right
                )

    def _in_words(self, pair: Pair, source: _Said, target: _Said) -> Iterator[Finding]:
        """A small number that is another one in the translation; only where both languages are known."""
        if not (source.is_known and target.is_known):
            return
        lost = [number for number in sorted(source.certain) if not target.says_in_words(number)]
        doubtful = number_words.doubtful_numbers(pair.target.prose, pair.target.main_language)
        extra = [number for number in sorted(target.certain | doubtful) if not source.says_in_words(number)]
        if lost and extra:
            yield self.found(pair.target, missing=[str(each) for each in lost])
        elif large := [number for number in extra if number in target.certain and number > _FEW]:
            yield self.found(pair.target, extra=[str(each) for each in large])


class _Said:
    """The numbers that a text says in any way."""

    def __init__(self, text: Text) -> None:
        large = large_numbers.large_numbers(text.prose, text.main_language)
        prose = blanked(text.prose, [(each.start, each.end) for each in large])
        self.numbers = [each for each in numbers_in(prose, text.language) if not _is_decade(each, text.prose)]
        self.numbers += [
            Number(text.prose[each.start : each.end], str(each.value), each.start, each.end)
            for each in large
            if each.has_digits
        ]
        self.written = {each.value for each in numbers_in(prose, text.language)} | {str(each.value) for each in large}
        self.written |= {part.lstrip("0") or "0" for value in self.written if "." in value for part in value.split(".")}
        self.written |= {str(int(each[1]) + 12) for each in _AFTERNOON.finditer(text.prose)}
        self.values = {int(each) for each in self.written if each.isdigit()}
        self.certain, self.possible = number_words.number_words(prose, text.main_language)
        self.certain |= {each.value for each in large if not each.has_digits}
        self.possible |= {int(each[1]) for each in _DECADE.finditer(text.prose)}
        self.is_known = text.main_language in number_words.LANGUAGES
        self.text = text

    def join_spaced(self, other: _Said) -> None:
        """Read `1 200` as one number where the other text has it so."""
        for match in _SPACED.finditer(self.text.prose):
            value = match.group().replace(" ", "")
            if value in other.written:
                outside = [each for each in self.numbers if each.end <= match.start() or each.start >= match.end()]
                self.numbers = [*outside, Number(match.group(), value, match.start(), match.end())]
                self.written.add(value)

    def says_in_words(self, number: int) -> bool:
        return (
            number in self.possible
            or number in self.values
            or number_words.begins_a_word(number, self.text.prose, self.text.main_language)
        )

    def says(self, number: Number, other: _Said) -> bool:
        """Whether a number of the other text stands here in digits or words, or may be left out here."""
        if number.value in self.written:
            return True
        value = int(number.value) if number.value.isdigit() else None
        if value is None:
            parts = {part.lstrip("0") or "0" for part in number.value.split(".")}
            return number.value.replace(".", "") in self.written or parts - {"0"} <= self.written
        is_time = value + 12 in self.values and bool(_AFTERNOON.search(other.text.prose))
        if number_words.begins_a_word(value, self.text.prose, self.text.main_language):
            return True
        return value in self.possible or value <= 1 or is_time or (not self.is_known and value <= _SMALL)


def _is_decade(number: Number, text: str) -> bool:
    return bool(_DECADE.match(text, number.start))


def _is_large(number: Number) -> bool:
    return not number.value.isdigit() or int(number.value) > _SMALL


def _joined(numbers: list[Number]) -> str:
    """All digits: `5 200` and `5200` are the same number, written with and without a space."""
    return "".join(each.value for each in numbers)


def _once(numbers: list[Number]) -> list[str]:
    return list(dict.fromkeys(each.written for each in numbers))


def in_digits_of(number: str, pattern: str) -> str:
    """A number in the digits that another one is written in.

    >>> in_digits_of("15", "۱۶")
    '۱۵'
    """
    first = next((each for each in pattern if each.isdigit()), "0")
    zero = ord(first) - unicodedata.decimal(first, 0)
    return "".join(chr(zero + unicodedata.decimal(each)) if each.isdecimal() else each for each in number)
