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
from library.choices import MissionReportReason, Precision
from library.dates import format_date
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
        pages.select_related("locale", *ModelDocumentPage.reader_relations).annotate(
            **ModelDocumentPage.reader_columns()
        ),
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


def sentence_for(status: HTTPStatus) -> str:
    """Why a letter was not taken."""
    return {
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("Your text is too long. Please shorten it."),
        HTTPStatus.TOO_MANY_REQUESTS: _(
            "Too many requests have come from your connection. Please try again in a minute."
        ),
        HTTPStatus.SERVICE_UNAVAILABLE: _("No PDF can be made here. Use the print button of your browser instead."),
    }[status]


def refused(
    request: HttpRequest, status: HTTPStatus, reason: str = "", instead: ModelDocumentPage | None = None
) -> HttpResponse:
    """A page that says why there is no letter, and leads to the one that there is `instead`."""
    context = {
        "status": int(status),
        "reason": reason or sentence_for(status),
        "title": status.phrase,
        "instead": instead,
    }
    return private(TemplateResponse(request, "outputs/letter_refused.html", context, status=status).render())


def given_back(request: HttpRequest, reading: DocumentReading, status: HTTPStatus) -> HttpResponse:
    """The page as the reader filled it in, with the reason why she gets nothing else."""
    reading.refusal = sentence_for(status)
    response: HttpResponse = reading.page.serve(request)
    response.status_code = status
    return private(response)


def withdrawn_sentence() -> str:
    """What readers are told of a document whose appeal is stopped."""
    return _("This document has been withdrawn. Please do not send it any more.")


def over(request: HttpRequest, reading: DocumentReading) -> HttpResponse | None:
    """The answer where a document is only to be read any more, on its page; None where it may be used."""
    if not reading.is_over:
        return None
    if reading.withdrawn:
        return refused(request, HTTPStatus.GONE, withdrawn_sentence(), instead=reading.page)
    if reading.newer:
        return refused(
            request, HTTPStatus.GONE, _("There is a newer document. Please use that one:"), instead=reading.newer
        )
    day = format_date(reading.page.expires, Precision.DAY, reading.language)
    reason = _("This document was not to be used after %(date)s.") % {"date": day}
    return refused(request, HTTPStatus.GONE, reason, instead=reading.page)


@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that a browser needs to fill in the letter, the same for every reader."""
    page = document(slug)
    if gone := over(request, DocumentReading(page)):
        return gone
    return JsonResponse(letter_data(page), json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


@require_safe
def blank(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The blank document as a file, as it was made when it was published."""
    page = document(slug)
    if gone := over(request, DocumentReading(page)):
        return gone
    if kind == "pdf" and not can_make_pdf():
        raise Http404
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
    if gone := over(request, DocumentReading(page)):
        return gone
    status = refusal_for(request, "file" if kind else "fill")
    if status and (status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or refusal_for(request, "refusal")):
        # What no form can have sent is not read at all, and a flood of requests is not worth a page each.
        return refused(request, status, instead=page)
    reading = page.reading = DocumentReading(page, request.POST, _wanted(page, request.POST.get(LETTER_LANGUAGE, "")))
    if status:
        return given_back(request, reading, status)
    if not kind or reading.form.is_wrong:
        response: HttpResponse = page.serve(request)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY if reading.form.is_wrong else HTTPStatus.OK
        return private(response)
    try:
        content = _made(reading, kind)
    except TooLong:
        return given_back(request, reading, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if content is None:
        return given_back(request, reading, HTTPStatus.SERVICE_UNAVAILABLE)
    return private(_download(content, reading.other, kind))


def _wanted(page: ModelDocumentPage, language: str) -> ModelDocumentPage:
    """The page in the language in which the reader wants her letter, if there is one."""
    if language != page.language and language in dict(settings.LANGUAGES):
        with contextlib.suppress(Http404):
            return document(page.slug, language)
    return page


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
