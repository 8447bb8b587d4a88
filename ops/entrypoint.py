"""What a container runs: `web`, `worker`, `clock`, `migrate`, `check`, or any management command. Starts nothing with bad settings.

`web` waits for the database, applies migrations unless MIGRATE=false, and becomes gunicorn.
`worker` waits until the migrations are applied, and becomes the worker of the task queue.
`clock` does so as well, and runs each minute what has to happen at its time.
"""

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigil.settings.production")

from vigil.logs import said  # noqa: E402
from vigil.start import load_settings, refuse  # noqa: E402

# One number for all instances, so that only one of several that start at once migrates.
MIGRATION_LOCK = 7_310_584_219_266
POLL_SECONDS = 1.0
# What the clock runs, each minute and every fifth. Each finds out itself what is due, so that nothing is lost while it stands
# still, or done twice.
EACH_MINUTE = ("heartbeat", "publish_scheduled", "publish_due")
NOW_AND_THEN = ("send_digests", "forget_uploads", "rebuild_search --missing", "prune_db_task_results --verbosity 0")
CLOCK_SECONDS = 60
MINUTES_BETWEEN = 5
FIGURES_KEPT = 30 * 24 * 60 * 60


def say(sentence: str) -> None:
    """One line on standard output, at once."""
    print(said(sentence), flush=True)


def wait_seconds() -> int:
    """How long to wait for the database and its migrations."""
    from vigil.settings import environment

    return environment.integer("START_TIMEOUT", 120, low=1, high=3600)


def wait_until(question: Callable[[], str], what: str) -> None:
    """Ask until the answer is empty; when time is up, leave with the last answer."""
    stop = time.monotonic() + wait_seconds()
    said = ""
    while answer := question():
        if time.monotonic() > stop:
            refuse(f"{what}: {answer}")
        if answer != said:
            say(f"waiting: {answer}")
            said = answer
        time.sleep(POLL_SECONDS)


def database_trouble() -> str:
    """Why the database cannot be used; empty when it can."""
    from django.db import connection

    # A connection outside of the pool, which would try in silence and tell only that it has given up.
    alone = connection.copy()
    alone.settings_dict.get("OPTIONS", {}).pop("pool", None)
    try:
        alone.ensure_connection()
        alone.close()
    except Exception as error:
        # Drivers raise errors of their own; the first line is the sentence, the rest is detail.
        return f"the database does not answer ({str(error).strip().splitlines()[0]})"
    return ""


def missing_migrations() -> str:
    """A sentence while migrations are missing; empty when all are applied."""
    from vigil.health import state

    healthy, details = state()
    return "" if healthy else f"database {details['database']}, migrations {details['migrations']}"


def bring_up_to_date() -> None:
    """What has to run after each update."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("sync_sections")


def migrate() -> None:
    """Apply migrations and the rights of the roles, one instance at a time."""
    from django.db import connection

    if connection.vendor != "postgresql":
        bring_up_to_date()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            bring_up_to_date()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def share_figures(role: str) -> None:
    """Let the processes of this role leave what they measure where the web server finds it; what is left of before goes."""
    from django.conf import settings

    if not (settings.METRICS_TOKEN or settings.METRICS_NETWORKS):
        return
    folder = settings.METRICS_FOLDER / f"{socket.gethostname()}-{role}"
    folder.mkdir(parents=True, exist_ok=True)
    # Every new container has a name of its own; those before it are not coming back.
    old = (each for each in settings.METRICS_FOLDER.iterdir() if time.time() - each.stat().st_mtime > FIGURES_KEPT)
    for each in (folder, *old):
        shutil.rmtree(each, ignore_errors=True)
    folder.mkdir()
    # The library looks for it when it is imported.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def become(*command: str) -> None:
    """Replace this process, so that signals reach the server itself."""
    from django.db import connections

    connections.close_all()
    sys.stdout.flush()
    os.execv(command[0], list(command))


def start_web() -> None:
    """Wait, migrate, serve."""
    from vigil.settings import environment

    wait_until(database_trouble, "the database that DATABASE_URL names cannot be used")
    if environment.boolean("MIGRATE", default=True):
        say("applying migrations")
        migrate()
    say("starting the web server")
    become(sys.executable, "-m", "gunicorn", "--config", str(ROOT / "ops" / "gunicorn.py"), "vigil.wsgi:application")


def start_worker() -> None:
    """Wait until the tables are there, then work on tasks."""
    wait_until(database_trouble, "the database that DATABASE_URL names cannot be used")
    wait_until(missing_migrations, "the migrations are not applied")
    say("starting the worker")
    become(sys.executable, str(ROOT / "manage.py"), "db_worker", "--queue-name", "*", "--no-reload")


def start_clock() -> None:
    """Wait until the tables are there, then run what is due, again and again."""
    wait_until(database_trouble, "the database that DATABASE_URL names cannot be used")
    wait_until(missing_migrations, "the migrations are not applied")
    # The first process of a container is not stopped by the signal alone.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    say("starting the clock")
    for minute in itertools.count():
        commands = [*EACH_MINUTE, *(NOW_AND_THEN if minute % MINUTES_BETWEEN == 0 else ())]
        # A process of its own: what goes wrong in one round is over with it.
        done = subprocess.run([sys.executable, str(ROOT / "manage.py"), "run_due", *commands], check=False)
        if done.returncode:
            say("some of it could not be run; it runs again in the next round")
        time.sleep(CLOCK_SECONDS)


def main() -> None:
    """Run what the first argument names."""
    os.chdir(ROOT)
    os.environ["PYTHONPATH"] = os.pathsep.join(
        dict.fromkeys(
            [str(ROOT), str(ROOT / "site"), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        )
    )
    role = sys.argv[1] if len(sys.argv) > 1 else "web"
    load_settings()
    if role in {"web", "worker"}:
        share_figures(role)
    import django

    django.setup()
    if role == "web":
        start_web()
    elif role == "worker":
        start_worker()
    elif role == "clock":
        start_clock()
    elif role == "migrate":
        wait_until(database_trouble, "the database that DATABASE_URL names cannot be used")
        migrate()
    else:
        become(sys.executable, str(ROOT / "manage.py"), *sys.argv[1:])


if __name__ == "__main__":
    main()
