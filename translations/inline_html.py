"""Strings as wagtail-localize stores them: words, entities and a few tags. Pure functions; reads no database."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

#: The tags that wagtail-localize allows in a string; they may have an id and nothing else.
TAG: Final = re.compile(
    r"""<(/?)(a|abbr|acronym|b|code|em|i|strong|br)(?:\s+id\s*=\s*(["'])([A-Za-z]+\d+)\3)?\s*(/?)>""", re.IGNORECASE
)


def plain(html: str) -> str:
    """The words alone, as they are read; line breaks as such.

    >>> plain('Tom &amp; <a id="a1">Jerry</a><br/>x')
    'Tom & Jerry\\nx'
    """
    if "<" not in html and "&" not in html:
        return html
    return unescape(TAG.sub(lambda tag: "\n" if tag[2].lower() == "br" else "", html))
