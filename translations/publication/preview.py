"""Marks text that a preview shows in the original's language. Works on finished HTML, and only on previews.

building.py puts two private characters around such text, which pass through every template untouched. Here they become
`<mark>` with the language and direction of the original; inside tags, titles and scripts they are dropped.
"""

import re

from django.http import HttpResponse
from django.utils.html import escape
from django.utils.translation import gettext
from wagtail_localize.models import Translation

from sections.languages import direction
from translations.publication.building import FALLBACK_BEGIN, FALLBACK_END

# Comments, elements whose content is not markup, and tags.
NOT_TEXT = re.compile(
    r"<!--.*?-->|<(script|style|textarea|title|option)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE
)
PAIR = re.compile(f"{FALLBACK_BEGIN}([^{FALLBACK_BEGIN}{FALLBACK_END}]*){FALLBACK_END}")
ANY = re.compile(rf"[{FALLBACK_BEGIN}{FALLBACK_END}]|\\ue0f[01]", re.IGNORECASE)


def marked(html: str, language: str, title: str) -> str:
    """`html` with every fallback text in a `<mark>`; `title` is shown when the pointer rests on it.

    A text that a template cut short loses its mark, never its words.
    """
    clean = NOT_TEXT.sub(lambda match: ANY.sub("", match.group()), html)
    mark = f'<mark lang="{escape(language)}" dir="{direction(language)}" title="{escape(title)}">'
    return ANY.sub("", PAIR.sub(rf"{mark}\1</mark>", clean))


def mark_response(response: HttpResponse, translation: Translation) -> HttpResponse:
    """The rendered preview with its fallback texts marked."""
    code = translation.source.locale.language_code
    title = gettext("Not translated yet: shown in %(language)s") % {
        "language": translation.source.locale.get_display_name()
    }
    response.content = marked(response.content.decode(response.charset), code, title).encode(response.charset)
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
    response.headers.pop("ETag", None)
    return response
