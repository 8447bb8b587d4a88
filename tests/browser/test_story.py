"""A change of facts on its way through the languages: seen on the board, mended under the eyes of the checks, told to readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tests.browser.conftest import log_in
from tests.browser.reader_pages import APPEAL
from tests.browser.test_editor_job import open_original, wait_until_saved
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

TITLE = "Free Ehsan Ali and the leaders of the Awami Action Committee"
ENGLISH = (
    "On 15 May 2025 leaders of the Awami Action Committee Gilgit-Baltistan were arrested, days before a mass meeting. Its "
    "media officer, Waheed Hassan, is in poor health. They are at risk of torture and ill-treatment."
)
GERMAN = (
    "Am 15. Mai 2025 wurden führende Mitglieder des Awami Action Committee Gilgit-Baltistan verhaftet, wenige Tage vor "
    "einer Massenversammlung. Der Medienbeauftragte, Waheed Hassan, ist bei schlechter Gesundheit. Den Verhafteten drohen "
    "Folter und Misshandlung."
)
URDU = (
    "15 مئی 2025 کو عوامی ایکشن کمیٹی گلگت بلتستان کے رہنماؤں کو ایک عوامی جلسے سے چند روز پہلے گرفتار کیا گیا۔ کمیٹی کے "
    "میڈیا افسر، وحید حسن کی صحت خراب ہے۔ ان سب کو تشدد اور بدسلوکی کا خطرہ ہے۔"
)
OLD_GERMAN = "Der Vorsitzende, der Rechtsanwalt Ehsan Ali, ist bei schlechter Gesundheit."


def change_the_original(page: Page, site: RunningSite) -> None:
    """Another date and another name, as an editor types and publishes them."""
    log_in(page, site, open_home=True)
    open_original(page)
    page.locator("html[data-watched]").wait_for(state="attached")
    page.locator("[name=summary]").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(ENGLISH)
    wait_until_saved(page)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.locator(".messages").get_by_text("has been published").wait_for()


def open_from_the_board(page: Page, site: RunningSite, role: str, language: str) -> Locator:
    """From the board, where the cell says what is the matter, into the editor: the string that changed."""
    log_in(page, site, role, open_home=True)
    page.get_by_role("main").get_by_role("link", name="Coverage board").click()
    row = page.get_by_role("row").filter(has_text=TITLE)
    page.locator("table.board").wait_for()
    headers = page.locator("table.board thead th").all_inner_texts()
    number = next(number for number, text in enumerate(headers) if text.startswith(language))
    cell = row.locator("td").nth(number - 1)
    assert "Out of date" in cell.inner_text()
    assert "Facts" in cell.inner_text()
    cell.get_by_role("link").click()
    string = page.locator("li[id^=segment-]").filter(has_text="Waheed Hassan, is in poor health")
    string.locator(".workbench-string").wait_for()
    return string


def reader_is_told(page: Page, site: RunningSite, language: str) -> bool:
    """Whether a reader of the appeal is told, in her language, that its facts are of an earlier state."""
    response = page.goto(site.url + APPEAL.in_language(language))
    assert response is not None
    assert response.status == 200
    text = page.locator("main").inner_text()
    with translation.override(language):
        before, after = gettext("The facts changed on %(day)s; this text describes an earlier state.").split("%(day)s")
    return before in text and after in text


def publish(page: Page, answer: str) -> None:
    page.get_by_role("button", name="Publish in").click()
    page.locator(".messages").get_by_text(answer).wait_for()


def type_text(string: Locator, text: str) -> None:
    """Into the string, and save it."""
    string.get_by_role("button", name="Edit").or_(string.get_by_role("button", name="Translate")).click()
    string.get_by_role("textbox").first.fill(text)
    string.get_by_role("textbox").first.press("Enter")
    string.get_by_role("button", name="Edit").wait_for()


def test_a_change_of_facts_reaches_readers_of_every_language_or_they_are_told(
    new_page: Callable[..., Page], own_site: RunningSite
) -> None:
    editor, german, urdu, reader = new_page(), new_page(), new_page(), new_page()
    assert not reader_is_told(reader, own_site, "ur")
    change_the_original(editor, own_site)
    assert reader_is_told(reader, own_site, "de")
    assert reader_is_told(reader, own_site, "ur")

    # The German lead is shown what has changed, and her own words of before.
    string = open_from_the_board(german, own_site, "germany-lead", "Deutsch")
    string.get_by_role("button", name="Translate").click()
    previous = string.locator(".workbench-offer--changed")
    assert "media officer, Waheed Hassan," in previous.locator("ins").all_inner_texts()[-1]
    string.get_by_role("button", name="Mend the old translation").click()
    field = string.get_by_role("textbox").first
    assert OLD_GERMAN in field.input_value()
    field.press("Escape")

    # A wrong date and a wrong name stop her.
    type_text(string, GERMAN.replace("15. Mai", "16. Mai").replace("Waheed Hassan", "Wahid Hassan"))
    wrong_date = string.locator(".workbench-finding").filter(has_text="Write “15” instead of “16”.")
    wrong_name = string.locator(".workbench-finding").filter(
        has_text="Write “Waheed Hassan” instead of “Wahid Hassan”."
    )
    wrong_date.wait_for()
    wrong_name.wait_for()
    publish(german, "was not published")
    assert reader_is_told(reader, own_site, "de")

    # She mends them by one click each, and publishes.
    string.locator(".workbench-string").wait_for()
    wrong_date.locator("[data-fix]").click()
    wrong_date.wait_for(state="detached")
    german.get_by_role("button", name="Publish in").click()
    german.locator(".translations-question").wait_for()
    assert "Wahid Hassan" in german.locator("#translations-findings").inner_text()
    string.locator(".workbench-string").wait_for()
    wrong_name.locator("[data-fix]").click()
    wrong_name.wait_for(state="detached")
    german.wait_for_load_state("networkidle")
    publish(german, "was published in Deutsch")
    assert not reader_is_told(reader, own_site, "de")
    assert GERMAN in reader.locator("main").inner_text()

    # Readers of Urdu are told until the Urdu translation follows.
    assert reader_is_told(reader, own_site, "ur")
    string = open_from_the_board(urdu, own_site, "pakistan-lead", "اردو")
    type_text(string, URDU)
    urdu.wait_for_load_state("networkidle")
    publish(urdu, "was published in اردو")
    assert not reader_is_told(reader, own_site, "ur")
    assert URDU in reader.locator("main").inner_text()
