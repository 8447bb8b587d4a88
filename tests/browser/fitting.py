"""Whether a page fits a small phone, and what is too wide when it does not. Opens no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page, ViewportSize

SMALLEST: ViewportSize = {"width": 320, "height": 640}

TOO_WIDE = """
() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element) => {
        for (let each = element.parentElement; each; each = each.parentElement) {
            if (["auto", "scroll"].includes(getComputedStyle(each).overflowX)) return true;
        }
        return false;
    };
    const outside = [...document.querySelectorAll("body *")].filter((element) => {
        const box = element.getBoundingClientRect();
        const drawn = box.width > 1 && box.height > 1 && getComputedStyle(element).clipPath === "none";
        const shown = drawn && element.checkVisibility({contentVisibilityAuto: true});
        return shown && (box.left < -1 || box.right > width + 1) && !scrolls(element);
    });
    return {
        page: document.documentElement.scrollWidth - width,
        outside: outside.map((element) => element.outerHTML.slice(0, 150)),
    };
}
"""


def too_wide(page: Page) -> dict[str, Any]:
    """By how many pixels the page can be moved sideways, and what lies beyond an edge; empty when it fits."""
    found: dict[str, Any] = page.evaluate(TOO_WIDE)
    return {what: how for what, how in found.items() if how}
