"""Inline HTML as wagtail-localize stores it, in pieces and as text that people and tools write. Pure functions.

Stored: `Tom &amp; <b>Jerry</b>`. As text: `Tom & <b>Jerry</b>`; a sign is written as an entity only where it would be
taken for a tag or an entity, so that every stored string comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from html import unescape
from typing import Final

from translations.inline_html import TAG
from translations.tokens import TOKEN

ENTITY: Final = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Part(Enum):
    """What a piece of a string is."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    #: A line break, a placeholder, or a tag that has lost its other half.
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a string. `text` is plain text, or for the other parts the code itself: `<b>`, `{{ name }}`.

    `number` tells codes apart; both halves of a pair have the same, and so has a code of the translation and the one of
    the original that it stands for.
    """

    part: Part
    text: str
    number: int = 0


def stored(text: str) -> str:
    """The inline HTML that a text means. What is stored already stays as it is.

    >>> stored("Tom & <b>Jerry</b>, 1 < 2<br>"), stored("Tom &amp; <b>Jerry</b>")
    ('Tom &amp; <b>Jerry</b>, 1 &lt; 2<br/>', 'Tom &amp; <b>Jerry</b>')
    """
    return "".join(_stored_parts(_CONTROL.sub("", text)))


def _stored_parts(text: str) -> Iterator[str]:
    end = 0
    for match in TAG.finditer(text):
        yield _escaped(ENTITY.sub(lambda entity: unescape(entity[0]), text[end : match.start()]))
        yield _tag(match)
        end = match.end()
    yield _escaped(ENTITY.sub(lambda entity: unescape(entity[0]), text[end:]))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tag(match: re.Match[str]) -> str:
    name = match[2].lower()
    if name == "br":
        return "<br/>"
    if match[1]:
        return f"</{name}>"
    return f'<{name} id="{match[4]}">' if match[4] else f"<{name}>"


def as_text(html: str) -> str:
    """A stored string as people write it; `stored` makes the same string of it again.

    >>> as_text("Tom &amp; <b>Jerry</b>, 1 &lt; 2"), as_text("the tag &lt;b&gt;")
    ('Tom & <b>Jerry</b>, 1 < 2', 'the tag &lt;b>')
    """
    return "".join(guarded(piece.text) if piece.part is Part.TEXT else piece.text for piece in pieces(html))


def guarded(text: str) -> str:
    """Plain text in which nothing looks like a tag or an entity."""
    text = ENTITY.sub(lambda entity: f"&amp;{entity[0][1:]}", text)
    return TAG.sub(lambda tag: f"&lt;{tag[0][1:]}", text)


def has_codes(html: str) -> bool:
    """Whether there is more in a string than words."""
    return TAG.search(html) is not None or "&" in html


def pieces(html: str, like: Iterable[Piece] = ()) -> list[Piece]:
    """A stored string in pieces, its codes numbered from 1; as in `like`, the pieces of the original, where they match.

    >>> [(piece.part.value, piece.text, piece.number) for piece in pieces("<b>{{ name }}</b>!")]
    [('open', '<b>', 1), ('alone', '{{ name }}', 2), ('close', '</b>', 1), ('text', '!', 0)]
    """
    return _numbered(_paired(list(_cut(html))), list(like))


def _cut(html: str) -> Iterator[Piece]:
    end = 0
    for match in TAG.finditer(html):
        yield from _with_tokens(unescape(html[end : match.start()]))
        tag = _tag(match)
        part = Part.ALONE if match[2].lower() == "br" else Part.CLOSE if match[1] else Part.OPEN
        yield Piece(part, tag)
        end = match.end()
    yield from _with_tokens(unescape(html[end:]))


def _with_tokens(text: str) -> Iterator[Piece]:
    end = 0
    for match in TOKEN.finditer(text):
        if match.start() > end:
            yield Piece(Part.TEXT, text[end : match.start()])
        yield Piece(Part.ALONE, match[0])
        end = match.end()
    if end < len(text):
        yield Piece(Part.TEXT, text[end:])


def _name(tag: str) -> str:
    return tag.strip("</>").split()[0]


def _paired(found: list[Piece]) -> list[tuple[Piece, int | None]]:
    """Each piece with the place of its other half; a half without one becomes a code alone."""
    halves: dict[int, int] = {}
    open_tags: list[int] = []
    for place, piece in enumerate(found):
        if piece.part is Part.OPEN:
            open_tags.append(place)
        elif piece.part is Part.CLOSE and open_tags and _name(found[open_tags[-1]].text) == _name(piece.text):
            begin = open_tags.pop()
            halves |= {begin: place, place: begin}
    return [
        (piece, halves[place])
        if place in halves
        else (piece if piece.part is Part.TEXT else Piece(Part.ALONE, piece.text), None)
        for place, piece in enumerate(found)
    ]


def _numbered(found: list[tuple[Piece, int | None]], like: list[Piece]) -> list[Piece]:
    free = [piece for piece in like if piece.part in (Part.OPEN, Part.ALONE)]
    numbers: dict[int, int] = {}
    following = max((piece.number for piece in free), default=0)
    result = []
    for place, (piece, half) in enumerate(found):
        if piece.part in (Part.OPEN, Part.ALONE):
            match = next((each for each in free if (each.part, each.text) == (piece.part, piece.text)), None)
            if match:
                free.remove(match)
                numbers[place] = match.number
            else:
                following += 1
                numbers[place] = following
        elif piece.part is Part.CLOSE and half is not None:
            numbers[place] = numbers[half]
        result.append(Piece(piece.part, piece.text, numbers.get(place, 0)))
    return result
