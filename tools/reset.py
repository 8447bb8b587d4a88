"""Deletes the local site (`make reset`): database, uploads, demo accounts. Deletes nothing outside of them.

A PostgreSQL database named by DATABASE_URL is emptied only with CONFIRM=yes, because somebody else may be using it.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))


def delete_sqlite(name: str) -> None:
    """Delete the database file and the two that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{name}{suffix}").unlink(missing_ok=True)
    print(f"Deleted the database {name}.")


def empty_postgresql(database: dict[str, Any]) -> None:
    """Drop everything in the database's public schema."""
    import django
    from django.db import connection

    if os.environ.get("CONFIRM", "").lower() != "yes":
        raise SystemExit(
            f"Nothing was deleted: `make reset` would delete everything in the PostgreSQL database “{database['NAME']}”; "
            "say so with `make reset CONFIRM=yes`."
        )
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    print(f"Emptied the database {database['NAME']}.")


def main() -> None:
    """Delete what `make run` made."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigil.settings.dev")
    from vigil.start import load_settings

    load_settings()
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        delete_sqlite(str(database["NAME"]))
    else:
        empty_postgresql(database)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    Path(settings.DEMO_ACCOUNTS_FILE).unlink(missing_ok=True)
    print("Deleted the uploads and the demo accounts. The next `make run` starts over.")


if __name__ == "__main__":
    main()
