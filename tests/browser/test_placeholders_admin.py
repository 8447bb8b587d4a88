"""Placeholders under an editor's and a translator's hands: shown, inserted by keyboard, and missed at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import log_in
from tests.conftest import Watch
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

LETTER = "/home/documents/letter-gilgit-baltistan/"


def open_letter(page: Page, site: RunningSite) -> None:
    """The form of the English model letter."""
    log_in(page, site)
    page.goto(f"{site.url}/admin/pages/{site.page_at(LETTER)}/edit/")
    page.locator(".placeholders-chip").first.wait_for()


def rich_text(page: Page) -> Locator:
    """The first formatted text that holds a placeholder."""
    return page.locator("[data-draftail-editor]").filter(has=page.locator(".placeholders-chip")).first


def test_placeholders_are_chips_and_are_inserted_at_the_cursor_by_keyboard(
    page: Page, own_site: RunningSite, watch: Watch
) -> None:
    # Wagtail saves drafts by itself, and this text is not yet one that can be saved.
    watch.allow("status of 400")
    open_letter(page, own_site)
    editor = rich_text(page)
    known = editor.locator(".placeholders-chip--known").filter(has_text="{{ writer_name }}").first
    assert known.get_attribute("title") == "Your name"
    assert known.get_attribute("dir") == "ltr"

    text = editor.locator("[contenteditable=true]")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" [Your\u00a0union] [sic] {{ nobody }} {{ Bad }} ")
    editor.locator(".placeholders-chip--bracket", has_text="union").wait_for()
    assert editor.locator(".placeholders-chip--bracket").count() == 1
    editor.locator(".placeholders-chip--unknown", has_text="nobody").wait_for()
    editor.locator(".placeholders-chip--malformed", has_text="Bad").wait_for()

    editor.get_by_role("button", name="Insert a placeholder").click()
    menu = page.get_by_role("menu", name="Fields of the document")
    assert menu.get_by_role("menuitem").first.evaluate("e => e === document.activeElement")
    page.keyboard.press("Escape")
    menu.wait_for(state="detached")
    editor.get_by_role("button", name="Insert a placeholder").click()
    menu.get_by_role("menuitem", name="Contact details").focus()
    page.keyboard.press("Enter")
    editor.locator(".placeholders-chip--known", has_text="{{ contact_details }}").wait_for()
    page.keyboard.type(" and on")
    assert text.inner_text().rstrip().endswith("{{ contact_details }} and on")

    # A field that is added is known at once.
    key = page.locator("input[name^='fields-'][name$='-value-key']").last
    key.fill("nobody")
    editor.locator(".placeholders-chip--known", has_text="nobody").wait_for()


def test_a_plain_text_has_the_same_menu_beside_it(page: Page, own_site: RunningSite) -> None:
    open_letter(page, own_site)
    line = page.locator("textarea[name^='content-']").first
    line.fill("To: ")
    page.keyboard.press("Tab")
    button = page.locator(".placeholders-insert--follows")
    assert button.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Name of the head of the mission").wait_for()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert re.fullmatch(r"To: \{\{ [a-z_]+ \}\}", line.input_value())
    assert line.evaluate("e => e === document.activeElement")
    page.wait_for_load_state("networkidle")


def test_a_lost_placeholder_is_a_red_message_as_soon_as_the_string_is_saved(page: Page, own_site: RunningSite) -> None:
    log_in(page, own_site)
    page.goto(f"{own_site.url}/admin/localize/reports/translations/?locale=de&title=Letter+to+the+Pakistani")
    page.get_by_role("row").filter(has_text="English").get_by_role("link", name="Deutsch").first.click()
    string = page.locator("li[id^=segment-]").filter(has_text=re.compile(r"My name is \{\{ writer_name \}\}"))
    german = string.locator("p.workbench-target").inner_text()
    assert "{{ organisation }}" in german

    def save(text: str) -> None:
        string.get_by_role("button", name="Edit").click()
        string.get_by_role("textbox").fill(text)
        string.get_by_role("button", name="Save", exact=True).click()

    save(german.replace("{{ organisation }}", "{{ organization }}"))
    error = string.get_by_text(re.compile(r"Write .*organisation.* instead of .*organization")).first
    error.wait_for()
    assert "errored" in (string.get_attribute("class") or "")
    red, green, blue = map(int, re.findall(r"\d+", error.evaluate("e => getComputedStyle(e).color"))[:3])
    assert red > 2 * max(green, blue) or red > 150 > max(green, blue)

    save(german)
    error.wait_for(state="detached")
    assert "complete" in (string.get_attribute("class") or "")
    page.wait_for_load_state("networkidle")
