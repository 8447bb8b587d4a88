"""What sections add beside an appeal: chosen by readers in their own browsers, put into letters, written by an editor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import log_in
from tests.browser.reader_pages import APPEAL, LETTER
from tests.browser.test_layout import pages_of
from tests.running_site import RunningSite, running_site

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CHOOSER = "Zuerst zeigen:"
TITLE = "Freiheit für Ehsan Ali"
DEMONSTRATION = "Kundgebung vor der Botschaft"


@pytest.fixture(scope="module")
def local_site(reader_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The demo site with what sections have added. The tests of this file share it and only read it."""
    with running_site(reader_template, tmp_path_factory.mktemp("local-site")) as site:
        site.manage("shell", "--no-imports", "-c", "from tests.browser.extra_local_content import add; add()")
        yield site


def shown(page: Page) -> list[str]:
    """The sections beside the appeal, in the order in which they stand there."""
    found: list[str] = page.locator("[data-section]").evaluate_all("all => all.map(each => each.dataset.section)")
    return found


# --- Which section stands first ---


def test_the_section_that_a_reader_chooses_stands_first_and_her_browser_alone_knows(
    new_page: Callable[..., Page], local_site: RunningSite
) -> None:
    page = new_page()
    page.goto(local_site.url + APPEAL.in_language("de"), wait_until="networkidle")
    assert shown(page) == ["austria", "germany"]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label(CHOOSER).select_option("germany")
    assert shown(page) == ["germany", "austria"]
    assert asked == []

    page.reload(wait_until="networkidle")
    assert shown(page) == ["germany", "austria"]
    assert page.get_by_label(CHOOSER).input_value() == "germany"
    assert page.context.cookies() == []
    assert not [url for url in asked if "germany" in url]

    stranger = new_page()
    stranger.goto(local_site.url + APPEAL.in_language("de"))
    assert shown(stranger) == ["austria", "germany"]


def test_a_browser_that_keeps_nothing_still_shows_the_choice(
    new_page: Callable[..., Page], local_site: RunningSite
) -> None:
    page = new_page()
    refuse = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    page.add_init_script(refuse)
    page.goto(local_site.url + APPEAL.in_language("de"))
    page.get_by_label(CHOOSER).select_option("germany")
    assert shown(page) == ["germany", "austria"]


def test_without_javascript_all_sections_stand_there_and_nothing_is_to_choose(
    new_page: Callable[..., Page], local_site: RunningSite
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(local_site.url + APPEAL.in_language("de"))
    assert shown(page) == ["austria", "germany"]
    assert page.get_by_text("wien@campaign.example").is_visible()
    assert page.get_by_text("Postkarten gibt es bei uns.").is_visible()
    assert not page.get_by_label(CHOOSER).is_visible()


def test_a_handout_gets_one_page_more_at_most(new_page: Callable[..., Page], local_site: RunningSite) -> None:
    page = new_page()
    page.goto(local_site.url + APPEAL.in_language("de"))
    assert pages_of(page.pdf(prefer_css_page_size=True, format="A4")) <= 3


# --- Copies of letters ---


def choose(page: Page, country: str) -> None:
    values = page.locator("#mission option").evaluate_all("options => options.map(option => option.value)")
    page.select_option("#mission", next(value for value in values if value.split("-")[0] == country))


def last_lines(page: Page, number: int = 2) -> list[str]:
    return page.locator(".paper .copies_to li:visible").all_inner_texts()[-number:]


def test_the_copies_of_her_country_come_and_go_as_a_reader_chooses(
    new_page: Callable[..., Page], local_site: RunningSite
) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(local_site.url + LETTER.in_language("en"), wait_until="networkidle")
    own = last_lines(page, 99)
    choose(page, "GB")
    british = ["Section in Britain, copies@campaign.example", "The Foreign Secretary"]
    assert last_lines(page, 99) == [*own, *british]
    box = page.get_by_label("Copies to:")
    box.uncheck()
    assert last_lines(page, 99) == own
    box.check()

    page.locator("[data-do=copy]").click()
    if page.locator("dialog[open]").count():
        page.locator("dialog button[value=go]").click()
    page.locator("[data-said]").filter(has_text=re.compile(".")).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    plain = new_page(java_script_enabled=False)
    plain.goto(local_site.url + LETTER.in_language("en"))
    choose(plain, "GB")
    plain.locator("[data-send] button").first.click()
    assert plain.get_by_label("Copies to:").is_checked()
    assert copied.strip() == plain.locator("#as-text").input_value().strip()
    assert "cc=copies@campaign.example" in str(plain.get_by_role("link", name="Write an e-mail").get_attribute("href"))

    choose(page, "AT")
    assert last_lines(page, 99) == own
    assert not box.is_visible()


def test_a_letter_in_a_language_that_her_section_does_not_write_keeps_her_copies(
    new_page: Callable[..., Page], local_site: RunningSite
) -> None:
    page = new_page()
    page.goto(local_site.url + LETTER.in_language("de"), wait_until="networkidle")
    choose(page, "AT")
    page.select_option("#letter-language", "en")
    page.locator(".paper[lang=en]").wait_for()
    assert last_lines(page) == ["Sektion Österreich, copies@campaign.example", "Außenministerium, Wien"]


# --- From the editor to the readers ---


def test_an_editor_adds_a_demonstration_and_her_lead_shows_it_to_readers(
    new_page: Callable[..., Page], own_site: RunningSite
) -> None:
    reader = new_page()

    def read() -> str:
        reader.goto(own_site.url + APPEAL.in_language("de"))
        return reader.locator("main").inner_text()

    editor = new_page()
    log_in(editor, own_site, "austria-editor", open_home=True)
    editor.get_by_role("textbox", name="Search").first.fill(TITLE)
    editor.keyboard.press("Enter")
    line = editor.get_by_role("row").filter(has_text=TITLE).filter(has=editor.locator(".w-dropdown__toggle")).first
    line.locator(".w-dropdown__toggle").click()
    editor.get_by_role("link", name="Add local content").click()
    assert "Ehsan Ali" in editor.locator("[name=page_key] option:checked").inner_text()
    assert editor.locator("[name=time_zone]").input_value() == "Europe/Vienna"
    editor.locator("[name=title]").fill(DEMONSTRATION)
    editor.locator("[name=action]").select_option("demonstration")
    editor.locator("[name=starts_at]").fill("2099-07-04 15:00")
    # The calendar lies over the buttons until the hand is somewhere else.
    editor.locator("[name=place]").click()
    editor.locator(".xdsoft_datetimepicker:visible").wait_for(state="hidden")
    editor.locator("[name=place]").fill("Hofzeile 13, Wien")
    editor.get_by_role("button", name="Save draft").click()
    editor.locator(".messages .success").wait_for()
    editor.get_by_role("button", name="More actions").click()
    editor.get_by_role("button", name=re.compile("^Submit to")).click()
    editor.locator(".messages .success").wait_for()
    assert DEMONSTRATION not in read()

    lead = new_page()
    log_in(lead, own_site, "austria-lead", open_home=True)
    lead.get_by_role("link", name=DEMONSTRATION).first.click()
    lead.get_by_role("button", name="More actions").click()
    lead.get_by_role("button", name="Approve and Publish", exact=True).click()
    lead.locator(".messages .success").wait_for()
    text = read()
    assert DEMONSTRATION in text
    assert "Samstag, 4. Juli 2099, 15:00, Mitteleuropäische Sommerzeit" in text
