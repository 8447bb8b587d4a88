"""Pages do not jump when the Urdu letters or the script of a letter come late; when all comes in time: test_every_page.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visit
from tests.browser.reader_pages import (
    APPEAL,
    APPEALS,
    HOME,
    LETTER,
    MOTION,
    PEOPLE,
    PROFILE,
    STANDARD,
    Address,
    named,
)
from tests.browser.shifts import observe, observed, read_on

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

LIMIT = 0.05
#: One line more or less at the top of a phone's screen, where the letters that come late run wider or narrower.
LATE_LIMIT = 0.06
LATE_MILLISECONDS = 1000
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


def assert_steady(page: Page, limit: float = LIMIT) -> None:
    """The sum of all shifts is below the limit; the places that moved are named when it is not."""
    shifts = read_on(page)
    assert sum(shift.value for shift in shifts) < limit, shifts


@pytest.mark.whole_browser
@pytest.mark.parametrize(
    ("address", "viewport"),
    # What a page type lays out of its own at one width, and the longest pages at both.
    [
        (HOME, PHONE),
        (STANDARD, DESK),
        (APPEALS, PHONE),
        (APPEAL, DESK),
        (APPEAL, PHONE),
        (PEOPLE, DESK),
        (PROFILE, PHONE),
        (LETTER, DESK),
        (LETTER, PHONE),
    ],
    ids=lambda value: str(value) if isinstance(value, Address) else str(value["width"]),
)
def test_a_page_stays_where_it_is_when_the_font_is_late(
    new_page: Callable[..., Page], visit: Visit, address: Address, viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport)
    observe(page)
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))
    # The load event would wait for the font.
    visit(page, address, "ur", wait_until="domcontentloaded")
    # The lateness is what is tested: the reader already reads in other letters.
    page.wait_for_timeout(LATE_MILLISECONDS)
    assert page.evaluate(
        "[...document.fonts].some((face) => face.family.includes('Nastaliq') && face.status === 'loading')"
    )
    assert page.evaluate("performance.getEntriesByName('first-contentful-paint').length") == 1
    assert held
    for route in held:
        route.continue_()
    # Asked from outside the page: its Content-Security-Policy allows no evaluation inside.
    loaded = "() => [...document.fonts].some((face) => face.family.includes('Nastaliq') && face.status === 'loaded')"
    for _attempt in range(200):
        if page.evaluate(loaded):
            break
        page.wait_for_timeout(50)
    assert page.evaluate(loaded)
    # The letters are drawn where the reader is, before she reads on.
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    assert_steady(page, LATE_LIMIT)


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("address", [LETTER, MOTION], ids=named)
def test_a_letter_stays_where_it_is_when_its_script_is_late(
    new_page: Callable[..., Page], visit: Visit, address: Address, language: str
) -> None:
    page = new_page(viewport=PHONE)
    visit(page, STANDARD, language)
    observe(page)
    held: list[Route] = []
    page.route("**/js/letter*.js", lambda route: held.append(route))
    # Modules hold up the event that a document is ready, so nothing is waited for but the document itself.
    visit(page, address, language, wait_until="commit")
    page.get_by_role("heading", level=1).wait_for()
    end = page.locator("[data-blank=docx]")
    end.scroll_into_view_if_needed()
    for _attempt in range(200):
        if held:
            break
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    page.locator("[data-do=copy]").wait_for()
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    assert end.is_visible()
    assert sum(shift.value for shift in observed(page)) < LIMIT, observed(page)
