"""What a planted error is, and what a rule does. A rule says which class of error it stands for; it knows no check."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar

from tests.benchmarks.planted_errors.pairs import Pair
from translations.checks import Entry, Knowledge, WrittenForm

Span = tuple[int, int]


class ErrorClass(StrEnum):
    """The classes of errors that are planted: those that issue 5 names in its point on checks."""

    TOKENS = "tokens"
    NAMES = "names"
    TERMS = "terms"
    NUMBERS = "numbers"
    DATES = "dates"
    COUNTS = "counts against the records"
    ADDRESSES = "e-mail, URL, phone"
    LINKS = "links"
    TAGS = "inline tags"
    SENTENCES = "sentences lost or doubled"
    ITEMS = "list items"
    UNTRANSLATED = "untranslated"
    LANGUAGE = "wrong language"
    SCRIPT = "wrong script"
    OTHER_APPEAL = "another appeal's paragraph"
    PUNCTUATION = "punctuation"
    QUOTES = "quotation marks"
    INVISIBLE = "direction and invisible"
    LENGTH = "length"
    SAME_SOURCE = "same source, other translation"
    SAME_TARGET = "other source, same translation"
    SPELLINGS = "two spellings on a page"
    TWO_DATES = "two dates on a page"


class Kind(StrEnum):
    """What the checks are asked about: one pair, a page of pairs, the texts of a source, paragraphs of other appeals."""

    PAIR = "pair"
    PAGE = "page"
    SOURCE = "source"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Change:
    """What a rule does to one pair. `span` is where in the new target the error stands; None: the whole text."""

    target: str
    span: Span | None = None
    source: str | None = None
    source_span: Span | None = None
    limit: int | None = None

    def applied_to(self, pair: Pair) -> Pair:
        """The pair with the error in it."""
        source = pair.source if self.source is None else self.source
        return replace(pair, target=self.target, source=source, limit=self.limit or pair.limit)


@dataclass(frozen=True, slots=True)
class Planted:
    """One error: the pairs before and after, checked together as `kind` says, and where it stands.

    `at` are the ids of the pairs that a finding may point at; spans count where `at` is one pair.
    """

    rule: str
    error: ErrorClass
    kind: Kind
    clean: tuple[Pair, ...]
    faulty: tuple[Pair, ...]
    at: frozenset[str]
    span: Span | None = None
    source_span: Span | None = None
    others: tuple[Pair, ...] = ()

    @property
    def language(self) -> str:
        """The language of the text that the error stands in."""
        pair = self.faulty[0]
        return pair.source_language if self.kind == Kind.SOURCE else pair.target_language


@dataclass(frozen=True)
class World:
    """What rules may look at: the whole corpus, and what is on record."""

    pairs: Sequence[Pair]
    knowledge: Knowledge
    _translations: dict[tuple[str, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _by_language: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for pair in self.pairs:
            self._translations[pair.source_language, pair.source][pair.target_language] = pair.target
            self._by_language[pair.target_language].append(pair)

    def other_translations(self, pair: Pair) -> dict[str, str]:
        """The same source in the other languages of the corpus, by language."""
        found = self._translations[pair.source_language, pair.source]
        return {language: text for language, text in found.items() if language != pair.target_language}

    def in_language(self, language: str) -> list[Pair]:
        """All pairs translated into a language."""
        return self._by_language[language]

    def other_pages(self, page: str, language: str) -> tuple[Pair, ...]:
        """The pairs of all other pages in a language: what a page could be confused with."""
        return tuple(pair for pair in self._by_language[language] if pair.page not in ("", page))

    def forms(self, entry: Entry, language: str, script: str) -> list[WrittenForm]:
        """The forms of an entry for texts in a language of a script."""
        return [
            form for form in entry.forms if form.language == language or (not form.language and form.script == script)
        ]


class Rule(ABC):
    """One way to go wrong. Plants only where the outcome is an error, and the same in every run."""

    id: ClassVar[str]
    error: ClassVar[ErrorClass]

    @abstractmethod
    def planted(self, page: Sequence[Pair], world: World) -> Iterable[Planted]:
        """The errors of this kind that can be planted in the pairs of one page, each alone."""


class PairRule(Rule):
    """A rule that changes one pair and is found by looking at that pair."""

    @abstractmethod
    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        """The error in this pair; None where it cannot be planted."""

    def planted(self, page: Sequence[Pair], world: World) -> Iterable[Planted]:
        for pair in page:
            change = self.change(pair, pair.dice(self.id), world)
            if change is None:
                continue
            faulty = change.applied_to(pair)
            if faulty != pair:
                yield Planted(
                    self.id,
                    self.error,
                    Kind.PAIR,
                    (pair,),
                    (faulty,),
                    frozenset([pair.id]),
                    change.span,
                    change.source_span,
                )


class PageRule(Rule):
    """A rule whose error shows only when several pairs of a page are looked at together."""

    @abstractmethod
    def pages(self, page: Sequence[Pair], world: World) -> Iterable[tuple[Sequence[Pair], set[str]]]:
        """Pages with the error, each with the ids of the pairs that it lies between."""

    def planted(self, page: Sequence[Pair], world: World) -> Iterable[Planted]:
        if len(page) > 1:
            for faulty, at in self.pages(page, world):
                yield Planted(self.id, self.error, Kind.PAGE, tuple(page), tuple(faulty), frozenset(at))


def replaced(text: str, span: Span, by: str) -> Change:
    """The text with something else in one place.

    >>> replaced("11 people", (0, 2), "12")
    Change(target='12 people', span=(0, 2), source=None, source_span=None, limit=None)
    """
    start, end = span
    return Change(text[:start] + by + text[end:], (start, start + len(by)))


def removed(text: str, span: Span) -> Change:
    """The text without one place and without the blank that would be left double.

    >>> removed("11 people here", (3, 9)).target
    '11 here'
    """
    start, end = span
    before, after = text[:start], text[end:]
    if before[-1:].isspace() and (after[:1].isspace() or not after):
        before = before[:-1]
    elif not before:
        after = after.lstrip()
    return Change(before + after, (max(len(before) - 1, 0), len(before) + 1))
