"""Copies SQLite while others write, with its own backup interface, both ways. Nothing but the file that DATABASE_URL names."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zlib import compressobj, decompressobj
from zlib import error as ZlibError  # noqa: N812

from django.db import connection

from vigil.backup.archive import CHUNK, DAMAGED
from vigil.backup.databases import Snapshot
from vigil.backup.programs import BackupError

#: How long somebody else's change is waited for.
BUSY_SECONDS = 30
GZIP = 31  # zlib's number for a stream with gzip's head


def _path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


@contextmanager
def _beside() -> Iterator[Path]:
    """A file of its own on the disk of the database, where a copy is no more exposed than the database itself."""
    with tempfile.TemporaryDirectory(prefix=".vigil-copy-", dir=_path().parent) as folder:
        yield Path(folder) / "copy.sqlite3"


class SQLite:
    """The database of DATABASE_URL, a file."""

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """A copy is made first, and read then; nobody waits for it."""
        with _beside() as copy:
            try:
                with _opened(_path()) as live, _opened(copy) as target:
                    live.backup(target)
                    counts = _counts(target)
                    rows = target.execute("SELECT app, name FROM django_migrations") if counts else []
                    migrations = sorted(f"{app}.{name}" for app, name in rows)
            except sqlite3.Error as error:
                raise BackupError(f"the database cannot be copied: {error}.") from error
            with copy.open("rb") as file:
                yield Snapshot(counts, migrations, _compressed(file))

    @contextmanager
    def sink(self, counts: dict[str, int]) -> Iterator["_Sink"]:
        """A copy beside, which takes the place of the database's content in one transaction."""
        with _beside() as copy, copy.open("wb") as file:
            yield _Sink(copy, file, counts)


class _Sink:
    def __init__(self, copy: Path, file: IO[bytes], counts: dict[str, int]) -> None:
        self._copy, self._file, self._counts = copy, file, counts
        self._plain = decompressobj(GZIP)

    def write(self, chunk: bytes) -> None:
        """The next bytes of the dump."""
        try:
            self._file.write(self._plain.decompress(chunk))
        except ZlibError as error:
            raise BackupError(f"{DAMAGED}: the database in it cannot be unpacked.") from error

    def commit(self) -> None:
        """Look at the copy, then put it in place."""
        self._file.write(self._plain.flush())
        self._file.close()
        connection.close()
        with _opened(self._copy) as source:
            try:
                healthy = source.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            except sqlite3.DatabaseError as error:
                raise BackupError(f"{DAMAGED}: what it holds is no database.") from error
            if not healthy or _counts(source) != self._counts:
                raise BackupError(f"{DAMAGED}: the database in it does not hold the rows that it should.")
            with _opened(_path()) as live:
                try:
                    source.backup(live)
                except sqlite3.OperationalError as error:
                    raise BackupError(f"the database could not be written: {error}.") from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as opened:
        yield opened


def _counts(opened: sqlite3.Connection) -> dict[str, int]:
    names = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").fetchall()
    return {
        name: opened.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}").fetchone()[0]  # noqa: S608
        for (name,) in sorted(names)
    }


def _compressed(file: IO[bytes]) -> Iterator[bytes]:
    packing = compressobj(level=6, wbits=GZIP)
    while chunk := file.read(CHUNK):
        yield packing.compress(chunk)
    yield packing.flush()
