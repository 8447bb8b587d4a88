"""Measures what checking a page of 150 strings costs beside a memory of 300 other pages, and prints a report: `make benchmark`.
Times are told, never judged; queries are."""

from __future__ import annotations

import time
import uuid

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from tests.benchmarks.tables import table
from tests.benchmarks.test_memory import Prose
from tests.factories.glossary import TermFactory, TermFormFactory
from tests.factories.library import PersonFactory
from tests.factories.pages import make_home, make_locale, make_standard_page
from tests.factories.translations import fill
from tests.running_site import ROOT
from translations.findings.computing import findings_of
from translations.memory.filling import Pair, store
from translations.models import MemoryImprint, MemoryUse
from translations.submission import submit

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

REPORT = ROOT / "var" / "reports" / "benchmark-findings.md"
STRINGS, OTHER_PAGES, PARAGRAPHS, PASTED = 150, 300, 40, 20
SENTENCES = (
    (
        "On {day} May 2025 the police arrested eleven members of the committee in Gilgit and held them for {n} days.",
        "Am {day}. Mai 2025 nahm die Polizei in Gilgit elf Mitglieder des Komitees fest und hielt sie {n} Tage lang fest.",
    ),
    (
        "Write to office {n} and demand that <b>all prisoners</b> are released at once and without conditions.",
        "Schreiben Sie an das Büro {n} und fordern Sie, dass <b>alle Gefangenen</b> sofort und bedingungslos freikommen.",
    ),
)


def records() -> None:
    for number in range(200):
        PersonFactory(name=f"Person{number} Khan{number}a")
    for number in range(100):
        TermFormFactory(term=TermFactory(name=f"word{number} term"), language="de", text=f"Wort{number} Begriff")


def long_page() -> Translation:
    texts = {
        source.format(day=number % 28 + 1, n=number): target.format(day=number % 28 + 1, n=number)
        for number in range(21, 21 + STRINGS // 2)
        for source, target in SENTENCES
    }
    make_home("de")
    body = [("text", "".join(f"<p>{text}</p>" for text in texts))]
    page = make_standard_page(title="Page", slug="page", body=body)
    (translation,) = submit(page, [make_locale("de")])
    fill(translation, {**texts, "Page": "Seite"})
    found = Translation.objects.select_related("source__locale", "source__specific_content_type", "target_locale")
    return found.get(pk=translation.pk)


def other_pages() -> None:
    """Published paragraphs of other pages, and some of them pasted into the page that is checked."""
    prose, key = Prose(), Page.objects.get(locale__language_code="de", live=True, depth=2).translation_key
    units = []
    for _page in range(OTHER_PAGES):
        pairs = [Pair(" ".join(prose.some(30)), " ".join(prose.some(32))) for _each in range(PARAGRAPHS)]
        with transaction.atomic():
            stored = list(store(pairs, "en", "de").values())
        MemoryUse.objects.bulk_create(
            MemoryUse(unit=unit, page_key=key, path_id=uuid.uuid4(), field_path="body") for unit in stored
        )
        units += stored
    for string, unit in zip(StringTranslation.objects.order_by("pk")[5 : 5 + PASTED], units, strict=False):
        pasted = " ".join([*unit.text.split()[:-2], "ganz", "anders"])
        StringTranslation.objects.filter(pk=string.pk).update(data=pasted)


def test_a_long_page_is_checked_beside_many_others_in_few_queries(report: list[str]) -> None:
    records()
    translation = long_page()
    rows = []
    for name in ("alone", "beside 300 pages"):
        if name != "alone":
            other_pages()
        findings_of(translation)
        with CaptureQueriesContext(connection) as queries:
            begin, busy = time.perf_counter(), time.process_time()
            found = findings_of(translation)
            clock, busy = time.perf_counter() - begin, time.process_time() - busy
        rows.append([name, len(queries), busy * 1_000, clock * 1_000])
    pasted = [each for all_ in found.segments.values() for each in all_ if each.finding.check == "other-page"]
    report.append(
        f"## Checking a page of {STRINGS} strings, {connection.vendor}\n\n"
        + table(["page", "queries", "processor ms", "ms"], rows)
        + f"\n\nOf {PASTED} paragraphs of other pages, {len(pasted)} were found. "
        f"{MemoryImprint.objects.count()} entries in the index."
    )
    assert rows[0][1] == rows[1][1] == 6
    assert len(pasted) == PASTED
