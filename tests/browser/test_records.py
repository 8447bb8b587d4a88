"""An editor records what happened to a person: rows within rows, in a real browser, and the picture of it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import log_in
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright; collecting these tests goes faster without it.
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def open_person(page: Page, site: RunningSite, name: str, tab: str = "") -> None:
    page.goto(f"{site.url}/admin/snippets/library/person/")
    page.get_by_role("link", name=name, exact=True).first.click()
    if tab:
        page.get_by_role("tab", name=tab).click()


def fill_event(page: Page, prefix: str, status: str, date: str) -> None:
    page.locator(f"[name={prefix}-status]").select_option(status)
    page.locator(f"[name={prefix}-date]").fill(date)
    page.keyboard.press("Escape")


def test_an_editor_adds_events_to_an_old_and_to_a_new_episode(page: Page, own_site: RunningSite) -> None:
    log_in(page, own_site)
    open_person(page, own_site, "Waheed Hassan", tab="Detention")
    stored = page.locator("#id_episodes-0-events-FORMS > [data-inline-panel-child]").count()

    page.locator("#id_episodes-0-events-ADD").click()
    fill_event(page, f"episodes-0-events-{stored}", "charged", "2025-08-20")

    episode = page.locator("#id_episodes-FORMS > [data-inline-panel-child]").count()
    page.locator("#id_episodes-ADD").click()
    for number, (status, date) in enumerate((("arrested", "2026-02-01"), ("released", "2026-02-03"))):
        page.locator(f"#id_episodes-{episode}-events-ADD").click()
        fill_event(page, f"episodes-{episode}-events-{number}", status, date)
    page.locator(f"[name=episodes-{episode}-events-0-sources]").first.check()
    page.locator(f"[name=episodes-{episode}-events-0-note_en]").fill("Held for two nights.")

    page.get_by_role("button", name="Save").click()
    page.get_by_text("updated").first.wait_for()

    open_person(page, own_site, "Waheed Hassan")
    assert page.locator(".v-timeline__state").inner_text().startswith("Released since 3 February 2026")
    words = page.locator(".v-timeline__list li").all_inner_texts()
    assert [word.strip().split(":")[0] for word in words[-3:]] == [
        "20 August 2025",
        "1 February 2026",
        "3 February 2026",
    ]
    assert "No source given" in words[-1]
    assert "No source given" not in words[-2]

    page.get_by_role("tab", name="Detention").click()
    row = page.get_by_role("heading", name="1 February 2026 · Arrested")
    assert row.is_visible()
    note = page.locator(f"[name=episodes-{episode}-events-0-note_en]")
    assert not note.is_visible()
    row.click()
    page.locator(f"#inline_child_episodes-{episode}-events-0 [data-panel-toggle]").first.click()
    assert note.input_value() == "Held for two nights."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_of_a_timeline_is_readable_in_both_themes(
    new_page: Callable[..., Page], reader_site: RunningSite, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    log_in(page, reader_site)
    open_person(page, reader_site, "Ehsan Ali")
    page.locator(".v-timeline__picture").wait_for()
    box = page.locator(".v-timeline__picture").bounding_box()
    assert box is not None
    assert box["width"] > 500
    background = page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
    outlines = page.evaluate(
        "[...document.querySelectorAll('.v-timeline__picture circle, .v-timeline__picture rect')]"
        ".map((shape) => getComputedStyle(shape)).map((style) => [style.fill, style.stroke])"
    )
    assert len(outlines) > 3
    assert all(set(colours) - {background, "none"} for colours in outlines)
