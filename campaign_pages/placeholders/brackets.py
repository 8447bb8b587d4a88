"""Finds `[square brackets]` in plain text and in stored rich text. Pure functions; changes only what it is told to.

Rich text is never parsed into a tree and written anew: a use is a slice of the stored HTML, so all else stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final

#: Longer passages in brackets are remarks, not blanks.
LONGEST: Final = 60
BRACKET: Final = re.compile(rf"\[([^\[\]\n]{{1,{LONGEST}}})\]")
#: Brackets that belong to the text: the mark of a faithful quotation. Brackets without a letter, such as […], do too.
KEPT: Final = frozenset({"sic", "sic!"})

_UNIT: Final = re.compile(r"<[^>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|.", re.DOTALL)
_INLINE: Final = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|s|small|span|strong|sub|sup|u)\b", re.IGNORECASE)
_CONTEXT: Final = 60


@dataclass(frozen=True)
class Bracket:
    """One use of a bracket in one text; `start` and `end` are positions in the text as it is stored."""

    label: str
    start: int
    end: int
    before: str
    after: str
    #: Formatting begins or ends inside, so that no token can take its place.
    is_split: bool


def tidy(text: str) -> str:
    """The text with every kind of space, non-breaking ones too, as a single one."""
    return " ".join(text.split())


def is_blank(label: str) -> bool:
    """Whether a bracket with this label waits for somebody to fill it in."""
    return any(character.isalpha() for character in label) and label.casefold() not in KEPT


def brackets(text: str, *, is_html: bool) -> Iterator[Bracket]:
    """Every bracket of a text that waits to be filled in, in order."""
    shown, places = _shown(text) if is_html else (text, None)
    for match in BRACKET.finditer(shown):
        label = tidy(match.group(1))
        if not is_blank(label):
            continue
        start = places[match.start()][0] if places else match.start()
        end = places[match.end() - 1][1] if places else match.end()
        yield Bracket(
            label=label,
            start=start,
            end=end,
            before=_last_line(shown[: match.start()]),
            after=_first_line(shown[match.end() :]),
            is_split=is_html and "<" in text[start:end],
        )


def replace_brackets(text: str, replacements: Mapping[tuple[int, int], str]) -> str:
    """The text with the slices given by start and end replaced."""
    for (start, end), replacement in sorted(replacements.items(), reverse=True):
        text = f"{text[:start]}{replacement}{text[end:]}"
    return text


def _shown(html: str) -> tuple[str, list[tuple[int, int]]]:
    """What HTML shows, character by character with its place in the source. Blocks and line breaks end a line."""
    characters: list[str] = []
    places: list[tuple[int, int]] = []
    for match in _UNIT.finditer(html):
        unit = match.group()
        if len(unit) == 1:
            shown = unit
        elif unit.startswith("&"):
            shown = unescape(unit)
        else:
            shown = "" if _INLINE.match(unit) else "\n"
        characters += shown
        places += [match.span()] * len(shown)
    return "".join(characters), places


def _last_line(text: str) -> str:
    line = text.rpartition("\n")[2]
    return f"…{line[-_CONTEXT:]}" if len(line) > _CONTEXT else line


def _first_line(text: str) -> str:
    line = text.partition("\n")[0]
    return f"{line[:_CONTEXT]}…" if len(line) > _CONTEXT else line
