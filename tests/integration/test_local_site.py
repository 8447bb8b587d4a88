"""`make run` and `make reset` on this machine: what is kept between starts, what is said, what is deleted."""

import contextlib
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.running_site import RunningSite, free_port, running_site, site_environment

ROOT = Path(__file__).resolve().parents[2]


def run(script: str, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, f"tools/{script}", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return int(answer.status)


def test_a_second_start_keeps_what_an_editor_changed(site_template: Path, tmp_path: Path) -> None:
    with running_site(site_template, tmp_path / "site") as site:
        accounts = (site.folder / "accounts").read_text()
        site.manage("shell", "--no-imports", "-c", rename("Changed by an editor"))

    with running_site(tmp_path / "site", tmp_path / "site") as site:
        assert "Changed by an editor" in site.manage("shell", "--no-imports", "-c", PRINT_TITLE)
        assert (site.folder / "accounts").read_text() == accounts
        assert "Loading the demo content" not in site.log()
        assert "Preparing the database" not in site.log()
        assert f"{site.url}/en/" in site.log()
        assert f"{site.url}/ur/" in site.log()
        assert f"{site.url}/admin/" in site.log()


def rename(title: str) -> str:
    return (
        "from wagtail.models import Page\n"
        "page = Page.objects.filter(locale__language_code='en', depth=2).get()\n"
        f"page.title = {title!r}\n"
        "page.save()"
    )


PRINT_TITLE = (
    "from wagtail.models import Page\nprint(Page.objects.filter(locale__language_code='en', depth=2).get().title)"
)


def test_the_accounts_of_the_demo_are_kept_from_other_users_of_the_machine(live_site: RunningSite) -> None:
    assert set(live_site.accounts) >= {"administrator", "secretariat"}
    assert (live_site.folder / "accounts").stat().st_mode & 0o777 == 0o600
    assert (live_site.folder / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_port_that_is_taken_is_told_before_anything_is_done(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("serve.py", site_environment(tmp_path, port))

    assert result.returncode == 78
    assert f"port {port} cannot be used" in result.stderr
    assert f"make run PORT={port + 1}" in result.stderr
    assert not (tmp_path / "db.sqlite3").exists()


def test_a_reset_deletes_database_uploads_and_accounts_and_nothing_else(tmp_path: Path) -> None:
    environment = site_environment(tmp_path, free_port())
    for name in ("db.sqlite3", "db.sqlite3-wal", "accounts", "notes.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "media" / "images").mkdir(parents=True)
    result = run("reset.py", environment)

    assert result.returncode == 0, result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "secret-key"]


def test_a_reset_asks_before_it_empties_a_postgresql_database(tmp_path: Path) -> None:
    environment = site_environment(tmp_path, free_port()) | {"DATABASE_URL": f"postgres://vigil@/{tmp_path}/precious"}
    (tmp_path / "accounts").write_text("x")
    result = run("reset.py", {name: value for name, value in environment.items() if name != "CONFIRM"})

    assert result.returncode == 1
    assert "Nothing was deleted" in result.stderr
    assert "precious" in result.stderr
    assert (tmp_path / "accounts").exists()


@pytest.mark.parametrize("path", ["/en/", "/ur/", "/admin/login/", "/robots.txt", "/sitemap.xml"])
def test_the_addresses_that_are_printed_answer(live_site: RunningSite, path: str) -> None:
    assert status(live_site.url + path) == 200


def test_an_upload_of_200_megabytes_is_answered_with_a_page(live_site: RunningSite) -> None:
    with socket.create_connection(("127.0.0.1", int(live_site.url.rpartition(":")[2])), timeout=60) as sender:
        length = 200 * 1024 * 1024
        head = f"POST /it/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n"
        sender.sendall(head.encode())
        chunk = b"x" * 1024 * 1024
        for _megabyte in range(200):
            sender.sendall(chunk)
        answer = b"".join(iter(lambda: sender.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.0 413")
    assert b'lang="it"' in answer


def test_an_address_of_ten_megabytes_is_answered_with_a_page(live_site: RunningSite) -> None:
    with socket.create_connection(("127.0.0.1", int(live_site.url.rpartition(":")[2])), timeout=60) as sender:
        # The server may hang up before it has read all of it.
        with contextlib.suppress(OSError):
            sender.sendall(b"GET /ur/" + b"a" * 10_000_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        answer = b"".join(iter(lambda: sender.recv(65536), b""))

    assert b" 414 " in answer.partition(b"\r\n")[0]
    assert b'lang="ur"' in answer
    assert "Traceback" not in live_site.log()
