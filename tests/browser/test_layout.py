"""How pages lie on the screen and on paper: mirrored in Urdu, actions at hand on a phone, two pages in print."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
import zxingcpp
from PIL import Image

from tests.browser.conftest import Visit
from tests.browser.reader_pages import APPEAL, HOME, LETTER, PROFILE, Address, named

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE = {"width": 412, "height": 823}

# --- Narrow screens ---


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_actions_stay_at_hand_on_a_phone_and_never_cover_each_other(
    new_page: Callable[..., Page], visit: Visit, language: str
) -> None:
    page = new_page(viewport=PHONE)
    visit(page, APPEAL, language)
    buttons, bar = page.locator("header .act"), page.locator("nav.bar")
    for top in (0, 200, 700, 1400):
        page.evaluate("(top) => scrollTo({top, behavior: 'instant'})", top)
        box = buttons.bounding_box()
        assert box
        buttons_in_view = box["y"] < PHONE["height"] - 1 and box["y"] + box["height"] > 1
        bar.wait_for(state="hidden" if buttons_in_view else "visible")
    assert not buttons_in_view, "the page was not scrolled past its buttons"
    below = bar.bounding_box()
    assert below
    assert below["y"] + below["height"] == PHONE["height"]


# --- Direction ---

#: How far boxes stand from the edge where lines begin, and which way their lines run.
FROM_THE_START = """
(selectors) => {
    const width = document.documentElement.clientWidth;
    const rightToLeft = document.documentElement.dir === "rtl";
    return Object.fromEntries(selectors.map((selector) => {
        const element = document.querySelector(selector);
        const box = element.getBoundingClientRect();
        return [selector, Math.round(rightToLeft ? width - box.right : box.left)];
    }));
}
"""
BOXES = {
    HOME: [".brand", "main", "h1", ".row > h2", ".foot"],
    APPEAL: [".brand", "main", "h1", ".row > h2", ".row > :nth-child(2)", ".card", "#act li", ".foot"],
    PROFILE: [".brand", "main", "h1", ".row > h2", ".row > :nth-child(2)", ".time-line", ".foot"],
    LETTER: [".brand", "main", "h1", ".paper", ".foot"],
}


@pytest.mark.parametrize("address", BOXES, ids=named)
def test_urdu_pages_are_english_pages_in_a_mirror(page: Page, visit: Visit, address: Address) -> None:
    visit(page, address, "en")
    english: dict[str, int] = page.evaluate(FROM_THE_START, BOXES[address])
    visit(page, address, "ur")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate(FROM_THE_START, BOXES[address]) == english
    assert english[".brand"] < 100


def test_the_style_sheet_knows_no_left_and_right(page: Page, visit: Visit) -> None:
    visit(page, APPEAL, "ur")
    fixed = page.evaluate(
        """() => {
            const names = /(^|[\\s;{-])(left|right)\\s*:|:\\s*(left|right)\\b|(margin|padding|border)-(left|right)/;
            const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
            return rules.map((rule) => rule.cssText).filter((text) => names.test(text)).map((text) => text.slice(0, 200));
        }"""
    )
    # Browsers write logical shorthands out as logical properties; what is physical here was written so.
    assert fixed == []


def test_latin_pieces_keep_their_direction_in_urdu(page: Page, visit: Visit) -> None:
    visit(page, APPEAL, "ur")
    reference = page.locator(".ref").first
    assert reference.inner_text() == "GB-2025-01"
    assert reference.evaluate("element => getComputedStyle(element).unicodeBidi") == "isolate"
    address = page.locator(".address bdi").first
    assert address.get_attribute("dir") == "ltr"


def test_every_language_stands_in_its_own_name_and_direction(page: Page, visit: Visit) -> None:
    visit(page, APPEAL, "ur")
    links = page.locator("nav.tongues a").all()
    shown = {link.get_attribute("lang"): (link.inner_text(), link.get_attribute("dir")) for link in links}
    assert shown["en"] == ("English", "ltr")
    assert shown["ur"] == ("اردو", "rtl")
    assert shown["el"] == ("Ελληνικά", "ltr")
    assert [link.get_attribute("lang") for link in links if link.get_attribute("aria-current")] == ["ur"]


# --- Paper ---


def pages_of(pdf: bytes) -> int:
    """The number of pages of a PDF that Chromium wrote."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize(("language", "most"), [("en", 2), ("de", 2), ("ur", 2)])
def test_an_appeal_is_a_handout(page: Page, visit: Visit, language: str, most: int) -> None:
    visit(page, APPEAL, language)
    assert 1 <= pages_of(page.pdf(prefer_css_page_size=True, format="A4")) <= most


def test_paper_shows_the_address_and_nothing_to_click(page: Page, visit: Visit) -> None:
    visit(page, APPEAL)
    page.emulate_media(media="print")
    canonical = page.locator("link[rel=canonical]").get_attribute("href") or ""
    assert page.locator("footer").get_by_text(canonical).is_visible()
    shown: list[Any] = page.locator("button:visible, nav:visible, .skip:visible").all()
    assert shown == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_code_on_a_handout_leads_to_its_page(page: Page, visit: Visit, language: str) -> None:
    visit(page, APPEAL, language)
    assert not page.locator(".qr").is_visible()
    page.emulate_media(media="print")
    seen = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
    assert [code.text for code in zxingcpp.read_barcodes(seen)] == [
        page.locator("link[rel=canonical]").get_attribute("href")
    ]


def test_the_dark_scheme_prints_black_on_white(new_page: Callable[..., Page], visit: Visit) -> None:
    page = new_page(color_scheme="dark")
    visit(page, LETTER)
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "() => { const style = getComputedStyle(document.documentElement); return [style.color, style.backgroundColor] }"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
