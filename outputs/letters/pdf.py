"""A letter as PDF, by WeasyPrint, for paper. Fetches nothing but its own fonts; makes one at a time in each process.

The Urdu text in the file is drawn right but cannot be searched or copied out: no engine writes Nastaliq so that
programs find its letters again. Text and DOCX stand beside it for that.
"""

from __future__ import annotations

import atexit
import logging
import re
import threading
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders
from django.utils.html import escape
from PIL import ImageFile

from campaign_pages.letters import Letter
from campaign_pages.letters.html import paper
from campaign_pages.letters.wording import BULLET, numeral
from outputs.letters.directions import direction_of, with_marks
from outputs.letters.docx_package import language_tag
from outputs.letters.text import text_of

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

logger = logging.getLogger(__name__)

#: Characters of the longest letter that is drawn; ten times the longest that the campaign has sent.
LENGTH_LIMIT = 60_000

STYLE = Path(__file__).with_name("pdf.css")
#: Fonts for paper only. Beside them, `font:` addresses stand for the site's static fonts.
FONTS = Path(__file__).with_name("fonts")

_one_at_a_time = threading.Lock()
_FILLED = re.compile(r'dir="auto">([^<]*)')
_FONT_NAME = re.compile(r"[a-z0-9-]+\.woff2\Z")
_ISOLATED = re.compile(r"<bdi>([^<]*)")


class TooLong(ValueError):  # noqa: N818 - it is read where it is raised and caught
    """The letter has more characters than are drawn."""


def _import_weasyprint() -> None:
    """Slow, and impossible where Pango is missing; everything else works without it.

    WeasyPrint tells Pillow to accept pictures that are cut off, for the whole process. Uploads must not be.
    """
    accepted = ImageFile.LOAD_TRUNCATED_IMAGES
    import weasyprint  # noqa: F401

    ImageFile.LOAD_TRUNCATED_IMAGES = accepted


@cache
def can_make_pdf() -> bool:
    """Whether this machine has what WeasyPrint draws with (Pango)."""
    try:
        _import_weasyprint()
    except (ImportError, OSError) as error:
        logger.warning("No PDFs can be made here, because Pango is missing: %s", error)
        return False
    return True


def pdf_of(letter: Letter) -> bytes:
    """The letter as a file; the same bytes for the same letter, with the same fonts. Raises TooLong.

    Call it only where can_make_pdf() says yes. Waits while another thread makes one.
    """
    if len(text_of(letter)) > LENGTH_LIMIT:
        raise TooLong
    html = page_of(with_marks(letter))
    with _one_at_a_time:
        machine = _machine()
        return machine.draw(html)


def page_of(letter: Letter) -> str:
    """The HTML that is drawn."""
    sign = numeral(1, letter.language).removeprefix("1")
    direction = letter.direction
    notice = f'<meta name="description" content="{escape(letter.notice)}">' if letter.notice else ""
    return (
        f'<!doctype html><html lang="{escape(language_tag(letter.language))}" dir="{direction}">'
        f"<head><title>{escape(letter.title)}</title>{notice}<style>"
        f'@counter-style letter {{ system: extends decimal; suffix: "{sign} " }}'
        f'@counter-style item {{ system: cyclic; symbols: "{BULLET}"; suffix: " " }}'
        f'</style></head><body class="{escape(letter.kind)}">{_settled(paper(letter), direction)}</body></html>'
    )


def _settled(html: str, direction: str) -> str:
    """The paper with directions said outright: WeasyPrint does not find them by itself."""

    def filled(found: re.Match[str]) -> str:
        return f'dir="{direction_of(unescape(found.group(1)), direction)}">{found.group(1)}'

    def isolated(found: re.Match[str]) -> str:
        return f'<bdi dir="{direction_of(unescape(found.group(1)), direction)}">{found.group(1)}'

    return _ISOLATED.sub(isolated, _FILLED.sub(filled, html))


def font_file(name: str) -> Path | None:
    """The packaged font with this file name; None for anything else, such as a way out of the folder."""
    if not _FONT_NAME.match(name):
        return None
    if (FONTS / name).is_file():
        return FONTS / name
    found = finders.find(f"fonts/{name}")
    return Path(found) if isinstance(found, str) else None


class _Machine:
    """WeasyPrint with our style sheet, whose fonts are read once."""

    def __init__(self) -> None:
        _import_weasyprint()
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        class OwnFonts(URLFetcher):
            """Answers `font:` with a packaged file and refuses everything else without a request."""

            def fetch(self, url: str, headers: Any = None) -> Any:
                if url.startswith("font:") and (font := font_file(url.removeprefix("font:"))):
                    return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/woff2"})
                raise ValueError(f"refused: {url[:80]}")

        self.fetcher = OwnFonts()
        self.fonts: FontConfiguration = FontConfiguration()
        self.style = CSS(
            string=STYLE.read_text(encoding="utf-8"), font_config=self.fonts, url_fetcher=self.fetcher, base_url="font:"
        )

    def draw(self, html: str) -> bytes:
        from weasyprint import HTML

        document = HTML(string=html, url_fetcher=self.fetcher)
        drawn: bytes = document.write_pdf(stylesheets=[self.style], font_config=self.fonts)
        return drawn


@cache
def _machine() -> _Machine:
    # Its folder of fonts is removed while there still is a Python to do it.
    atexit.register(_machine.cache_clear)
    return _Machine()
