"""Which script letters belong to, and which scripts a language is written in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

from library.choices import Script
from library.names import script_of

#: Unicode's first words of the names of letters, by the code of a script.
_NAMES: Final = {
    "Latn": {"LATIN"},
    "Arab": {"ARABIC"},
    "Grek": {"GREEK"},
    "Cyrl": {"CYRILLIC"},
    "Deva": {"DEVANAGARI"},
    "Beng": {"BENGALI"},
    "Hans": {"CJK"},
    "Hant": {"CJK"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"},
    "Kore": {"HANGUL", "CJK"},
}
#: Languages in Latin letters, as far as they are known; others may have a script that is not listed here.
_LATIN: Final = frozenset(
    [
        "en",
        "de",
        "fr",
        "it",
        "es",
        "pt",
        "nl",
        "da",
        "sv",
        "nb",
        "no",
        "nn",
        "fi",
        "is",
        "et",
        "lv",
        "lt",
        "pl",
        "cs",
        "sk",
        "sl",
        "hr",
        "hu",
        "ro",
        "tr",
        "az",
        "sq",
        "eu",
        "ca",
        "gl",
        "cy",
        "ga",
        "af",
        "id",
        "ms",
        "vi",
        "tl",
        "eo",
        "sw",
        "so",
        "ha",
        "yo",
        "ig",
        "zu",
        "xh",
        "mt",
        "lb",
        "br",
    ]
)


@lru_cache(maxsize=8192)
def script_of_letter(letter: str) -> str:
    """The first word of a letter's name in Unicode; empty for what is no letter and for signs of all scripts."""
    if not letter.isalpha() or unicodedata.category(letter) == "Lm" or letter in "ªºµ":
        return ""
    return unicodedata.name(letter, "").partition(" ")[0]


@lru_cache(maxsize=8192)
def letters_by_script(word: str) -> Counter[str]:
    """How many letters of a word are of each script.

    >>> letters_by_script("Аli")
    Counter({'LATIN': 2, 'CYRILLIC': 1})
    """
    return Counter(script for letter in word if (script := script_of_letter(letter)))


@lru_cache(maxsize=64)
def scripts_of(language: str) -> frozenset[str]:
    """Unicode's names of the scripts that a language is written in; empty when that is not known.

    >>> scripts_of("ur"), scripts_of("xx")
    (frozenset({'ARABIC'}), frozenset())
    """
    script = script_of(language)
    if script == Script.LATIN and language.partition("-")[0] not in _LATIN:
        return frozenset()
    return frozenset(_NAMES.get(str(script.value if hasattr(script, "value") else script), set()))
