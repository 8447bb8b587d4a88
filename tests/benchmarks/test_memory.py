"""Measures look-ups in a translation memory that grows, and prints a report: `make benchmark`. Times are told, never judged.

The sentences are made of words as often as in prose, after Zipf, with a share of phrases that come again and again. What is
looked for are sentences of the memory with words changed, left out and put in.
"""

from __future__ import annotations

import itertools
import random
import resource
import statistics
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from rapidfuzz import fuzz

from tests.benchmarks.tables import table
from tests.running_site import ROOT
from translations.memory.filling import Pair, store
from translations.memory.fingerprints import masked
from translations.memory.lookup import Asked, exact_matches, similar_matches
from translations.memory.similar import ENOUGH
from translations.models import MemorySource, MemoryToken, MemoryUnit

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

REPORT = ROOT / "var" / "reports" / "benchmark-memory.md"
SIZES = (10_000, 100_000)
LOOKUPS = 150
#: How much slower a look-up may be in a memory ten times as large.
MOST_SLOWER = 4
LEAST_FOUND = 0.95
MOST_GROWTH_MEGABYTES = 10
PHRASES = (
    "since 17 June",
    "are in custody",
    "we call on you to",
    "of the people named here",
    "without charge or trial",
)


class Prose:
    """Sentences that differ, always the same ones."""

    def __init__(self) -> None:
        self.random = random.Random(5)
        letters = "etaoinshrdlucmfwygpbvk"
        self.words = ["".join(self.random.choices(letters, k=self.random.randint(2, 10))) for _each in range(12_000)]
        self.weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self.words))))

    def some(self, number: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=number)

    def sentence(self) -> str:
        words = self.some(self.random.randint(3, 28))
        if self.random.random() < 0.4:
            words.insert(self.random.randint(0, len(words)), self.random.choice(PHRASES))
        return " ".join(words).capitalize() + "."

    def changed(self, sentence: str) -> str:
        words = sentence.split()
        for _each in range(max(1, len(words) // 8)):
            place = self.random.randrange(len(words))
            words[place : place + self.random.randint(0, 1)] = self.some(self.random.randint(0, 2))
        return " ".join(words)


def fill_up(prose: Prose, number: int) -> None:
    while (present := MemoryUnit.objects.count()) < number:
        sentences = {prose.sentence() for _each in range(min(1_000, number - present))}
        with transaction.atomic():
            store([Pair(each, f"[{each}]") for each in sentences], "en", "de", origin=MemoryUnit.Origin.FILE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as PostgreSQL does by itself a minute after so many rows


def measured(work: Callable[[str], object], sentences: list[str]) -> list[tuple[float, float]]:
    """Milliseconds of each call by the clock, and of the processor; quickest first."""
    found = []
    for sentence in sentences:
        begin, busy = time.perf_counter(), time.process_time()
        work(sentence)
        found.append(((time.perf_counter() - begin) * 1_000, (time.process_time() - busy) * 1_000))
    return sorted(found)


def same(sentence: str) -> object:
    return exact_matches([Asked(sentence)], "en", "de")


def alike(sentence: str) -> list[str]:
    return [match.unit.source.plain for match in similar_matches(Asked(sentence), "en", "de")]


def test_a_memory_ten_times_as_large_answers_as_fast(report: list[str]) -> None:
    prose, rows, medians, found_share = Prose(), [], {}, {}
    for size in SIZES:
        fill_up(prose, size)
        known = list(MemorySource.objects.order_by("digest").values_list("plain", flat=True)[:LOOKUPS])
        changed = [(old, new) for old in known if fuzz.ratio(masked(old), masked(new := prose.changed(old))) >= ENOUGH]
        alike(known[0])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for name, work, sentences in (
            ("the same", same, known),
            ("similar", alike, [new for _old, new in changed]),
            ("unknown", alike, [prose.sentence() for _each in range(LOOKUPS)]),
        ):
            times = measured(work, sentences)
            clock = [passed for passed, _busy in times]
            # What other programs do meanwhile is no matter of ours.
            medians[size, name] = statistics.median(busy for _passed, busy in times)
            rows.append(
                [size, name, medians[size, name], statistics.median(clock), clock[int(len(clock) * 0.95)], clock[-1]]
            )
        hits = [old in alike(new) or old == new for old, new in changed]
        found_share[size] = sum(hits) / len(hits)
        growth = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    report.append(
        f"## Look-ups in the translation memory, {connection.vendor}\n\n"
        + table(["units", "looked for", "processor ms", "median ms", "95 % ms", "slowest ms"], rows)
        + f"\n\nOf changed sentences that are {ENOUGH} % alike or more, {found_share[SIZES[-1]]:.1%} find the old one. "
        f"{MemoryToken.objects.count()} entries in the index. The look-ups add {growth:.1f} MB to the process."
    )
    for name in ("the same", "similar", "unknown"):
        assert medians[SIZES[1], name] < MOST_SLOWER * medians[SIZES[0], name] + 1
    assert min(found_share.values()) >= LEAST_FOUND
    assert growth < MOST_GROWTH_MEGABYTES
