"""Fixtures of the browser tests: a running demo site with a few pages more, for tests that only read it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.reader_pages import Address
from tests.conftest import Watch
from tests.running_site import RunningSite, made_once, running_site, site_environment

if TYPE_CHECKING:
    # Only the browser lane needs Playwright; collecting these tests goes faster without it.
    from playwright.sync_api import Page, Response

Visit = Callable[..., "Response"]


@pytest.fixture(scope="session")
def reader_template(site_template: Path, shared_folder: Path) -> Path:
    """The folder of a demo site with the pages of extra_pages.py; never served itself, only copied."""

    def extend(beside: Path) -> None:
        shutil.copytree(site_template, beside, dirs_exist_ok=True)
        site = RunningSite("", beside, site_environment(beside, 8000))
        site.manage("shell", "--no-imports", "-c", "from tests.browser.extra_pages import add; add()")

    return made_once(shared_folder, "reader-site", extend)


@pytest.fixture(scope="session")
def reader_site(reader_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The demo site and a few pages more, as a real server. The tests of a process share it and only read it."""
    with running_site(reader_template, tmp_path_factory.mktemp("reader-site")) as site:
        yield site


@pytest.fixture(scope="session")
def changing_site(reader_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The server behind `own_site`; started once, because starting it takes longer than most of its tests."""
    with running_site(reader_template, tmp_path_factory.mktemp("changing-site")) as site:
        yield site


@pytest.fixture
def own_site(changing_site: RunningSite, reader_template: Path, watch: Watch) -> Iterator[RunningSite]:
    """The same site for one test alone, which may change it as it likes: the next one finds it as it was at first.

    Let a test end with `page.wait_for_load_state("networkidle")` where its page may still be saving something.
    """
    changing_site.put_back(reader_template)
    yield changing_site
    watch.leave()


@pytest.fixture
def visit(reader_site: RunningSite, watch: Watch) -> Visit:
    """Opens an address of the reader site in a page and checks the status: `visit(page, APPEAL, "ur")`."""

    def run(page: Page, address: Address, language: str = "en", **options: Any) -> Response:
        url = reader_site.url + address.in_language(language)
        if address.status != 200:
            # The browser reports the page itself; a picture or a script that is missing is still a complaint.
            watch.allow(rf"status of {address.status} .*\({re.escape(url)}\)$")
        response = page.goto(url, **options)
        assert response is not None
        assert response.status == address.status, response.url
        return response

    return run


#: Sessions that this process has begun, by site and role: logging in again would load two heavy pages each time.
_SESSIONS: dict[tuple[str, str], Any] = {}


def log_in(page: Page, site: RunningSite, role: str = "secretariat", *, open_home: bool = False) -> None:
    """Log in to the administration with a demo account: through its form the first time, then with the same session.

    The page shows the home of the administration afterwards when it is to `open_home`; else it may show nothing.
    """
    if cookies := _SESSIONS.get((site.url, role)):
        page.context.add_cookies(cookies)
        if open_home:
            page.goto(f"{site.url}/admin/")
        return
    account = site.accounts[role]
    page.goto(f"{site.url}/admin/login/")
    page.get_by_label("E-mail").or_(page.get_by_label("Email")).first.fill(account.email)
    page.get_by_label("Password", exact=False).first.fill(account.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site.url}/admin/")
    _SESSIONS[site.url, role] = page.context.cookies()
