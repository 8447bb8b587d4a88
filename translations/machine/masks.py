"""Takes out of a string what no machine may change, and puts it in again. Pure: reads no table, sends nothing.

A mask is an element that services are told to leave alone; what it stands for never leaves the house. Inline tags stay,
because services know how to move them; they hold no address, wagtail-localize keeps those apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from library.endings import is_unspaced, script_name
from translations.checks.compiled import Compiled
from translations.checks.knowledge import EntryKind
from translations.checks.locators import addresses_in
from translations.checks.names import matches
from translations.checks.plain import as_stored
from translations.checks.texts import Text
from translations.exchange import inline
from translations.exchange.inline import Part
from translations.inline_html import TAG, plain

#: What stands on record as a name; words of the language are left to the service.
NAMES: Final = frozenset({EntryKind.PERSON, EntryKind.ORGANISATION, EntryKind.PLACE, EntryKind.LAW})
_MASK: Final = re.compile(r"<x\b[^<>]*\bid\s*=\s*[\"']?(\d+)[\"']?[^<>]*?(?:/>|>[^<]*</x\s*>)", re.IGNORECASE)


@dataclass(frozen=True)
class Masked:
    """A string ready to be sent. `values` are what its masks stand for, as stored, in the order of their numbers."""

    text: str
    values: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether anything is left to translate."""
        return any(character.isalpha() for character in plain(_MASK.sub(" ", self.text)))

    @property
    def shown(self) -> str:
        """The text as people read it, with an ellipsis for each mask."""
        return plain(_MASK.sub("[…]", self.text))


def masked(stored: str, source: str, target: str, known: Compiled) -> Masked:
    """The string without tokens, addresses and names on record; these come back in the form that the target prefers."""
    values: list[str] = []

    def mask(value: str) -> str:
        values.append(value)
        number = len(values)
        return f'<x id="{number}" translate="no">X{number}</x>'

    parts = []
    for piece in inline.pieces(stored):
        if piece.part is Part.TEXT:
            parts.append(_text(piece.text, source, target, known, mask))
        elif piece.text.startswith("{"):
            parts.append(mask(piece.text))
        else:
            parts.append(piece.text)
    return Masked("".join(parts), tuple(values))


def _text(plain: str, source: str, target: str, known: Compiled, mask: Callable[[str], str]) -> str:
    done, end = [], 0
    for start, stop, value in _spans(plain, source, target, known):
        done += [as_stored(plain[end:start]), mask(as_stored(value))]
        end = stop
    return "".join([*done, as_stored(plain[end:])])


def _spans(plain: str, source: str, target: str, known: Compiled) -> Iterator[tuple[int, int, str]]:
    text = Text(as_stored(plain), source.lower(), is_source=True)
    preferred = known.lexicon(target.lower()).preferred
    found = [(each.start, each.end, each.written) for each in addresses_in(plain)]
    for match in matches(text, known):
        entry = match.form.entry
        written = plain[match.start : match.end]
        if not (entry.do_not_translate or entry.kind in NAMES):
            continue
        theirs = preferred.get(entry.key, written)
        stays = entry.do_not_translate and script_name(theirs) == script_name(written)
        found.append((match.start, match.end, written if stays else theirs))
    end = 0
    for start, stop, value in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= end:
            yield start, stop, value
            end = stop


def restored(sent: Masked, answer: str) -> str | None:
    """The translation as it is stored; None where the service has lost, doubled or invented a mask or a tag."""
    numbers = [int(number) for number in _MASK.findall(answer)]
    if sorted(numbers) != list(range(1, len(sent.values) + 1)):
        return None
    if _tags(_MASK.sub("", answer)) != _tags(_MASK.sub("", sent.text)):
        return None
    text = _MASK.sub(lambda found: _spaced(found, sent), answer)
    return inline.stored(text).strip()


def _tags(text: str) -> Counter[str] | None:
    """The tags of a text; None where one is unknown or has lost its other half."""
    if "<" in TAG.sub("", text):
        return None
    codes = [piece for piece in inline.pieces(text) if piece.part is not Part.TEXT and piece.text.startswith("<")]
    if any(piece.part is Part.ALONE and piece.text != "<br/>" for piece in codes):
        return None
    return Counter(piece.text for piece in codes)


def _spaced(found: re.Match[str], sent: Masked) -> str:
    """What a mask stands for, with the spaces around it that some services swallow."""
    value, (start, end), text = sent.values[int(found[1]) - 1], found.span(), found.string
    before = " " if start and _is_letter(text[start - 1]) and not _touches(sent, int(found[1]), before=True) else ""
    after = " " if end < len(text) and _is_letter(text[end]) and not _touches(sent, int(found[1]), before=False) else ""
    return f"{before}{value}{after}"


def _touches(sent: Masked, number: int, *, before: bool) -> bool:
    """Whether the mask stood against a letter in what was sent, too."""
    for found in _MASK.finditer(sent.text):
        if int(found[1]) == number:
            near = sent.text[found.start() - 1 : found.start()] if before else sent.text[found.end() : found.end() + 1]
            return bool(near) and _is_letter(near)
    return False


def _is_letter(character: str) -> bool:
    return character.isalnum() and not is_unspaced(character)
