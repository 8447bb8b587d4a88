"""Inline tags as marks that somebody can read and type in a word processor: `<a id="a1">` is `<a1>`. Pure functions.

Between words from right to left, a mark stands between left-to-right marks, which keep its brackets in place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from translations.exchange import inline
from translations.exchange.inline import Part, Piece
from translations.tokens import TOKEN

LRM: Final = "\u200e"
_NAMES: Final = "a|abbr|acronym|b|code|em|i|strong|br"
#: As somebody types it: with blanks, with or without the number.
_MARK: Final = re.compile(rf"<\s*(/?)\s*({_NAMES})(\d*)\s*/?\s*>", re.IGNORECASE)
_WITH_ID: Final = re.compile(r'<(\w+?) id="\1(\d+)">')
_AROUND: Final = re.compile(rf"{LRM}*({_MARK.pattern}|{TOKEN.pattern}){LRM}*", re.IGNORECASE)


def shown(pieces: Sequence[Piece]) -> list[tuple[str, bool]]:
    """The pieces of a string as they are written, each with whether it is a mark; a line break is a plain "\\n".

    >>> shown(inline.pieces('See <a id="a1">this</a><br/>'))
    [('See ', False), ('<a1>', True), ('this', False), ('</a1>', True), ('\\n', False)]
    """
    opened = {piece.number: piece.text for piece in pieces if piece.part is Part.OPEN}
    return [_shown(piece, opened.get(piece.number, "")) for piece in pieces]


def _shown(piece: Piece, opened: str) -> tuple[str, bool]:
    if piece.part is Part.TEXT:
        text = _MARK.sub(lambda mark: f"&lt;{mark[0][1:]}", inline.guarded(piece.text))
        return text.replace("\n", " "), False
    if piece.text == "<br/>":
        return "\n", False
    with_id = _WITH_ID.fullmatch(opened if piece.part is Part.CLOSE else piece.text)
    if with_id:
        return f"<{'/' if piece.part is Part.CLOSE else ''}{with_id[1]}{with_id[2]}>", True
    return piece.text, True


def stored(text: str) -> str:
    """The inline HTML that a text with marks means.

    >>> stored("See < A1 >this</a1>\\nnow"), stored("1 < 2")
    ('See <a id="a1">this</a><br/>now', '1 &lt; 2')
    """
    text = _AROUND.sub(lambda found: found[1], text)
    text = _MARK.sub(_tag, text.strip())
    return inline.stored("<br/>".join(line.strip() for line in text.split("\n")))


def _tag(mark: re.Match[str]) -> str:
    name = mark[2].lower()
    if mark[1]:
        return f"</{name}>"
    return f'<{name} id="{name}{mark[3]}">' if mark[3] else f"<{name}>"
