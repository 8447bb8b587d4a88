"""Runs axe in an open page and says what it found as sentences. Decides nothing about which pages are to be checked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"

#: All rules that are on by default, and two that are not: text contrast of 7:1, and targets of 24 pixels.
RUN = """
async () => {
    const options = {
        resultTypes: ["violations"],
        rules: {"color-contrast-enhanced": {enabled: true}, "target-size": {enabled: true}},
    };
    const {violations} = await axe.run(document, options);
    return violations.map((rule) => {
        const places = rule.nodes.map((node) => `${node.target.join(" ")} ${node.html}: ${node.failureSummary}`);
        return `${rule.id}: ${rule.help}\\n    ${places.join("\\n    ")}`;
    });
}
"""


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe objects to in the page as it is shown now, one sentence with its places for each rule."""
    # Evaluated by the debugger, so that the page's own Content-Security-Policy stays in force.
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_script())
    found: list[str] = page.evaluate(RUN)
    return found
