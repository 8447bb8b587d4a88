"""No page type breaks a rule of axe: in both directions, light and dark, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Visit
from tests.browser.reader_pages import EVERY_PAGE, Address, named

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page, ViewportSize

pytestmark = [pytest.mark.browser, pytest.mark.validators]

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


@dataclass(frozen=True)
class Look:
    """How somebody has a page before her."""

    language: str
    viewport: ViewportSize
    scheme: Literal["light", "dark"]
    unfolded: bool = False

    def __str__(self) -> str:
        parts = [self.language, f"{self.viewport['width']} pixels", self.scheme]
        return ", ".join([*parts, "all unfolded"] if self.unfolded else parts)


#: Both schemes on both screens, both screens in both directions, and the longest words where there is least room:
#: colours do not depend on the language, nor names and roles on the screen.
LOOKS = (
    Look("en", DESK, "light"),
    Look("en", PHONE, "dark"),
    Look("ur", DESK, "dark"),
    Look("ur", PHONE, "light", unfolded=True),
    Look("de", PHONE, "dark", unfolded=True),
)


@pytest.mark.parametrize("address", EVERY_PAGE, ids=named)
def test_axe_finds_nothing(new_page: Callable[..., Page], visit: Visit, address: Address) -> None:
    page = new_page(reduced_motion="reduce")
    found = {}
    opened = ""
    for look in LOOKS:
        page.set_viewport_size(look.viewport)
        page.emulate_media(color_scheme=look.scheme)
        if look.language != opened:
            visit(page, address, look.language)
            opened = look.language
        if look.unfolded:
            page.evaluate(UNFOLD)
        if rules := violations(page):
            found[str(look)] = rules
    assert found == {}


def test_axe_would_find_something(page: Page) -> None:
    page.set_content(
        "<html lang='en'><title>Grey</title><main><h1 style='color: #777'>Too pale</h1><img src=x.png></main></html>"
    )
    assert [rule.split(":")[0] for rule in violations(page)] == ["color-contrast-enhanced", "image-alt"]
