"""Renders an address as a reader without a cookie gets it: through all of the application, in this process."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation

#: Wishes of readers by which an answer may be said to vary and still be kept for all: twins are made of it for the one, and
#: the other is said of whatever stands above the languages, although only error pages and the redirect of `/` ask for it.
ANSWERED_OTHERWISE = frozenset({"accept-encoding", "accept-language"})


#: Measures how long a page takes; the project says by what.
timer: Callable[[], AbstractContextManager[object]] = nullcontext


@dataclass(frozen=True)
class Rendered:
    """What an address is answered with; `is_public` says whether it may be kept for every reader."""

    status: int
    body: bytes
    content_type: str
    allows_video: bool
    is_public: bool

    @property
    def digest(self) -> str:
        """Names the content: the same for the same."""
        return hashlib.sha256(bytes([self.allows_video]) + self.body).hexdigest()


def render(address: str) -> Rendered:
    """The answer to a reader who asks for the path. What the application raises is raised here, too."""
    with translation.override(settings.LANGUAGE_CODE), timer():
        response: Any = _handler().get_response(WSGIRequest(environ_of(address)))
    # Not closed: that would tell Django that a request is over, and take the connection to the database away.
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Rendered(
        status=response.status_code,
        body=body,
        content_type=response.headers.get("Content-Type", ""),
        allows_video=bool(getattr(response, "allow_video_frames", False)),
        is_public=_is_public(response),
    )


def environ_of(address: str) -> dict[str, Any]:
    """The request of a reader for a path, as a web server hands it on."""
    base = urlsplit(settings.BASE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address,
        "RAW_URI": quote(address),
        "QUERY_STRING": "",
        "SERVER_NAME": base.hostname or "localhost",
        "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": base.netloc,
        "HTTP_X_FORWARDED_PROTO": base.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": base.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


@lru_cache(maxsize=1)
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _is_public(response: Any) -> bool:
    control = response.headers.get("Cache-Control", "").lower()
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == HTTPStatus.OK
        and not response.cookies
        and not any(word in control for word in ("private", "no-store", "no-cache", "max-age=0"))
        and varies <= ANSWERED_OTHERWISE
    )
