"""Runs Lighthouse on an English and an Urdu appeal of a production-like site and records the scores; asserts nothing.

    python -m tests.benchmarks.lighthouse            print the scores
    python -m tests.benchmarks.lighthouse --record   and write them into docs/measurements.md

Needs Chromium, Node and `make validators`. The site runs with production settings: gunicorn, collected and compressed
static files with long-lived addresses. Runs with a busy machine say more about the machine: each page is run several
times, and the run with the median performance is taken whole.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.tables import table
from tests.databases import migrated_file
from tests.deployment import Deployment, collected_files, production_environment, wait_until_listening
from tests.running_site import ROOT, prepared_site
from tools.lanes import chromium

LIGHTHOUSE = ROOT / "tests" / "browser" / "node_modules" / ".bin" / "lighthouse"
RECORD = ROOT / "docs" / "measurements.md"
BEGIN, END = "<!-- lighthouse: begin -->", "<!-- lighthouse: end -->"
RUNS = 5
ATTEMPTS = 3
PAGES = {"en": "/en/appeals/free-ehsan-ali/", "ur": "/ur/appeals/free-ehsan-ali/"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
    "total-byte-weight": "weight",
}
CHROMIUM_OPTIONS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@dataclass(frozen=True)
class Run:
    """What Lighthouse says of one page."""

    scores: dict[str, int]
    metrics: dict[str, str]
    complaints: list[str]


@contextmanager
def production_site(folder: Path) -> Iterator[Deployment]:
    """The demo site with production settings, answering."""
    shared = Path(os.environ.get("VIGIL_SHARED_FOLDER") or folder / "shared")
    installed = folder / "installed"
    shutil.copytree(prepared_site(shared, migrated_file(shared)), installed)
    database = f"sqlite:///{installed}/db.sqlite3"
    environment = production_environment(installed, database, collected_files(shared)) | {"SERVE_MEDIA": "true"}
    deployment = Deployment(installed, environment)
    with deployment.started("web") as process:
        wait_until_listening(deployment, process)
        yield deployment


def examine(url: str, folder: Path) -> Run:
    """One run of Lighthouse as a middling phone on a slow line, which is its default."""
    output = folder / "lighthouse.json"
    command = [
        str(LIGHTHOUSE),
        url,
        "--quiet",
        "--no-enable-error-reporting",
        "--output=json",
        f"--output-path={output}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={CHROMIUM_OPTIONS}",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium()}
    for attempt in range(ATTEMPTS):  # now and then Chromium records no trace, and Lighthouse asks to be run again
        if subprocess.run(command, check=attempt + 1 == ATTEMPTS, env=environment, timeout=300).returncode == 0:
            break
    found = json.loads(output.read_text(encoding="utf-8"))
    audits = found["audits"]
    wanting = [
        f"{category}: {audits[part['id']]['title']} ({audits[part['id']].get('displayValue', '')})"
        for category in CATEGORIES
        for part in found["categories"][category]["auditRefs"]
        if part["weight"] and (audits[part["id"]]["score"] or 0) < 0.9 and audits[part["id"]]["score"] is not None
    ]
    return Run(
        scores={name: round(found["categories"][name]["score"] * 100) for name in CATEGORIES},
        metrics={
            name: audits[name]["displayValue"].replace("\xa0", " ").removeprefix("Total size was ") for name in METRICS
        },
        complaints=wanting,
    )


def median_run(url: str, folder: Path) -> Run:
    """The run with the median performance."""
    runs = sorted((examine(url, folder) for _run in range(RUNS)), key=lambda run: run.scores["performance"])
    return runs[len(runs) // 2]


def recorded(text: str) -> None:
    """Put the text between the marks in docs/measurements.md."""
    document = RECORD.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(document):
        sys.exit(f"{RECORD} lacks the marks {BEGIN} and {END}.")
    RECORD.write_text(pattern.sub(lambda _match: f"{BEGIN}\n{text}\n{END}", document), encoding="utf-8")


def main() -> None:
    """Run, print, and record when asked."""
    if not LIGHTHOUSE.exists():
        sys.exit("Lighthouse is not installed: make validators")
    if not chromium():
        sys.exit("Lighthouse needs Chromium: apt install chromium, or set CHROMIUM to its path")
    rows = []
    complaints = []
    with tempfile.TemporaryDirectory(prefix="vigil-lighthouse-") as temporary:
        folder = Path(temporary)
        with production_site(folder) as site:
            for language, path in PAGES.items():
                site.get(path)  # pictures are drawn in their sizes at the first view
                run = median_run(site.address + path, folder)
                rows.append([f"`{path}`", *run.scores.values(), *run.metrics.values()])
                complaints += [f"- {language}, {complaint}" for complaint in run.complaints]
    version = json.loads((LIGHTHOUSE.parents[1] / "lighthouse" / "package.json").read_text(encoding="utf-8"))["version"]
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    text = "\n\n".join(
        [
            f"Lighthouse {version}, {day}, median of {RUNS} runs with its default, a middling phone on a slow line.",
            table(["page", *CATEGORIES, *METRICS.values()], rows),
            *(["Audits below 90:\n\n" + "\n".join(complaints)] if complaints else []),
        ]
    )
    sys.stdout.write(text + "\n")
    if "--record" in sys.argv[1:]:
        recorded(text)


if __name__ == "__main__":
    main()
