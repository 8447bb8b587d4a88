"""Requests that are too long, too large, or for another host: refused with a page in the reader's language."""

import io
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from vigil.errors import error_page, language_of, server_error
from vigil.middleware import RequestLimitsMiddleware, SecurityHeadersMiddleware


class Untouchable(io.BytesIO):
    """A body that counts what is read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def never(request: HttpRequest) -> HttpResponse:
    raise AssertionError("the request went through")


def limited(request: HttpRequest) -> HttpResponse:
    response = RequestLimitsMiddleware(never)(request)
    assert isinstance(response, HttpResponse)
    return response


def post(length: str, body: io.BytesIO | None = None, path: str = "/de/appelle/", **headers: Any) -> HttpRequest:
    request = RequestFactory().post(path, **headers)
    request.META["CONTENT_LENGTH"] = length
    if body is not None:
        request._stream = body  # type: ignore[attr-defined]
    return request


def test_a_body_over_the_limit_is_thrown_away_and_refused_in_the_language_of_the_address() -> None:
    body = Untouchable(b"x" * 3_000_000)
    response = limited(post(str(settings.REQUEST_BODY_LIMIT + 1), body))

    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert 'lang="de"' in response.content.decode()
    assert body.taken == 3_000_000


def test_no_more_than_a_bounded_part_of_a_body_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RequestLimitsMiddleware, "DISCARD_BYTES", 2_500_000)
    body = Untouchable(b"x" * 9_000_000)

    assert limited(post(str(10**12), body)).status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert body.taken == 2_500_000


def test_a_body_at_the_limit_goes_through() -> None:
    request = post(str(settings.REQUEST_BODY_LIMIT))
    response = RequestLimitsMiddleware(lambda request: HttpResponse("ok"))(request)

    assert response.status_code == HTTPStatus.OK


@pytest.mark.parametrize("length", ["-1", "1e3", "ten", "٣"])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    assert limited(post(length)).status_code == HTTPStatus.BAD_REQUEST


def test_a_body_without_a_length_is_refused() -> None:
    assert limited(post("", HTTP_TRANSFER_ENCODING="chunked")).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    "path",
    ["/ur/" + "a" * 2000, "/ur/?q=" + "a" * 2000, "/ur/" + "ا" * 1001],
    ids=["path", "query", "letters of two bytes"],
)
def test_a_long_address_is_refused_in_the_language_of_the_address(path: str) -> None:
    response = limited(RequestFactory().get(path))

    assert response.status_code == HTTPStatus.REQUEST_URI_TOO_LONG
    assert 'lang="ur"' in response.content.decode()
    assert 'dir="rtl"' in response.content.decode()


def test_the_administration_may_use_long_addresses() -> None:
    request = RequestFactory().get("/admin/pages/?" + "q=1&" * 800)

    assert RequestLimitsMiddleware(lambda request: HttpResponse("ok"))(request).status_code == HTTPStatus.OK


def test_an_unknown_host_is_refused_with_a_page(client: Client) -> None:
    response = client.get("/fr/", headers={"host": "elsewhere.example"})

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert 'lang="fr"' in response.content.decode()
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("path", "accept", "language"),
    [
        ("/ur/people/", "de", "ur"),
        ("/pt-br/x/", "", "pt-br"),
        ("/PT-BR/x/", "", "pt-br"),
        ("/xx/", "de-AT,de;q=0.9,en;q=0.5", "de"),
        ("/", "tlh, el;q=0.3", "el"),
        ("/", "pt-br", "pt-br"),
        ("/fi/", "", "en"),
        ("/", "*", "en"),
        ("/", ",,;;q=;", "en"),
        ("", "", "en"),
    ],
)
def test_errors_are_told_in_a_language_that_the_reader_can_be_expected_to_know(
    path: str, accept: str, language: str
) -> None:
    assert language_of(path, accept) == language


def test_a_broken_error_template_still_gives_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> str:
        raise ValueError

    monkeypatch.setattr("vigil.errors.loader.render_to_string", broken)

    page = error_page(500, "Something <went> wrong.")
    assert "Something &lt;went&gt; wrong." in page
    assert page.startswith("<!doctype html>")


def test_a_server_error_tells_no_cache_to_keep_it() -> None:
    response = server_error(RequestFactory().get("/da/"))

    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Language"] == "da"


# --- Headers ---


def headers_of(path: str, response: HttpResponse) -> dict[str, str]:
    return dict(SecurityHeadersMiddleware(lambda request: response)(RequestFactory().get(path)).headers)


def test_readers_get_a_policy_without_anything_inline_or_foreign() -> None:
    policy = headers_of("/en/", HttpResponse())["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "frame-src" not in policy


def test_a_page_may_frame_the_video_player_only_when_it_says_so() -> None:
    response = HttpResponse()
    response.allow_video_frames = True  # type: ignore[attr-defined]

    assert "frame-src https://www.youtube-nocookie.com" in headers_of("/en/", response)["Content-Security-Policy"]


def test_the_administration_gets_a_policy_that_its_screens_work_with() -> None:
    policy = headers_of("/admin/pages/3/", HttpResponse())["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy


def test_a_view_that_sets_its_own_policy_keeps_it() -> None:
    response = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'; sandbox"})

    assert headers_of("/media/x", response)["Content-Security-Policy"] == "default-src 'none'; sandbox"
