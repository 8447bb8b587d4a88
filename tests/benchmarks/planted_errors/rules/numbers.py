"""Numbers and counts: changed, transposed, lost, or at odds with the records."""

from __future__ import annotations

import random
import re

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, PairRule, Span, World, removed, replaced
from tests.benchmarks.planted_errors.reading import in_digits_of, numbers, western

CUSTODY = {"en": re.compile(r"in custody|detained|held", re.IGNORECASE), "ur": re.compile("زیرِ حراست")}


def shared_numbers(pair: Pair) -> list[Span]:
    """Numbers of the translation that stand in the source, and once in the translation."""
    original = [western(pair.source[slice(*span)]) for span in numbers(pair.source, pair.source_language)]
    spans = numbers(pair.target, pair.target_language)
    values = [western(pair.target[slice(*span)]) for span in spans]
    return [span for span, value in zip(spans, values, strict=True) if value in original and values.count(value) == 1]


def fresh(number: str, pair: Pair) -> bool:
    """Whether a number stands in neither text, so that it cannot be taken for another one of them."""
    return not re.search(rf"(?<!\d){number}(?!\d)", western(f"{pair.source} {pair.target}"))


class NumberChanged(PairRule):
    """A number with another digit."""

    id = "number-changed"
    error = ErrorClass.NUMBERS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        possible = []
        for span in shared_numbers(pair):
            digits = western(pair.target[slice(*span)])
            at = dice.randrange(len(digits))
            other = digits[:at] + str((int(digits[at]) + dice.randint(1, 8)) % 10) + digits[at + 1 :]
            if other[0] != "0" and fresh(other, pair):
                possible.append((span, in_digits_of(pair.target[slice(*span)], other)))
        return replaced(pair.target, *dice.choice(possible)) if possible else None


class DigitsTransposed(PairRule):
    """A number with two neighbouring digits exchanged."""

    id = "digits-transposed"
    error = ErrorClass.NUMBERS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        possible = []
        for span in shared_numbers(pair):
            digits = western(pair.target[slice(*span)])
            for at in range(len(digits) - 1):
                other = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
                if other != digits and other[0] != "0" and fresh(other, pair):
                    possible.append((span, in_digits_of(pair.target[slice(*span)], other)))
        return replaced(pair.target, *dice.choice(possible)) if possible else None


class NumberLost(PairRule):
    """A number is gone."""

    id = "number-lost"
    error = ErrorClass.NUMBERS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        possible = shared_numbers(pair)
        return removed(pair.target, dice.choice(possible)) if possible else None


class CountAgainstRecords(PairRule):
    """Source and translation agree on a number of people in custody that the records do not have."""

    id = "count-against-records"
    error = ErrorClass.COUNTS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        known = next((count.numbers for count in world.knowledge.counts if count.subject == "in_custody"), ())
        if not CUSTODY[pair.source_language].search(pair.source) if pair.source_language in CUSTODY else True:
            return None
        biggest = str(max(known, default=0))
        for start, end in shared_numbers(pair):
            if western(pair.target[start:end]) == biggest:
                wrong = str(
                    dice.choice(
                        [number for number in range(13, 29) if number not in known and fresh(str(number), pair)]
                    )
                )
                told = replaced(pair.target, (start, end), in_digits_of(pair.target[start:end], wrong))
                return Change(told.target, told.span, source=_with(pair, biggest, wrong))
        return None


def _with(pair: Pair, number: str, other: str) -> str:
    for start, end in numbers(pair.source, pair.source_language):
        if western(pair.source[start:end]) == number:
            return pair.source[:start] + in_digits_of(pair.source[start:end], other) + pair.source[end:]
    return pair.source
