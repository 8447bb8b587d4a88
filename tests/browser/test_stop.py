"""The secretariat stops an appeal from the menu of its page, and every language says so to readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from tests.browser.conftest import log_in
from tests.browser.reader_pages import APPEAL, LETTER
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WITHDRAWN = "This document has been withdrawn. Please do not send it any more."
AIM_REACHED = "Its aim has been reached. Thank you to everybody who wrote."


def in_language(words: str, language: str) -> str:
    with translation.override(language):
        return gettext(words)


def stop(page: Page, site: RunningSite) -> None:
    page.goto(f"{site.url}/admin/pages/{site.page_at('/home/appeals/free-ehsan-ali/')}/edit/")
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="In all languages").first.click()
    page.get_by_role("link", name="Stop this appeal").click()
    page.get_by_label("Its aim has been reached").check()
    page.get_by_label("Why").fill("All of them are free.")
    page.get_by_role("button", name="Stop in all languages").click()
    page.get_by_text("The appeal is stopped.").wait_for()


def test_every_language_says_that_the_appeal_is_stopped(new_page: Callable[..., Page], own_site: RunningSite) -> None:
    secretariat, reader = new_page(), new_page()
    log_in(secretariat, own_site, "secretariat")
    stop(secretariat, own_site)

    for language in settings.INTERFACE_LANGUAGES:
        reader.goto(own_site.url + LETTER.in_language(language))
        assert reader.locator(".note.urgent").inner_text().strip() == in_language(WITHDRAWN, language)
        assert reader.locator("form.letter, .paper").count() == 0
    for language in ("en", "de", "fr", "it", "es", "ur"):  # the languages in which the demo's appeal is published
        reader.goto(own_site.url + APPEAL.in_language(language))
        assert in_language(AIM_REACHED, language) in reader.locator(".note.urgent").first.inner_text()
        assert reader.locator("#act").count() == 0
