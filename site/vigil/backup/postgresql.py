"""Dumps PostgreSQL with its own programs, and takes a dump back in one transaction. Passwords never stand on a command line."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from vigil.backup.archive import CHUNK
from vigil.backup.databases import Snapshot, applied_migrations, counted, tables
from vigil.backup.programs import BackupError, Program

#: How long a table may be held by somebody else before the restoring gives up.
LOCK_SECONDS = 30


def _address() -> tuple[list[str], dict[str, str]]:
    """How PostgreSQL's programs reach the database: arguments, and what belongs into the environment."""
    arguments, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return arguments[1:], environment or {}


class PostgreSQL:
    """The database of DATABASE_URL, on a server."""

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Rows are counted in the very snapshot that pg_dump writes."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (name,) = cursor.fetchone()
            arguments, environment = _address()
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}"]
            program = Program(["pg_dump", *options, *arguments], stdout=subprocess.PIPE, environment=environment)
            try:
                yield Snapshot(counted(tables()), applied_migrations(), _output(program))
            finally:
                program.stop()

    @contextmanager
    def sink(self, counts: dict[str, int]) -> Iterator["_Sink"]:
        """One transaction of psql, which PostgreSQL takes back unless its last line is reached."""
        sink = _Sink(tables(), counts)
        try:
            yield sink
        except BrokenPipeError:
            sink.explain()
            raise
        finally:
            sink.stop()


def _output(program: Program) -> Iterator[bytes]:
    while chunk := program.output.read(CHUNK):
        yield chunk
    program.finish()


class _Sink:
    """pg_restore turns the dump into SQL; psql, which it is handed to, begins before it and ends after it."""

    def __init__(self, present: list[str], counts: dict[str, int]) -> None:
        self._counts = counts
        arguments, environment = _address()
        # The session of this command would wait for locks of its own.
        connection.close()
        options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        self._psql = Program(["psql", *options, *arguments], stdin=subprocess.PIPE, environment=environment)
        self._say("SET client_min_messages = warning;", "BEGIN;", f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s';")
        self._say(*(f"DROP TABLE IF EXISTS {_quoted(name)} CASCADE;" for name in present))
        self._restore = Program(
            ["pg_restore", "--no-owner", "--no-privileges", "--file=-"], stdin=subprocess.PIPE, stdout=self._psql.input
        )

    def write(self, chunk: bytes) -> None:
        """The next bytes of the dump."""
        self._restore.input.write(chunk)

    def commit(self) -> None:
        """The dump's end, a look at the counts, and the commit."""
        try:
            self._restore.finish()
            self._say(*(_check(table, count) for table, count in self._counts.items()), "COMMIT;")
        except (BackupError, BrokenPipeError):
            self.explain()
            raise
        self._psql.finish()

    def explain(self) -> None:
        """Raise BackupError in the words of the one that has given up; where psql has, the other follows."""
        self._restore.process.kill()
        self._psql.finish()
        self._restore.finish()

    def stop(self) -> None:
        """Without a commit, nothing has happened."""
        self._restore.stop()
        self._psql.stop()

    def _say(self, *lines: str) -> None:
        self._psql.input.write("".join(f"{line}\n" for line in lines).encode())
        self._psql.input.flush()


def _quoted(name: str) -> str:
    return "public." + connection.ops.quote_name(name)


def _check(table: str, count: int) -> str:
    sentence = f"the table {table} does not hold the {count} rows that it should".replace("'", "''").replace("%", "%%")
    return (
        f"DO $check$ BEGIN IF (SELECT count(*) FROM {_quoted(table)}) <> {count} THEN "  # noqa: S608  (quoted)
        f"RAISE EXCEPTION '{sentence}'; END IF; END $check$;"
    )
