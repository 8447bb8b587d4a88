"""Errors in a source page itself, before anybody translates it: those of the other rules that show in one text."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, Kind, PairRule, Planted, Rule, World


class InSource(Rule):
    """Another rule's error in the text of a source."""

    def __init__(self, rule: PairRule) -> None:
        self.rule = rule
        self.id, self.error = f"source-{rule.id}", rule.error  # type: ignore[misc]

    def planted(self, page: Sequence[Pair], world: World) -> Iterable[Planted]:
        """Each source of the page once; the pair that is changed has the source as its own translation."""
        for pair in page:
            alone = replace(pair, target=pair.source, target_language=pair.source_language)
            change = self.change(alone, world)
            if change is not None and change.target != pair.source:
                faulty = replace(alone, source=change.target, target=change.target)
                yield Planted(
                    self.id, self.error, Kind.SOURCE, (alone,), (faulty,), frozenset([pair.id]), span=change.span
                )

    def change(self, alone: Pair, world: World) -> Change | None:
        """What the rule does to the source, in the same way for all its translations."""
        return self.rule.change(alone, random.Random(f"{self.id}{alone.source}"), world)
