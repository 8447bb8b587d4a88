"""The lanes of the test suite (`make test`). Holds no tests; lane_runner.py runs them.

    python tools/lanes.py            all lanes
    python tools/lanes.py lint types these lanes

A lane that needs something this machine lacks is left out and says how to get it; with CI=true that is a failure.
"""

import contextlib
import os
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

from tools import postgres  # noqa: E402
from tools.lane_runner import REPORTS, Command, Environment, Lane, closing_lines, run_all  # noqa: E402

BROWSER_TESTS = ROOT / "tests" / "browser"
WHOLE_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The same engine without windows takes half the time, but draws letters that come late at other places.
QUICK_BROWSERS = ("chromium-headless-shell", *WHOLE_BROWSERS)
PYTHON = sys.executable
# Unit tests ask no database; these start processes that know nothing of the lane’s, or ask about rights. SQLite is asked
# with all parameters, PostgreSQL each question once.
WITH_DATABASE = (
    "tests/integration",
    "--once",
    "--ignore=tests/integration/test_local_site.py",
    "--ignore=tests/integration/test_proxy.py",
    "--ignore=tests/integration/sections/test_matrix.py",
)
DURATIONS = ("--durations=8", "--durations-min=5")
OUTSIDE_UNIT_LANES = "not browser and not validators and not benchmark"

TEMPLATE_FOLDERS = (
    "site/templates",
    "search",
    "home",
    "outputs",
    "campaign_pages",
    "interventions",
    "translations",
    "local_content",
    "library",
    "sections",
)


def chromium(*, whole: bool = True) -> str:
    """The browser that the tests drive; not the `whole` one where there is a quicker one; "" when there is none."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return named if Path(named).exists() else ""
    names = WHOLE_BROWSERS if whole else QUICK_BROWSERS
    return next((path for name in names if (path := shutil.which(name))), "")


def pytest_lane(lane: str, marks: str, *arguments: str) -> Command:
    """pytest over the tests with these marks, with the counts written down for the closing line."""
    return [PYTHON, "-m", "pytest", "-m", marks, f"--junitxml={REPORTS / lane}.xml", "-q", *DURATIONS, *arguments]


def tool(*arguments: str) -> list[Command]:
    """A command of the virtual environment as the only one of a lane."""
    return [[PYTHON, *arguments]]


@contextlib.contextmanager
def sqlite() -> Iterator[Environment]:
    """The suite's own database in a file; a DATABASE_URL of the caller is for the PostgreSQL lane."""
    yield {"DATABASE_URL": ""}


@contextlib.contextmanager
def postgresql() -> Iterator[Environment]:
    """The database that DATABASE_URL names, or a private cluster."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield {}
        return
    with postgres.private_cluster() as address:
        yield {"DATABASE_URL": address}


@contextlib.contextmanager
def import_path() -> Iterator[Environment]:
    """Where our packages are, for tools that do not read it from pyproject.toml."""
    yield {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}


@contextlib.contextmanager
def production() -> Iterator[Environment]:
    """Settings as on a public server, enough to check them."""
    yield {
        "DJANGO_SETTINGS_MODULE": "vigil.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "BASE_URL": "https://example.org",
        "DATABASE_URL": f"sqlite:///{ROOT}/var/test/deploy-check.sqlite3",
    }


def missing_postgresql() -> str:
    """What the PostgreSQL lane lacks."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres") or postgres.can_start():
        return ""
    return "no PostgreSQL server: apt install postgresql, or set DATABASE_URL to an empty database"


def marks_on_sqlite() -> str:
    """Where there is PostgreSQL, what need not be asked twice is left to it: the browsers and `make run` use SQLite."""
    return OUTSIDE_UNIT_LANES if missing_postgresql() else f"{OUTSIDE_UNIT_LANES} and not one_database"


def missing_browser() -> str:
    """What the browser lane lacks."""
    return "" if chromium() else "no Chromium: apt install chromium, or set CHROMIUM to its path"


def missing_validators() -> str:
    """What the validators lane lacks, all at once."""
    lacking = [missing_browser()]
    if not (shutil.which("node") and shutil.which("npm")):
        lacking.append("no Node.js: apt install nodejs npm")
    elif not (BROWSER_TESTS / "node_modules").is_dir():
        lacking.append("no validators: make validators")
    if not shutil.which("java"):
        lacking.append("no Java: apt install default-jre-headless")
    return "; ".join(sentence for sentence in lacking if sentence)


def workers(number: str) -> tuple[str, ...]:
    """Options that spread tests over processes; files stay together, so that a file's server starts once."""
    return ("-n", number, "--dist", "loadfile")


LANES = (
    # The longest of the light lanes come first.
    Lane("site", "the demo site", lambda: tool("-m", "tests.prepare", "site"), light=True, for_later=True),
    Lane("types", "types", lambda: tool("-m", "mypy"), light=True),
    Lane(
        "lint",
        "style and format",
        lambda: [*tool("-m", "ruff", "check"), *tool("-m", "ruff", "format", "--check")],
        light=True,
    ),
    Lane(
        "templates",
        "templates",
        lambda: tool("-m", "djlint", "--lint", "--quiet", *TEMPLATE_FOLDERS),
        light=True,
    ),
    Lane(
        "imports",
        "direction of imports",
        lambda: [[str(Path(PYTHON).with_name("lint-imports")), "--no-cache"]],
        environment=import_path,
        light=True,
    ),
    Lane(
        "migrations",
        "no missing migration",
        lambda: tool("manage.py", "makemigrations", "--check", "--dry-run"),
        environment=sqlite,
        light=True,
    ),
    Lane(
        "deploy",
        "production settings",
        lambda: tool("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        environment=production,
        light=True,
    ),
    Lane("catalogues", "catalogues up to date", lambda: tool("tools/catalogues.py", "check"), light=True),
    Lane("static", "collected files", lambda: tool("-m", "tests.prepare", "static"), light=True, for_later=True),
    # Making its first database leaves a processor idle, which the browser beside it can use.
    Lane(
        "postgresql",
        "tests on PostgreSQL",
        lambda: [pytest_lane("postgresql", OUTSIDE_UNIT_LANES, *workers("auto"), *WITH_DATABASE)],
        missing=missing_postgresql,
        environment=postgresql,
    ),
    Lane(
        "sqlite",
        "tests on SQLite",
        lambda: [pytest_lane("sqlite", marks_on_sqlite(), *workers("auto"))],
        environment=sqlite,
    ),
    Lane(
        "browser",
        "tests in a browser",
        lambda: [pytest_lane("browser", "browser and not validators and not benchmark", *workers("2"))],
        missing=missing_browser,
        environment=sqlite,
        track="browser",
    ),
    Lane(
        "validators",
        "validators of HTML and accessibility",
        lambda: [pytest_lane("validators", "validators and not benchmark", *workers("2"))],
        missing=missing_validators,
        environment=sqlite,
        track="browser",
    ),
    Lane(
        "benchmark",
        "measurements",
        lambda: [pytest_lane("benchmark", "benchmark", "-n0", "-s")],
        environment=sqlite,
        by_default=False,
    ),
)


def _interrupted(number: int, _frame: object) -> NoReturn:
    # Raised so that the private cluster is removed on the way out.
    raise SystemExit(128 + number)


def main() -> int:
    """Run the lanes named on the command line, or all that run by default; 1 when any of them failed."""
    signal.signal(signal.SIGTERM, _interrupted)
    signal.signal(signal.SIGHUP, _interrupted)
    known = {lane.name: lane for lane in LANES}
    asked = sys.argv[1:] or [lane.name for lane in LANES if lane.by_default]
    if unknown := [name for name in asked if name not in known]:
        print(f"There is no lane {', '.join(unknown)}; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    os.environ["DJANGO_SETTINGS_MODULE"] = "vigil.settings.test"
    REPORTS.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    from tools.catalogues import compile_catalogues

    compile_catalogues()
    with tempfile.TemporaryDirectory(prefix="vigil-shared-") as shared:
        # What is slow to make (the demo site, the collected files) is made here by the first lane that needs it.
        os.environ["VIGIL_SHARED_FOLDER"] = shared
        results = run_all([known[name] for name in asked])
    print(*closing_lines(results, time.monotonic() - start), sep="\n", flush=True)
    return 1 if any(result.state == "failed" for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
