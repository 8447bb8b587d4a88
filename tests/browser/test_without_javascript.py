"""Without JavaScript nothing is missing: the same words, no button that does nothing, all languages within reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visit
from tests.browser.reader_pages import APPEAL, EVERY_PAGE, HOME, LETTER, MOTION, PROFILE, Address, named

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}


def words_without_buttons(page: Page) -> list[str]:
    """The words of the page as they are shown, buttons left out: those come and go with JavaScript."""
    text = page.locator("body").inner_text()
    for button in page.locator("button").all():
        if button.is_visible():
            text = text.replace(button.inner_text(), "", 1)
    return text.split()


#: A letter says other things where it is filled in by the server: test_letters.py.
FILLED_IN = (LETTER, MOTION)


def test_all_words_are_there_and_no_button_is_dead(new_page: Callable[..., Page], visit: Visit) -> None:
    plain, scripted = new_page(java_script_enabled=False), new_page()
    wrong = {}
    for address in EVERY_PAGE:
        if address in FILLED_IN:
            continue
        visit(plain, address)
        visit(scripted, address)
        if words_without_buttons(plain) != words_without_buttons(scripted):
            wrong[f"words of {address}"] = [words_without_buttons(plain), words_without_buttons(scripted)]
        if dead := plain.locator("button:visible:not(form button)").all_inner_texts():
            wrong[f"buttons of {address}"] = dead
    assert wrong == {}


@pytest.mark.parametrize("address", [HOME, APPEAL, PROFILE], ids=named)
def test_every_language_is_within_reach_at_a_desk_and_on_a_phone(
    new_page: Callable[..., Page], visit: Visit, address: Address
) -> None:
    page = new_page(java_script_enabled=False)
    visit(page, address)
    languages = page.get_by_role("navigation", name="Languages").get_by_role("link")
    assert languages.count() == 10
    assert all(link.is_visible() for link in languages.all())
    page.set_viewport_size(PHONE)
    summary = page.get_by_role("navigation", name="Languages").locator("summary")
    assert "English" in summary.inner_text()
    summary.click()
    assert all(link.is_visible() for link in languages.all())


def test_the_steps_of_an_appeal_are_links_that_lead_somewhere(new_page: Callable[..., Page], visit: Visit) -> None:
    page = new_page(java_script_enabled=False, viewport=PHONE)
    visit(page, APPEAL)
    anchors = [link.get_attribute("href") or "" for link in page.locator("a[href^='#']").all()]
    assert len(anchors) > 5
    assert [anchor for anchor in anchors if page.locator(anchor).count() != 1] == []
    page.get_by_role("link", name="Read the letter").or_(page.locator("#act a[href*='/documents/']")).first.click()
    assert "/en/documents/letter-gilgit-baltistan/" in page.url


def test_with_javascript_the_address_is_copied(new_page: Callable[..., Page], visit: Visit) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    visit(page, APPEAL)
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_text("The address has been copied.").wait_for()
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert page.evaluate("navigator.clipboard.readText()") == canonical
