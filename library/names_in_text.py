"""Finds a person's name in a text, in every script, with the endings that languages add. Pure: reads no database.

    finder = NameFinder(["Ehsan Ali", "احسان علی"], others=[["Asghar Ali"]])
    finder.find("Free Ehsan Ali’s lawyer!")

It finds too much rather than too little: a human decides. What may be somebody else is marked as doubtful.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from library.endings import is_form_of, is_unspaced, shortest_part, stem
from library.names import fold

#: Words that stand before a name and tell nobody apart, folded.
TITLES = frozenset(
    fold(
        "Advocate Adv Doctor Dr Prof Professor Mr Mrs Ms Herr Frau Comrade Maulana Maulvi Mullah Haji Syed Sayed Ustad "
        "bin ibn bint abu von van der den del dos das and und "
        "ایڈووکیٹ ڈاکٹر پروفیسر کامریڈ مولانا مولوی حاجی سید استاد بن ابن جناب الاستاذ الدكتور δρ κ"
    ).split()
)
#: Letters that do not fall apart into a letter and a mark, but are typed with and without.
PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ə": "e", "ـ": ""})
#: How long a whole name is at least that is looked for inside a word, as in #FreeEhsanAli or an address.
LONG_ENOUGH_INSIDE = 7


class Folded(dict[int, str]):
    """What each character is to a comparison: letters as `names.fold` writes them, "" for marks, " " between words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
            folded = ""
        else:
            folded = (fold(character) or " ").translate(PLAIN)
        self[code] = folded
        return folded


_FOLDED = Folded()


@dataclass(frozen=True)
class Found:
    """A stretch of a text that holds the name. `certain` is false where it may be somebody else's or no name at all."""

    start: int
    end: int
    certain: bool = True


@dataclass
class Word:
    """A word of a text as it is compared, and where each of its letters stands."""

    letters: str = ""
    places: list[int] = field(default_factory=list)
    is_small: bool = False

    @property
    def span(self) -> tuple[int, int]:
        return self.places[0], self.places[-1] + 1


def words_of(text: str) -> list[Word]:
    """The words of a text, as they are compared; parts written together with capitals count as words of their own.

    >>> [word.letters for word in words_of("#FreeEhsan, Masood-ur-Réhman")]
    ['free', 'ehsan', 'masood', 'ur', 'rehman']
    """
    found: list[Word] = []
    current, previous = Word(), ""
    for place, character in enumerate(text):
        folded = _FOLDED[ord(character)]
        if folded == " " or (character.isupper() and previous.islower()):
            if current.letters:
                found.append(current)
            current = Word()
        if folded.strip():
            current.is_small = current.is_small if current.letters else character.islower()
            current.letters += folded
            current.places += [place] * len(folded)
        previous = character
    return [*found, current] if current.letters else found


class NameFinder:
    """Looks for one person. `forms` are all written forms of the name, `others` those of everybody else on record."""

    def __init__(self, forms: Iterable[str], others: Iterable[Iterable[str]] = ()) -> None:
        self.forms = {words for words in map(_form, forms) if words}
        theirs = {words for each in others for words in map(_form, each) if words}
        self.others = {words for words in theirs if len(words) > 1} - self.forms
        self.parts = {part for words in self.forms for part in _parts(words)}
        self.shared = self.parts & {part for words in theirs for part in words}
        self._stems = {stem(part) for part in self.parts} | {max(words, key=len) for words in self.forms}
        self._initials = {part[0] for part in self.parts}

    def find(self, text: str) -> list[Found]:
        """Every stretch that holds the name or a part of it, in order; none overlap."""
        flat = text.translate(_FOLDED)
        if not any(each in flat for each in self._stems):
            return []
        words = words_of(text)
        theirs = list(_whole(words, self.others, inside_words=False))
        whole = [span for span in _whole(words, self.forms) if not _is_within_longer(span, theirs)]
        parts = [found for found in self._in_parts(text, words) if not _is_within((found.start, found.end), theirs)]
        return _merged([*(Found(*span) for span in whole), *parts])

    def _in_parts(self, text: str, words: Sequence[Word]) -> Iterator[Found]:
        """Single parts, and neighbouring ones taken together."""
        hits = {number: hit for number, word in enumerate(words) if (hit := _part_in(word, self.parts)) is not None}
        done = -1
        for number, hit in hits.items():
            if number <= done:
                continue
            row = [number]
            while (after := _next_hit(row[-1], words, hits)) is not None:
                row.append(after)
            done = row[-1]
            start, end = hit[1][0], hits[done][1][1]
            several = len({hits[each][0] for each in row}) > 1
            yield Found(start, end, several or self._is_certain(text, words, number, hit[0]))

    def _is_certain(self, text: str, words: Sequence[Word], number: int, part: str) -> bool:
        """Whether a part that stands alone is this person's name rather than a word or somebody else's."""
        before = words[number - 1].letters if number else ""
        if len(before) == 1 and before in self._initials - {part[0]}:
            return True
        is_a_word = words[number].is_small and " " in text
        return part not in self.shared and not is_a_word


@lru_cache(maxsize=8192)
def _form(name: str) -> tuple[str, ...]:
    words = [word.letters for word in words_of(name)]
    return tuple(word for word in words if word not in TITLES) or tuple(words)


def _parts(words: Sequence[str]) -> Iterator[str]:
    return (word for word in words if len(word) >= shortest_part(word))


def _part_in(word: Word, parts: Iterable[str]) -> tuple[str, tuple[int, int]] | None:
    """The part that a word is a form of, or holds where words are not told apart; with its place in the text."""
    for part in sorted(parts, key=len, reverse=True):
        if is_unspaced(part):
            if (at := word.letters.find(part)) >= 0:
                return part, (word.places[at], word.places[at + len(part) - 1] + 1)
        elif is_form_of(word.letters, part):
            return part, word.span
    return None


def _next_hit(number: int, words: Sequence[Word], hits: dict[int, tuple[str, tuple[int, int]]]) -> int | None:
    """The next part of the name: the next word, or the one after a short word such as “ur”."""
    if number + 1 in hits:
        return number + 1
    is_short = number + 2 in hits and len(words[number + 1].letters) < 3
    return number + 2 if is_short and hits[number + 2][0] != hits[number][0] else None


def _whole(
    words: Sequence[Word], forms: Iterable[tuple[str, ...]], *, inside_words: bool = True
) -> Iterator[tuple[int, int]]:
    """Where whole names stand, however they are spaced or hyphenated, with an ending at most."""
    text = "".join(word.letters for word in words)
    places = [place for word in words for place in word.places]
    firsts = [0, *accumulate(len(word.letters) for word in words)]
    for form in forms:
        name = "".join(form)
        if name not in text:
            continue
        for match in re.finditer(re.escape(name), text):
            end_of_word = firsts[bisect_left(firsts, match.end())]
            is_whole = match.start() in firsts and is_form_of(form[-1] + text[match.end() : end_of_word], form[-1])
            is_inside = inside_words and len(form) > 1 and len(name) >= LONG_ENOUGH_INSIDE
            if is_whole or is_inside or is_unspaced(name):
                end = end_of_word if is_whole else match.end()
                yield places[match.start()], places[end - 1] + 1


def _is_within(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _is_within_longer(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return _is_within(span, (other for other in others if other[1] - other[0] > span[1] - span[0]))


def _merged(found: list[Found]) -> list[Found]:
    """Overlapping stretches as one; certain when one of them is."""
    merged: list[Found] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if merged and each.start < merged[-1].end:
            last = merged.pop()
            each = Found(last.start, max(last.end, each.end), last.certain or each.certain)
        merged.append(each)
    return merged
