"""Answers that are not pages, as caches and programs want them: HEAD, a validator, the language. Decides nothing else."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response


def answer(request: HttpRequest, body: str | bytes, content_type: str, language: str = "") -> HttpResponseBase:
    """The body, or 304 where the program that asks has it already; the validator is made of the body alone.

    There is no Last-Modified: a name that is withheld changes a body whose pages nobody has published again.
    """
    content = body.encode() if isinstance(body, str) else body
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=content_type)
    response.headers["ETag"] = etag
    if language:
        response.headers["Content-Language"] = language
    known: HttpResponseBase | None = get_conditional_response(request, etag=etag, response=response)
    return known if known is not None else response
