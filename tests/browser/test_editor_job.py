"""The editor's main job, as she does it: a changed appeal, and its translation brought up to date, before readers' eyes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import log_in
from tests.browser.reader_pages import APPEAL
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

ENGLISH_TITLE = "Free Ehsan Ali and the leaders of the Awami Action Committee"
BEGINNING = "Gilgit-Baltistan is a mountain region administered by Pakistan."
ADDED = "Their families may not visit them."
OLD_GERMAN = "Gilgit-Baltistan ist eine von Pakistan verwaltete Bergregion."
NEW_GERMAN = (
    "Gilgit-Baltistan ist eine Bergregion, die Pakistan verwaltet. Mitte Mai 2025 wurden dort führende Mitglieder des "
    "Awami Action Committee Gilgit-Baltistan verhaftet, weitere Verhaftungen folgten im selben Monat. Andere Mitglieder "
    "sind nicht in Haft, stehen aber unter Beobachtung und dürfen sich nicht frei bewegen. Ihre Familien dürfen sie nicht "
    "besuchen."
)


class Readers:
    """Readers in several languages, each unknown to the site, who open the appeal anew each time."""

    def __init__(self, new_page: Callable[..., Page], site: RunningSite) -> None:
        self.page = new_page()
        self.site = site

    def text(self, language: str) -> str:
        """What a reader of that language sees now."""
        response = self.page.goto(self.site.url + APPEAL.in_language(language))
        assert response is not None
        assert response.status == 200
        return self.page.locator("main").inner_text()


@pytest.fixture
def readers(new_page: Callable[..., Page], own_site: RunningSite) -> Readers:
    """The public, beside the editor."""
    return Readers(new_page, own_site)


#: Wagtail compares what is typed with the form as it stood two seconds after loading; what is typed before that counts
#: as having been there, and does not save itself.
WATCHED = "document.addEventListener('w-unsaved:watch-edits', () => document.documentElement.setAttribute('data-watched', ''))"


def open_original(page: Page) -> None:
    """From anywhere in the administration to the editor of the English appeal, by the search."""
    page.add_init_script(WATCHED)
    page.get_by_role("textbox", name="Search").first.fill(ENGLISH_TITLE)
    page.keyboard.press("Enter")
    page.get_by_role("row").filter(has_text=ENGLISH_TITLE).get_by_role("link", name=ENGLISH_TITLE).click()
    page.get_by_role("heading", name=ENGLISH_TITLE).first.wait_for()


def wait_until_saved(page: Page) -> None:
    """Until the draft has saved itself. On a busy machine Wagtail may overlook the first typing, so type on, as one does."""
    saved = page.locator("#w-autosave-indicator").get_by_text("Saved", exact=True)
    for _attempt in range(8):
        for _moment in range(10):
            if saved.is_visible():
                return
            page.wait_for_timeout(400)
        page.keyboard.type(" ")
    saved.wait_for()


def add_sentence_and_publish(page: Page) -> None:
    """Type a sentence at the end of the first paragraph of the text, and publish when the draft has saved itself."""
    paragraph = page.locator("[contenteditable=true]").filter(has_text=BEGINNING)
    page.locator("html[data-watched]").wait_for(state="attached")
    paragraph.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f" {ADDED}")  # at once, so that the draft saves itself once
    paragraph.filter(has_text=ADDED).wait_for()
    wait_until_saved(page)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    message = page.locator(".messages")
    message.get_by_text("has been published").wait_for()
    assert "5 translations are out of date now: Deutsch, Español, Français, Italiano, اردو." in message.inner_text()


def changed_string(page: Page) -> Locator:
    """The changed paragraph in the translation editor."""
    return page.locator("li").filter(has=page.get_by_text(ADDED, exact=False)).and_(page.locator("[id^=segment-]"))


def publish_in_german(page: Page) -> None:
    page.get_by_role("button", name="Publish in Deutsch").click()


def test_an_editor_brings_a_translation_up_to_date_while_readers_see_whole_texts(
    page: Page, own_site: RunningSite, readers: Readers
) -> None:
    german_before, urdu_before = readers.text("de"), readers.text("ur")
    assert OLD_GERMAN in german_before

    log_in(page, own_site, open_home=True)
    open_original(page)
    add_sentence_and_publish(page)
    assert ADDED in readers.text("en")
    assert readers.text("de") == german_before

    # The report names the German translation as out of date, and leads to it.
    page.get_by_role("button", name="Reports").click()
    page.get_by_role("link", name="Translations", exact=True).click()
    page.get_by_role("list", name="Number of translations in each state").get_by_text("Out of date").click()
    row = page.get_by_role("row").filter(has_text=ENGLISH_TITLE).filter(has_text="Deutsch")
    assert "Out of date" in row.inner_text()
    row.get_by_role("link", name="Deutsch").click()
    bar = page.get_by_role("region", name="State of this translation")
    bar.get_by_text("Readers see an older text: the original has changed since.").wait_for()
    assert "35/36" in bar.inner_text()

    string = changed_string(page)
    string.get_by_role("button", name="Translate").click()
    string.get_by_role("textbox").fill(NEW_GERMAN)
    string.get_by_role("button", name="Save", exact=True).click()
    string.get_by_text("Saved on").wait_for()
    bar.get_by_text("36/36").wait_for()

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Preview").or_(page.get_by_role("button", name="Preview")).first.click()
    preview = opened.value
    preview.locator("main").get_by_text(NEW_GERMAN).wait_for()
    assert preview.locator("html").get_attribute("lang") == "de"
    assert readers.text("de") == german_before

    publish_in_german(page)
    page.locator(".messages").get_by_text("was published in Deutsch").wait_for()
    german_after = readers.text("de")
    assert NEW_GERMAN in german_after
    assert OLD_GERMAN not in german_after
    bar.get_by_text("Readers see a complete and current text.").wait_for()

    assert readers.text("ur") == urdu_before
    assert ADDED not in urdu_before


def test_a_translation_with_a_string_missing_is_not_published_and_the_string_is_named(
    page: Page, own_site: RunningSite, readers: Readers
) -> None:
    german_before = readers.text("de")
    log_in(page, own_site, open_home=True)
    open_original(page)
    add_sentence_and_publish(page)

    page.locator(".messages").get_by_role("link", name="Deutsch").click()
    page.get_by_role("region", name="State of this translation").wait_for()
    publish_in_german(page)
    message = page.locator(".messages").get_by_text("was not published: 1 string is missing or has an error.")
    message.wait_for()
    entry = page.locator("#translations-missing li")
    assert entry.count() == 1
    assert entry.is_visible()
    assert BEGINNING in entry.inner_text()
    assert readers.text("de") == german_before

    # The entry leads to the string.
    entry.get_by_role("link").click()
    assert changed_string(page).get_by_role("button", name="Translate").evaluate("e => e === document.activeElement")
