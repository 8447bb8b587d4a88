"""The sentences of a text that hold a name, cut into pieces so that the name can be marked. Pure: reads no database."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from library.names_in_text import Found, NameFinder

#: The end of a paragraph or of a list item in stored rich text.
_BREAK = re.compile(r"<(?:/p|/li|/h[1-6]|br\s*/?|/td|/blockquote)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'\bhref="([^"]*)"', re.IGNORECASE)
#: A sentence ends with its mark; a full stop after one letter belongs to initials, after one or two digits to a day.
_END = re.compile(r"(?<=[.!?…۔؟;·])(?<!\b\w[.۔])(?<!\b\d\d\.)\s+|(?<=[。！？।])|\n+")
_LONGEST = 240


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence; `is_name` says whether it is what was looked for."""

    text: str
    is_name: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence that holds the name. `is_certain` is false where a human has to see whose name it is."""

    pieces: tuple[Piece, ...]
    is_certain: bool

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def plain(text: str) -> str:
    """Stored text as it is read, with the addresses that its links lead to.

    >>> plain('<p>Free <b>Ehsan</b> &amp; all.</p><p><a href="/ehsan/">More</a></p>')
    'Free Ehsan & all.\\nMore\\n\\n/ehsan/'
    """
    if "<" not in text and "&" not in text:
        return text
    links = "".join(f"\n{address}" for address in _LINK.findall(text))
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)) + links)


def sentences_with(finder: NameFinder, stored: str) -> list[Sentence]:
    """The sentences of a stored text that hold the name."""
    text = plain(stored)
    found = finder.find(text)
    if not found:
        return []
    sentences = []
    for start, end in _stretches(text, found):
        inside = [each for each in found if start <= each.start and each.end <= end]
        if inside:
            sentences.append(Sentence(tuple(_pieces(text, start, end, inside)), any(each.certain for each in inside)))
    return sentences


def _stretches(text: str, found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends; a name is never cut in two."""
    start = 0
    for match in _END.finditer(text):
        if any(each.start < match.end() and match.start() < each.end for each in found):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _pieces(text: str, start: int, end: int, inside: Sequence[Found]) -> Iterator[Piece]:
    at = start
    for number, each in enumerate(inside):
        before = text[at : each.start]
        yield Piece(_shortened(before, keep_start=bool(number)) if len(before) > _LONGEST else before)
        yield Piece(text[each.start : each.end], is_name=True)
        at = each.end
    after = text[at:end]
    yield Piece(f"{after[:_LONGEST].rpartition(' ')[0]} …" if len(after) > _LONGEST else after)


def _shortened(text: str, *, keep_start: bool) -> str:
    ending = text[-_LONGEST // 2 :].partition(" ")[2]
    beginning = text[: _LONGEST // 2].rpartition(" ")[0] if keep_start else ""
    return f"{beginning} … {ending}".lstrip()
