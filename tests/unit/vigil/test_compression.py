"""What the application answers is compressed the way the browser asks for, and comes back as it was."""

from __future__ import annotations

import gzip
from typing import Any

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from vigil.compression import CompressionMiddleware

PAGE = "<p>They were arrested in May 2025. Solidarität, یکجہتی.</p>".encode() * 40


def answer(accept: str = "", *, cookie: str = "", stream: bool = False, body: bytes = PAGE, **headers: str) -> Any:
    request = RequestFactory().get("/", headers={"Accept-Encoding": accept} if accept else None)
    if cookie:
        request.COOKIES["sessionid"] = cookie
    response = StreamingHttpResponse([body[:500], body[500:]]) if stream else HttpResponse(body)
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return CompressionMiddleware(lambda _request: response)(request)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("accept", ["br", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8"])
def test_readers_get_brotli(accept: str, *, stream: bool) -> None:
    response = answer(accept, stream=stream)
    assert response.headers["Content-Encoding"] == "br"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert brotli.decompress(b"".join(response)) == PAGE


@pytest.mark.parametrize("accept", ["gzip", "gzip, br;q=0", "br;q=0.0, gzip"])
def test_who_does_not_take_it_gets_gzip(accept: str) -> None:
    response = answer(accept)
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == PAGE


def test_accounts_get_gzip_which_is_padded() -> None:
    lengths = {len(answer("gzip, br", cookie="abc").content) for _time in range(60)}
    assert answer("gzip, br", cookie="abc").headers["Content-Encoding"] == "gzip"
    assert len(lengths) > 1


def test_what_is_small_or_compressed_already_stays() -> None:
    assert not answer("br", body=b"ok").has_header("Content-Encoding")
    assert answer("br", Content_Encoding="gzip").content == PAGE


def test_who_asks_for_nothing_gets_the_page_as_it_is() -> None:
    assert answer().content == PAGE


def test_a_validator_is_weakened() -> None:
    assert answer("br", ETag='"abc"').headers["ETag"] == 'W/"abc"'
