"""Measures what readers and editors wait for and prints one report: `make benchmark`. Fails where a promise is broken.

Times are compared within one run only, in rounds that take turns; on another machine they are others.
"""

from __future__ import annotations

import json
import resource
import statistics
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.benchmarks.bare_wagtail import BareSite, bare_site
from tests.benchmarks.tables import table
from tests.browser.reader_pages import EVERY_PAGE, LANGUAGES
from tests.browser.shifts import observe, read_on
from tests.browser.weights import KILOBYTE, first_view
from tests.conftest import Watch
from tests.running_site import ROOT, RunningSite, running_site, site_environment

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

pytestmark = pytest.mark.benchmark

ROUNDS = 3
PHONE = {"width": 360, "height": 740}
REPORT = ROOT / "var" / "reports" / "benchmark.md"

MOST_QUERIES = 15
MOST_LATIN = 12 * KILOBYTE
MOST_URDU = 135 * KILOBYTE
MOST_SHIFT = 0.05
MOST_SECONDS_TO_START_AGAIN = 10


# --- What readers load ---


def test_weights_and_shifts(
    report: list[str], reader_site: RunningSite, new_page: Callable[..., Page], watch: Watch
) -> None:
    watch.allow("status of 404")  # two of the pages are about pages that are not there
    rows: list[list[Any]] = []
    broken: list[str] = []
    for address in EVERY_PAGE:
        row: list[Any] = [str(address)]
        for language in LANGUAGES:
            weight = first_view(reader_site.url + address.in_language(language))
            row.append(round(weight.total / KILOBYTE, 1))
            if weight.total > (MOST_URDU if language == "ur" else MOST_LATIN):
                broken.append(f"{address} in {language} weighs {weight.total} bytes")
        for language in LANGUAGES:
            shift = shift_of(new_page(viewport=PHONE), reader_site.url + address.in_language(language))
            row.append(round(shift, 4))
            if shift >= MOST_SHIFT:
                broken.append(f"{address} in {language} moves by {shift:.3f}")
        rows.append(row)
    head = ["page", *(f"KB {language}" for language in LANGUAGES), *(f"shift {language}" for language in LANGUAGES)]
    report.append("## First view: weight without pictures, layout shift on a phone\n\n" + table(head, rows))
    assert broken == []


def shift_of(page: Page, url: str) -> float:
    """The layout shift of a page that is read to its end."""
    observe(page)
    page.goto(url)
    total = sum(shift.value for shift in read_on(page))
    page.context.close()
    return total


# --- What the server does ---


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> BareSite:
    """The site to compare with."""
    return bare_site(tmp_path_factory.mktemp("bare") / "site")


def costs_of(site: RunningSite | BareSite, paths: dict[str, int]) -> dict[str, dict[str, float]]:
    """One round: what each path costs in a process that has just started."""
    code = f"from tests.benchmarks.inside import report; report({paths!r})"
    found: dict[str, dict[str, float]] = json.loads(site.manage("shell", "--no-imports", "-c", code).splitlines()[-1])
    return found


def test_queries_and_processor_time(report: list[str], reader_site: RunningSite, bare: BareSite) -> None:
    paths = {address.in_language(language): address.status for address in EVERY_PAGE for language in ("en", "ur")}
    rounds = [(costs_of(bare, {"/": 200})["/"], costs_of(reader_site, paths)) for _round in range(ROUNDS)]

    def ratio(path: str) -> float:
        return statistics.median(ours[path]["milliseconds"] / theirs["milliseconds"] for theirs, ours in rounds)

    bare_queries = int(rounds[0][0]["queries"])
    rows: list[list[Any]] = [["bare Wagtail page", bare_queries, bare_queries, 1.0, 1.0]]
    most = 0
    for address in EVERY_PAGE:
        queries = [int(rounds[0][1][address.in_language(language)]["queries"]) for language in ("en", "ur")]
        most = max(most, *queries)
        rows.append(
            [str(address), *queries, *(round(ratio(address.in_language(language)), 2) for language in ("en", "ur"))]
        )
    head = ["page", "queries en", "queries ur", "processor time en", "processor time ur"]
    milliseconds = statistics.median(theirs["milliseconds"] for theirs, _ours in rounds)
    report.append(
        f"## Server: queries and processor time of an uncached page\n\nProcessor time as a multiple of the one page of a "
        f"bare Wagtail site ({milliseconds:.1f} ms on this machine), medians of {ROUNDS} rounds taking turns.\n\n"
        + table(head, rows)
    )
    assert most <= MOST_QUERIES


# --- What the person who starts it waits for ---


def test_loading_and_starting(report: list[str], site_template: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    site = RunningSite("", empty, site_environment(empty, 8000))
    migrating = seconds(lambda: site.manage("migrate", "--verbosity", "0"))
    loading = seconds(lambda: site.manage("load_demo"))
    starts = [seconds_of_start(site_template, tmp_path / f"started-{number}") for number in range(ROUNDS)]
    fastest = min(starts, key=lambda start: start.waited)
    rows = [
        ["migrate an empty SQLite database", migrating.waited, migrating.processor],
        ["load the demo content", loading.waited, loading.processor],
        [f"second start, until the first page has come (best of {ROUNDS})", fastest.waited, fastest.processor],
    ]
    report.append("## Starting\n\n" + table(["step", "seconds", "of them the processor's"], rows))
    assert fastest.waited < MOST_SECONDS_TO_START_AGAIN


@dataclass(frozen=True)
class Seconds:
    """How long somebody waited, and how much of that the processor worked in the processes that were started."""

    waited: float
    processor: float


def seconds(action: Callable[[], object]) -> Seconds:
    """How long an action takes that runs in processes of its own and ends with them."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    waited = action()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Seconds(waited if isinstance(waited, float) else time.monotonic() - start, used)


def seconds_of_start(template: Path, folder: Path) -> Seconds:
    """From starting the server on a site that is there already to the first page."""

    def start() -> float:
        begun = time.monotonic()
        with running_site(template, folder) as site:
            with urllib.request.urlopen(f"{site.url}/en/", timeout=60) as response:
                assert response.status == 200
                response.read()
            return time.monotonic() - begun

    return seconds(start)
