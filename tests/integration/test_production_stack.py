"""What the containers run, without containers: entry point, gunicorn, worker, static files, health check, compose file.

Runs on SQLite, and on PostgreSQL in the lane that has it.
"""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deployment import (
    OPS,
    ROOT,
    Deployment,
    destroy,
    empty_database,
    production_environment,
    wait_until_listening,
)
from tests.running_site import free_port, wait_until_it_answers

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def migrated(collected_static: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """An installation that the web server has started on an empty database, and so migrated."""
    folder = tmp_path_factory.mktemp("deployment")
    with empty_database(folder) as address:
        deployment = Deployment(folder, production_environment(folder, address, collected_static))
        with deployment.started("web") as process:
            wait_until_it_answers(f"{deployment.address}/healthz", process, deployment.log("web"))
            yield deployment


def test_the_web_server_migrates_and_says_that_it_is_well(migrated: Deployment) -> None:
    assert migrated.health() == (200, {"status": "ok", "database": "ok", "migrations": "ok"})
    assert migrated.manage("migrate", "--check") == ""


def test_health_is_told_under_any_host_name_and_other_answers_are_not(migrated: Deployment) -> None:
    assert migrated.get("/healthz", Host="10.0.0.7").status == 200

    refused = migrated.get("/en/", Host="elsewhere.example")
    assert refused.status == 400
    assert b"Traceback" not in refused.body
    assert b"<h1" in refused.body


def test_pages_link_static_files_with_a_hash_that_are_served_compressed_for_a_year(migrated: Deployment) -> None:
    page = migrated.get("/admin/login/").body.decode()
    links = re.findall(r'(?:href|src)="(/static/[^"?]+\.(?:css|js))', page)

    assert links
    for link in links:
        assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", link), link
        answer = migrated.get(link, **{"Accept-Encoding": "br"})
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]
    assert any(
        migrated.get(link, **{"Accept-Encoding": "br"}).headers.get("Content-Encoding") == "br" for link in links
    )


def test_every_own_static_file_is_collected_with_a_hash_and_compressed(collected_static: Path) -> None:
    manifest = json.loads((collected_static / "staticfiles.json").read_text())["paths"]
    own = [path for path in (ROOT / "site" / "static").rglob("*") if path.is_file() and not path.name.startswith(".")]

    assert own
    for path in own:
        hashed = collected_static / manifest[path.relative_to(ROOT / "site" / "static").as_posix()]
        assert hashed.exists()
        if path.suffix in {".css", ".js"} and path.stat().st_size > 500:
            assert hashed.with_name(f"{hashed.name}.br").exists()
            assert hashed.with_name(f"{hashed.name}.gz").exists()


def test_a_missing_page_is_answered_with_a_page_and_the_security_headers(migrated: Deployment) -> None:
    answer = migrated.get("/de/gibt-es-nicht/")

    assert answer.status == 404
    assert b"Traceback" not in answer.body
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_the_worker_does_what_the_web_server_has_queued(migrated: Deployment, tmp_path: Path) -> None:
    media = migrated.folder / "media"
    media.mkdir(exist_ok=True)
    (media / "superfluous.txt").write_text("to be deleted")
    migrated.manage(
        "shell",
        "--no-imports",
        "-c",
        "from django.core.files.storage import default_storage\n"
        "from wagtail.tasks import delete_file_from_storage_task\n"
        "delete_file_from_storage_task.enqueue(default_storage.deconstruct(), 'superfluous.txt')",
    )
    assert (media / "superfluous.txt").exists(), "the task ran in the request instead of the queue"

    with migrated.started("worker") as worker:
        stop = time.monotonic() + 60
        while (media / "superfluous.txt").exists() and time.monotonic() < stop and worker.poll() is None:
            time.sleep(0.2)
        assert not (media / "superfluous.txt").exists(), migrated.log("worker").read_text()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0


def test_the_clock_runs_what_is_due_and_stops_when_it_is_told_to(migrated: Deployment) -> None:
    written = (
        "from sections.models import KeptNotice, User\n"
        "from django.utils import timezone as t\n"
        "import datetime as d\n"
        "u = User.objects.create_user('clock@example.org', mail='daily')\n"
        "KeptNotice.objects.create(user=u, subject='S', text='Kept for the day', at=t.now() - d.timedelta(days=2))"
    )
    migrated.manage("shell", "--no-imports", "-c", written)

    with migrated.started("clock") as clock:
        stop = time.monotonic() + 60
        while "send_digests: sent 1." not in (log := migrated.log("clock").read_text()) and time.monotonic() < stop:
            time.sleep(0.2)
        assert "Kept for the day" in log, log
        clock.send_signal(signal.SIGTERM)
        assert clock.wait(30) == 0


def test_clock_and_worker_are_seen_once_they_run(migrated: Deployment) -> None:
    with migrated.started("clock"), migrated.started("worker"):
        stop = time.monotonic() + 60
        while (told := json.loads(migrated.get("/readyz").body))["worker"] != "ok" and time.monotonic() < stop:
            time.sleep(0.5)

    assert told["clock"] == "ok"
    assert told["worker"] == "ok"


def test_the_web_server_stops_when_it_is_told_to(migrated: Deployment) -> None:
    twin = Deployment(migrated.folder, migrated.environment | {"PORT": (port := str(free_port())), "MIGRATE": "false"})
    twin.environment["BIND"] = f"127.0.0.1:{port}"
    with twin.started("web") as process:
        wait_until_it_answers(f"{twin.address}/healthz", process, twin.log("web"))
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_logs_are_json_without_readers_and_figures_come_from_all_processes(migrated: Deployment) -> None:
    token = "a-token-that-nobody-guesses"
    watched = {"LOG_FORMAT": "json", "ACCESS_LOG": "true", "METRICS_TOKEN": token, "MIGRATE": "false"}
    port = str(free_port())
    twin = Deployment(migrated.folder, migrated.environment | watched | {"PORT": port, "BIND": f"127.0.0.1:{port}"})
    with twin.started("web") as process:
        wait_until_it_answers(f"{twin.address}/healthz", process, twin.log("web"))
        twin.get("/en/letters/motion/?name=Unmistakable", **{"X-Forwarded-For": "203.0.113.77", "User-Agent": "Lynx"})
        with socket.create_connection(("127.0.0.1", int(port))) as raw:
            raw.sendall(b"GET /?name=Unmistakable BROKEN\r\n\r\n")
            raw.recv(100)
        assert twin.get("/metrics").status in {302, 404}
        told = twin.get("/metrics", Authorization=f"Bearer {token}")
        assert b"vigil_tasks_waiting" in told.body
        assert b"vigil_render_seconds" in told.body

    lines = [json.loads(line) for line in twin.log("web").read_text().splitlines()]
    requests = [line for line in lines if line["logger"] == "gunicorn.access"]
    assert {"method": "GET", "path": "/en/letters/motion/"}.items() <= requests[1].items()
    assert any(line["message"] == "starting the web server" for line in lines)
    assert not re.search(r"Unmistakable|203\.0\.113|Lynx|127\.0\.0\.1", json.dumps(requests))
    assert not re.search(r"Unmistakable|203\.0\.113|Lynx", twin.log("web").read_text())


def test_missing_migrations_and_a_lost_database_are_told_with_503(collected_static: Path, tmp_path: Path) -> None:
    with empty_database(tmp_path) as address:
        deployment = Deployment(
            tmp_path,
            production_environment(tmp_path, address, collected_static)
            | {"MIGRATE": "false", "DATABASE_POOL_TIMEOUT": "1"},
        )
        with deployment.started("web") as process:
            wait_until_listening(deployment, process)
            status, details = deployment.health()
            assert status == 503
            assert details["database"] == "ok"
            assert re.fullmatch(r"\d+ not applied", details["migrations"])

            destroy(address)
            status, details = deployment.health()
            assert status == 503
            assert details["status"] == "unavailable"
            assert details["database"] in {"the database does not answer", "the database cannot be used"}

            page = deployment.get("/en/")
            assert page.status == 500
            assert b"Traceback" not in page.body
            assert b"<h1" in page.body


def test_the_entry_point_gives_up_with_a_sentence_when_the_database_never_comes(tmp_path: Path) -> None:
    environment = production_environment(tmp_path, f"postgres://vigil@/{tmp_path}/vigil", tmp_path / "static")
    result = subprocess.run(
        [sys.executable, str(OPS / "entrypoint.py"), "web"],
        env=environment | {"START_TIMEOUT": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 78
    assert result.stderr.startswith("Vigil cannot start: the database that DATABASE_URL names cannot be used")
    assert len(result.stderr.strip().splitlines()) == 1


# --- The files that the containers are made of ---


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((OPS / "compose.yaml").read_text())
    return loaded


def test_the_compose_file_has_the_six_services_and_builds_stages_that_exist(compose: dict[str, Any]) -> None:
    stages = set(re.findall(r"^FROM \S+ AS (\w+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE))

    assert set(compose["services"]) == {"web", "worker", "clock", "database", "redis", "proxy"}
    for name, service in compose["services"].items():
        if "build" in service:
            assert (OPS / service["build"]["context"]).resolve() == ROOT
            assert service["build"]["target"] in stages, name
        for dependency in service.get("depends_on", {}):
            assert dependency in compose["services"]


def test_the_roles_of_the_compose_file_are_roles_of_the_entry_point(compose: dict[str, Any]) -> None:
    entry_point = (OPS / "entrypoint.py").read_text()
    for name in ("web", "worker", "clock"):
        (role,) = compose["services"][name]["command"]
        assert f'role == "{role}"' in entry_point


def test_every_volume_and_network_of_the_compose_file_is_declared(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for volume in service.get("volumes", []):
            assert volume.partition(":")[0] in compose["volumes"], name
        for network in service["networks"]:
            assert network in compose["networks"], name


def test_everything_that_the_dockerfile_copies_or_runs_exists() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    copied = re.findall(r"^COPY (?!--from)(\S+) ", dockerfile, re.MULTILINE)
    run = re.findall(r"(?:python |/app/)([\w/]+\.py)", dockerfile)

    assert copied
    assert run
    for path in [*copied, *run]:
        assert (ROOT / path).exists(), path


def test_the_example_environment_names_every_variable_that_production_reads() -> None:
    sources = [*(ROOT / "site" / "vigil" / "settings").glob("*.py"), *OPS.glob("*.py")]
    production = [path for path in sources if path.name not in {"dev.py", "test.py", "environment.py"}]
    call = re.compile(r'(?:environment\.\w+|database_from)\(\s*"([A-Z0-9_]+)"')
    read = {name for path in production for name in call.findall(path.read_text())}
    compose_text = (OPS / "compose.yaml").read_text()
    example = set(re.findall(r"^([A-Z0-9_]+)=", (OPS / "production.env.example").read_text(), re.MULTILINE))
    # Paths and addresses that the images and the compose file set themselves.
    by_image = {
        "VAR_DIR",
        "STATIC_ROOT",
        "MEDIA_ROOT",
        "METRICS_FOLDER",
        "DEMO_ACCOUNTS_FILE",
        "PORT",
        "BIND",
        "SERVE_MEDIA",
    }
    by_compose = {"DATABASE_URL", "REDIS_URL", "FORWARDED_ALLOW_IPS", "TRUSTED_PROXIES"}

    assert read - example - by_image == by_compose
    assert all(f"{name}:" in compose_text for name in by_compose)
    for name in example - read:
        assert f"${{{name}" in compose_text, f"{name} is in the example and nobody reads it"


def test_the_variables_of_the_proxy_configuration_are_set_by_the_compose_file(compose: dict[str, Any]) -> None:
    wanted = set(re.findall(r"\$\{([A-Z_]+)\}", (OPS / "nginx" / "vigil.conf.template").read_text()))

    assert wanted == set(compose["services"]["proxy"]["environment"])


def test_error_pages_for_the_proxy_exist_in_every_language_it_may_choose(
    collected_static: Path, tmp_path: Path
) -> None:
    environment = production_environment(tmp_path, f"sqlite:///{tmp_path}/db.sqlite3", collected_static)
    command = [sys.executable, str(OPS / "error_pages.py"), str(tmp_path / "errors")]
    subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True)
    configuration = (OPS / "nginx" / "vigil.conf.template").read_text()
    languages = re.search(r"\(\?<code>([a-z|-]+)\)", configuration)
    assert languages
    statuses = set(re.findall(r"/errors/\$vigil_language/(\d+)\.html", configuration))

    assert statuses == {"400", "413", "414", "503"}
    for language in languages[1].split("|"):
        for status in statuses:
            page = (tmp_path / "errors" / language / f"{status}.html").read_text()
            assert f'lang="{language}"' in page.lower()
