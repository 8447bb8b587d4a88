"""An installation with production settings, run as processes: what tests of the production stack start. Tests nothing."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.running_site import free_port, made_once

ROOT = Path(__file__).resolve().parents[1]
OPS = ROOT / "ops"
KEPT = {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV"}
STRONG_KEY = "k3y-" + "".join(chr(97 + number % 26) for number in range(60))


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Deployment:
    """One installation with production settings: its environment, and how to make its database unusable."""

    folder: Path
    environment: dict[str, str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.environment['PORT']}"

    def manage(self, *arguments: str) -> str:
        return self._run([sys.executable, "manage.py", *arguments])

    def _run(self, command: list[str]) -> str:
        result = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    @contextmanager
    def started(self, role: str) -> Iterator[subprocess.Popen[bytes]]:
        """The entry point in this role, stopped like a container afterwards: told first, killed when it does not go."""
        with self.log(role).open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, str(OPS / "entrypoint.py"), role],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()

    def log(self, role: str) -> Path:
        return self.folder / f"{role}.log"

    def get(self, path: str, **headers: str) -> Answer:
        request = urllib.request.Request(self.address + path, headers=headers)
        opener = urllib.request.build_opener(_NoRedirects)
        try:
            with opener.open(request, timeout=30) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read())

    def health(self) -> tuple[int, dict[str, str]]:
        answer = self.get("/healthz")
        return answer.status, json.loads(answer.body)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """The address of a database of its own, on the server that the suite runs on."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder}/db.sqlite3"
        return
    name = f"vigil_stack_{uuid4().hex[:12]}"
    with administration(given) as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield given.rpartition("/")[0] + f"/{name}"
    finally:
        with administration(given) as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def administration(address: str) -> Iterator[Any]:
    """A cursor outside of any transaction, as creating and dropping databases needs it."""
    import psycopg

    from vigil.settings import environment

    os.environ.setdefault("DATABASE_URL", address)
    parts = environment.database("DATABASE_URL")
    with (
        psycopg.connect(
            host=parts["HOST"] or None,
            port=parts["PORT"] or None,
            user=parts["USER"] or None,
            password=parts["PASSWORD"] or None,
            dbname=parts["NAME"],
            autocommit=True,
        ) as connection,
        connection.cursor() as cursor,
    ):
        yield cursor


def production_environment(folder: Path, database: str, static: Path) -> dict[str, str]:
    port = str(free_port())
    return {name: value for name, value in os.environ.items() if name in KEPT} | {
        "DJANGO_SETTINGS_MODULE": "vigil.settings.production",
        "SECRET_KEY": STRONG_KEY,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database,
        "STATIC_ROOT": str(static),
        "MEDIA_ROOT": str(folder / "media"),
        "VAR_DIR": str(folder),
        "PORT": port,
        "BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "1",
        "START_TIMEOUT": "60",
        "PYTHONUNBUFFERED": "1",
    }


def collected_files(folder: Path) -> Path:
    """The static files as `collectstatic` leaves them in the image, made once for all processes that name the folder."""

    def collect(beside: Path) -> None:
        environment = production_environment(beside, f"sqlite:///{beside}/build.sqlite3", beside / "static")
        command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if result.returncode:
            raise RuntimeError(result.stdout + result.stderr)

    return made_once(folder, "collected", collect) / "static"


def wait_until_listening(deployment: Deployment, process: subprocess.Popen[bytes]) -> None:
    stop = time.monotonic() + 60
    while time.monotonic() < stop and process.poll() is None:
        try:
            deployment.get("/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(deployment.log("web").read_text())


def destroy(address: str) -> None:
    """Take the database away under a running server."""
    if address.startswith("sqlite"):
        path = Path(address.removeprefix("sqlite:///"))
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        path.write_bytes(b"this is no database" * 1000)
        return
    with administration(os.environ["DATABASE_URL"]) as cursor:
        cursor.execute(f'DROP DATABASE "{address.rpartition("/")[2]}" WITH (FORCE)')
