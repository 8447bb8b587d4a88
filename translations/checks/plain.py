"""Reads stored inline HTML: what a reader sees, its tags, and where each character stands in what is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import Final

_MARKUP: Final = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*)>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_ID: Final = re.compile(r"""\b(?:id|href|linktype)\s*=\s*["']?([^"'\s>]+)""")
#: Tags after which a reader sees a new line.
BREAKS: Final = frozenset({"br", "p", "li", "ul", "ol", "div", "h2", "h3", "h4", "h5", "h6", "tr", "td"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it is stored. `kind` tells tags apart that are not interchangeable: the name, and the id of a link."""

    name: str
    kind: str
    is_closing: bool
    is_empty: bool
    start: int
    end: int
    #: Where it stands in the plain text.
    at: int


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text without its markup. `starts` and `ends` say where each of its characters stands in `stored`."""

    stored: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: tuple[Tag, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain text stands in the stored one."""
        if start >= len(self.text):
            return len(self.stored), len(self.stored)
        return self.starts[start], self.ends[end - 1] if end > start else self.starts[start]


def as_stored(text: str) -> str:
    """A plain text as it is written into inline HTML."""
    return escape(text, quote=False)


@lru_cache(maxsize=2048)
def plain_text(stored: str) -> PlainText:
    """What a reader sees of a stored text. Tags that begin a new line become one.

    >>> plain_text("<b>Law</b> &amp; order").text
    'Law & order'
    """
    if "<" not in stored and "&" not in stored:
        return PlainText(stored, stored, tuple(range(len(stored))), tuple(range(1, len(stored) + 1)))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tags: list[Tag] = []
    done = 0
    for match in _MARKUP.finditer(stored):
        parts.append(stored[done : match.start()])
        starts += range(done, match.start())
        ends += range(done + 1, match.start() + 1)
        done = match.end()
        shown = "" if match["name"] else unescape(match.group())
        if match["name"]:
            tags.append(_tag(match, len(starts)))
            shown = "\n" if match["name"].lower() in BREAKS else ""
        parts.append(shown)
        starts += [match.start()] * len(shown)
        ends += [match.end()] * len(shown)
    parts.append(stored[done:])
    starts += range(done, len(stored))
    ends += range(done + 1, len(stored) + 1)
    return PlainText(stored, "".join(parts), tuple(starts), tuple(ends), tuple(tags))


def _tag(match: re.Match[str], at: int) -> Tag:
    name = match["name"].lower()
    named = _ID.search(match["rest"])
    kind = f"{name} {named[1]}" if named else name
    is_empty = name in ("br", "hr", "img", "embed", "wbr") or match["rest"].endswith("/")
    return Tag(name, kind, bool(match["close"]), is_empty, match.start(), match.end(), at)
