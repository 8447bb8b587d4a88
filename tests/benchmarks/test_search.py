"""Measures the reader’s search in a large campaign, and prints a report: `make benchmark`. Times are told, never judged.

300 pages in 30 languages, each with 300 words as often as in prose (after Zipf) and some with people; the words differ from
language to language, names and a tenth of the words do not.
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from home.models import StandardPage
from home.navigation import navigation_for
from library.choices import Script
from library.models import Person, PersonName
from search.export import index_for
from search.finding import find
from search.indexing import rebuild
from search.models import Entry
from search.words import question
from tests.benchmarks.seed import LANGUAGES, seed
from tests.benchmarks.tables import table
from tests.benchmarks.test_coverage import know_sizes
from tests.running_site import ROOT

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

REPORT = ROOT / "var" / "reports" / "benchmark-search.md"
LOOKUPS = 120
WORDS = 300
PEOPLE = 60
MOST_QUERIES = 5
MOST_QUERIES_OF_AN_ANSWER = 9


class Prose:
    """Words of one language, common and rare ones, always the same."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(number)
        shared = random.Random(0)
        self.words = [self._word(shared if place % 10 == 0 else self.random) for place in range(6_000)]
        self.weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self.words))))

    @staticmethod
    def _word(source: random.Random) -> str:
        return "".join(source.choices("etaoinshrdlucmfwygpbvk", k=source.randint(2, 10)))

    def text(self, words: int) -> str:
        """Sentences in paragraphs of fifty words."""
        found = self.random.choices(self.words, cum_weights=self.weights, k=words)
        return "".join(f"<p>{' '.join(found[start : start + 50]).capitalize()}.</p>" for start in range(0, words, 50))


def fill() -> dict[str, Prose]:
    """Titles, texts and people for the pages of `seed`."""
    people = Person.objects.bulk_create(
        Person(name=f"{Prose._word(random.Random(n))} {Prose._word(random.Random(n + 500))}".title(), slug=f"p-{n}")
        for n in range(PEOPLE)
    )
    PersonName.objects.bulk_create(
        PersonName(
            person=person, text=f"{person.name}{ending}", folded=f"{person.name}{ending}".lower(), script=Script.LATIN
        )
        for person in people
        for ending in ("as", "ov", "ian")
    )
    prose = {code: Prose(number) for number, code in enumerate(LANGUAGES)}
    pages = list(StandardPage.objects.select_related("locale"))
    for page in pages:
        words = prose[page.locale.language_code]
        page.title = " ".join(words.random.choices(words.words, k=6)).capitalize()
        boxes = [{"type": "fact_box", "id": "b", "value": {"heading": "", "person": words.random.choice(people).pk}}]
        body = [{"type": "text", "id": "a", "value": words.text(WORDS)}]
        page.body = json.dumps(body + (boxes if words.random.random() < 0.2 else []))
    Page.objects.bulk_update(pages, ["title"], batch_size=500)
    StandardPage.objects.bulk_update(pages, ["body"], batch_size=500)
    return prose


def questions(prose: Prose) -> dict[str, Callable[[], str]]:
    """What is looked for, by the kind of question."""
    source, names = random.Random(9), list(Person.objects.values_list("name", flat=True))
    common, rare = prose.words[:40], prose.words[1_500:]
    return {
        "a common word": lambda: source.choice(common),
        "a rare word": lambda: source.choice(rare),
        "two words": lambda: f"{source.choice(common)} {source.choice(prose.words[:600])}",
        "a beginning": lambda: source.choice(rare)[:3],
        "a name": lambda: source.choice(names),
        "a spelling of a name": lambda: f"{source.choice(names)}ov",
        "words on no page": lambda: f"zq{source.choice(common)} {source.choice(rare)} zz{source.random()}",
    }


def measured(work: Callable[[str], object], asked: Callable[[], str]) -> tuple[int, list[float], float]:
    """The queries of a look-up, the milliseconds of each, sorted, and the middle of what the process itself was at work."""
    work(asked())  # what a process does once is none of it
    with CaptureQueriesContext(connection) as queries:
        work(asked())
    number, times, busy = len(queries), [], []
    for _lookup in range(LOOKUPS):
        text = asked()
        start, used = time.perf_counter(), time.process_time()
        work(text)
        times.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - used) * 1000)
    return number, sorted(times), statistics.median(busy)


def rows(prose: Prose, language: str) -> Iterator[list[object]]:
    roots = {root.language_code: root for root in Site.get_site_root_paths()}
    navigation = navigation_for(language)
    client = Client()
    works: dict[str, Callable[[str], object]] = {
        "found": lambda text: find(question(text), language, roots, navigation),
        "answered": lambda text: client.get(f"/{language}/search/", {"q": text}),
    }
    for name, asked in questions(prose).items():
        for what, work in works.items():
            number, times, busy = measured(work, asked)
            yield [name, what, number, busy, statistics.median(times), times[int(len(times) * 0.95)], times[-1]]


def test_the_search_of_a_large_campaign(report: list[str]) -> None:
    seed(sections=1)
    prose = fill()
    start = time.perf_counter()
    number = rebuild()
    per_second = number / (time.perf_counter() - start)
    know_sizes()
    found = list(rows(prose["de"], "de"))
    shipped = json.dumps(index_for("de"), ensure_ascii=False, separators=(",", ":")).encode()
    report.append(
        f"# The search of {number} pages, {connection.vendor}\n\n"
        + table(["question", "what", "queries", "processor ms", "median ms", "95 % ms", "slowest ms"], found)
        + f"\n\n{per_second:.0f} pages are indexed in a second. The index of one language for the mirror has "
        f"{len(shipped) / 1024:.0f} KB, {len(gzip.compress(shipped)) / 1024:.0f} KB compressed."
    )
    assert Entry.objects.public().filter(language="de").count() > 300
    assert max(row[2] for row in found if row[1] == "found") <= MOST_QUERIES
    assert max(row[2] for row in found if row[1] == "answered") <= MOST_QUERIES_OF_AN_ANSWER
