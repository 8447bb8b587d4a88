"""Every page type, opened by a stranger: it stays where it is, fits the screen, stores nothing and asks no other host."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.fitting import SMALLEST, too_wide
from tests.browser.reader_pages import EVERY_PAGE, IN_GREEK, Address, named
from tests.browser.shifts import observe, read_on
from tests.browser.storage import traces

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page, Response, ViewportSize

pytestmark = pytest.mark.browser

NASTALIQ = """
() => document.fonts.ready.then(
    () => [...document.fonts].filter((face) => face.family.includes("Nastaliq") && face.status === "loaded").length
)
"""
#: The sum of all jumps of a page.
LIMIT = 0.05
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}


def jumps(page: Page) -> Any:
    """What moved while an observed page was loaded and read to its end; nothing where that is hardly seen."""
    shifts = read_on(page)
    return shifts if sum(shift.value for shift in shifts) >= LIMIT else []


def careless_headers(response: Response) -> dict[str, str]:
    """The headers that would make a reader known, or allow what nobody has looked at."""
    headers = response.all_headers()
    return {
        name: value
        for name, value in headers.items()
        if name == "set-cookie"
        or (name == "vary" and value != "Accept-Encoding")
        or (name == "content-security-policy" and "unsafe" in value)
    } | ({} if "content-security-policy" in headers else {"content-security-policy": "missing"})


def urdu_fonts(page: Page) -> int:
    """How many fonts the open page has loaded for the letters of Urdu."""
    found: int = page.evaluate(NASTALIQ)
    return found


def wrong(**answers: Any) -> dict[str, Any]:
    """The questions about a visit that were not answered with nothing."""
    return {question: answer for question, answer in answers.items() if answer}


# Requests to other hosts, script errors and broken rules of the Content-Security-Policy are complaints of `watch`.
@pytest.mark.parametrize("address", EVERY_PAGE, ids=named)
def test_a_page_in_latin_and_greek_letters(new_page: Callable[..., Page], visit: Visit, address: Address) -> None:
    page = new_page(viewport=PHONE)
    observe(page)
    response = visit(page, address, "en")
    jumped = jumps(page)
    page.wait_for_load_state("networkidle")
    assert wrong(jumped=jumped, left_behind=traces(page), headers=careless_headers(response)) == {}

    page.set_viewport_size(SMALLEST)
    wide = {"en": too_wide(page)}
    for language in ("de", "el") if address in IN_GREEK else ("de",):
        visit(page, address, language)
        wide[language] = too_wide(page)
    assert wrong(**wide) == {}, "wider than a small phone"
    assert wrong(left_behind=traces(page), urdu_fonts=urdu_fonts(page)) == {}


@pytest.mark.parametrize("address", EVERY_PAGE, ids=named)
def test_a_page_in_urdu_letters(new_page: Callable[..., Page], visit: Visit, address: Address) -> None:
    page = new_page(viewport=SMALLEST)
    observe(page)
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.resource_type))
    response = visit(page, address, "ur")
    page.wait_for_load_state("networkidle")
    assert wrong(wide=too_wide(page), left_behind=traces(page), headers=careless_headers(response)) == {}
    assert asked.count("font") == urdu_fonts(page) == 1

    # The letters are there by now; a busy machine would bring them late: test_steadiness.py.
    jumped = {}
    for name, viewport in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(viewport)
        visit(page, address, "ur")
        jumped[name] = jumps(page)
    assert wrong(**jumped) == {}
