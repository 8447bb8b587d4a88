"""The directory of the published site: which file is whose, and that nobody reads half of one."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from published import files
from published.files import UnsafeAddressError


@pytest.mark.parametrize(
    "address",
    [
        "",
        "de/",
        "//evil.example/",
        "/../secret/",
        "/de/../../secret/",
        "/de/.git/config",
        "/.workshop/x",
        "/de/%2e%2e/",
        "/de\\..\\x/",
        "/de/\x00/",
        "/de/a b/",
        "/de/ü/",
        f"/{'a' * 256}/",
        "/a" * 1001,
    ],
)
def test_no_file_stands_for_an_address_that_could_lead_elsewhere(address: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafeAddressError):
        files.path_of(tmp_path, address)


@pytest.mark.parametrize("address", ["/", "/de/", "/pt-br/people/ehsan-ali/", "/sitemap-pt-br.xml", "/robots.txt"])
def test_each_address_has_a_file_and_each_file_an_address(address: str, tmp_path: Path) -> None:
    path = files.path_of(tmp_path, address)
    assert path.is_relative_to(tmp_path)
    assert files.address_of(tmp_path, path) == address


def test_the_twins_hold_what_the_file_holds(tmp_path: Path) -> None:
    body = "<p>اپیل</p>".encode() * 50
    files.write(tmp_path, "/ur/", body)
    page = tmp_path / "ur" / "index.html"
    assert page.read_bytes() == body
    assert gzip.decompress((tmp_path / "ur" / "index.html.gz").read_bytes()) == body
    assert brotli.decompress((tmp_path / "ur" / "index.html.br").read_bytes()) == body
    assert len({path.stat().st_mtime_ns for path in (tmp_path / "ur").iterdir()}) == 1
    assert files.read(tmp_path, "/ur/") == (body, False)


def test_a_page_that_gets_a_video_leaves_no_file_without_one(tmp_path: Path) -> None:
    files.write(tmp_path, "/de/film/", b"without")
    files.write(tmp_path, "/de/film/", b"with", allows_video=True)
    assert files.read(tmp_path, "/de/film/") == (b"with", True)
    assert not (tmp_path / "de" / "film" / "index.html").exists()
    files.write(tmp_path, "/de/film/", b"without again")
    assert files.read(tmp_path, "/de/film/") == (b"without again", False)


def test_what_is_removed_leaves_neither_twins_nor_empty_folders(tmp_path: Path) -> None:
    files.write(tmp_path, "/de/", b"home")
    files.write(tmp_path, "/de/people/one/", b"one")
    files.remove(tmp_path, "/de/people/one/")
    assert not (tmp_path / "de" / "people").exists()
    assert list(files.addresses(tmp_path)) == ["/de/"]
    files.remove(tmp_path, "/de/never/written/")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write(tmp_path, "/de/", b"old")
    made: list[bytes] = []
    beside = files._beside

    def full(workshop: Path, content: bytes) -> Path:
        if made:
            raise OSError(28, "No space left on device")
        made.append(content)
        return beside(workshop, content)

    monkeypatch.setattr(files, "_beside", full)
    with pytest.raises(OSError, match="No space left"):
        files.write(tmp_path, "/de/", b"new")
    assert files.read(tmp_path, "/de/") == (b"old", False)
    assert list((tmp_path / files.WORKSHOP).iterdir()) == []


def test_what_a_killed_process_left_is_no_address(tmp_path: Path) -> None:
    files.write(tmp_path, "/de/", b"home")
    (tmp_path / files.WORKSHOP / "tmpabc").write_bytes(b"half")
    assert list(files.addresses(tmp_path)) == ["/de/"]
