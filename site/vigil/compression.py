"""Compresses what the application answers: Brotli for readers, gzip for those who are logged in and for old browsers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import brotli
from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

ACCEPTS_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
#: The best that costs next to nothing: above it only 10 and 11 gain anything, at a hundred times the work.
QUALITY = 5
SMALLEST = 200


class CompressionMiddleware(GZipMiddleware):
    """Prefers Brotli, a tenth smaller, where no cookie came with the request.

    What belongs to an account may hold secrets, and is padded at random by Django's gzip against attackers who measure.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """The answer, compressed if that makes it smaller."""
        takes_brotli = ACCEPTS_BROTLI.search(request.headers.get("Accept-Encoding", "")) and not request.COOKIES
        is_stream_of_others = response.streaming and response.is_async
        is_small = not response.streaming and len(response.content) < SMALLEST
        if not takes_brotli or response.has_header("Content-Encoding") or is_stream_of_others or is_small:
            return super().process_response(request, response)
        if response.streaming:
            response.streaming_content = compressed_stream(response.streaming_content)
            del response.headers["Content-Length"]
        else:
            compressed = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=QUALITY)
            if len(compressed) >= len(response.content):
                return super().process_response(request, response)
            response.content = compressed
            response.headers["Content-Length"] = str(len(compressed))
        patch_vary_headers(response, ("Accept-Encoding",))
        response.headers["Content-Encoding"] = "br"
        etag = response.headers.get("ETag", "")
        if etag.startswith('"'):
            response.headers["ETag"] = f"W/{etag}"
        return response


def compressed_stream(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same stream in Brotli, piece by piece."""
    compressor = brotli.Compressor(mode=brotli.MODE_TEXT, quality=QUALITY)
    for chunk in chunks:
        yield compressor.process(chunk)
    yield compressor.finish()
