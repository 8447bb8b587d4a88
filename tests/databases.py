"""Test databases that begin migrated: migrations run once for all processes and lanes, not once for each. Tests nothing."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.deployment import administration
from tests.running_site import ROOT, made_once

#: What Django calls the database in memory of its default connection.
MEMORY = "file:memorydb_default?mode=memory&cache=shared"


def _migrate(address: str) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "vigil.settings.test", "DATABASE_URL": address}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(f"The migrations failed:\n{result.stdout[-4000:]}{result.stderr[-4000:]}")


def migrated_file(shared: Path) -> Path:
    """An SQLite database without content, to be copied."""
    return made_once(shared, "migrated", lambda beside: _migrate(f"sqlite:///{beside}/db.sqlite3")) / "db.sqlite3"


def fill_memory(shared: Path) -> sqlite3.Connection:
    """Copy it to where Django will look for the test database; it is there as long as the connection is open."""
    connection = sqlite3.connect(MEMORY, uri=True)
    with contextlib.closing(sqlite3.connect(migrated_file(shared))) as template:
        template.backup(connection)
    return connection


def migrated_template(shared: Path, settings: dict[str, Any]) -> str:
    """The name of a PostgreSQL database without content, on the suite's server, from which others are made."""
    given = os.environ["DATABASE_URL"]
    name = f"{settings['NAME']}_migrated"

    def make(_beside: Path) -> None:
        with administration(given) as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
        _migrate(f"{given.rpartition('/')[0]}/{name}")

    made_once(shared, "migrated-postgresql", make)
    return name
