"""The whole site can be used with a keyboard: the skip link comes first, and one always sees where one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.reader_pages import APPEAL, HOME, LETTER, NOT_FOUND, PEOPLE, PROFILE, VIDEO, Address, named

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
MOST_STOPS = 150

FOCUSED = """
() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    const boxes = [...element.getClientRects()];
    const seen = boxes.some((box) => [.1, .5, .9].some((part) => {
        const top = document.elementFromPoint(box.x + box.width * part, box.y + box.height / 2);
        return top && (element.contains(top) || top.contains(element));
    }));
    return {
        html: element.outerHTML.slice(0, 120),
        text: element.textContent.trim(),
        outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        seen,
        small: boxes.every((box) => box.width < 2 || box.height < 2),
    };
}
"""


def stops(page: Page) -> list[dict[str, Any]]:
    """What the Tab key leads to, from the first stop to the last one of the page."""
    result = []
    for _number in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return result
        result.append(focused)
    raise AssertionError(f"More than {MOST_STOPS} stops: {result[-3:]}")


@pytest.mark.parametrize("address", [HOME, APPEAL, LETTER, NOT_FOUND], ids=named)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_first_stop_skips_to_the_content(page: Page, visit: Visit, address: Address, language: str) -> None:
    visit(page, address, language)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.get_attribute("class") == "skip"
    box = link.bounding_box()
    assert box is not None
    assert box["width"] > 60
    assert box["height"] > 24
    assert 0 <= box["x"] < DESK["width"] - box["width"] + 1
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("address", [HOME, APPEAL, PEOPLE, PROFILE, VIDEO], ids=named)
def test_every_stop_is_seen_and_marked(
    new_page: Callable[..., Page], visit: Visit, address: Address, language: str, viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport, reduced_motion="reduce")
    visit(page, address, language)
    found = stops(page)
    assert len(found) > 5
    assert [stop["html"] for stop in found if not stop["outline"]] == [], "stops without a visible mark"
    assert [stop["html"] for stop in found if stop["small"]] == [], "stops that nobody sees"
    assert [stop["html"] for stop in found if not stop["seen"]] == [], "stops behind something else"


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["with-scripts", "without-scripts"])
def test_the_language_is_changed_from_the_keyboard_on_a_phone(
    new_page: Callable[..., Page], visit: Visit, *, java_script_enabled: bool
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=java_script_enabled)
    visit(page, APPEAL)
    languages = page.get_by_role("navigation", name="Languages")
    german = languages.get_by_role("link", name="Deutsch")
    assert not german.is_visible()
    languages.locator("summary").press("Enter")
    assert german.is_visible()
    german.press("Enter")
    page.wait_for_url("**/de/appeals/free-ehsan-ali/")
    assert page.locator("html").get_attribute("lang") == "de"
