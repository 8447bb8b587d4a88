"""Slips of the pen: whether a word is another with a letter or two wrong. Words are folded, as names are compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rapidfuzz.distance import OSA

from library.names_in_text import words_of

#: From how many letters on two letters of a word may be wrong, and one.
_LONG: Final = 7
SHORT: Final = 3
_VOWELS: Final = frozenset("aeiouy")


def is_near(word: str, part: str) -> bool:
    """Whether a word is likely a slip of the pen for another.

    >>> is_near("eshan", "ehsan"), is_near("asghar", "akbar")
    (True, False)
    """
    if word == part or min(len(word), len(part)) < SHORT or abs(len(word) - len(part)) > 2:
        return False
    distance = OSA.distance(word, part)
    return distance == 1 or (distance == 2 and min(len(word), len(part)) >= _LONG)


def sounds_like(word: str, part: str) -> bool:
    """Whether a word is another way to write the sounds of a name, vowels and doubled letters aside.

    >>> sounds_like("wahid", "waheed"), sounds_like("hasan", "hassan"), sounds_like("walid", "waheed")
    (True, True, False)
    """
    return word != part and word[:1] == part[:1] and _consonants(word) == _consonants(part) != word[:1]


def _consonants(word: str) -> str:
    kept = (letter for letter, _again in groupby(word))
    return "".join(letter for number, letter in enumerate(kept) if number == 0 or letter not in _VOWELS)


def part_meant(name: str, wrong: Sequence[str]) -> str:
    """The part of a name that a misspelling of words `wrong` stands for; all of it where no part is like them.

    >>> part_meant("Awami Action Committee Gilgit-Baltistan", ["aawami", "action", "committee"])
    'Awami Action Committee'
    """
    words = words_of(name)
    for first in range(len(words) - len(wrong) + 1):
        row = words[first : first + len(wrong)]
        slips = [OSA.distance(word.letters, other) for word, other in zip(row, wrong, strict=True)]
        if any(slips) and all(slip * 3 <= len(other) for slip, other in zip(slips, wrong, strict=True)):
            return name[row[0].span[0] : row[-1].span[1]]
    return name
