"""Fixtures of the browser tests: a running demo site with a few pages more, for tests that only read it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.reader_pages import Address
from tests.running_site import RunningSite, running_site, site_environment

if TYPE_CHECKING:
    # Only the browser lane needs Playwright; collecting these tests goes faster without it.
    from playwright.sync_api import Page, Response

Visit = Callable[..., "Response"]


@pytest.fixture(scope="session")
def reader_site(site_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The demo site and the pages of extra_pages.py, as a real server. Tests of a process share it and only read it."""
    extended = tmp_path_factory.mktemp("reader-template")
    shutil.copytree(site_template, extended, dirs_exist_ok=True)
    beforehand = RunningSite("", extended, site_environment(extended, 8000))
    beforehand.manage("shell", "--no-imports", "-c", "from tests.browser.extra_pages import add; add()")
    with running_site(extended, tmp_path_factory.mktemp("reader-site")) as site:
        yield site


@pytest.fixture
def visit(reader_site: RunningSite) -> Visit:
    """Opens an address of the reader site in a page and checks the status: `visit(page, APPEAL, "ur")`."""

    def run(page: Page, address: Address, language: str = "en") -> Response:
        response = page.goto(reader_site.url + address.in_language(language))
        assert response is not None
        assert response.status == address.status, response.url
        return response

    return run
