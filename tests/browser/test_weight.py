"""A first view is light: 12 KB in Latin scripts, 13 KB in Greek, 135 KB in Urdu with its font; pictures not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visit
from tests.browser.reader_pages import APPEAL, EVERY_PAGE, LETTER, MOTION, Address, named
from tests.browser.weights import KILOBYTE, first_view
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page, Request

pytestmark = pytest.mark.browser

LATIN = ("en", "de", "fr", "it", "es", "pt-br", "nl", "da")
LIMIT = 12 * KILOBYTE
# A Greek letter takes two bytes where a Latin one takes one.
LIMIT_IN_GREEK = 13 * KILOBYTE
LIMIT_IN_URDU = 135 * KILOBYTE
#: The script that fills in a letter, with the one that makes a DOCX of it.
LIMIT_OF_FILLING = 12 * KILOBYTE


@pytest.mark.parametrize("address", EVERY_PAGE, ids=named)
def test_a_first_view_is_light_in_every_language(reader_site: RunningSite, address: Address) -> None:
    weights = {language: first_view(reader_site.url + address.in_language(language)) for language in (*LATIN, "el")}
    limits = dict.fromkeys(LATIN, LIMIT) | {"el": LIMIT_IN_GREEK}
    assert {language: weight for language, weight in weights.items() if weight.total > limits[language]} == {}
    assert {weight.font for weight in weights.values()} == {0}


@pytest.mark.parametrize("address", EVERY_PAGE, ids=named)
def test_a_first_view_in_urdu_is_light_with_its_font(reader_site: RunningSite, address: Address) -> None:
    weight = first_view(reader_site.url + address.in_language("ur"))
    assert weight.font > 0
    assert weight.total <= LIMIT_IN_URDU, weight


@pytest.mark.parametrize("address", [LETTER, MOTION], ids=named)
def test_filling_in_takes_a_small_script(reader_site: RunningSite, address: Address) -> None:
    assert 0 < first_view(reader_site.url + address.in_language("en")).filling <= LIMIT_OF_FILLING


@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_is_counted_is_what_a_browser_loads(
    page: Page, visit: Visit, reader_site: RunningSite, language: str
) -> None:
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    visit(page, APPEAL, language)
    page.wait_for_load_state("networkidle")
    counted = [request for request in finished if request.resource_type not in {"image", "other"}]
    loaded = sum(request.sizes()["responseBodySize"] for request in counted)
    weight = first_view(reader_site.url + APPEAL.in_language(language))
    assert len(counted) == (5 if weight.font else 4)
    assert loaded == weight.total
