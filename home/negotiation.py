"""Chooses the language of a reader who asked for none. Reads the Accept-Language header; sets no cookie and keeps nothing."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from home.serving import live_roots

HEADER_LIMIT = 500


def best_language(accept_language: str, available: Collection[str], default: str) -> str:
    """The available language that a reader prefers; `default` when she wants none of them.

    A regional wish takes the language without a region, and the other way round.

    >>> best_language("de-AT,de;q=0.9,en;q=0.5", ["en", "de"], "en")
    'de'
    >>> best_language("pt-PT", ["en", "pt-br"], "en")
    'pt-br'
    """
    for wish, _quality in parse_accept_lang_header(accept_language[:HEADER_LIMIT].lower()):
        if wish == "*":
            break
        if match := _match(wish, sorted(available)):
            return match
    return default


def _match(wish: str, available: Sequence[str]) -> str | None:
    base = wish.partition("-")[0]
    for candidate in (wish, base):
        if candidate in available:
            return candidate
    return next((code for code in available if code.partition("-")[0] == base), None)


def root_redirect(request: HttpRequest) -> HttpResponse:
    """Sends `/` to the home page of the best language that has one."""
    available = list(live_roots(request))
    default = settings.LANGUAGE_CODE
    if available and default not in available:
        default = next(code for code, _name in settings.LANGUAGES if code in available)
    language = best_language(request.headers.get("Accept-Language", ""), available, default)
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language"])
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
