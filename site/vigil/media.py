"""Serves uploaded pictures where no web server stands in front. Serves files of MEDIA_ROOT only; never lists a folder."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

# Documents can be private; Wagtail's own view asks who may read them. So does the view of letters.
NOT_FROM_HERE = ("documents/", "letters/", "../")
# File names are random and a changed picture gets another one.
ONE_YEAR = 365 * 24 * 60 * 60


def uploaded_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """One uploaded file, with headers under which no browser runs anything in it."""
    # As Django's view will read it: no way round the next line, and none out of the folder.
    path = posixpath.normpath(path).lstrip("/")
    if path.startswith(NOT_FROM_HERE):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT), show_indexes=False)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response
