"""Finds words, numbers, dates, sentences and marks in the texts that errors are planted in. Knows nothing of the checks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from html import unescape
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError

from tests.benchmarks.planted_errors.planting import Span
from translations.tokens import TOKEN

TAG: Final = re.compile(r"<[^>]*>")
EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
URL: Final = re.compile(r"https?://[^\s<>«»“”„]*[\w/]")
PHONE: Final = re.compile(r"\+\d[\d ]{6,}\d")
ENTITY: Final = re.compile(r"&#?\w+;")
WORD: Final = re.compile(r"[^\W\d_]+(?:\u0670?[^\W\d_\s]+)*")
NUMBER: Final = re.compile(r"(?<![\w.,:/+-])\d+(?![\w:/]|[.,]\d|-\w)")
SENTENCE_END: Final = re.compile(r"(?<=[.!?۔؟])(?:</\w+>)?\s+")
QUESTION_IN_GREEK: Final = re.compile(r"(?<=[.!;])(?:</\w+>)?\s+")
#: Scripts by the first word of the names of their letters.
SCRIPT_NAMES: Final = {"LATIN": "Latn", "GREEK": "Grek", "ARABIC": "Arab", "CYRILLIC": "Cyrl"}
#: Digits of Urdu and Persian, in order.
EASTERN: Final = "۰۱۲۳۴۵۶۷۸۹"


def outside(text: str, *patterns: re.Pattern[str]) -> list[Span]:
    """What tags, tokens, entities and addresses take up, and what the further patterns find: there nothing is planted."""
    found = [
        match.span()
        for pattern in (TAG, TOKEN, ENTITY, EMAIL, URL, PHONE, *patterns)
        for match in pattern.finditer(text)
    ]
    return sorted(found)


def free(span: Span, taken: list[Span]) -> bool:
    """Whether a span lies in none of those that are taken."""
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def words(text: str, at_least: int = 1) -> list[Span]:
    """The words of a text outside of tags, tokens and addresses."""
    taken = outside(text)
    return [m.span() for m in WORD.finditer(text) if len(m.group()) >= at_least and free(m.span(), taken)]


def plain(text: str) -> str:
    """The text as readers see it."""
    return unescape(TAG.sub("", text.replace("<br/>", "\n")))


def script_of(text: str) -> str:
    """The script that most letters of a text are in, outside of tags, tokens and addresses; empty without letters.

    >>> script_of("اپیل PDF"), script_of("Brief"), script_of("письмо")
    ('Arab', 'Latn', 'Cyrl')
    """
    letters = Counter(unicodedata.name(c, "").split()[0] for span in words(text) for c in text[slice(*span)])
    return SCRIPT_NAMES.get(letters.most_common(1)[0][0], "") if letters else ""


def western(text: str) -> str:
    """The text with the digits of all scripts as 0 to 9.

    >>> western("۱۷ جون ٢٠٢٥")
    '17 جون 2025'
    """
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else c for c in text)


def eastern(digits: str) -> str:
    """Western digits as Urdu writes them."""
    return "".join(EASTERN[int(c)] if c.isascii() and c.isdecimal() else c for c in digits)


def in_digits_of(example: str, number: int | str) -> str:
    """A number in the digits that the example is written in."""
    return eastern(str(number)) if any(c in EASTERN for c in example) else str(number)


def numbers(text: str, language: str) -> list[Span]:
    """Whole numbers that stand alone: no part of a date, an address, an hour, a price or a name such as A4."""
    taken = outside(text) + [date.span for date in dates(text, language)]
    return [match.span() for match in NUMBER.finditer(text) if free(match.span(), taken)]


class DateFound:
    """A day and a month in prose, perhaps with a year: the spans of the parts, and their values."""

    def __init__(self, match: re.Match[str], month: int) -> None:
        self.span: Span = match.span()
        self.day_span, self.month_span = match.span("day"), match.span("month")
        self.year_span: Span | None = match.span("year") if match["year"] else None
        self.day, self.month = int(match["day"]), month
        self.year = int(match["year"]) if match["year"] else None


@cache
def month_names(language: str) -> tuple[str, ...]:
    """The names of the months as they stand in a date, January first; empty for a language that is not known."""
    try:
        names = Locale.parse(language.replace("-", "_")).months["format"]["wide"]
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(names[number] for number in range(1, 13))


@cache
def _date_pattern(language: str) -> re.Pattern[str] | None:
    months = month_names(language)
    if not months:
        return None
    between = r"(?:\s+de|\.|η|η\s)?\s+"
    return re.compile(
        rf"(?<![\w.,/-])(?P<day>\d{{1,2}}){between}(?P<month>{'|'.join(months)})\b(?:(?:\s+de|\s+του)?\s+(?P<year>\d{{4}})\b)?"
    )


def dates(text: str, language: str) -> list[DateFound]:
    """Days with a month in words, as the language writes them.

    >>> [(d.day, d.month, d.year) for d in dates("am 17. Juni 2025", "de")]
    [(17, 6, 2025)]
    """
    pattern = _date_pattern(language)
    months = month_names(language)
    if pattern is None:
        return []
    return [DateFound(match, months.index(match["month"]) + 1) for match in pattern.finditer(text)]


def sentences(text: str, language: str) -> list[Span]:
    """The sentences of a text, without the blanks between them."""
    ends = (QUESTION_IN_GREEK if language == "el" else SENTENCE_END).finditer(text)
    spans, start = [], 0
    for match in ends:
        spans.append((start, match.end() - len(match.group()) + len(match.group().rstrip())))
        start = match.end()
    spans.append((start, len(text)))
    return [span for span in spans if text[slice(*span)].strip()]
