"""The headers of written files: those that Django's middleware gives to the same page. One place for the layer and for nginx."""

from __future__ import annotations

import mimetypes
from functools import lru_cache
from pathlib import PurePath

from django.conf import settings

from published.files import PAGE, PAGE_WITH_VIDEO
from vigil.middleware import PERMISSIONS_POLICY, reader_policy

#: A reader's browser asks each time whether the page is still the same; a cache in front of us may help when we are down.
CACHE_CONTROL = "public, max-age=0, must-revalidate, stale-if-error=604800"
XML = "application/xml"


@lru_cache(maxsize=512)
def headers_for(language: str, name: str, allows_video: bool) -> list[tuple[str, str]]:
    """What a file of this name is served with, besides its length and validators."""
    policy = reader_policy(allow_video_frames=allows_video, media_sources=tuple(getattr(settings, "MEDIA_SOURCES", ())))
    headers = [
        ("Content-Type", content_type(name)),
        ("Cache-Control", CACHE_CONTROL),
        ("Content-Security-Policy", policy),
        ("Permissions-Policy", PERMISSIONS_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
    ]
    if language:
        headers.append(("Content-Language", language))
    if settings.SECURE_HSTS_SECONDS and settings.SECURE_SSL_REDIRECT:
        headers.append(("Strict-Transport-Security", _transport_security()))
    return headers


def content_type(name: str) -> str:
    """The type of a file by its name.

    >>> content_type("index.html"), content_type("sitemap-de.xml")
    ('text/html; charset=utf-8', 'application/xml')
    """
    if name in {PAGE, PAGE_WITH_VIDEO}:
        return "text/html; charset=utf-8"
    suffix = PurePath(name).suffix
    if suffix == ".xml":
        return XML
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed


def _transport_security() -> str:
    value = f"max-age={settings.SECURE_HSTS_SECONDS}"
    value += "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
    return value + ("; preload" if settings.SECURE_HSTS_PRELOAD else "")
