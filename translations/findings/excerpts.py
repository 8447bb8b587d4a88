"""The words around the place that a finding is about, so that somebody knows it again. Pure."""

from __future__ import annotations

from typing import Final

from translations.inline_html import plain

_BEFORE: Final = 40
_AFTER: Final = 60


def excerpt(stored: str, span: tuple[int, int] | None) -> str:
    """A piece of a stored text as it is read; `span` is in characters of the stored text, None for its beginning.

    >>> excerpt("Free <b>Eshan</b> Ali", (8, 13))
    'Free Eshan Ali'
    """
    text = plain(stored)
    start, end = (len(plain(stored[: span[0]])), len(plain(stored[: span[1]]))) if span else (0, _BEFORE)
    first = 0 if start <= _BEFORE else text.rfind(" ", 0, start - _BEFORE) + 1
    last = text.find(" ", end + _AFTER)
    return f"{'… ' if first else ''}{text[first : last if last >= 0 else None]}{' …' if last >= 0 else ''}"
