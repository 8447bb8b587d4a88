"""How many planted errors the checks find, and how often they cry wolf, in each language: `make benchmark`."""

from __future__ import annotations

import pytest

from tests.benchmarks.planted_errors import report as tables
from tests.benchmarks.planted_errors.run import figures_of
from tests.running_site import ROOT

pytestmark = pytest.mark.benchmark

REPORT = ROOT / "var" / "reports" / "benchmark-planted-errors.md"
LEAST_FOUND = 95
MOST_FALSE_ALARMS = 2


def test_planted_errors_are_found_and_clean_texts_left_alone(report: list[str]) -> None:
    figures = figures_of()
    report.append("## Planted errors by language\n\n" + tables.by_language(figures))
    report.append("## Found of planted, by class\n\n" + tables.by_class(figures))
    report.append("## Rules whose errors are not always found\n\n" + tables.by_rule(figures))
    assert {code: told.found for code, told in figures.items() if told.found < LEAST_FOUND} == {}
    assert {code: told.false_alarms for code, told in figures.items() if told.false_alarms > MOST_FALSE_ALARMS} == {}
