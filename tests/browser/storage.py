"""What a page has left in a reader's browser. Sets no rule about what may be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

STORED = """
async () => ({
    cookies: document.cookie,
    local: {...localStorage},
    session: {...sessionStorage},
    databases: await indexedDB.databases(),
    workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length,
})
"""


def traces(page: Page) -> dict[str, Any]:
    """Cookies and whatever else is stored, by kind; empty when the reader is still unknown."""
    stored: dict[str, Any] = {"cookies of the browser": page.context.cookies(), **page.evaluate(STORED)}
    return {kind: left for kind, left in stored.items() if left}
