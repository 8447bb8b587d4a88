"""What a result shows of a page: the paragraph that holds most of the words, shortened, with the words marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from library.endings import is_unspaced
from search.words import LETTERS, Question, Wanted

#: Letters of a paragraph that are shown.
LONGEST = 260
#: Of these, before the first word that was found.
BEFORE = 90
_MARK = "\0"
#: Letters, and pairs for which one letter may stand in a text: ß, æ, œ, umlauts, the ring, þ.
_SIGNS = re.compile(r"ss|ae|oe|ue|aa|th|.")


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `is_found` says whether it is what was looked for."""

    text: str
    is_found: bool = False


class _One(dict[int, str]):
    """Each character as one, so that places stay the same: the first letter of what it is to the search, or no letter at all."""

    def __missing__(self, code: int) -> str:
        single = "\n" if code == ord("\n") else LETTERS[code][:1] or _MARK
        if len(self) < 20_000:
            self[code] = single
        return single


_ONE = _One()


class Marker:
    """Finds the words of one question in any number of texts."""

    def __init__(self, asked: Question) -> None:
        self._patterns = [re.compile("|".join(_pattern(word, root) for root in word.roots)) for word in asked.words]

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """Where words stand: start, end, and the number of the word of the question."""
        letters = text.translate(_ONE)
        found = [
            (*match.span(), number) for number, each in enumerate(self._patterns) for match in each.finditer(letters)
        ]
        return sorted(found)

    def title(self, text: str) -> list[Piece]:
        """All of a text."""
        return list(_pieces(text, 0, len(text), self.spans(text)))

    def excerpt(self, text: str) -> list[Piece]:
        """Of paragraphs on lines the one that holds most different words, the first of these; without any, the first."""
        best, start, most = (0, *_line(text, 0)), 0, 0
        spans = self.spans(text)
        for at, _end, _number in spans:
            line = _line(text, at)
            if line[0] < start:
                continue
            start = line[1]
            inside = [span for span in spans if line[0] <= span[0] < line[1]]
            if (number := len({span[2] for span in inside})) > most:
                most, best = number, (inside[0][0], *line)
        first, begin, end = best
        return _shortened(text, first, begin, end, spans)


def _pattern(word: Wanted, letters: str) -> str:
    """A word that begins with these letters, to its end; signs that stand without spaces wherever they are."""
    signs = (sign[0] + (f"{_MARK}*{sign[1]}?" if len(sign) > 1 else "") for sign in _SIGNS.findall(letters))
    spelled = f"{_MARK}*".join(signs)
    if is_unspaced(letters):
        return spelled
    return rf"(?<![^ \n{_MARK}]){spelled}" + (rf"{_MARK}*(?![^ \n])" if word.is_whole else r"[^ \n]*")


def _line(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _shortened(text: str, first: int, begin: int, end: int, spans: list[tuple[int, int, int]]) -> list[Piece]:
    """A paragraph from somewhat before the first word found, cut between words."""
    start, stop = begin, end
    if end - begin > LONGEST and first - begin > BEFORE:
        start = first - BEFORE
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    if stop - start > LONGEST:
        stop = start + LONGEST
        space = text.rfind(" ", first + 1, stop)
        stop = space if space > first else stop
    pieces = list(_pieces(text, start, stop, spans))
    return [*([Piece("… ")] if start > begin else []), *pieces, *([Piece(" …")] if stop < end else [])]


def _pieces(text: str, start: int, stop: int, spans: list[tuple[int, int, int]]) -> Iterator[Piece]:
    at = start
    for first, last, _number in spans:
        if first < at or first >= stop:
            continue
        if first > at:
            yield Piece(text[at:first])
        at = min(last, stop)
        yield Piece(text[first:at], is_found=True)
    if at < stop:
        yield Piece(text[at:stop])
