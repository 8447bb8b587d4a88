"""Finds the string of a page that a unit of a file is about. Reads nothing but what it is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from translations.exchange.entries import Entry
from translations.exchange.units import Unit
from translations.inline_html import plain


@dataclass(frozen=True)
class Unmatched:
    """Why no string was found."""

    sentence: str


def _words(html: str) -> str:
    """What tells originals apart when a program has laid them out anew."""
    return "".join(plain(html).split())


class PageStrings:
    """The strings of one page, found by key, by place and original, or by the original alone."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_stamps: dict[tuple[str, str], Entry] = {}
        self.places: set[str] = set()
        self.by_path: dict[tuple[str, str], Entry] = {}
        self.paths: set[str] = set()
        self.by_words: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            words = _words(entry.source)
            self.by_stamps[entry.key.place, entry.key.source] = entry
            self.places.add(entry.key.place)
            self.by_path[entry.path, words] = entry
            self.paths.add(entry.path)
            self.by_words[words].append(entry)

    def matching(self, unit: Unit) -> list[Entry] | Unmatched:
        """The strings that a unit is about: one, or without a key and a place all that have this original."""
        changed = Unmatched(_("The original has been changed or deleted since the file was made."))
        words = _words(unit.source)
        if unit.key:
            entry = self.by_stamps.get((unit.key.place, unit.key.source))
            if entry is None:
                return changed
            if words != _words(entry.source):
                return Unmatched(_("In the file, another text stands in the place of the original."))
            return [entry]
        if (unit.path, words) in self.by_path:
            return [self.by_path[unit.path, words]]
        if unit.path in self.paths:
            return changed
        return self.by_words.get(words) or Unmatched(_("This text does not stand on the page."))
