"""Answers for requests that cannot be served: 400, 403, 404, 413, 414, 500. Never asks session or database."""

import logging
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, loader
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

logger = logging.getLogger(__name__)

TEMPLATES = {
    400: "400.html",
    403: "403.html",
    404: "404.html",
    413: "413.html",
    414: "400.html",
    500: "500.html",
    503: "500.html",
}


def language_of(path: str, accept_language: str = "") -> str:
    """The language to apologise in: that of the address, else the reader's first complete one, else English.

    >>> language_of("/ur/people/nobody/", "de")
    'ur'
    """
    complete: tuple[str, ...] = settings.INTERFACE_LANGUAGES
    first = path.lstrip("/").partition("/")[0].lower()
    if first in complete:
        return first
    for code, _quality in parse_accept_lang_header(accept_language):
        for candidate in (code, code.partition("-")[0]):
            if candidate in complete:
                return candidate
    return "en"


def error_page(status: int, reason: str = "") -> str:
    """The HTML of an error page, one translated sentence on what went wrong in it, in the active language.

    Rendered without the request: one that cannot be trusted (its host, its session) must not be asked by a template.
    """
    context = {"status": status, "reason": reason, "title": HTTPStatus(status).phrase}
    try:
        return loader.render_to_string(TEMPLATES[status], context)
    except TemplateDoesNotExist:
        return _bare_page(reason or HTTPStatus(status).phrase)
    except Exception:
        # Whatever is wrong with the template, the reader still gets a sentence.
        logger.exception("The template of the error page %s is itself broken", status)
        return _bare_page(reason or HTTPStatus(status).phrase)


def error_response(status: int, reason: str = "") -> HttpResponse:
    """An answer with the error page in it, which no cache keeps."""
    response = HttpResponse(error_page(status, reason), status=status)
    response.headers["Content-Language"] = translation.get_language() or "en"
    response.headers["Cache-Control"] = "no-store"
    return response


def reason_for(status: int) -> str:
    """The sentence for a request that is refused before it is looked at, in the active language."""
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        megabytes = settings.REQUEST_BODY_LIMIT // settings.MEGABYTE
        return _("What you sent is too large. The limit is %(megabytes)d MB.") % {"megabytes": megabytes}
    if status == HTTPStatus.REQUEST_URI_TOO_LONG:
        return _("The address that you asked for is too long.")
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return _("The site is not reachable at the moment. Please try again in a few minutes.")
    return _("The server could not understand this request.")


def _bare_page(sentence: str) -> str:
    language = translation.get_language() or "en"
    direction = "rtl" if translation.get_language_bidi() else "ltr"
    return format_html(
        '<!doctype html><html lang="{}" dir="{}"><head><meta charset="utf-8"><title>{}</title></head>'
        "<body><main><h1>{}</h1></main></body></html>",
        language,
        direction,
        sentence,
        sentence,
    )


def _language_for(request: HttpRequest) -> translation.override:
    accepted = request.headers.get("Accept-Language", "")[:256]
    return translation.override(language_of(request.path_info[:64], accepted))


def refusal(request: HttpRequest, status: int) -> HttpResponse:
    """The page for a request that is refused before it is looked at."""
    with _language_for(request):
        return error_response(status, reason_for(status))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler for 400; an unknown host name is the usual cause."""
    return refusal(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler for 403."""
    with _language_for(request):
        return error_response(HTTPStatus.FORBIDDEN, _("You may not open this page."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's view for a form that came without its token. `reason` is for developers and is not shown."""
    with _language_for(request):
        return error_response(
            HTTPStatus.FORBIDDEN, _("This form has expired. Go back, load the page again and send it once more.")
        )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler for 404."""
    with _language_for(request):
        return error_response(HTTPStatus.NOT_FOUND, _("There is no page at this address."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler for 500."""
    with _language_for(request):
        return error_response(HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong on our side."))
