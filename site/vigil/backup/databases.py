"""What a backup asks of a database: a snapshot with its counts, and a place that takes one, all or nothing."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from vigil.backup.programs import BackupError


@dataclass(frozen=True)
class Snapshot:
    """The database at one moment: rows by table, the migrations that were applied, and its dump, to be read once."""

    counts: dict[str, int]
    migrations: list[str]
    chunks: Iterator[bytes]


class Sink(Protocol):
    """Takes a dump. Nothing of it is there for others before `commit`."""

    def write(self, chunk: bytes) -> None:
        """The next bytes of the dump."""

    def commit(self) -> None:
        """Make it the database, if every table holds as many rows as it should. Raises BackupError."""


class Database(Protocol):
    """One kind of database."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The database at one moment, whatever others write meanwhile."""

    def sink(self, counts: dict[str, int]) -> AbstractContextManager[Sink]:
        """Where the database is replaced by a dump with these counts; left as it was when anything goes wrong."""


def database() -> Database:
    """The one that DATABASE_URL names."""
    # Each needs programs and a driver that the other does without.
    if connection.vendor == "postgresql":
        from vigil.backup.postgresql import PostgreSQL

        return PostgreSQL()
    if connection.vendor == "sqlite":
        from vigil.backup.sqlite import SQLite

        return SQLite()
    raise BackupError(f"databases of the kind {connection.vendor} cannot be backed up.")


def tables() -> list[str]:
    """All tables, those that no model knows included."""
    return sorted(connection.introspection.table_names())


def counted(names: list[str]) -> dict[str, int]:
    """How many rows the tables hold."""
    result = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608  (quoted)
            result[name] = int(cursor.fetchone()[0])
    return result


def applied_migrations() -> list[str]:
    """`app.name` of each migration that was applied."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def known_migrations() -> set[str]:
    """`app.name` of each migration that this version has, with those that it has squashed."""
    loader = MigrationLoader(None)
    replaced = {pair for migration in loader.disk_migrations.values() for pair in migration.replaces}
    return {f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced}}
