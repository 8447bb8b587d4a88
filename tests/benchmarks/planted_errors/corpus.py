"""The clean corpus: the demo content, the interface's catalogues, and texts of the field written for this purpose."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.planted_errors.catalogues import catalogue_pairs
from tests.benchmarks.planted_errors.demo import demo_pairs
from tests.benchmarks.planted_errors.pairs import Pair, read_pairs

FIELDWORK = Path(__file__).parent / "fieldwork.jsonl"


def clean_pairs() -> list[Pair]:
    """All pairs of the project's own corpus."""
    return [*read_pairs(FIELDWORK), *demo_pairs(), *catalogue_pairs()]
