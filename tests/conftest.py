"""Fixtures that the whole suite shares: a running site, a browser that watches itself. Holds no factories."""

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.databases import fill_memory, migrated_file, migrated_template
from tests.deployment import collected_files
from tests.running_site import RunningSite, prepared_site, running_site

if TYPE_CHECKING:
    # Only the browser lane needs Playwright; every other process starts faster without it.
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

CHROMIUM_OPTIONS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--once` is for the second database, which does not care about the words in the requests."""
    what = "of a test with several parameters, run it with one of them, unless it has the mark one_database"
    parser.addoption("--once", action="store_true", help=what)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what `--once` leaves out; the same in all processes, whatever the order."""
    if not config.getoption("--once"):
        return
    chosen: dict[str, str] = {}
    for item in items:
        chosen[_name(item)] = min(chosen.get(_name(item), item.nodeid), item.nodeid)
    kept = {item for item in items if item.get_closest_marker("one_database") or item.nodeid == chosen[_name(item)]}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]


def _name(item: pytest.Item) -> str:
    """A test without its parameters."""
    return item.nodeid.partition("[")[0]


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues once: without them Django does not know half of the languages."""
    if not hasattr(config, "workerinput"):
        from tools.catalogues import compile_catalogues

        compile_catalogues()


@pytest.fixture(scope="session", autouse=True)
def _uploads_are_removed() -> Iterator[None]:
    yield
    from django.conf import settings

    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(autouse=True)
def _language_of_the_test() -> Iterator[None]:
    """Every test begins in English: a request of the one before leaves its language behind."""
    from django.utils import translation

    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, shared_folder: Path
) -> Iterator[None]:
    """The test database begins migrated."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with contextlib.closing(fill_memory(shared_folder)):
            yield
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template(shared_folder, connection.settings_dict)
        yield


# --- A running site ---


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of a run share, and all lanes of `make test`."""
    base = tmp_path_factory.getbasetemp()
    given = os.environ.get("VIGIL_SHARED_FOLDER")
    return Path(given) if given else (base if worker_id == "master" else base.parent) / "shared"


@pytest.fixture(scope="session")
def site_template(shared_folder: Path) -> Path:
    """A folder with a migrated database and the demo content; never served itself, only copied."""
    return prepared_site(shared_folder, migrated_file(shared_folder))


@pytest.fixture(scope="session")
def collected_static(shared_folder: Path) -> Path:
    """The static files as they are in the production image; read only."""
    return collected_files(shared_folder)


@pytest.fixture(scope="session")
def live_site(site_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The demo site as a real server. All tests of a process share it: leave it as you found it, or take `own_site`."""
    with running_site(site_template, tmp_path_factory.mktemp("live-site")) as site:
        yield site


@pytest.fixture
def own_site(site_template: Path, tmp_path: Path) -> Iterator[RunningSite]:
    """The demo site as a real server for one test alone, which may change it as it likes."""
    with running_site(site_template, tmp_path / "own-site") as site:
        yield site


# --- A browser ---


class Browsers:
    """Chromium, one process for all tests of a worker: a quick one without windows, and the whole one that people use."""

    def __init__(self, start: Callable[[str], "Browser"]) -> None:
        self._start = start
        self._running: dict[str, Browser] = {}

    def get(self, *, whole: bool) -> "Browser":
        """One of the two, started when it is first asked for; the test is skipped when the machine has none."""
        from tools.lanes import chromium

        path = chromium(whole=whole)
        if not path:
            pytest.skip("needs Chromium: apt install chromium, or set CHROMIUM to its path")
        if path not in self._running:
            self._running[path] = self._start(path)
        return self._running[path]

    def close(self) -> None:
        for running in self._running.values():
            running.close()


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    # Playwright keeps an event loop on this thread, which makes Django refuse its synchronous database calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = Browsers(lambda path: playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS))
        yield running
        running.close()


@pytest.fixture
def browser(browsers: Browsers, request: pytest.FixtureRequest) -> "Browser":
    """The quick Chromium; with the mark `whole_browser`, the one that people use."""
    return browsers.get(whole=request.node.get_closest_marker("whole_browser") is not None)


@dataclass
class Watch:
    """Notes what no page may do: errors on the console, requests to other hosts. `allow` names expected messages."""

    complaints: list[str] = field(default_factory=list)
    allowed: list[re.Pattern[str]] = field(default_factory=list)
    left: bool = False

    def allow(self, pattern: str) -> None:
        """Expect console messages that contain this pattern, for example "404" where a missing page is opened."""
        self.allowed.append(re.compile(pattern))

    def follow(self, page: "Page") -> None:
        """Watch this page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        page.on("request", self._request)

    def leave(self) -> None:
        """Note nothing from here on: the site is about to stop, and pages may still be asking it for something."""
        self.left = True

    def verdict(self) -> list[str]:
        """The complaints that were not expected."""
        return [text for text in self.complaints if not any(pattern.search(text) for pattern in self.allowed)]

    def _console(self, message: "ConsoleMessage") -> None:
        if message.type == "error":
            self._note(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: "Request") -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in {"127.0.0.1", "localhost"}:
            self._note(f"request to another host: {request.url}")

    def _note(self, text: str) -> None:
        if not self.left:
            self.complaints.append(text)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test for console errors and requests to other hosts, unless they were expected with `watch.allow`."""
    result = Watch()
    yield result
    assert result.verdict() == []


@pytest.fixture
def new_page(browser: "Browser", watch: Watch) -> Iterator[Callable[..., "Page"]]:
    """Opens watched pages, each in a context of its own: `new_page(color_scheme="dark", java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> "Page":
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(20_000)
        contexts.append(context)
        context.on("page", watch.follow)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., "Page"]) -> "Page":
    """One watched page of desktop size."""
    return new_page()
