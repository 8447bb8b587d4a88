"""Runs the programs that backups need (pg_dump, psql, age, gpg) as links of a chain. Turns their failures into sentences."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from typing import IO

#: Which package of Debian brings a program.
PACKAGES = {
    "pg_dump": "postgresql-client",
    "pg_restore": "postgresql-client",
    "psql": "postgresql-client",
    "age": "age",
    "gpg": "gnupg",
}

LONGEST_COMPLAINT = 400


class BackupError(Exception):
    """Why a backup was not made or not restored: a sentence for the administrator. Nothing was changed."""


class Program:
    """A running program. What it complains of is kept, and told when it fails."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        stdin: int | IO[bytes] | None = subprocess.DEVNULL,
        stdout: int | IO[bytes] | None = subprocess.DEVNULL,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.name = command[0]
        path = shutil.which(self.name)
        if path is None:
            raise BackupError(
                f"the program {self.name} is missing here; install it (apt install {PACKAGES[self.name]})."
            )
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as the program)
        self.process = subprocess.Popen(
            [path, *command[1:]],
            stdin=stdin,
            stdout=stdout,
            stderr=self._complaints,
            env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})},
        )

    @property
    def input(self) -> IO[bytes]:
        """Where to write what the program reads; it was started with a pipe."""
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def output(self) -> IO[bytes]:
        """Where to read what the program writes; it was started with a pipe."""
        assert self.process.stdout is not None
        return self.process.stdout

    def complaint(self) -> str:
        """The last lines of what it complains of, in one."""
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        told = [line.strip() for line in lines if line.strip() and "report unexpected" not in line]
        return " ".join(told[-3:])[-LONGEST_COMPLAINT:] or "it does not say why."

    def finish(self) -> None:
        """Wait for the end. Raises BackupError with the program's own words when it has failed."""
        # Where the pipe is broken, it is gone, and says why.
        with contextlib.suppress(BrokenPipeError):
            if self.process.stdin and not self.process.stdin.closed:
                self.process.stdin.close()
        if self.process.wait():
            raise BackupError(f"{self.name} has failed: {self.complaint()}")

    def stop(self) -> None:
        """End it, finished or not."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self._complaints.close()
