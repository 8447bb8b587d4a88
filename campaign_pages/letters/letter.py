"""What a model document consists of, in reading order, without markup. Holds no rule of how it is made or shown.

    Letter → Part (addressee, salutation, demands, the clauses of one sort …) → Paragraph → Run

A run is a piece of text, or a token: a place that a field fills. Values are data: nothing in them is ever interpreted.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from campaign_pages.choices import ClauseRequirement, FieldKind


class Role(StrEnum):
    """What a paragraph is on the paper."""

    TEXT = "text"
    LINE = "line"  # of an address or a signature: stands close to its neighbours
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True)
class Run:
    """Text with one look, or a token when `key` is set.

    A token without a `value` is a blank. Line feeds in texts and values are line breaks. A `gap`, such as a comma before
    an optional token, names what it belongs to: "a|b+c" goes when a stays empty, or both b and c. A `foreign` text is in
    Latin letters inside another script, or the reverse, and must not disturb the order of its neighbours.
    """

    text: str = ""
    key: str = ""
    value: str = ""
    gap: str = ""
    bold: bool = False
    italic: bool = False
    foreign: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether something is still to be filled in here."""
        return bool(self.key) and not self.value

    def is_lost(self, gone: Collection[str]) -> bool:
        """Whether it is gone when these tokens are."""
        if self.key or not self.gap:
            return self.key in gone
        return any(all(key in gone for key in keys.split("+")) for keys in self.gap.split("|"))


@dataclass(frozen=True)
class Paragraph:
    """Runs that stand together. One with an `id` can be left out by the reader, and a local one rewritten."""

    runs: tuple[Run, ...]
    role: Role = Role.TEXT
    id: str = ""
    requirement: ClauseRequirement = ClauseRequirement.REQUIRED

    @property
    def can_go(self) -> bool:
        """Whether the reader may leave it out."""
        return bool(self.id) and self.requirement != ClauseRequirement.REQUIRED


@dataclass(frozen=True)
class Part:
    """Paragraphs with one purpose; `kind` is the type of the block, or `clauses`. Numbers count inside a part."""

    kind: str
    paragraphs: tuple[Paragraph, ...]

    def numbered(self) -> Iterator[tuple[int, Paragraph]]:
        """Every paragraph with its number, counted from 1; 0 for paragraphs that have none."""
        count = 0
        for paragraph in self.paragraphs:
            is_numbered = paragraph.role == Role.NUMBER
            count += is_numbered
            yield (count if is_numbered else 0), paragraph


@dataclass(frozen=True)
class Field:
    """Something that the reader fills in, or that the mission gives. `options` are (key, wording) pairs."""

    key: str
    kind: FieldKind
    label: str
    help: str = ""
    optional: bool = False
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_of_mission(self) -> bool:
        """Whether the mission that the reader chooses gives the value."""
        return self.kind.value.startswith("mission.")

    @property
    def is_asked(self) -> bool:
        """Whether the reader is asked for it: a pen fills in the rest."""
        return self.kind != FieldKind.BLANK

    @property
    def has_lines(self) -> bool:
        """Whether the answer may have several lines."""
        return self.kind in (FieldKind.LINES, FieldKind.MISSION_ADDRESS)


@dataclass(frozen=True)
class Letter:
    """A whole document in one language, blank or filled.

    A `notice` is for those who send it, such as that the facts have changed since: told beside it, never in its text.
    """

    language: str
    direction: str
    kind: str
    title: str
    subject: str
    version: str
    facts_as_of: datetime.date | None
    parts: tuple[Part, ...]
    fields: tuple[Field, ...] = ()
    sending_country: str = ""
    notice: str = ""

    @cached_property
    def labels(self) -> dict[str, str]:
        """What the fields are called, by key."""
        return {field.key: field.label for field in self.fields}

    @cached_property
    def keys(self) -> dict[str, str]:
        """Keys by label, as own words name blanks in square brackets."""
        return {field.label: field.key for field in self.fields}

    @cached_property
    def pens(self) -> frozenset[str]:
        """Keys of what a pen fills in."""
        return frozenset(field.key for field in self.fields if not field.is_asked)

    @cached_property
    def optional(self) -> frozenset[str]:
        """Keys of what may stay empty."""
        return frozenset(field.key for field in self.fields if field.optional)

    def label_of(self, key: str) -> str:
        """What stands for a token without a value, also where no field explains it."""
        return self.labels.get(key) or key.replace("_", " ")

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs in reading order."""
        for part in self.parts:
            yield from part.paragraphs

    def runs(self) -> Iterator[Run]:
        """All runs in reading order."""
        for paragraph in self.paragraphs():
            yield from paragraph.runs

    def open_fields(self) -> list[Field]:
        """Fields that are still blank where the text needs them, in the reader's order; none that a pen fills."""
        blank = {run.key for run in self.runs() if run.is_blank}
        return [field for field in self.fields if field.key in blank and field.is_asked and not field.optional]
