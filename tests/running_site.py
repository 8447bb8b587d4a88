"""Starts the site as a process of its own for tests, from a prepared copy. Knows no test and no page."""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 120
DATABASE = "db.sqlite3"


@dataclass(frozen=True)
class Account:
    """A demo account that can log in."""

    email: str
    password: str


@dataclass(frozen=True)
class RunningSite:
    """A site that answers at `url`, with its own database and files under `folder`."""

    url: str
    folder: Path
    environment: dict[str, str]

    @property
    def accounts(self) -> dict[str, Account]:
        """The demo accounts by role."""
        result = {}
        for line in (self.folder / "accounts").read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                role, email, password = line.split()
                result.setdefault(role, Account(email, password))
        return result

    def manage(self, *arguments: str) -> str:
        """What a management command prints; an error when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        result = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if result.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{result.stdout}{result.stderr}")
        return result.stdout

    def put_back(self, template: Path) -> None:
        """Let database and files be those of `template` again while the server runs; whoever has logged in stays so."""
        shutil.copytree(template / "media", self.folder / "media", dirs_exist_ok=True)
        with (
            closing(sqlite3.connect(template / DATABASE)) as before,
            closing(sqlite3.connect(self.folder / DATABASE, timeout=60)) as now,
        ):
            sessions = now.execute("SELECT * FROM django_session").fetchall()
            before.backup(now)
            with now:
                now.executemany("INSERT OR REPLACE INTO django_session VALUES (?, ?, ?)", sessions)

    def page_at(self, path: str) -> int:
        """The number of the page with this `url_path`, as the administration's addresses have it."""
        with closing(sqlite3.connect(self.folder / DATABASE, timeout=60)) as database:
            (number,) = database.execute("SELECT id FROM wagtailcore_page WHERE url_path = ?", [path]).fetchone()
        return int(number)

    def log(self) -> str:
        """What the server has printed so far."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def site_environment(folder: Path, port: int) -> dict[str, str]:
    """The environment of a site that keeps everything in `folder` and nothing of the caller's."""
    foreign = {"DATABASE_URL", "SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "MEDIA_ROOT", "STATIC_ROOT", "DEBUG"}
    environment = {name: value for name, value in os.environ.items() if name not in foreign}
    return environment | {
        "DJANGO_SETTINGS_MODULE": "vigil.settings.dev",
        "VAR_DIR": str(folder),
        "DEMO_ACCOUNTS_FILE": str(folder / "accounts"),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }


def made_once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """`folder/name`, filled by `make` in the first of all processes that ask for it; the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    finished = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            beside = folder / f"{name}.being-made"
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
            make(beside)
            beside.rename(finished)
    return finished


def prepared_site(folder: Path, migrated: Path) -> Path:
    """A folder with demo content, in a copy of the `migrated` database file."""

    def prepare(beside: Path) -> None:
        shutil.copyfile(migrated, beside / DATABASE)
        command = [sys.executable, "tools/serve.py", "prepare"]
        environment = site_environment(beside, free_port())
        result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if result.returncode:
            raise RuntimeError(f"The demo site could not be made:\n{result.stdout[-4000:]}{result.stderr[-4000:]}")

    return made_once(folder, "demo-site", prepare)


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when `url` answers with anything below 500; an error with the log when the process ends or time is up."""
    stop = time.monotonic() + START_SECONDS
    while time.monotonic() < stop and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=30):
                return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"The server did not answer at {url}:\n{log.read_text(errors='replace')[-4000:]}")


@contextmanager
def running_site(template: Path, folder: Path) -> Iterator[RunningSite]:
    """A copy of the prepared site, running; the process is gone afterwards, the folder stays.

    Where both folders are the same, the site itself runs.
    """
    if template != folder:
        shutil.copytree(template, folder, dirs_exist_ok=True)
    port = free_port()
    environment = site_environment(folder, port)
    site = RunningSite(f"http://127.0.0.1:{port}", folder, environment)
    with (folder / "server.log").open("wb") as log:
        command = [sys.executable, "tools/serve.py"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_until_it_answers(f"{site.url}/healthz", process, folder / "server.log")
        yield site
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
