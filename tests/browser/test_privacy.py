"""A reader stays unknown from page to page, her browser refuses foreign scripts, and a video waits until it is asked for.

What one page leaves behind and whom it asks is looked at on every page: test_every_page.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visit
from tests.browser.reader_pages import VIDEO
from tests.browser.storage import traces
from tests.conftest import Watch
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

TO_THE_END = "window.scrollTo(0, document.documentElement.scrollHeight)"


def test_a_reader_of_several_pages_is_still_unknown(page: Page, reader_site: RunningSite) -> None:
    page.goto(reader_site.url)
    assert page.url == f"{reader_site.url}/en/"
    page.get_by_role("navigation", name="Main pages").get_by_role("link", name="Appeals").click()
    page.get_by_role("link", name="Free Ehsan Ali").first.click()
    page.get_by_role("link", name="اردو").click()
    assert page.url == f"{reader_site.url}/ur/appeals/free-ehsan-ali/"
    assert traces(page) == {}


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
