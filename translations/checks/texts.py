"""A text as checks look at it: plain words, language, place. What is worked out once is kept with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from library.names import script_of
from library.names_in_text import Word, words_of
from translations.checks.locators import addresses_in
from translations.checks.plain import PlainText, plain_text
from translations.checks.segments import Segment
from translations.tokens import TOKEN

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True)
class Text:
    """One side of a segment. `language` is Wagtail's code in small letters."""

    stored: str
    language: str
    key: str = ""
    is_source: bool = False
    limit: int | None = None
    page: str = ""

    @cached_property
    def html(self) -> PlainText:
        return plain_text(self.stored)

    @property
    def plain(self) -> str:
        return self.html.text

    @property
    def main_language(self) -> str:
        """The language without country or script: `pt` of `pt-br`."""
        return self.language.partition("-")[0]

    @property
    def script(self) -> str:
        return str(script_of(self.language))

    @cached_property
    def prose(self) -> str:
        """The plain text with placeholders blanked out; as long as the plain text."""
        return TOKEN.sub(lambda match: " " * len(match.group()), self.plain) if "{" in self.plain else self.plain

    @cached_property
    def said(self) -> str:
        """The prose with addresses blanked out too: where names stand that are part of a sentence."""
        return blanked(self.prose, [(each.start, each.end) for each in addresses_in(self.prose)])

    @cached_property
    def words(self) -> list[re.Match[str]]:
        """The words as they are written; numbers and addresses are none."""
        return list(_WORD.finditer(self.said))

    @cached_property
    def folded(self) -> list[Word]:
        """The words as names are compared."""
        return words_of(self.said)

    @cached_property
    def letters(self) -> int:
        return sum(len(word.group()) for word in self.words)


def blanked(text: str, spans: Iterable[tuple[int, int]], filler: str = " ") -> str:
    """A text as long as before with spaces, or other fillers, where the spans were.

    >>> blanked("see a@b.org now", [(4, 11)])
    'see         now'
    """
    for start, end in spans:
        text = text[:start] + filler * (end - start) + text[end:]
    return text


@dataclass(frozen=True)
class Pair:
    """A source text and its translation."""

    source: Text
    target: Text

    @classmethod
    def of(cls, segment: Segment) -> Pair:
        """Both sides of a segment, ready to be looked at."""
        return cls(
            Text(segment.source, segment.source_language.lower(), segment.key, is_source=True, page=segment.page),
            Text(segment.target, segment.target_language.lower(), segment.key, limit=segment.limit, page=segment.page),
        )

    @property
    def same_script(self) -> bool:
        return self.source.script == self.target.script

    @property
    def same_language(self) -> bool:
        return self.source.main_language == self.target.main_language
