"""What checks know of the world: names, terms, counts, dates. Plain data; `glossary.knowledge` reads it from the records."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    LAW = "law"
    TERM = "term"


class FormStatus(StrEnum):
    """Whether a form may be written."""

    PREFERRED = "preferred"
    ACCEPTED = "accepted"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """One way to write a name or a term. Without a language it belongs to all languages of its script (ISO 15924)."""

    text: str
    language: str = ""
    script: str = "Latn"
    status: FormStatus = FormStatus.PREFERRED
    part_of_speech: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, organisation, place, law or term with its forms in all languages.

    `do_not_translate` means that the form of the source stands in every language as it is. `key` is stable and shown to
    nobody: `person:12`, `term:7`. `case_sensitive` terms are another word in small letters.
    """

    key: str
    kind: EntryKind
    forms: tuple[WrittenForm, ...]
    do_not_translate: bool = False
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class KnownCount:
    """A number on record that prose repeats, such as people in custody: `numbers` are all that hold on the page's day.

    `subject` is a value of `library.choices.Status`; the checks know the words for `in_custody`.
    """

    subject: str
    numbers: tuple[int, ...]
    as_of: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class KnownDate:
    """A dated event of a person on record. `disputed` are other days that sources give.

    `person` is the canonical name and `event` a value of `library.choices.Status`.
    """

    person: str
    event: str
    day: datetime.date
    precision: str = "day"
    disputed: tuple[datetime.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that is known where a text is checked. Empty knowledge is allowed: then only the texts are compared."""

    entries: tuple[Entry, ...] = ()
    counts: tuple[KnownCount, ...] = ()
    dates: tuple[KnownDate, ...] = ()
