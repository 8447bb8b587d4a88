"""The translation editor gives every text its language and direction, also after React has drawn it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import log_in
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

URDU = "دو 2025 (UN) میں۔"


def language_of(text: Locator) -> tuple[str | None, str, str]:
    """The language of an element, the direction and the alignment it is shown with."""
    direction, alignment = text.evaluate("e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]")
    return text.get_attribute("lang"), direction, alignment


def test_urdu_is_typed_and_shown_from_right_to_left_beside_an_english_source(page: Page, own_site: RunningSite) -> None:
    log_in(page, own_site)
    page.goto(f"{own_site.url}/admin/localize/reports/translations/?locale=ur&state=complete")
    page.get_by_role("row").filter(has_text="English").get_by_role("link", name="اردو").first.click()
    string = page.locator("li[id^=segment-]").first
    source, translated = string.locator(":scope > p"), string.locator(":scope > div > p")
    assert language_of(source) == ("en", "ltr", "start")
    assert language_of(translated) == ("ur", "rtl", "start")

    string.get_by_role("button", name="Edit").click()
    assert language_of(string.get_by_role("textbox")) == ("ur", "rtl", "start")
    string.get_by_role("textbox").fill(URDU)
    string.get_by_role("button", name="Save").click()
    string.get_by_text("Translated manually").wait_for()
    assert translated.inner_text() == URDU
    assert language_of(translated) == ("ur", "rtl", "start")
    assert language_of(source) == ("en", "ltr", "start")


def test_a_translation_can_be_saved_as_a_draft_beside_publishing_and_not_be_detached(
    page: Page, own_site: RunningSite
) -> None:
    log_in(page, own_site)
    page.goto(f"{own_site.url}/admin/localize/reports/translations/?locale=de&state=complete")
    page.get_by_role("row").filter(has_text="English").get_by_role("link", name="Deutsch").first.click()
    # The editor asks for the names of pictures after it is drawn.
    page.wait_for_load_state("networkidle")
    actions = page.locator("footer .actions")
    actions.get_by_role("button", name="More actions").first.click()
    assert actions.get_by_text("Stop Synced translation").is_hidden()
    assert actions.get_by_text("Convert to alias page").is_hidden()
    page.keyboard.press("Escape")
    actions.get_by_role("button", name="Save draft").click()
    page.locator(".messages").get_by_text("The draft was saved. What readers see has not changed.").wait_for()
    page.wait_for_load_state("networkidle")
