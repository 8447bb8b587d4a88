"""Notes how far a page moves while it loads and is read to its end. Says what moved; sets no limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

OBSERVE = """
window.shifts = [];
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
        const places = entry.sources.map(({node}) => node?.outerHTML?.slice(0, 80) ?? node?.textContent?.slice(0, 40));
        window.shifts.push({value: entry.value, places});
    }
}).observe({type: "layout-shift", buffered: true});
"""
# Down the page in steps, so that pictures that wait for the reader are loaded; then until nothing is left to draw.
READ_ON = """
async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
        window.scrollTo({top, behavior: "instant"});
        await frame();
        const near = (image) => image.getBoundingClientRect().top < innerHeight;
        await Promise.allSettled([...document.images].filter(near).map((image) => image.decode()));
    }
    await document.fonts.ready;
    await frame();
    return window.shifts;
}
"""


@dataclass(frozen=True)
class Shift:
    """One jump of a page, in the unit of layout shift, and the places that moved."""

    value: float
    places: list[str | None]


def observe(page: Page) -> None:
    """Watch the page from its next address on."""
    page.add_init_script(OBSERVE)


def observed(page: Page) -> list[Shift]:
    """Every jump of an observed page so far."""
    return [Shift(**entry) for entry in page.evaluate("window.shifts")]


def read_on(page: Page) -> list[Shift]:
    """Go down to the end of an observed page and return every jump since it was opened."""
    return [Shift(**entry) for entry in page.evaluate(READ_ON)]
