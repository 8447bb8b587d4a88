"""Restores a backup: looks at all of it first, then changes the database in one transaction. Migrates nothing."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.core.cache import cache
from django.db import DatabaseError, connection

from vigil.backup.archive import CHUNK, Manifest, damage_told, members, verify
from vigil.backup.databases import Sink, database, known_migrations, tables
from vigil.backup.encryption import decrypted
from vigil.backup.files import Published, Uploads
from vigil.backup.programs import BackupError
from vigil.health import missing_migrations


@dataclass(frozen=True)
class Restored:
    """What was restored."""

    manifest: Manifest
    #: How many migrations of this version the backup does not have yet.
    missing: int
    #: Whether published files of the backup were left aside, because there were some already or no folder for them.
    published_left: bool


def restore(path: Path, *, identity: str = "", replace: bool = False) -> Restored:
    """Put database and files back as they were. Raises BackupError, and then nothing has changed.

    A database that holds anything is replaced only by `replace`; uploads that the backup does not know are left alone.
    """
    try:
        with decrypted(path, identity) as stream:
            manifest = verify(stream)
        _refuse_what_does_not_fit(manifest)
        if not replace and tables():
            raise BackupError(
                "the database is not empty; to replace all that it holds, repeat the command with --replace."
            )
        return _put_back(path, identity, manifest)
    except DatabaseError as error:
        raise BackupError(f"the database cannot be used: {str(error).strip().splitlines()[0]}.") from error
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise BackupError(f"nothing was restored: {error.strerror or error}{where}.") from error


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise BackupError(
            f"the backup is of a database of the kind {manifest.database}, and this one is {connection.vendor}."
        )
    if strange := sorted(set(manifest.migrations) - known_migrations()):
        raise BackupError(
            f"the backup was made by a newer version ({manifest.version}); install that one first. "
            f"This one does not know the migration {strange[0]}."
        )


def _put_back(path: Path, identity: str, manifest: Manifest) -> Restored:
    uploads, published = Uploads(), Published()
    try:
        with database().sink(manifest.counts) as sink, decrypted(path, identity) as stream, damage_told():
            for name, content in members(stream):
                folder, _slash, rest = name.partition("/")
                if folder == "database":
                    _pour(content, sink)
                elif folder == "media":
                    uploads.take(rest, content, manifest.files[name][1])
                elif folder == "published":
                    published.take(rest, content)
            sink.commit()
    except BaseException:
        uploads.undo()
        published.undo()
        raise
    try:
        uploads.commit()
        published.commit()
    except (BackupError, OSError) as error:
        raise BackupError(
            f"the database is restored, but not all files are ({error}); repeat the command with --replace."
        ) from error
    _forget_what_was_known()
    return Restored(manifest, missing_migrations(), bool(manifest.number_of("published")) and not published.wanted)


def _pour(content: IO[bytes], sink: Sink) -> None:
    while chunk := content.read(CHUNK):
        sink.write(chunk)


def _forget_what_was_known() -> None:
    # Every cache raises errors of its own; one that does not answer knows nothing.
    with contextlib.suppress(Exception):
        cache.clear()
