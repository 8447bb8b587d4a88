"""Whatever is asked of the running server or put into its forms, the answer is a page or a sentence, never a traceback."""

from __future__ import annotations

import contextlib
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import log_in
from tests.browser.plain_http import Answer, followed, get, post_zeros
from tests.conftest import Watch
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MEGABYTE = 1024 * 1024
TRACES = ("Traceback", "site-packages", "django.", "wagtail.", "DEBUG = True")


@pytest.fixture
def port(reader_site: RunningSite) -> Iterator[int]:
    """The port of the site; no request may leave a traceback in its log."""
    before = len(reader_site.log())
    yield urlsplit(reader_site.url).port or 0
    assert "Traceback" not in reader_site.log()[before:]


def assert_a_page(answer: Answer, status: int, language: str) -> None:
    """A page of the site in that language, with a heading, and nothing of the software's inside."""
    assert (answer.status, answer.language) == (status, language), answer.body[:300]
    assert answer.heading
    assert [trace for trace in TRACES if trace in answer.body] == []


# --- Addresses ---


@pytest.mark.parametrize(
    ("target", "language"),
    [
        ("/ur/appeals/nobody/", "ur"),
        ("/pt-br/nothing/here/at/all/", "pt-br"),
        ("/de/appeals/nobody/?page=1", "de"),
        ("/xx/", "en"),
        ("/xx-YY/appeals/", "en"),
        ("/zz/appeals/free-ehsan-ali/", "en"),
        ("/nothing-here/", "en"),
        ("/en/%00/", "en"),
        ("/en/%ff%fe/", "en"),
        ("/fr/..%2f..%2fetc%2fpasswd/", "fr"),
        ("/en/appeals/%3Cscript%3Ealert(1)%3C/script%3E/", "en"),
        ("/it/appeals/free-ehsan-ali/'%20OR%201=1/", "it"),
        ("/static/css/nothing.css", "en"),
        ("/static/%2e%2e/%2e%2e/manage.py", "en"),
        ("/media/%2e%2e/db.sqlite3", "en"),
        ("/media/images/", "en"),
        ("/documents-files/999999/nothing.pdf", "en"),
    ],
)
def test_an_unknown_address_is_answered_in_its_language(port: int, target: str, language: str) -> None:
    answer = followed(port, target)
    assert_a_page(answer, 404, language)
    assert "<script>alert" not in answer.body


def test_a_known_page_in_a_language_of_the_future_is_offered_in_the_others(port: int) -> None:
    answer = get(port, "/ja/appeals/free-ehsan-ali/")
    assert_a_page(answer, 404, "en")
    assert 'href="/ur/appeals/free-ehsan-ali/"' in answer.body


def test_an_unknown_address_is_answered_in_the_readers_language_when_it_names_none(port: int) -> None:
    answer = followed(port, "/nothing-here/", lines=("Accept-Language: ur, en;q=0.5",))
    assert_a_page(answer, 404, "ur")
    assert 'dir="rtl"' in answer.body


@pytest.mark.parametrize(
    "query",
    ["page=abc", "page=-1", "page=99999999999999999999", "p=%00", "%ff=%fe", "a[]=1&a[]=2", "=&&=", "q=" + "x" * 1500],
)
@pytest.mark.parametrize("path", ["/en/", "/ur/appeals/", "/de/updates/"])
def test_a_strange_query_changes_nothing(port: int, path: str, query: str) -> None:
    answer = get(port, f"{path}?{query}")
    assert_a_page(answer, 200, path.split("/")[1])


@pytest.mark.parametrize("length", [3_000, 70_000, 10 * MEGABYTE], ids=["3 KB", "70 KB", "10 MB"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_long_address_is_refused_with_a_page(port: int, language: str, length: int) -> None:
    assert_a_page(get(port, f"/{language}/{'x' * length}/"), 414, language)
    assert_a_page(get(port, f"/{language}/?q={'x' * length}"), 414, language)


@pytest.mark.parametrize("kept", ["documents", "letters"])
def test_no_detour_leads_to_uploaded_documents_or_blank_letters(port: int, reader_site: RunningSite, kept: str) -> None:
    folder = reader_site.folder / "media" / kept
    folder.mkdir(exist_ok=True)
    (folder / "secret.txt").write_text("Only for those who may read it.", encoding="utf-8")
    for path in (
        kept,
        f"images/%2e%2e/{kept}",
        f"/{kept}",
        f"./{kept}",
        f"x//../{kept}",
        f"%2f{kept}",
    ):
        assert_a_page(followed(port, f"/media/{path}/secret.txt"), 404, "en")
    (folder / "secret.txt").unlink()


# --- Requests ---


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "a b", "[::"])
def test_an_unknown_host_is_refused_with_a_page(port: int, host: str) -> None:
    assert_a_page(get(port, "/ur/", host=host), 400, "ur")


@pytest.mark.parametrize(
    "lines",
    [
        ("Cookie: sessionid=nobody; csrftoken=nothing; messages=%%%",),
        ("Accept-Language: " + "de-" * 2000,),
        ("Accept-Language: \xff\xfe;q=nan",),
        ("Accept-Encoding: nonsense;q=7",),
        ('If-None-Match: W/"', "If-Modified-Since: yesterday"),
        ("X-Forwarded-Host: evil.example", "X-Forwarded-Proto: gopher"),
        ("Range: bytes=99999999-1",),
    ],
    ids=lambda lines: lines[0].partition(":")[0],
)
def test_strange_headers_change_nothing(port: int, lines: tuple[str, ...]) -> None:
    answer = get(port, "/en/appeals/", lines=lines)
    assert_a_page(answer, 200, "en")
    assert "evil.example" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "BREW"])
def test_other_methods_are_refused_with_a_page(port: int, method: str) -> None:
    answer = get(port, "/ur/appeals/", method=method, lines=("Content-Length: 0",))
    assert answer.status in {400, 403, 405}
    assert [trace for trace in TRACES if trace in answer.body] == []


@pytest.mark.parametrize(
    "lines",
    [("Content-Length: many",), ("Content-Length: -5",), ("Transfer-Encoding: chunked",)],
    ids=["no number", "negative", "chunked"],
)
def test_a_body_of_unknown_length_is_refused_with_a_page(port: int, lines: tuple[str, ...]) -> None:
    assert_a_page(get(port, "/fr/", method="POST", lines=lines), 400, "fr")


def test_two_hundred_megabytes_are_refused_with_a_page(port: int, reader_site: RunningSite) -> None:
    before = stored(reader_site)
    answer = post_zeros(port, "/admin/images/multiple/add/", 200)
    assert_a_page(answer, 413, "en")
    assert "25 MB" in answer.heading
    assert stored(reader_site) == before


# --- Uploads ---


def stored(site: RunningSite) -> tuple[int, int]:
    """How many pictures there are in the database, and how many files among the uploads."""
    with contextlib.closing(sqlite3.connect(f"file:{site.folder}/db.sqlite3?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT COUNT(*) FROM library_campaignimage").fetchone()[0]
    media = site.folder / "media"
    return rows, sum(1 for path in media.rglob("*") if path.is_file() and "renditions" not in path.parts)


def png_chunk(name: bytes, content: bytes) -> bytes:
    """One part of a PNG file."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def decompression_bomb() -> bytes:
    """A PNG of about a hundred kilobytes that unpacks to nine hundred million pixels."""
    side = 30_000
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    compressor = zlib.compressobj(9)
    row = b"\0" * (1 + side // 8)
    data = b"".join(compressor.compress(row * 1000) for _thousand in range(side // 1000)) + compressor.flush()
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", data) + png_chunk(b"IEND", b"")


PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def nothing_stored(reader_site: RunningSite) -> Iterator[None]:
    """What a test sends may leave no row and no file behind, and no traceback in the log."""
    before, log = stored(reader_site), len(reader_site.log())
    yield
    assert stored(reader_site) == before
    assert "Traceback" not in reader_site.log()[log:]


NO_PICTURE = "This file is not a picture that can be used here."
REFUSED = (
    ("photo.jpg", PDF, NO_PICTURE),
    ("photo.png", b"", "The submitted file is empty."),
    ("photo.gif", b"GIF89a no picture at all", NO_PICTURE),
    ("drawing.png", SVG, NO_PICTURE),
    ("bomb.png", decompression_bomb(), "This picture has more pixels than can be processed."),
    ("photo.jpg", b"0" * 16 * MEGABYTE, "This file is larger than 15.0\xa0MB."),
)


@pytest.mark.usefixtures("nothing_stored")
def test_what_is_no_picture_is_refused_with_a_sentence_in_the_form(
    page: Page, reader_site: RunningSite, tmp_path: Path
) -> None:
    log_in(page, reader_site)
    page.goto(f"{reader_site.url}/admin/images/add/")
    for name, content, sentence in REFUSED:
        file = tmp_path / name
        file.write_bytes(content)
        page.get_by_label("File").set_input_files(file)
        page.get_by_label("Title").fill(f"{name}, {len(content)} bytes")
        with page.expect_navigation():
            page.get_by_role("button", name="Upload").click()
        page.locator(".error-message").get_by_text(sentence).wait_for()


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize("address", ["images/add", "documents/add"])
def test_two_hundred_megabytes_from_a_form_are_answered_with_a_page(
    page: Page, reader_site: RunningSite, watch: Watch, tmp_path: Path, address: str
) -> None:
    watch.allow("status of 413")
    file = huge_file(tmp_path / ("photo.jpg" if "images" in address else "letter.pdf"))
    log_in(page, reader_site)
    page.goto(f"{reader_site.url}/admin/{address}/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Title").fill("Much too large")
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("heading", name="What you sent is too large. The limit is 25 MB.").wait_for()


@pytest.mark.usefixtures("nothing_stored")
def test_the_form_for_many_pictures_refuses_each_with_its_sentence(
    page: Page, reader_site: RunningSite, tmp_path: Path
) -> None:
    pdf = tmp_path / "photo.jpg"
    pdf.write_bytes(PDF)
    log_in(page, reader_site)
    page.goto(f"{reader_site.url}/admin/images/multiple/add/")
    page.locator("input[type=file]").set_input_files([pdf, huge_file(tmp_path / "huge.jpg")])
    entries = page.locator("#upload-list li")
    entries.filter(has_text="photo.jpg").get_by_text("This file is not a picture that can be used here.").wait_for()
    entries.filter(has_text="huge.jpg").get_by_text("This file is too big.").wait_for()


def huge_file(path: Path) -> Path:
    """A file of two hundred megabytes, which takes no room on the disk."""
    with path.open("wb") as opened:
        opened.truncate(200 * MEGABYTE)
    return path
