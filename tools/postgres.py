"""A private PostgreSQL cluster for tests: made in a temporary folder, reached by socket only, always removed again."""

import getpass
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DATABASE = "vigil"
OWNER = "vigil"
START_SECONDS = 30


class ClusterError(RuntimeError):
    """The cluster could not be made or started; the message says why."""


def server_binaries() -> Path | None:
    """The folder that holds `initdb` and `postgres`, the newest version first; None when there is no server."""
    named = os.environ.get("PG_BIN")
    candidates = [Path(named)] if named else []
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(versions, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0), reverse=True)
    for program in ("postgres", "initdb"):
        if found := shutil.which(program):
            candidates.append(Path(found).resolve().parent)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def unprivileged_account() -> str | None:
    """The account to run the server with: PostgreSQL refuses to run as root. None when there is none."""
    if os.geteuid() != 0:
        return getpass.getuser()
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


def can_start() -> bool:
    """Whether this machine has a server and an account to run it with."""
    return server_binaries() is not None and unprivileged_account() is not None


def _as_account(account: str) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}


def _initialise(binaries: Path, data: Path, account: str) -> None:
    command = [
        *(str(binaries / "initdb"), "--pgdata", str(data), "--username", OWNER, "--auth", "trust"),
        *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions"),
    ]
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=data.parent, **_as_account(account)
    )
    if result.returncode:
        raise ClusterError(f"initdb failed: {result.stderr.strip() or result.stdout.strip()}")


def _start(binaries: Path, data: Path, sockets: Path, account: str) -> subprocess.Popen[bytes]:
    # Durability is off: the data lives for minutes. When we are killed, the server is told to stop as well.
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "60",
        "shared_buffers": "128MB",
        # Compiling a query takes longer than all that these databases hold.
        "jit": "off",
    }
    command = [str(binaries / "postgres"), "-D", str(data)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    if setpriv := shutil.which("setpriv"):
        command = [setpriv, "--pdeathsig", "INT", *command]
    with (sockets / "server.log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=sockets,
            start_new_session=True,
            **_as_account(account),
        )


def _wait(binaries: Path, sockets: Path, server: subprocess.Popen[bytes]) -> None:
    stop = time.monotonic() + START_SECONDS
    command = [str(binaries / "createdb"), "--host", str(sockets), "--username", OWNER, DATABASE]
    last = ""
    while time.monotonic() < stop and server.poll() is None:
        result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=sockets)
        if result.returncode == 0:
            return
        last = result.stderr.strip()
        time.sleep(0.2)
    log = (sockets / "server.log").read_text(errors="replace")[-2000:]
    raise ClusterError(f"the server did not start: {last}\n{log}")


@contextmanager
def private_cluster() -> Iterator[str]:
    """A running cluster with an empty database, as the value of DATABASE_URL.

    ClusterError when it cannot be made. The folder and the server are gone afterwards, whatever happens in between.
    """
    binaries, account = server_binaries(), unprivileged_account()
    if binaries is None or account is None:
        raise ClusterError("there is no PostgreSQL server on this machine, or no account to run it with")
    # Short, because the path of a socket may not be longer than 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="vigil-pg-", dir="/tmp"))
    server: subprocess.Popen[bytes] | None = None
    try:
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam(account).pw_uid, pwd.getpwnam(account).pw_gid)
        folder.chmod(0o755)
        data = folder / "data"
        _initialise(binaries, data, account)
        server = _start(binaries, data, folder, account)
        _wait(binaries, folder, server)
        yield f"postgres://{OWNER}@/{folder}/{DATABASE}"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _stop(server: subprocess.Popen[bytes]) -> None:
    for number, patience in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        if server.poll() is not None:
            return
        server.send_signal(number)
        try:
            server.wait(patience)
        except subprocess.TimeoutExpired:
            continue
