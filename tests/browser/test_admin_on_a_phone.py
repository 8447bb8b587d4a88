"""Our own screens of the administration on a small phone: nothing that matters lies beyond its edge."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import log_in
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright; collecting these tests goes faster without it.
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 800}
MISSIONS = "/admin/snippets/library/diplomaticmission"

#: Puts a bracket into the newest draft of the motion and tells the number of its page.
WITH_BRACKET = """
from wagtail.blocks import StreamValue
from campaign_pages.models import ModelDocumentPage
page = ModelDocumentPage.objects.get(slug="motion-gilgit-baltistan", locale__language_code="en")
rows = list(page.content.raw_data)
next(row for row in rows if row["type"] == "subject")["value"] = "Free [Name of a prisoner]"
page.content = StreamValue(page.content.stream_block, rows, is_lazy=True)
page.save_revision()
print("PK", page.pk)
"""


def is_whole(element: Locator) -> bool:
    """Whether an element lies between the left and the right edge of the phone."""
    box = element.bounding_box()
    return box is not None and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]


def test_what_is_wrong_with_a_file_is_told_within_the_screen(
    new_page: Callable[..., Page], reader_site: RunningSite, tmp_path: Path
) -> None:
    file = tmp_path / "missions.csv"
    file.write_text("sending,host,kind,city_en,verified_on\nPK,AT,embassy,Vienna,yesterday\n", encoding="utf-8")
    page = new_page(viewport=PHONE)
    log_in(page, reader_site)
    page.goto(f"{reader_site.url}{MISSIONS}/import/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Show what would change").click()
    told = page.get_by_role("cell", name="Write the day as year, month and day")
    told.wait_for()
    assert is_whole(told)


def test_what_a_file_would_change_is_shown_within_the_screen(
    new_page: Callable[..., Page], reader_site: RunningSite, tmp_path: Path
) -> None:
    file = tmp_path / "missions.csv"
    website = f"https://example.org/{'long' * 20}"
    file.write_text(f"sending,host,kind,city_en,website\nPK,AT,embassy,Vienna,{website}\n", encoding="utf-8")
    page = new_page(viewport=PHONE)
    log_in(page, reader_site)
    page.goto(f"{reader_site.url}{MISSIONS}/import/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Show what would change").click()
    changed = page.get_by_role("cell", name=website)
    changed.wait_for()
    assert is_whole(changed)
    assert page.get_by_role("rowheader", name="Pakistan in Austria: Embassy, Vienna").count() == 1


def test_the_button_that_makes_fields_of_brackets_can_be_read(
    new_page: Callable[..., Page], own_site: RunningSite
) -> None:
    found = re.search(r"PK (\d+)", own_site.manage("shell", "--no-imports", "-c", WITH_BRACKET))
    assert found
    page = new_page(viewport=PHONE)
    log_in(page, own_site)
    page.goto(f"{own_site.url}/admin/placeholders/{found.group(1)}/")
    button = page.get_by_role("button", name="Save as a draft")
    assert is_whole(button)
    # A picture in it that is larger than a line would push the words out of sight.
    assert button.evaluate("button => button.scrollHeight <= button.clientHeight + 1")
