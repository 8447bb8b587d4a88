"""What readers ask for around a letter: filled without JavaScript, as a file, in another language; a wrong address told.

What is posted here is answered and forgotten: no log line, no cache and no address holds it.
"""

from __future__ import annotations

import contextlib
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from campaign_pages.letters.form import LETTER_LANGUAGE
from campaign_pages.models import ModelDocumentPage
from campaign_pages.querysets import unrestricted
from campaign_pages.reading import DocumentReading
from library.choices import MissionReportReason
from library.missions import report_broken
from library.models import DiplomaticMission
from outputs.letters.browser import letter_data
from outputs.letters.docx import docx_of
from outputs.letters.files import blank_file
from outputs.letters.limits import refusal_for
from outputs.letters.pdf import TooLong, can_make_pdf, pdf_of
from outputs.letters.text import text_of

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


def document(slug: str, language: str | None = None) -> ModelDocumentPage:
    """The public document with this slug in a language, the active one by default; raises Http404."""
    pages = ModelDocumentPage.objects.live().filter(unrestricted(), alias_of__isnull=True)
    page: ModelDocumentPage = get_object_or_404(
        pages.select_related("locale", *ModelDocumentPage.reader_relations),
        slug=slug,
        locale__language_code=language or translation.get_language(),
    )
    page.known_unrestricted = True
    return page


def private(response: HttpResponse) -> HttpResponse:
    """The answer to something that a reader has typed: kept by nobody, and not told to the next site."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def refused(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """A page that says why a letter was not taken."""
    sentences = {
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("Your text is too long. Please shorten it."),
        HTTPStatus.TOO_MANY_REQUESTS: _(
            "Too many requests have come from your connection. Please try again in a minute."
        ),
        HTTPStatus.SERVICE_UNAVAILABLE: _("No PDF can be made here. Use the print button of your browser instead."),
    }
    context = {"status": int(status), "reason": sentences[status], "title": status.phrase}
    return private(TemplateResponse(request, "outputs/letter_refused.html", context, status=status).render())


@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that a browser needs to fill in the letter, the same for every reader."""
    return JsonResponse(
        letter_data(document(slug)), json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}
    )


@require_safe
def blank(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The blank document as a file, as it was made when it was published."""
    if kind == "pdf" and not can_make_pdf():
        raise Http404
    page = document(slug)
    try:
        with blank_file(page, kind).open("rb") as file:
            return _download(file.read(), page, kind)
    except TooLong as error:
        raise Http404 from error


def _download(content: bytes, page: ModelDocumentPage, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{page.slug}-{page.language}.{kind}"'
    response.headers["Content-Language"] = page.language
    return response


@csrf_exempt  # no session and no right stands behind it: what comes back is what was sent
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, slug: str, kind: str = "") -> HttpResponse:
    """The letter with what was posted in it: as its page, or as a file of a kind. Anything else leads to the page."""
    page = document(slug)
    if request.method != "POST":
        return HttpResponseRedirect(page.url or "/")
    if status := refusal_for(request, "file" if kind else "fill"):
        return refused(request, status)
    language = request.POST.get(LETTER_LANGUAGE, "")
    other = page
    if language != page.language and language in dict(settings.LANGUAGES):
        with contextlib.suppress(Http404):
            other = document(slug, language)
    reading = page.reading = DocumentReading(page, request.POST, other)
    if not kind or reading.form.errors:
        response: HttpResponse = page.serve(request)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY if reading.form.errors else HTTPStatus.OK
        return private(response)
    try:
        content = _made(reading, kind)
    except TooLong:
        return refused(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if content is None:
        return refused(request, HTTPStatus.SERVICE_UNAVAILABLE)
    return private(_download(content, other, kind))


def _made(reading: DocumentReading, kind: str) -> bytes | None:
    if kind == "pdf":
        return pdf_of(reading.letter) if can_make_pdf() else None
    if kind == "docx":
        return docx_of(reading.letter)
    return text_of(reading.letter).encode()


@csrf_exempt  # as above; it takes no text
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A reader says that a mission's address is wrong: one reason from a list, and nothing about herself."""
    mission = get_object_or_404(DiplomaticMission.objects.select_related("sending", "host"), pk=pk)
    context: dict[str, Any] = {
        "mission": mission,
        "reasons": MissionReportReason.choices,
        "title": _("Report a wrong address"),
        "is_done": False,
    }
    if request.method == "POST":
        if status := refusal_for(request, "report"):
            return refused(request, status)
        reason = request.POST.get("reason", "")
        if reason in MissionReportReason.values:
            report_broken(mission, MissionReportReason(reason))
            context["is_done"] = True
        else:
            context["error"] = _("Please choose what is wrong.")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if "error" in context else HTTPStatus.OK
    return private(TemplateResponse(request, "outputs/mission_report.html", context, status=status).render())
