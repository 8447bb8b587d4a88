"""Sections at work on shared pages, before readers' eyes: translate, approve, add what is local, and stop everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.utils import translation

from tests.browser.conftest import log_in
from tests.browser.reader_pages import APPEAL, LETTER
from tests.conftest import Watch
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

#: The update that is translated: its strings with their translations, in the order of the editor.
UPDATE = {
    "Postcards for the committee": "Postkarten an das Komitee",
    "Branches send postcards to the committee.": "Gewerkschaftsgruppen schicken dem Komitee Postkarten.",
    "Send yours before the summer.": "Schicken Sie Ihre vor dem Sommer.",
}
ORIGINAL, TRANSLATED = next(iter(UPDATE.items()))
PUBLISH_UPDATE = """
import datetime
from campaign_pages.models import AppealPage
from tests.factories.pages import make_update
title, summary, text = {texts!r}
appeal = AppealPage.objects.get(slug="free-ehsan-ali", locale__language_code="en")
make_update("en", appeals=[appeal], title=title, slug="postcards", date=datetime.date(2026, 3, 20), summary=summary,
            body=[("text", "<p>" + text + "</p>")])
"""
ENGLISH_TITLE = "Free Ehsan Ali and the leaders of the Awami Action Committee"
GERMAN_TITLE = "Freiheit für Ehsan Ali"
DEMONSTRATION = "Kundgebung vor der Botschaft"
REASON = "Its aim has been reached. Thank you to everybody who wrote."


def menu_of(page: Page, title: str, entry: str) -> None:
    """Find a page by the search, and choose an entry of its menu."""
    page.get_by_role("textbox", name="Search").first.fill(title)
    page.keyboard.press("Enter")
    rows = page.get_by_role("row").filter(has_text=title)
    rows.filter(has=page.locator(".w-dropdown__toggle")).first.locator(".w-dropdown__toggle").click()
    page.get_by_role("link", name=entry).first.click()


def translate_and_submit(editor: Page) -> None:
    """From the desk: begin the translation, fill every string in, hand it in."""
    editor.get_by_role("link", name=ORIGINAL).first.click()
    editor.get_by_role("button", name="Submit").click()
    for text, words in UPDATE.items():
        string = editor.locator("li[id^=segment-]").filter(has_text=text).first
        string.get_by_role("button", name="Translate").click()
        string.get_by_role("textbox").fill(words)
        string.get_by_role("button", name="Save", exact=True).click()
        string.get_by_text("Saved on").wait_for()
    editor.get_by_role("button", name="Submit for approval").click()
    editor.locator(".messages").get_by_text("was submitted for approval").wait_for()


def approve_from_the_desk(lead: Page, title: str) -> None:
    lead.get_by_role("link", name=title).first.click()
    lead.get_by_role("button", name="Approve and publish").click()
    lead.locator(".messages").get_by_text("was published in Deutsch").wait_for()


def add_demonstration(lead: Page) -> None:
    menu_of(lead, GERMAN_TITLE, "Add local content")
    lead.locator("[name=title]").fill(DEMONSTRATION)
    lead.locator("[name=action]").select_option("demonstration")
    lead.locator("[name=starts_at]").fill("2099-07-04 15:00")
    # The calendar lies over the buttons until the hand is somewhere else.
    lead.locator("[name=place]").click()
    lead.locator(".xdsoft_datetimepicker:visible").wait_for(state="hidden")
    lead.locator("[name=place]").fill("Hofzeile 13, Wien")
    lead.get_by_role("button", name="More actions").click()
    lead.get_by_role("button", name="Publish", exact=True).click()
    lead.locator(".messages .success").wait_for()


def stop_everywhere(secretariat: Page) -> None:
    menu_of(secretariat, ENGLISH_TITLE, "In all languages")
    secretariat.get_by_role("link", name="Stop this appeal").click()
    secretariat.get_by_text("The appeal in all languages (10)").wait_for()
    secretariat.get_by_label("Its aim has been reached").check()
    secretariat.get_by_label("Why", exact=False).last.fill("All of them are free.")
    secretariat.get_by_role("button", name="Stop in all languages").click()
    secretariat.locator(".messages").get_by_text("The appeal is stopped.").wait_for()


def test_sections_work_on_shared_pages_and_the_secretariat_stops_an_appeal_in_ten_languages(
    new_page: Callable[..., Page], own_site: RunningSite, watch: Watch
) -> None:
    watch.allow("status of 404")  # where the appeal is not translated
    own_site.manage("shell", "--no-imports", "-c", PUBLISH_UPDATE.format(texts=list(UPDATE)))
    reader = new_page(java_script_enabled=False)

    def read(path: str, language: str = "de", status: int = 200) -> str:
        response = reader.goto(f"{own_site.url}/{language}/{path}")
        assert response is not None
        assert response.status == status, response.url
        return reader.locator("main").inner_text()

    # Austria's editor translates, Germany's lead approves: it leads in German.
    editor = new_page()
    log_in(editor, own_site, "austria-editor", open_home=True)
    translate_and_submit(editor)
    assert TRANSLATED not in read("updates/")
    lead = new_page()
    log_in(lead, own_site, "germany-lead", open_home=True)
    approve_from_the_desk(lead, TRANSLATED)
    assert UPDATE["Send yours before the summer."] in read("updates/postcards/")

    # Austria adds what is its own; Germany finds nothing there to change.
    austria = new_page()
    log_in(austria, own_site, "austria-lead", open_home=True)
    add_demonstration(austria)
    address = austria.url
    assert DEMONSTRATION in read(APPEAL.path)
    assert TRANSLATED in read(APPEAL.path)
    if "/edit/" not in address:
        austria.get_by_role("link", name=DEMONSTRATION).first.click()
        address = austria.url
    lead.goto(address)
    assert lead.locator("[name=title]").count() == 0
    assert "edit" not in lead.url
    lead.goto(f"{own_site.url}/admin/")
    assert lead.get_by_role("link", name=DEMONSTRATION).count() == 0

    # The secretariat stops the appeal: every language says so, and the letter is withdrawn.
    secretariat = new_page()
    log_in(secretariat, own_site, "secretariat", open_home=True)
    stop_everywhere(secretariat)
    for language in settings.INTERFACE_LANGUAGES:
        with translation.override(language):
            words = translation.gettext(REASON)
        assert words in read(APPEAL.path, language), language
    assert DEMONSTRATION not in read(APPEAL.path)
    withdrawn = read(LETTER.path)
    assert reader.locator("form.letter").count() == 0
    assert re.search(r"zurückgezogen", withdrawn)
