"""Runs the checks over a corpus and counts: false alarms on clean pairs, and planted errors that are found."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from tests.benchmarks.planted_errors.asking import Checks, alarming, answers, is_found
from tests.benchmarks.planted_errors.pairs import Pair, pages
from tests.benchmarks.planted_errors.planting import Kind, PageRule, PairRule, Planted, Rule, World
from tests.benchmarks.planted_errors.rules import RULES
from tests.benchmarks.planted_errors.rules.sources import InSource
from translations.checks import Finding, Severity

#: So many errors of a rule are planted in each language at most, and so many in one page.
MOST_PER_RULE = 30
MOST_PER_PAGE = 3


@dataclass
class Figures:
    """What came out for one language."""

    clean: int = 0
    hinted: int = 0
    alarms: list[tuple[Pair, list[Finding]]] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    missed: list[Planted] = field(default_factory=list)

    @property
    def found(self) -> float:
        """Percentage of planted errors that were found."""
        return 100 * (1 - len(self.missed) / len(self.planted)) if self.planted else 100.0

    @property
    def false_alarms(self) -> float:
        """Percentage of clean pairs with an error or a warning."""
        return 100 * len(self.alarms) / self.clean if self.clean else 0.0

    @property
    def hints(self) -> float:
        """Percentage of clean pairs with a hint."""
        return 100 * self.hinted / self.clean if self.clean else 0.0


def measure(
    checks: Checks,
    world: World,
    *,
    rules: Iterable[Rule] = RULES,
    most: int = MOST_PER_RULE,
    language: str | None = None,
) -> dict[str, Figures]:
    """Figures by language of the faulty text, in the order of the codes; with a language, for that one alone."""
    figures: dict[str, Figures] = defaultdict(Figures)
    for page in pages(world.pairs):
        if language in (None, page[0].target_language):
            _look_at_clean(page, checks, world, figures[page[0].target_language])
    for code, page in _sources(world):
        if language in (None, code):
            _count(page, answers(checks, world.knowledge, Kind.SOURCE, page), figures[code])
    for planted in sample(world, rules, most=most, language=language):
        told = figures[planted.language]
        told.planted.append(planted)
        if not is_found(planted, checks, world.knowledge):
            told.missed.append(planted)
    return dict(sorted(figures.items()))


def _look_at_clean(page: Sequence[Pair], checks: Checks, world: World, figures: Figures) -> None:
    kind = Kind.PAGE if len(page) > 1 else Kind.PAIR
    said = answers(checks, world.knowledge, kind, page)
    if page[0].page:
        others = world.other_pages(page[0].page, page[0].target_language)
        said += checks.others([pair.segment() for pair in page], [pair.segment() for pair in others])
    _count(page, said, figures)


def _count(page: Sequence[Pair], said: Iterable[Finding], figures: Figures) -> None:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in said:
        for key in {finding.segment or page[0].id, *finding.others}:
            found[key].append(finding)
    for pair in page:
        alarms = alarming(found[pair.id])
        figures.clean += 1
        figures.hinted += any(finding.severity == Severity.HINT for finding in found[pair.id])
        if alarms:
            figures.alarms.append((pair, alarms))


def _sources(world: World) -> Iterator[tuple[str, tuple[Pair, ...]]]:
    """The texts that are translated, each once, by their pages and languages."""
    once = {(pair.source_language, pair.source): pair for pair in world.pairs}
    for page in pages(replace(pair, target_language=pair.source_language) for pair in once.values()):
        yield page[0].source_language, page


def sample(
    world: World, rules: Iterable[Rule] = RULES, *, most: int = MOST_PER_RULE, language: str | None = None
) -> Iterator[Planted]:
    """For each rule and language up to so many errors, spread over the corpus; the same ones in every run."""
    whole = list(pages(world.pairs))
    alone = [(pair,) for pair in world.pairs]
    for rule in rules:
        by_language: dict[str, dict[object, tuple[Pair, ...]]] = defaultdict(dict)
        for unit in alone if isinstance(rule, PairRule | InSource) else whole:
            pair = unit[0]
            if isinstance(rule, InSource):
                by_language[pair.source_language][pair.source] = unit
            else:
                by_language[pair.target_language][pair.id] = unit
        for code in sorted(by_language):
            if language in (None, code):
                yield from islice(_in_turn(rule, by_language[code].values(), world), most)


def _in_turn(rule: Rule, units: Iterable[tuple[Pair, ...]], world: World) -> Iterator[Planted]:
    shuffled = sorted(units, key=lambda unit: (zlib.crc32(f"{rule.id}|{unit[0].id}".encode()), unit[0].id))
    for unit in shuffled:
        yield from islice(rule.planted(unit, world), MOST_PER_PAGE if isinstance(rule, PageRule) else 2)
