"""One measurement from corpus to figures."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.planted_errors.asking import checks_of_the_project
from tests.benchmarks.planted_errors.corpus import clean_pairs
from tests.benchmarks.planted_errors.measuring import MOST_PER_RULE, Figures, measure
from tests.benchmarks.planted_errors.pairs import read_pairs
from tests.benchmarks.planted_errors.planting import World
from tests.benchmarks.planted_errors.records import demo_knowledge, read_knowledge
from tests.benchmarks.planted_errors.rules import RULES


def figures_of(
    corpus: Path | None = None,
    knowledge: Path | None = None,
    *,
    language: str | None = None,
    rule: str | None = None,
    most: int = MOST_PER_RULE,
) -> dict[str, Figures]:
    """The checks of the project over a corpus, the project's own when none is given; with a language, for that alone."""
    pairs = read_pairs(corpus) if corpus else clean_pairs()
    world = World(
        pairs,
        read_knowledge(knowledge) if knowledge else demo_knowledge(),
    )
    rules = [one for one in RULES if rule in (None, one.id)]
    return measure(checks_of_the_project(), world, rules=rules, most=most, language=language)
