"""nginx with the project's configuration in front of the real application: limits, files, and what it says without it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from published import files
from tests.deployment import OPS, Deployment, empty_database, production_environment
from tests.running_site import free_port, wait_until_it_answers

NGINX = shutil.which("nginx") or next((path for path in ("/usr/sbin/nginx",) if Path(path).exists()), "")
MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def configuration(folder: Path, port: str, application: dict[str, str]) -> Path:
    """The project's configuration with the paths of this machine in place of those in the image."""
    served = folder / "srv"
    served.mkdir()
    (served / "static").symlink_to(application["STATIC_ROOT"])
    (served / "media").symlink_to(folder / "media")
    (served / "errors").symlink_to(folder / "errors")
    (served / "published").symlink_to(folder / "published")
    text = (OPS / "nginx" / "vigil.conf.template").read_text()
    upstream = f"127.0.0.1:{application['PORT']}"
    values = {"UPSTREAM": upstream, "REAL_IP_FROM": "127.0.0.1", "BODY_LIMIT": "2m", "MEDIA_SOURCES": ""}
    for name, value in values.items():
        text = text.replace(f"${{{name}}}", value)
    published = folder / "published.conf"
    published.write_text((OPS / "nginx" / "published.conf").read_text().replace("/srv/vigil", str(served)))
    text = text.replace("/srv/vigil", str(served))
    text = text.replace("/etc/nginx/snippets/vigil-published.conf", str(published))
    text = text.replace("/etc/nginx/snippets/vigil-proxy.conf", str(OPS / "nginx" / "proxy.conf"))
    text = text.replace("listen 8080 default_server", f"listen 127.0.0.1:{port} default_server")
    (folder / "site.conf").write_text(text)
    main = folder / "nginx.conf"
    # Started as root, nginx would serve as another account, which may not read a test's folders.
    main.write_text(("user root;" if os.geteuid() == 0 else "") + MAIN.format(folder=folder))
    return main


@contextmanager
def nginx(folder: Path, application: Deployment) -> Iterator[Deployment]:
    """nginx in front of an application that may or may not run; answers like a deployment on a port of its own."""
    if not NGINX:
        if os.environ.get("CI"):
            pytest.fail("needs nginx: apt install nginx-light")
        pytest.skip("needs nginx: apt install nginx-light")
    subprocess.run(
        [sys.executable, str(OPS / "error_pages.py"), str(folder / "errors")],
        env=application.environment,
        cwd=folder,
        check=True,
        capture_output=True,
    )
    files.write(folder / "published", "/en/film/", b"<p>film</p>", allows_video=True)
    files.write(folder / "published", "/de/written/", b"<p>written</p>")
    (folder / "media" / "documents").mkdir(parents=True)
    (folder / "media" / "documents" / "list.pdf").write_bytes(b"names")
    (folder / "media" / "letters" / "1").mkdir(parents=True)
    (folder / "media" / "letters" / "1" / "letter-en.txt").write_bytes(b"names")
    (folder / "media" / "picture.png").write_bytes(b"\x89PNG")
    front = replace(application, environment=application.environment | {"PORT": str(free_port())})
    main = configuration(folder, front.environment["PORT"], application.environment)
    subprocess.run([NGINX, "-t", "-q", "-c", str(main)], check=True)
    with (folder / "nginx.log").open("wb") as log:
        process = subprocess.Popen([NGINX, "-c", str(main)], stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_until_it_answers(f"{front.address}/proxy-health", process, folder / "nginx.log")
        yield front
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(20)


@pytest.fixture(scope="module")
def front(collected_static: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """nginx and the application behind it, both running."""
    folder = tmp_path_factory.mktemp("proxy")
    with empty_database(folder) as address:
        application = Deployment(folder, production_environment(folder, address, collected_static))
        with nginx(folder, application) as proxy, application.started("web") as web:
            wait_until_it_answers(f"{application.address}/healthz", web, application.log("web"))
            yield proxy


@pytest.fixture(scope="module")
def deserted(collected_static: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """nginx with nothing behind it."""
    folder = tmp_path_factory.mktemp("deserted")
    environment = production_environment(folder, f"sqlite:///{folder}/db.sqlite3", collected_static)
    with nginx(folder, Deployment(folder, environment)) as proxy:
        yield proxy


def test_pages_come_from_the_application_compressed(front: Deployment) -> None:
    answer = front.get("/de/gibt-es-nicht/", **{"Accept-Encoding": "gzip"})

    assert answer.status == 404
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Server" not in answer.headers or "/" not in answer.headers["Server"]


def test_static_files_come_from_the_disk_compressed_beforehand(front: Deployment) -> None:
    page = front.get("/en/").body.decode()
    link = re.search(r'href="(/static/[^"?]+\.css)', page)
    assert link

    answer = front.get(link[1], **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]


def test_uploads_are_served_where_nothing_in_them_can_run_and_documents_and_letters_are_not(front: Deployment) -> None:
    picture = front.get("/media/picture.png")

    assert picture.status == 200
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert front.get("/media/documents/list.pdf").status == 404
    assert front.get("/media/letters/1/letter-en.txt").status == 404


@pytest.mark.parametrize(("size", "status"), [(200_000, 404), (300_000, 413)])
def test_what_a_reader_types_into_a_letter_is_never_written_to_a_disk(
    front: Deployment, size: int, status: int
) -> None:
    request = urllib.request.Request(f"{front.address}/en/letters/nothing/", data=b"x" * size, method="POST")
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(request, timeout=30)
    assert answer.value.code == status
    assert "buffered to a temporary file" not in (front.folder / "nginx.log").read_text()


def test_a_long_address_is_refused_in_the_language_of_the_address(front: Deployment) -> None:
    answer = front.get("/ur/" + "a" * 5_000)

    assert answer.status == 414
    assert b'lang="ur"' in answer.body


def test_an_address_too_long_for_nginx_itself_is_refused_with_a_page(front: Deployment) -> None:
    # nginx does not look at the line at all, so it cannot know the language.
    answer = front.get("/ur/" + "a" * 20_000)

    assert answer.status == 414
    assert b"<h1" in answer.body


def test_a_large_upload_is_refused_in_the_language_of_the_address(front: Deployment) -> None:
    request = urllib.request.Request(f"{front.address}/it/", data=b"x" * 3_000_000, method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)

    assert refused.value.code == 413
    assert b'lang="it"' in refused.value.read()


def test_the_error_pages_have_no_address_of_their_own(front: Deployment) -> None:
    assert front.get("/errors/de/503.html").status == 404


def test_many_attempts_to_sign_in_are_slowed_down(front: Deployment) -> None:
    statuses = [front.get("/admin/login/").status for _attempt in range(25)]

    assert statuses[0] == 200
    assert 429 in statuses


def test_the_scheme_that_the_reader_used_is_told_to_the_application(front: Deployment) -> None:
    # The site's own address is plain HTTP here, so nothing is redirected; a foreign host is refused all the same.
    assert front.get("/healthz", **{"X-Forwarded-Proto": "https"}).status == 200
    assert front.get("/en/", Host="elsewhere.example").status == 400


def test_readers_are_told_in_their_language_when_the_application_is_away(deserted: Deployment) -> None:
    answer = deserted.get("/el/", **{"Accept-Language": "de"})

    assert answer.status == 503
    assert b'lang="el"' in answer.body
    assert answer.headers["Retry-After"] == "60"
    assert b'lang="de"' in deserted.get("/", **{"Accept-Language": "de-AT,de;q=0.9"}).body
    assert b'lang="en"' in deserted.get("/", **{"Accept-Language": "fi"}).body


def test_error_pages_are_dressed_even_when_the_application_is_away(deserted: Deployment) -> None:
    style = re.search(r'href="(/static/[^"?]+\.css)', deserted.get("/en/").body.decode())

    assert style
    assert deserted.get(style[1]).status == 200


# --- Published pages ---

OF_A_PAGE = (
    "Content-Type",
    "Content-Language",
    "Content-Security-Policy",
    "Permissions-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "X-Frame-Options",
)


def test_a_written_page_is_served_as_the_application_serves_it(front: Deployment) -> None:
    rendered = front.get("/en/")
    files.write(front.folder / "published", "/en/", b"<p>written</p>" * 100)
    served = front.get("/en/", **{"Accept-Encoding": "gzip"})
    assert {name: served.headers[name] for name in OF_A_PAGE} == {name: rendered.headers[name] for name in OF_A_PAGE}
    assert served.headers["Content-Encoding"] == "gzip"
    assert front.get("/en/?any=1", **{"Accept-Encoding": "identity"}).body == b"<p>written</p>" * 100
    again = front.get("/en/", **{"Accept-Encoding": "gzip", "If-None-Match": served.headers["ETag"]})
    assert again.status == 304
    assert "frame-src" in front.get("/en/film/").headers["Content-Security-Policy"]
    files.remove(front.folder / "published", "/en/")
    assert front.get("/en/").body == rendered.body


def test_a_form_sent_to_a_written_page_is_answered_by_the_application(front: Deployment) -> None:
    request = urllib.request.Request(f"{front.address}/de/written/", data=b"x=1", method="POST")
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(request, timeout=30)
    assert answer.value.code in {403, 404, 405}
    assert "Server" not in answer.value.headers or "/" not in answer.value.headers["Server"]


def test_what_is_being_written_is_not_served(front: Deployment) -> None:
    (front.folder / "published" / files.WORKSHOP / "half").write_bytes(b"half")
    assert front.get(f"/{files.WORKSHOP}/half").status == 404
    assert front.get("/de/../.workshop/half").status in {400, 404}


def test_written_pages_are_there_when_the_application_is_away(deserted: Deployment) -> None:
    answer = deserted.get("/de/written/")
    assert (answer.status, answer.body) == (200, b"<p>written</p>")
    assert "stale-if-error" in answer.headers["Cache-Control"]
    assert deserted.get("/de/not-written/").status == 503
