"""The layer that answers with written files: HTTP as a web server speaks it, and nothing that a request could choose."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from pytest_django import Settings

from published import files
from vigil.published_files import PublishedFiles

BODY = b"<!doctype html><title>Free them</title>" + b"<p>text</p>" * 100


class Answer:
    """What came back for a request."""

    def __init__(self, layer: PublishedFiles, path: str, method: str = "GET", **environ: str) -> None:
        request: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": method, "HTTP_HOST": "testserver", **environ}
        setup_testing_defaults(request)
        request["wsgi.input"] = io.BytesIO()
        parts = layer(request, self._start)
        self.body = b"".join(parts)

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status = int(status.partition(" ")[0])
        self.headers = dict(headers)


def django(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Stands for the application."""
    start_response("299 Django", [])
    return [b"django"]


@pytest.fixture
def layer(tmp_path: Path) -> PublishedFiles:
    files.write(tmp_path, "/de/", BODY)
    files.write(tmp_path, "/de/film/", BODY, allows_video=True)
    files.write(tmp_path, "/sitemap-de.xml", b"<urlset/>")
    (tmp_path / "secret").write_text("not an address with a slash at its end")
    return PublishedFiles(django, tmp_path)


def test_a_page_is_answered_with_its_file_and_the_headers_of_a_page(layer: PublishedFiles) -> None:
    answer = Answer(layer, "/de/")
    assert (answer.status, answer.body) == (200, BODY)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Language"] == "de"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "frame-src" not in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


def test_a_page_with_a_video_may_frame_it(layer: PublishedFiles) -> None:
    assert "frame-src https://www.youtube-nocookie.com" in Answer(layer, "/de/film/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(("accepted", "sent"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None), ("br;q=0", None)])
def test_the_browser_says_which_twin_it_wants(layer: PublishedFiles, accepted: str, sent: str | None) -> None:
    answer = Answer(layer, "/de/", HTTP_ACCEPT_ENCODING=accepted)
    assert answer.headers.get("Content-Encoding") == sent
    assert int(answer.headers["Content-Length"]) == len(answer.body)


def test_head_has_the_headers_and_nothing_else(layer: PublishedFiles) -> None:
    answer = Answer(layer, "/de/", "HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(BODY))


def test_what_the_browser_has_is_not_sent_again(layer: PublishedFiles) -> None:
    tag = Answer(layer, "/de/").headers["ETag"]
    again = Answer(layer, "/de/", HTTP_IF_NONE_MATCH=tag)
    assert (again.status, again.body) == (304, b"")
    assert Answer(layer, "/de/", HTTP_IF_NONE_MATCH='"other"').status == 200


def test_a_part_is_sent_alone(layer: PublishedFiles) -> None:
    answer = Answer(layer, "/de/", HTTP_RANGE="bytes=0-8")
    assert (answer.status, answer.body) == (206, BODY[:9])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/de",
        "/fr/",
        "/secret/",
        "/../etc/passwd",
        "/de/../secret",
        "/de/%2e%2e/secret",
        "//de/",
        "/de/index.html.gz",
        "/.workshop/x",
        "/de/" + "a" * 3000 + "/",
        "/de/\x00",
    ],
)
def test_everything_else_is_for_django(layer: PublishedFiles, path: str) -> None:
    assert Answer(layer, path).body == b"django"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PURGE"])
def test_only_reading_is_answered_with_files(layer: PublishedFiles, method: str) -> None:
    assert Answer(layer, "/de/", method).body == b"django"


def test_no_query_and_no_header_of_a_proxy_chooses_what_is_sent(layer: PublishedFiles, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    for number in range(50):
        answer = Answer(
            layer,
            "/de/",
            QUERY_STRING=f"a={number}",
            HTTP_X_FORWARDED_HOST="evil.example",
            HTTP_X_ORIGINAL_URL="/fr/",
            HTTP_COOKIE="session=1",
        )
        assert answer.body == BODY
    assert sorted(tmp_path.rglob("*")) == before


def test_a_name_that_is_not_ours_is_for_django(layer: PublishedFiles) -> None:
    assert Answer(layer, "/de/", HTTP_HOST="evil.example").body == b"django"


def test_where_all_is_encrypted_what_is_not_is_for_django(layer: PublishedFiles, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert Answer(layer, "/de/").body == b"django"
    assert Answer(layer, "/de/", HTTP_X_FORWARDED_PROTO="https").body == BODY
