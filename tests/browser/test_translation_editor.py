"""The translation editor: languages and directions, marks that stay whole, keys, findings, two people at one string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import log_in
from tests.conftest import Watch
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

URDU = "دو 2025 (UN) میں۔"
#: What keeps a mark whole in a text from right to left; never stored.
ISOLATES = "\u2066\u2069\u00a0"
#: What another window of the editor would send.
SAVE = """([segment, base, value]) => {
    const strings = new URL(document.querySelector("#workbench-tools").dataset.workbench, location);
    const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
    const body = new URLSearchParams({ segment, base, value });
    return fetch(new URL("../string/", strings), { method: "POST", headers, body }).then((answer) => answer.status);
}"""


def language_of(text: Locator) -> tuple[str | None, str, str]:
    """The language of an element, the direction and the alignment it is shown with."""
    direction, alignment = text.evaluate("e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]")
    return text.get_attribute("lang"), direction, alignment


def open_translation(page: Page, site: RunningSite, locale: str, name: str, title: str = "") -> None:
    """From the report into the editor of the first complete translation."""
    log_in(page, site)
    page.goto(f"{site.url}/admin/localize/reports/translations/?locale={locale}&state=complete&title={title}")
    page.get_by_role("row").filter(has_text="English").get_by_role("link", name=name).first.click()
    page.locator(".workbench-string").first.wait_for()
    page.wait_for_load_state("networkidle")


def strings(page: Page) -> dict[str, Any]:
    """What the server has stored, as it tells the editor."""
    url = page.locator("#workbench-tools").get_attribute("data-workbench")
    answer: dict[str, Any] = page.evaluate("url => fetch(url).then(answer => answer.json())", url)
    found: dict[str, Any] = answer["segments"]
    return found


def stored(page: Page, string: Locator) -> str:
    number = (string.get_attribute("id") or "").removeprefix("segment-")
    return str(strings(page)[number]["target"])


def test_urdu_is_typed_and_shown_from_right_to_left_beside_an_english_source(page: Page, own_site: RunningSite) -> None:
    open_translation(page, own_site, "ur", "اردو", "Letter+to+the+Pakistani")
    string = page.locator("li[id^=segment-]").first
    source, translated = string.locator(".workbench-source"), string.locator("p.workbench-target")
    assert language_of(source) == ("en", "ltr", "start")
    assert language_of(translated) == ("ur", "rtl", "start")

    string.get_by_role("button", name="Edit").click()
    assert language_of(string.get_by_role("textbox")) == ("ur", "rtl", "start")
    string.get_by_role("textbox").fill(URDU)
    string.get_by_role("button", name="Save", exact=True).click()
    translated.wait_for()
    assert translated.inner_text() == URDU
    assert language_of(translated) == ("ur", "rtl", "start")

    # Placeholders are of one piece wherever they stand, are put in by a button, and are stored as they always were.
    letter = page.locator("li[id^=segment-]").filter(has_text="My name is {{ writer_name }}")
    assert {language_of(chip)[1] for chip in letter.locator("p.workbench-target .workbench-chip").all()} == {"ltr"}
    before = stored(page, letter)
    letter.get_by_role("button", name="Edit").click()
    field = letter.get_by_role("textbox")
    assert "\u2066{{\u00a0writer_name\u00a0}}\u2069" in field.input_value()
    field.press("End")
    letter.get_by_role("button", name="Insert {{ organisation }}").click()
    field.press_sequentially("<script> & <b>")
    field.press("Enter")
    field.wait_for(state="detached")
    after = stored(page, letter)
    assert after.count("{{ organisation }}") == before.count("{{ organisation }}") + 1
    assert "&lt;script&gt; &amp; <b>" in after
    assert not set(after) & set(ISOLATES)
    page.wait_for_load_state("networkidle")


def test_a_translator_works_with_keys_and_is_helped_by_what_the_checks_find(page: Page, own_site: RunningSite) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/findings/" in request.url else None)
    open_translation(page, own_site, "de", "Deutsch", "Free+Ehsan+Ali")
    assert not asked  # the page brings what is found
    summary = page.locator("li[id^=segment-]").filter(has_text="In May 2025 leaders")
    right = stored(page, summary)
    assert "2025" in right
    wrong = right.replace("2025", "2024")

    # A wrong year is found as soon as it is saved, and mended by one click.
    def type_text(text: str) -> None:
        summary.get_by_role("button", name="Edit").click()
        summary.get_by_role("textbox").fill(text)
        summary.get_by_role("textbox").press("Enter")

    type_text(wrong)
    finding = summary.locator(".workbench-finding").filter(has_text="2025").first
    finding.get_by_text("Error:").or_(finding.get_by_text("Warning:")).wait_for()
    finding.locator("[data-fix]").click()
    finding.wait_for(state="detached")
    assert stored(page, summary) == right

    # What is right as it is, is dismissed with a reason, which stands there for others.
    type_text(wrong)
    finding.get_by_role("button", name="Dismiss").first.click()
    finding.get_by_role("textbox", name="Why the text is right as it is").fill("The court says so.")
    finding.get_by_role("textbox").press("Enter")
    summary.get_by_text("The court says so.").wait_for()
    type_text(right)
    summary.get_by_text("The court says so.").wait_for(state="detached")

    # Emptied, it is the next unfinished string; the memory's suggestion is accepted and saved without the mouse.
    type_text("")
    summary.get_by_role("button", name="Translate").wait_for()
    page.locator("li[id^=segment-]").first.get_by_role("button", name="Edit").focus()
    page.keyboard.press("Control+Enter")
    field = summary.get_by_role("textbox")
    field.wait_for()
    assert field.evaluate("e => e === document.activeElement")
    summary.get_by_role("button", name="Use this text").first.wait_for()
    page.keyboard.press("Control+Shift+Enter")
    assert field.input_value() == right
    page.keyboard.press("Control+Enter")
    field.wait_for(state="detached")
    page.get_by_text("Nothing is left to do here.").wait_for()
    assert stored(page, summary) == right
    count, total = page.locator("#translations-bar [data-translations-done]").inner_text(), len(strings(page))
    assert int(count) == total
    page.wait_for_load_state("networkidle")


def test_nothing_is_lost_when_two_save_one_string_or_react_draws_anew(
    page: Page, own_site: RunningSite, watch: Watch
) -> None:
    watch.allow("status of 409")  # what the second of the two is told
    open_translation(page, own_site, "de", "Deutsch", "Free+Ehsan+Ali")
    string = page.locator("li[id^=segment-]").first
    before = stored(page, string)
    string.get_by_role("button", name="Edit").click()
    string.get_by_role("textbox").fill("Mein Text")

    # Somebody else saves the same string meanwhile.
    page.evaluate(SAVE, [(string.get_attribute("id") or "").removeprefix("segment-"), before, "Ihr Text"])
    string.get_by_role("textbox").press("Enter")
    string.get_by_text("Both stand below: nothing is lost.").wait_for()
    assert string.get_by_text("Ihr Text").is_visible()
    assert string.get_by_role("textbox").input_value() == "Mein Text"

    # React draws the list anew under it.
    page.evaluate("document.querySelectorAll('.workbench-string').forEach(element => element.remove())")
    assert string.get_by_role("textbox").input_value() == "Mein Text"
    string.get_by_role("button", name="Keep my text").click()
    string.locator("p.workbench-target").get_by_text("Mein Text").wait_for()
    assert stored(page, string) == "Mein Text"
    assert page.locator("li.workbench-host").count() == page.locator(".workbench-string").count() == len(strings(page))
    page.wait_for_load_state("networkidle")


def test_the_next_unfinished_string_is_another_one_each_time(page: Page, own_site: RunningSite) -> None:
    open_translation(page, own_site, "de", "Deutsch", "Free+Ehsan+Ali")
    emptied = [page.locator("li[id^=segment-]").nth(place) for place in (1, 3)]
    for string in emptied:
        string.get_by_role("button", name="Edit").click()
        string.get_by_role("textbox").fill("")
        string.get_by_role("textbox").press("Enter")
        string.get_by_role("button", name="Translate").wait_for()
    page.wait_for_load_state("networkidle")
    for string in (*emptied, emptied[0]):
        page.get_by_role("button", name="Next unfinished").click()
        page.wait_for_function("id => document.activeElement.closest('li')?.id === id", arg=string.get_attribute("id"))
    page.wait_for_load_state("networkidle")


def test_the_original_opens_in_line_with_the_strings_and_asks_for_no_script(page: Page, own_site: RunningSite) -> None:
    open_translation(page, own_site, "de", "Deutsch", "Free+Ehsan+Ali")
    summary = page.get_by_text("The original as its readers see it")
    keys = page.locator(".workbench-keys summary")
    assert summary.evaluate("e => e.getBoundingClientRect().left") == keys.evaluate(
        "e => e.getBoundingClientRect().left"
    )
    summary.click()
    # A script that the frame holds back would be a complaint of the page.
    original = page.frame_locator(".workbench-original iframe")
    original.get_by_role("heading", name="Free Ehsan Ali", exact=False).first.wait_for()
    page.wait_for_load_state("networkidle")


def test_a_translation_can_be_saved_as_a_draft_beside_publishing_and_not_be_detached(
    page: Page, own_site: RunningSite
) -> None:
    open_translation(page, own_site, "de", "Deutsch")
    actions = page.locator("footer .actions")
    actions.get_by_role("button", name="More actions").first.click()
    assert actions.get_by_text("Stop Synced translation").is_hidden()
    assert actions.get_by_text("Convert to alias page").is_hidden()
    page.keyboard.press("Escape")
    actions.get_by_role("button", name="Save draft").click()
    page.locator(".messages").get_by_text("The draft was saved. What readers see has not changed.").wait_for()
    page.wait_for_load_state("networkidle")
