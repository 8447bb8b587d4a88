"""What all exchange files hold: a document for each page, with its strings and their translations. Knows no format, no table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

#: Stands for a string without a translation.
NOTHING: Final = "00000000"
#: Strings that one file may hold.
UNIT_LIMIT: Final = 10_000

_KEY = re.compile(r"\bv(\d{1,15})-([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-f]{8})\b")
_REFERENCE = re.compile(r"v(\d{1,15})")


class FileRefusedError(Exception):
    """The file as a whole cannot be used; the message is a sentence for the person who sent it."""


def stamp(text: str) -> str:
    """Eight hexadecimal digits that change with the text; NOTHING for an empty one.

    >>> stamp("Free them!") == stamp("Free them!"), stamp("")
    (True, '00000000')
    """
    return hashlib.sha256(text.encode()).hexdigest()[:8] if text else NOTHING


@dataclass(frozen=True, slots=True)
class Key:
    """Which string of which translation, and how both stood when the file was made.

    >>> Key(17, "3f2a9c1d", "0b7e91bc", NOTHING).text
    'v17-3f2a9c1d-0b7e91bc-00000000'
    >>> Key.found_in("see v17-3f2a9c1d-0b7e91bc-00000000:4").translation
    17
    """

    translation: int
    #: The stamps of the string's place on the page, of the original and of its translation.
    place: str
    source: str
    target: str

    @property
    def text(self) -> str:
        """As it stands in files: without a sign that any format minds."""
        return f"v{self.translation}-{self.place}-{self.source}-{self.target}"

    @classmethod
    def found_in(cls, text: str) -> Key | None:
        """The first key in a text."""
        found = _KEY.search(text)
        return cls(int(found[1]), found[2], found[3], found[4]) if found else None


def reference(translation: int) -> str:
    """How files name a translation.

    >>> reference(17), translation_named("v17"), translation_named("hello.po")
    ('v17', 17, None)
    """
    return f"v{translation}"


def translation_named(text: str) -> int | None:
    """The translation that a reference names."""
    found = _REFERENCE.fullmatch(text.strip())
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Unit:
    """One string: original and translation as inline HTML (see `inline`). `path` is its place on the page."""

    source: str
    target: str = ""
    key: Key | None = None
    path: str = ""
    note: str = ""
    #: Whether the person or tool that wrote the translation is not sure of it; None where the format cannot tell.
    in_doubt: bool | None = False


@dataclass(frozen=True, slots=True)
class Document:
    """The strings of one page in one pair of languages. What a file does not say is empty.

    `translation` is its number; `uuid` names it in files that wagtail-localize has made. Languages are codes as the
    file writes them. `exported` is a moment in ISO form.
    """

    translation: int | None = None
    uuid: str = ""
    title: str = ""
    source_language: str = ""
    target_language: str = ""
    exported: str = ""
    units: tuple[Unit, ...] = field(default=())


def counted(documents: Iterable[Document]) -> int:
    """The strings of all documents together."""
    return sum(len(document.units) for document in documents)


def by_translation(
    units: Iterable[Unit], numbers: Iterable[int | None]
) -> Iterator[tuple[int | None, tuple[Unit, ...]]]:
    """Units parted by the translation that each belongs to, in the order in which they come first."""
    groups: dict[int | None, list[Unit]] = {}
    for unit, number in zip(units, numbers, strict=True):
        groups.setdefault(unit.key.translation if unit.key else number, []).append(unit)
    for number, group in groups.items():
        yield number, tuple(group)
