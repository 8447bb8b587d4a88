"""How many bytes a reader's first view costs, as they come over the line. Pictures are not counted; sets no limit."""

from __future__ import annotations

import gzip
import urllib.error
import urllib.request
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urljoin

import brotli

KILOBYTE = 1024


@dataclass(frozen=True)
class Weight:
    """Bytes of a first view, compressed as a browser asks for them over HTTPS."""

    html: int
    css: int
    script: int
    font: int
    filling: int = 0

    @property
    def text(self) -> int:
        """Everything but the font, and what fills in a letter: the page is read while that comes."""
        return self.html + self.css + self.script

    @property
    def total(self) -> int:
        """Everything but the pictures."""
        return self.text + self.font


class _Needed(HTMLParser):
    """Collects what a browser loads for the first view besides pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: dict[str, list[str]] = {"css": [], "script": [], "font": [], "filling": []}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "script" and attributes.get("src"):
            self.addresses["filling" if attributes.get("type") == "module" else "script"].append(attributes["src"])
        elif attributes.get("data-docx"):
            self.addresses["filling"].append(attributes["data-docx"])
        elif tag == "link" and attributes.get("rel") == "stylesheet":
            # The one for paper too: browsers load it at once, if later than the others.
            self.addresses["css"].append(attributes["href"])
        elif tag == "link" and attributes.get("rel") == "preload" and attributes.get("as") == "font":
            self.addresses["font"].append(attributes["href"])


def downloaded(url: str) -> tuple[int, bytes]:
    """The number of bytes that came for `url`, and the same bytes without compression."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip, deflate, br"})
    try:
        response = urllib.request.urlopen(request, timeout=60)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        body: bytes = response.read()
        encoding = response.headers.get("Content-Encoding", "")
    if encoding == "br":
        return len(body), brotli.decompress(body)
    if encoding == "gzip":
        return len(body), gzip.decompress(body)
    assert not encoding, encoding
    return len(body), body


@cache
def _size(url: str) -> int:
    """The bytes of a file that many pages share, which is the same as long as the site runs."""
    return downloaded(url)[0]


def first_view(url: str) -> Weight:
    """What the page at `url` weighs for a reader who has been nowhere before."""
    html, body = downloaded(url)
    needed = _Needed()
    needed.feed(body.decode())
    sizes = {
        kind: sum(_size(urljoin(url, address)) for address in addresses) for kind, addresses in needed.addresses.items()
    }
    return Weight(html=html, **sizes)
