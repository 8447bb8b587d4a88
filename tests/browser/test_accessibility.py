"""No page type breaks a rule of axe: in three languages, light and dark, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Visit
from tests.browser.reader_pages import EVERY_PAGE_AND_LANGUAGE, Address, named

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.validators]

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


@pytest.mark.parametrize(("address", "language"), EVERY_PAGE_AND_LANGUAGE, ids=named)
def test_axe_finds_nothing(new_page: Callable[..., Page], visit: Visit, address: Address, language: str) -> None:
    page = new_page(viewport=DESK, color_scheme="light", reduced_motion="reduce")
    visit(page, address, language)
    found = {"desk, light": violations(page)}
    page.emulate_media(color_scheme="dark")
    found["desk, dark"] = violations(page)
    page.set_viewport_size(PHONE)
    found["phone, dark"] = violations(page)
    page.evaluate(UNFOLD)
    page.emulate_media(color_scheme="light")
    found["phone, light, all unfolded"] = violations(page)
    assert {shown: rules for shown, rules in found.items() if rules} == {}


def test_axe_would_find_something(page: Page) -> None:
    page.set_content(
        "<html lang='en'><title>Grey</title><main><h1 style='color: #777'>Too pale</h1><img src=x.png></main></html>"
    )
    assert [rule.split(":")[0] for rule in violations(page)] == ["color-contrast-enhanced", "image-alt"]
