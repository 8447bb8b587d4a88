"""Large numbers in words, or half in words: “five thousand”, “fünftausend”, “50 ہزار”. Of other words it knows nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from translations.checks import number_words
from translations.checks.number_words import bare

_SCALES: Final[dict[str, dict[str, int]]] = {
    "en": {"hundred": 100, "thousand": 1_000, "million": 1_000_000},
    "de": {"hundert": 100, "tausend": 1_000, "Million": 1_000_000, "Millionen": 1_000_000},
    "fr": {"cent": 100, "cents": 100, "mille": 1_000, "million": 1_000_000, "millions": 1_000_000},
    "it": {"cento": 100, "mila": 1_000, "milione": 1_000_000, "milioni": 1_000_000},
    "es": {"mil": 1_000, "millón": 1_000_000, "millones": 1_000_000},
    "pt": {"mil": 1_000, "milhão": 1_000_000, "milhões": 1_000_000},
    "nl": {"honderd": 100, "duizend": 1_000, "miljoen": 1_000_000},
    "da": {"hundrede": 100, "tusind": 1_000, "tusinde": 1_000, "million": 1_000_000, "millioner": 1_000_000},
    "el": {"χιλιάδες": 1_000, "χιλιάδων": 1_000, "εκατομμύριο": 1_000_000, "εκατομμύρια": 1_000_000},
    "ur": {"سو": 100, "ہزار": 1_000, "لاکھ": 100_000, "کروڑ": 10_000_000},
}
#: Two hundred, three hundred … nine hundred, where they are words of their own; forms of one number are separated by `/`.
_HUNDREDS: Final[dict[str, str]] = {
    "es": "doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas "
    "seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas",
    "pt": "duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas quinhentos/quinhentas seiscentos/seiscentas "
    "setecentos/setecentas oitocentos/oitocentas novecentos/novecentas",
    "el": "διακόσιοι/διακόσιες/διακόσια τριακόσιοι/τριακόσιες/τριακόσια τετρακόσιοι/τετρακόσιες/τετρακόσια "
    "πεντακόσιοι/πεντακόσιες/πεντακόσια εξακόσιοι/εξακόσιες/εξακόσια επτακόσιοι/επτακόσιες/επτακόσια "
    "οκτακόσιοι/οκτακόσιες/οκτακόσια εννιακόσιοι/εννιακόσιες/εννιακόσια",
}
#: One, before a word such as “million”.
_ONE: Final[dict[str, str]] = {
    "en": "a one",
    "de": "ein eine einer einem",
    "fr": "un",
    "it": "un",
    "es": "un",
    "pt": "um",
    "nl": "een",
    "da": "en et",
    "el": "ένα ένας ενός",
    "ur": "ایک",
}
_SCALE_IN_A_WORD: Final = frozenset({"de", "it", "nl", "da"})
_WORD: Final = re.compile(r"\d+(?:[.,٫]\d+)?|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Large:
    """A large number, where it stands, and whether it begins with digits."""

    value: int
    start: int
    end: int
    has_digits: bool


@lru_cache(maxsize=2048)
def large_numbers(text: str, language: str) -> tuple[Large, ...]:
    """The large numbers of a text that stand there with a word.

    >>> [each.value for each in large_numbers("Fünftausend kamen, 1,5 Millionen nicht", "de")]
    [5000, 1500000]
    """
    scales = _scales(language)
    if not scales:
        return ()
    found: list[Large] = []
    words = list(_WORD.finditer(text))
    place = 0
    while place < len(words):
        first, last = words[place], place
        value = _value(first.group(), language)
        is_large = value is not None and not _is_plain(first.group(), language)
        while value is not None and last + 1 < len(words) and _follows(text, words[last], words[last + 1], scales):
            last += 1
            value *= scales[bare(words[last].group())]
            is_large = True
        if value is not None and is_large and value == int(value):
            found.append(Large(int(value), first.start(), words[last].end(), first.group()[0].isdigit()))
        place = last + 1
    return tuple(found)


def _follows(text: str, before: re.Match[str], word: re.Match[str], scales: dict[str, int]) -> bool:
    return bare(word.group()) in scales and text[before.end() : word.start()].isspace()


def _value(word: str, language: str) -> float | None:
    if word[0].isdigit():
        number = re.sub(r"[,٫]", ".", word)
        whole, point, decimals = number.partition(".")
        return None if len(decimals) == 3 else float(f"{int(whole)}{point}{_digits(decimals)}")
    known = bare(word)
    if known in _ones(language):
        return 1
    value = number_words.any_number_of(known, language)
    return value if value is not None else _in_one_word(known, language)


def _digits(text: str) -> str:
    return "".join(str(int(each)) for each in text)


def _is_plain(word: str, language: str) -> bool:
    """Whether a word is a number of the small tables, or digits alone: no large number by itself."""
    known = bare(word)
    return word[0].isdigit() or known in _ones(language) or number_words.any_number_of(known, language) is not None


def _in_one_word(word: str, language: str) -> int | None:
    """The value of a compound such as “zweihunderttausend”, or of a hundred that is one word."""
    if word in _hundreds(language):
        return _hundreds(language)[word]
    if language not in _SCALE_IN_A_WORD:
        return None
    for scale, times in _scales(language).items():
        head = word.removesuffix(scale)
        if head != word and head:
            value = number_words.any_number_of(head, language)
            value = value if value is not None else _in_one_word(head, language)
            return None if value is None else value * times
    return None


@lru_cache(maxsize=64)
def _scales(language: str) -> dict[str, int]:
    return {bare(word): value for word, value in _SCALES.get(language, {}).items()}


@lru_cache(maxsize=64)
def _ones(language: str) -> frozenset[str]:
    return frozenset(bare(word) for word in _ONE.get(language, "").split())


@lru_cache(maxsize=64)
def _hundreds(language: str) -> dict[str, int]:
    rows = zip(_HUNDREDS.get(language, "").split(), range(200, 1000, 100), strict=False)
    return {bare(form): value for forms, value in rows for form in forms.split("/")}
