"""A reader's browser is asked for nothing but the page: no cookie, nothing stored, no other host, no forbidden script."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visit
from tests.browser.reader_pages import EVERY_PAGE_AND_LANGUAGE, VIDEO, Address, named
from tests.conftest import Watch
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

STORED = """
async () => ({
    cookies: document.cookie,
    local: {...localStorage},
    session: {...sessionStorage},
    databases: await indexedDB.databases(),
    workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length,
})
"""
NOTHING = {"cookies": "", "local": {}, "session": {}, "databases": [], "workers": 0}
TO_THE_END = "window.scrollTo(0, document.documentElement.scrollHeight)"


# Requests to other hosts, script errors and broken rules of the Content-Security-Policy are complaints of `watch`.
@pytest.mark.parametrize(("address", "language"), EVERY_PAGE_AND_LANGUAGE, ids=named)
def test_a_page_stores_nothing_and_asks_no_other_host(
    page: Page, visit: Visit, address: Address, language: str
) -> None:
    response = visit(page, address, language)
    page.evaluate(TO_THE_END)
    page.wait_for_load_state("networkidle")
    assert page.context.cookies() == []
    assert page.evaluate(STORED) == NOTHING
    headers = response.all_headers()
    assert "set-cookie" not in headers
    assert headers.get("vary", "Accept-Encoding") == "Accept-Encoding"
    assert "unsafe" not in headers["content-security-policy"]


def test_a_reader_of_several_pages_is_still_unknown(page: Page, reader_site: RunningSite) -> None:
    page.goto(reader_site.url)
    assert page.url == f"{reader_site.url}/en/"
    page.get_by_role("navigation", name="Main pages").get_by_role("link", name="Appeals").click()
    page.get_by_role("link", name="Free Ehsan Ali").first.click()
    page.get_by_role("link", name="اردو").click()
    assert page.url == f"{reader_site.url}/ur/appeals/free-ehsan-ali/"
    assert page.context.cookies() == []
    assert page.evaluate(STORED) == NOTHING


def test_the_browser_would_refuse_an_inline_script(page: Page, visit: Visit, watch: Watch) -> None:
    watch.allow("Content Security Policy")
    visit(page, VIDEO)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'changed'";
            document.body.append(script);
        }"""
    )
    assert page.title() != "changed"
    assert any("Content Security Policy" in complaint for complaint in watch.complaints)


# --- Video ---


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_video_is_asked_for_after_a_click_and_not_before(page: Page, visit: Visit, watch: Watch, by: str) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    watch.allow("youtube-nocookie|ERR_FAILED")
    page.route(lambda url: "127.0.0.1" not in url, refuse)
    visit(page, VIDEO)
    page.evaluate(TO_THE_END)
    page.wait_for_load_state("networkidle")
    assert asked == []
    assert page.locator("iframe").count() == 0

    player = page.get_by_role("link", name="Watch the video").first
    with page.expect_request(lambda request: "127.0.0.1" not in request.url):
        if by == "mouse":
            player.click()
        else:
            player.press("Enter")
    frame = page.locator("iframe")
    frame.wait_for()
    page.wait_for_function("document.activeElement.tagName === 'IFRAME'")
    assert asked == ["https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"]
    assert frame.get_attribute("title") == "What the committee says"


def test_without_javascript_a_video_is_a_link_to_where_it_is(
    new_page: Callable[..., Page], visit: Visit, watch: Watch
) -> None:
    page = new_page(java_script_enabled=False)
    visit(page, VIDEO)
    links = page.get_by_role("link", name="Watch the video")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://video.example.org/watch/1",
    ]


def test_only_a_page_with_a_video_may_frame_a_player(page: Page, visit: Visit, reader_site: RunningSite) -> None:
    policy = visit(page, VIDEO).all_headers()["content-security-policy"]
    assert "frame-src https://www.youtube-nocookie.com" in policy
    response = page.goto(f"{reader_site.url}/en/updates/")
    assert response is not None
    assert "frame-src" not in response.all_headers()["content-security-policy"]
