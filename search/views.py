"""The page of the search: a question in the address, an answer that nobody keeps. Nothing that is typed is logged or stored."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.frame import frame_without_page
from home.serving import live_roots
from outputs.letters.views import private
from search.finding import find
from search.words import LONGEST_QUESTION, question

NATIVE_NAMES: dict[str, str] = dict(settings.LANGUAGES)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found in the language of the address; Http404 where the site has no such language."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    roots = {code: root for code, root in live_roots(request).items() if code in NATIVE_NAMES}
    if language not in roots:
        raise Http404
    typed = shown(request.GET.get("q", ""))
    asked = question(typed)
    frame = frame_without_page(language, _("Search"), _address("", typed), roots)
    found = find(asked, language, roots, frame.navigation, page_number(request.GET.get("page", "")))
    home = frame.navigation.home_url
    context = {
        "frame": frame,
        "language": language,
        "typed": typed[:LONGEST_QUESTION],
        "asked": asked,
        "found": found,
        "others": [
            {"code": code, "name": NATIVE_NAMES[code], "number": number, "url": _address(f"/{code}/", typed)}
            for code, number in found.others.items()
        ],
        "before": _address(home, typed, found.before) if found.before else "",
        "after": _address(home, typed, found.after) if found.after else "",
    }
    response = private(TemplateResponse(request, "search/results.html", context).render())
    response.headers["Content-Language"] = language
    return response


def shown(typed: str) -> str:
    """What was typed as it is shown again: without characters that cannot be seen, one space between words.

    >>> shown(" Ehsan\\x00\\n Ali ")
    'Ehsan Ali'
    """
    visible = "".join(
        letter if letter.isprintable() or letter in "\u200c\u200d" else " " for letter in typed[: 4 * LONGEST_QUESTION]
    )
    return " ".join(visible.split())


def page_number(text: str) -> int:
    """The number of a page of results; 1 for whatever is none.

    >>> page_number("3"), page_number("-1"), page_number("9" * 5000), page_number("٣")
    (3, 1, 1, 1)
    """
    return int(text) if len(text) < 4 and text.isascii() and text.isdigit() and text != "0" else 1


def _address(home: str, typed: str, number: int = 1) -> str:
    """The address of a question below a language's home page."""
    query = {"q": typed[:LONGEST_QUESTION]} if typed else {}
    if number > 1:
        query["page"] = str(number)
    return f"{home}search/" + (f"?{urlencode(query)}" if query else "")
