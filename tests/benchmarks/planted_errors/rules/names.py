"""Names of people, organisations and places, and terms: forbidden, misspelt, lost."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, PairRule, Span, World, removed, replaced
from tests.benchmarks.planted_errors.reading import free, outside
from tests.benchmarks.planted_errors.records import LATIN, SCRIPTS
from translations.checks import Entry, EntryKind, FormStatus

NAMES = (EntryKind.PERSON, EntryKind.ORGANISATION, EntryKind.PLACE)
SHORTEST = 5


def script(language: str) -> str:
    """The script of a language of the corpus."""
    return SCRIPTS.get(language, LATIN)


def written(entry: Entry, text: str, language: str, world: World) -> Iterator[Span]:
    """Where a text has a form of an entry that may stand there, the longest form first."""
    taken = outside(text)
    forms = {
        form.text for form in world.forms(entry, language, script(language)) if form.status != FormStatus.FORBIDDEN
    }
    for form in sorted(forms, key=len, reverse=True):
        for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text):
            if free(match.span(), taken):
                taken.append(match.span())
                yield match.span()


def named(pair: Pair, world: World, kinds: tuple[EntryKind, ...]) -> Iterator[tuple[Entry, Span]]:
    """The entries that both texts of a pair name, with the place in the translation."""
    for entry in world.knowledge.entries:
        if entry.kind in kinds and any(written(entry, pair.source, pair.source_language, world)):
            for span in written(entry, pair.target, pair.target_language, world):
                yield entry, span


def forbidden(pair: Pair, dice: random.Random, world: World, kinds: tuple[EntryKind, ...]) -> Change | None:
    """A form that may stand there replaced by one that may not, of the same language."""
    possible = [
        (span, form.text)
        for entry, span in named(pair, world, kinds)
        for form in world.forms(entry, pair.target_language, script(pair.target_language))
        if form.status == FormStatus.FORBIDDEN and form.text.casefold() not in pair.target.casefold()
    ]
    return replaced(pair.target, *dice.choice(possible)) if possible else None


class NameForbidden(PairRule):
    """A name in a spelling that the records forbid."""

    id = "name-forbidden"
    error = ErrorClass.NAMES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        return forbidden(pair, dice, world, NAMES)


class TermForbidden(PairRule):
    """A term in a form that the glossary forbids."""

    id = "term-forbidden"
    error = ErrorClass.TERMS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        return forbidden(pair, dice, world, (EntryKind.TERM, EntryKind.LAW))


class NameMisspelt(PairRule):
    """A name with one letter too few, or two exchanged, inside of a word."""

    id = "name-misspelt"
    error = ErrorClass.NAMES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        known = {form.text for entry in world.knowledge.entries for form in entry.forms}
        possible = []
        for _entry, (start, end) in named(pair, world, NAMES):
            for word in re.finditer(r"[^\W\d_]+", pair.target[start:end]):
                if len(word.group()) >= SHORTEST:
                    possible += _slips(pair.target, (start, end), start + word.start() + 1, start + word.end() - 1)
        possible = [(span, wrong) for span, wrong in possible if wrong not in known]
        return replaced(pair.target, *dice.choice(possible)) if possible else None


def _slips(text: str, span: Span, first: int, last: int) -> list[tuple[Span, str]]:
    start, end = span
    found = []
    for at in range(first, last - 1):
        if text[at] != text[at + 1]:
            found += [
                (span, text[start:at] + text[at + 1] + text[at] + text[at + 2 : end]),
                (span, text[start:at] + text[at + 1 : end]),
            ]
    return found


class NameLost(PairRule):
    """A person's name that stands once in both texts is gone from the translation."""

    id = "name-lost"
    error = ErrorClass.NAMES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(named(pair, world, (EntryKind.PERSON,)))
        keys = [entry.key for entry, _span in found]
        once = [(entry, span) for entry, span in found if keys.count(entry.key) == 1]
        if not once or len(pair.target.split()) < 5:
            return None
        entry, span = dice.choice(once)
        change = removed(pair.target, span)
        surname = next(form.text for form in entry.forms).split()[0]
        return None if surname in change.target else change


class NameExchanged(PairRule):
    """Another person's name stands in the place of the one that the source names."""

    id = "name-exchanged"
    error = ErrorClass.NAMES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(named(pair, world, (EntryKind.PERSON,)))
        keys = {entry.key for entry, _span in found}
        others = [
            form.text
            for entry in world.knowledge.entries
            if entry.kind == EntryKind.PERSON and entry.key not in keys
            for form in world.forms(entry, pair.target_language, script(pair.target_language))
            if form.status == FormStatus.PREFERRED and form.text not in pair.target
        ]
        return replaced(pair.target, dice.choice(found)[1], dice.choice(others)) if found and others else None


class NameInLatinLetters(PairRule):
    """A name in Latin letters in an Urdu text, although the records know how it is written in Urdu."""

    id = "name-latin"
    error = ErrorClass.NAMES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(named(pair, world, (EntryKind.PERSON,))) if pair.target_language == "ur" else []
        if not found:
            return None
        entry, span = dice.choice(found)
        return replaced(pair.target, span, next(form.text for form in entry.forms if form.script == LATIN))
