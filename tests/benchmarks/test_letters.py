"""Measures what letters cost as text, DOCX and PDF, and prints a report: `make benchmark`. Times are told, never judged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.benchmarks.tables import table
from tests.factories.letters import needs_pango
from tests.running_site import ROOT

pytestmark = [pytest.mark.benchmark, needs_pango]

REPORT = ROOT / "var" / "reports" / "benchmark-letters.md"
MOST_RESIDENT_MEGABYTES = 120
MOST_GROWTH_MEGABYTES = 15
MOST_DOCX_BYTES = 45_000


def figures(what: str) -> dict[str, Any]:
    """What a process of its own has measured."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
    command = [sys.executable, "-m", "tests.benchmarks.letter_figures", what]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def test_one_letter(report: list[str]) -> None:
    found = figures("single")
    rows = []
    for language in ("en", "ur"):
        for kind in ("text", "docx", "pdf"):
            times = found[language][kind]
            size = found[language].get(f"{kind} bytes")
            rows.append(
                [
                    f"{kind}, {language}",
                    *(round(times[name], 1) for name in ("best", "median", "processor")),
                    round(size / 1024, 1) if size else "",
                ]
            )
    more = found["resident after"] - found["resident before"]
    alone = figures("alone")["resident"]
    report.append(
        f"## A letter of {found['en']['characters']} characters (Urdu: {found['ur']['characters']})\n\n"
        + table(["as", "best ms", "median ms", "processor ms", "KB"], rows)
        + f"\n\nMaking them adds {more:.0f} MB to the {found['resident before']:.0f} MB of a process "
        f"of the site; a process that does nothing but draw letters holds {alone:.0f} MB."
    )
    assert alone < MOST_RESIDENT_MEGABYTES
    assert max(found[language]["docx bytes"] for language in ("en", "ur")) < MOST_DOCX_BYTES


def test_eight_clients_at_once(report: list[str]) -> None:
    found = figures("many")
    resident = {int(count): megabytes for count, megabytes in found["resident"].items()}
    report.append(
        f"## {found['made']} filled PDFs for eight clients at once\n\n{found['seconds']:.0f} s, {len(found['failed'])} failed.\n\n"
        + table(
            ["letters made", "MB resident"], [[count, round(value, 1)] for count, value in sorted(resident.items())]
        )
    )
    assert found["failed"] == []
    assert found["made"] == 200
    assert resident[200] - resident[50] < MOST_GROWTH_MEGABYTES
