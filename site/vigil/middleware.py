"""Headers and limits that hold for every request. Decides nothing about content or users."""

import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from vigil.errors import refusal

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ADMIN_PREFIX = "/admin/"
VIDEO_FRAMES = "https://www.youtube-nocookie.com"

PERMISSIONS_POLICY = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)


def reader_policy(
    *, allow_video_frames: bool = False, media_sources: tuple[str, ...] = (), framed_by_admin: bool = False
) -> str:
    """The Content-Security-Policy of public pages: nothing inline and nothing from anywhere else.

    `media_sources` are origins that hold this site's own pictures; a video player may be framed where a page asks for it.
    Only the preview of a draft is `framed_by_admin`, beside the form it belongs to.
    """
    media = " ".join(("'self'", *media_sources))
    directives = [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        f"img-src {media} data:",
        "font-src 'self'",
        f"media-src {media}",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'" if framed_by_admin else "frame-ancestors 'none'",
    ]
    if allow_video_frames:
        directives.append(f"frame-src {VIDEO_FRAMES}")
    return "; ".join(directives)


def admin_policy(*, media_sources: tuple[str, ...] = ()) -> str:
    """The Content-Security-Policy of the admin, whose screens use inline styles and scripts and frame page previews."""
    media = " ".join(("'self'", *media_sources))
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src {media} data: blob:",
            "font-src 'self' data:",
            f"media-src {media}",
            "connect-src 'self'",
            f"frame-src 'self' {VIDEO_FRAMES}",
            "object-src 'none'",
            "form-action 'self'",
            "base-uri 'self'",
            "frame-ancestors 'self'",
        ]
    )


class SecurityHeadersMiddleware:
    """Adds the Content-Security-Policy and Permissions-Policy, unless a view has set its own.

    A response may carry the attribute `allow_video_frames = True`; nothing else widens the policy.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.media_sources: tuple[str, ...] = tuple(getattr(settings, "MEDIA_SOURCES", ()))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith(ADMIN_PREFIX):
            policy = admin_policy(media_sources=self.media_sources)
        else:
            policy = reader_policy(
                allow_video_frames=getattr(response, "allow_video_frames", False),
                media_sources=self.media_sources,
                framed_by_admin=getattr(request, "is_preview", False),
            )
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class RequestLimitsMiddleware:
    """Refuses bodies and addresses that are too long, before anything reads or stores them."""

    # An upload is thrown away up to these limits, because most browsers show the answer only after they have sent all.
    DISCARD_BYTES = 512 * 1024 * 1024
    DISCARD_SECONDS = 30.0
    CHUNK = 1024 * 1024

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
            return refusal(request, HTTPStatus.BAD_REQUEST)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            return refusal(request, HTTPStatus.BAD_REQUEST)
        if int(length) > settings.REQUEST_BODY_LIMIT:
            self._discard(request)
            return refusal(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if self._address_length(request) > settings.URL_LENGTH_LIMIT and not request.path_info.startswith(ADMIN_PREFIX):
            return refusal(request, HTTPStatus.REQUEST_URI_TOO_LONG)
        return self.get_response(request)

    @staticmethod
    def _address_length(request: HttpRequest) -> int:
        return len(request.path_info.encode()) + len(request.META.get("QUERY_STRING", ""))

    def _discard(self, request: HttpRequest) -> None:
        stop = time.monotonic() + self.DISCARD_SECONDS
        left = self.DISCARD_BYTES
        try:
            while left > 0 and time.monotonic() < stop:
                chunk = request.read(min(self.CHUNK, left))
                if not chunk:
                    return
                left -= len(chunk)
        except OSError:
            return  # the sender has gone away; there is nobody to tell
