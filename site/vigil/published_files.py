"""Answers with the written files, before Django is asked: what nginx does where there is one (ops/nginx).

A file is the same for every reader, so nothing but the path, the method, and what the reader's browser accepts and has is
asked: no query, no cookie, no header that a proxy might set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any
from wsgiref.util import FileWrapper

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from whitenoise.responders import IsDirectoryError, MissingFileError, NotARegularFileError, StaticFile

from published import files
from published.addresses import language_of
from vigil.published_headers import headers_for

HEADER_LIMIT = 500
METHODS = frozenset({"GET", "HEAD"})
REFUSED = re.compile(r";\s*q=0(?:\.0*)?\s*$")


def accepted(header: str) -> str:
    """An Accept-Encoding without what it refuses (RFC 9110, 12.5.3).

    >>> accepted("br;q=0, gzip")
    'gzip'
    """
    return ", ".join(part.strip() for part in header[:HEADER_LIMIT].split(",") if not REFUSED.search(part))


class PublishedFiles:
    """A WSGI application that answers for what is written, and hands everything else on."""

    def __init__(self, application: Any, folder: Path) -> None:
        self.application = application
        self.folder = folder

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """PEP 3333."""
        found = self.find(environ)
        if found is None:
            return self.application(environ, start_response)
        wanted = {**environ, "HTTP_ACCEPT_ENCODING": accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))}
        response = found.get_response(environ["REQUEST_METHOD"], wanted)
        start_response(f"{response.status} {response.status.phrase}", response.headers)
        if response.file is None:
            return []
        wrapper = environ.get("wsgi.file_wrapper", FileWrapper)
        return wrapper(response.file)

    def find(self, environ: dict[str, Any]) -> StaticFile | None:
        """The file for a request; None where Django has to answer."""
        if environ["REQUEST_METHOD"] not in METHODS or not _is_for_us(environ):
            return None
        for allows_video in (False, True):
            try:
                path = files.path_of(self.folder, environ.get("PATH_INFO", ""), allows_video=allows_video)
            except files.UnsafeAddressError:
                return None
            twins = {name: f"{path}{suffix}" for name, suffix in files.TWINS.items()}
            headers = headers_for(language_of(environ["PATH_INFO"]), path.name, allows_video)
            try:
                return StaticFile(str(path), headers, encodings=twins)
            except (MissingFileError, IsDirectoryError, NotARegularFileError, NotADirectoryError):
                continue
        return None


def _is_for_us(environ: dict[str, Any]) -> bool:
    """Whether it comes to a name of ours, and encrypted where it has to: what does not, Django refuses or sends on."""
    if settings.SECURE_SSL_REDIRECT:
        header, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        if environ.get(header) != value and environ.get("wsgi.url_scheme") != "https":
            return False
    return _is_our_host(environ.get("HTTP_HOST", ""))


@lru_cache(maxsize=64)
def _is_our_host(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def with_published_files(application: Any) -> Any:
    """The application behind its written files, where files are written."""
    folder = files.root()
    return PublishedFiles(application, folder) if folder else application
