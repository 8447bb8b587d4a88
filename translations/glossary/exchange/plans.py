"""What a file of names and terms would do, to be shown and then done. Plain data; `planning` works it out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from library.models import Person, PersonName
from translations.glossary.exchange.concepts import Problem
from translations.models import Term, TermForm

Form = TermForm | PersonName


@dataclass(frozen=True)
class Reach:
    """What the sender may do: change what terms are, and decide forms in a language."""

    may_change: bool
    decides: Callable[[str], bool]


@dataclass(frozen=True)
class Change:
    """Something that would be another than it is; `old` is empty for what is new."""

    label: str
    old: str
    new: str


@dataclass
class PlannedConcept:
    """A term or a person that would be added or changed, with the rows to store."""

    record: Term | Person
    is_new: bool
    changes: list[Change] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(self.record.name)


@dataclass
class Plan:
    """All that a file would do. Nothing of it is done while there are errors."""

    planned: list[PlannedConcept] = field(default_factory=list)
    unchanged: int = 0
    errors: list[Problem] = field(default_factory=list)

    @property
    def new(self) -> list[PlannedConcept]:
        return [each for each in self.planned if each.is_new]

    @property
    def changed(self) -> list[PlannedConcept]:
        return [each for each in self.planned if not each.is_new]

    @property
    def digest(self) -> str:
        """The same for two plans that would do the same to the same records."""
        facts = [
            (each.record.pk, each.title, [(change.label, change.old, change.new) for change in each.changes])
            for each in self.planned
        ]
        return hashlib.sha256(repr((facts, self.unchanged, len(self.errors))).encode()).hexdigest()
