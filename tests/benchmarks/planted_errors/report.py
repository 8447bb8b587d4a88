"""Puts the figures into tables, and misses and false alarms into lists. Measures nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tests.benchmarks.planted_errors.measuring import Figures
from tests.benchmarks.planted_errors.planting import ErrorClass, Planted
from tests.benchmarks.tables import table


def by_language(figures: Mapping[str, Figures]) -> str:
    """One row per language, which is that of translations and of sources: clean texts, false alarms, hints, errors planted and found."""
    rows = [
        [code, told.clean, len(told.alarms), told.false_alarms, told.hints, len(told.planted), told.found]
        for code, told in figures.items()
    ]
    head = ["language", "clean texts", "with alarms", "alarms %", "hints %", "errors planted", "found %"]
    return table(head, rows)


def by_class(figures: Mapping[str, Figures]) -> str:
    """One row per class of error: found of planted, in each language."""
    rows = []
    for error in ErrorClass:
        cells = [_share(told, error) for told in figures.values()]
        rows.append([str(error), *cells])
    return table(["class", *figures], rows)


def by_rule(figures: Mapping[str, Figures]) -> str:
    """The rules that are not always found: planted and missed, in all languages together."""
    planted = Counter(error.rule for told in figures.values() for error in told.planted)
    missed = Counter(error.rule for told in figures.values() for error in told.missed)
    rows = [[rule, planted[rule], count, 100 * (1 - count / planted[rule])] for rule, count in missed.most_common()]
    return table(["rule", "planted", "missed", "found %"], rows)


def _share(told: Figures, error: ErrorClass) -> str:
    planted = sum(one.error == error for one in told.planted)
    missed = sum(one.error == error for one in told.missed)
    return f"{planted - missed}/{planted}" if planted else ""


def misses(figures: Mapping[str, Figures]) -> Iterator[str]:
    """Every planted error that was not found: rule, place, what stands there."""
    for code, told in figures.items():
        for planted in sorted(told.missed, key=lambda one: one.rule):
            yield f"{code}  {planted.rule}  {', '.join(sorted(planted.at))}"
            yield from _shown(planted)


def _shown(planted: Planted) -> Iterator[str]:
    for pair in planted.faulty:
        if pair.id in planted.at:
            yield f"    {pair.source!r}"
            yield f"    {pair.target!r}" + (f", at most {pair.limit} characters" if pair.limit else "")


def alarms(figures: Mapping[str, Figures]) -> Iterator[str]:
    """Every clean pair with an error or a warning, and what was said of it."""
    for code, told in figures.items():
        for pair, findings in told.alarms:
            yield f"{code}  {pair.id}"
            yield f"    {pair.source!r}"
            yield f"    {pair.target!r}"
            for finding in findings:
                yield f"    -> {finding.severity}: {finding.check} {finding.values}"
