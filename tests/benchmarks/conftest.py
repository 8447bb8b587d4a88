"""Benchmarks measure the same site that the browser tests read, and keep what they find in a report."""

import sys
from collections.abc import Iterator

import pytest

from tests.browser.conftest import reader_site, reader_template

__all__ = ["reader_site", "reader_template", "report"]


@pytest.fixture(scope="module")
def report(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Gathers the parts of the report; prints them and keeps them in the module's `REPORT` at the end."""
    parts: list[str] = []
    yield parts
    path = request.module.REPORT
    text = "\n\n".join(parts) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"\n\n{text}\nKept in {path}.\n")
