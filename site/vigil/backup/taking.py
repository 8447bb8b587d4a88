"""Makes a backup: one file, there whole or not at all. Keeps as many as it is told to, and deletes nothing else."""

import errno
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.db import DatabaseError, connection

from vigil.backup.archive import ArchiveWriter, Manifest
from vigil.backup.databases import database
from vigil.backup.encryption import encrypted_into, suffix_for
from vigil.backup.files import add_published, add_uploads
from vigil.backup.programs import BackupError
from vigil.version import version

OURS = re.compile(r"vigil-\d{8}T\d{6}Z\.tar(?:\.age|\.gpg)?")
UNFINISHED = re.compile(r"\.vigil-\d{8}T\d{6}Z\.tar(?:\.age|\.gpg)?\.partial")
#: Nobody is at work any more on what is unfinished after a day.
GIVEN_UP_AFTER = 24 * 60 * 60


@dataclass(frozen=True)
class Backup:
    """A finished backup."""

    path: Path
    size: int
    manifest: Manifest
    deleted: list[Path]


def take(target: Path, *, recipient: str = "", published: bool = True, keep: int = 0) -> Backup:
    """A backup in `target`: a folder, where it gets a name of its own, or a file that does not exist yet.

    With `keep`, the oldest backups of the folder are deleted until so many are left. Raises BackupError.
    """
    if keep and not target.is_dir():
        raise BackupError(f"{target} is no folder; only in a folder can older backups be deleted.")
    path = (
        target / f"vigil-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar{suffix_for(recipient)}" if target.is_dir() else target
    )
    try:
        with _written_whole(path) as file, encrypted_into(file, recipient) as stream:
            manifest = _write(stream, published=published)
        deleted = _delete_older(target, keep) if keep else []
        return Backup(path, path.stat().st_size, manifest, deleted)
    except DatabaseError as error:
        raise BackupError(f"the database cannot be read: {str(error).strip().splitlines()[0]}.") from error
    except OSError as error:
        raise BackupError(_sentence(error, path)) from error


def _write(stream: IO[bytes], *, published: bool) -> Manifest:
    archive = ArchiveWriter(stream)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    with database().snapshot() as snapshot:
        if not snapshot.migrations:
            raise BackupError("the database is empty; there is nothing to back up.")
        archive.add_parts("database", snapshot.chunks)
        manifest = Manifest(made, version(), connection.vendor, snapshot.migrations, snapshot.counts)
    # After the database: every file that it speaks of is there, unless it was deleted meanwhile.
    add_uploads(archive)
    if published:
        add_published(archive)
    archive.finish(manifest)
    return manifest


@contextmanager
def _written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file beside, for its owner alone, which gets the name when all of it is on the disk; gone when that fails."""
    if path.exists():
        raise BackupError(f"{path} is there already; it was left as it is.")
    beside = path.with_name(f".{path.name}.partial")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _delete_older(folder: Path, keep: int) -> list[Path]:
    ours = sorted((path for path in folder.iterdir() if OURS.fullmatch(path.name)), key=lambda path: path.name)
    given_up = [
        path
        for path in folder.iterdir()
        if UNFINISHED.fullmatch(path.name) and time.time() - path.stat().st_mtime > GIVEN_UP_AFTER
    ]
    deleted = ours[:-keep]
    for path in [*deleted, *given_up]:
        path.unlink(missing_ok=True)
    return deleted


def _sentence(error: OSError, path: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"the disk of {path.parent} is full; no backup was made."
    if error.errno == errno.ENOENT and not path.parent.is_dir():
        return f"there is no folder {path.parent}."
    return f"no backup was made: {error.strerror or error} ({error.filename or path})."
