"""What nobody sees in the editor: direction controls, characters without width, lost characters, doubled escapes."""

from __future__ import annotations

import random

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, PairRule, World, replaced
from tests.benchmarks.planted_errors.reading import ENTITY, words


class WithinWord(PairRule):
    """Puts something into the middle of a word, or in the place of one of its letters."""

    error = ErrorClass.INVISIBLE
    inserted: tuple[str, ...] = ()
    instead_of_letter = False

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = words(pair.target, 4)
        if not found:
            return None
        start, end = dice.choice(found)
        at = dice.randint(start + 1, end - 2)
        change = replaced(pair.target, (at, at + self.instead_of_letter), dice.choice(self.inserted))
        return Change(change.target, (start, end + 1))


class ZeroWidth(WithinWord):
    """A character without width in a word: zero width space, byte order mark, word joiner."""

    id = "zero-width"
    inserted = ("\u200b", "\ufeff", "\u2060")


class ReplacementCharacter(WithinWord):
    """A letter that was lost on the way."""

    id = "replacement-character"
    inserted = ("\ufffd",)
    instead_of_letter = True


class DirectionControl(PairRule):
    """A control of direction that is opened and never closed, or an override."""

    id = "direction-control"
    error = ErrorClass.INVISIBLE

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = words(pair.target, 3)
        if not found:
            return None
        start, _end = dice.choice(found)
        return replaced(pair.target, (start, start), dice.choice(["\u202e", "\u202d", "\u2066", "\u2067", "\u202b"]))


class DoubledEscape(PairRule):
    """An entity that was escaped twice, so that readers see its name."""

    id = "doubled-escape"
    error = ErrorClass.INVISIBLE

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = [match.span() for match in ENTITY.finditer(pair.target)]
        if found:
            start, end = dice.choice(found)
            return replaced(pair.target, (start, end), f"&amp;{pair.target[start + 1 : end]}")
        gaps = words(pair.target, 3)
        if len(gaps) < 3:
            return None
        end = dice.choice(gaps[:-1])[1]
        return replaced(pair.target, (end, end), dice.choice(["&amp;nbsp;", "&amp;quot;", "&amp;amp;", "&amp;#39;"]))


class Mojibake(PairRule):
    """A letter beyond ASCII whose bytes were read in another encoding."""

    id = "mojibake"
    error = ErrorClass.INVISIBLE

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = [(s, e) for s, e in words(pair.target, 3) if not pair.target[s:e].isascii()]
        if not found:
            return None
        start, end = dice.choice(found)
        wrong = pair.target[start:end].encode().decode("cp1252", errors="replace")
        return replaced(pair.target, (start, end), wrong)
