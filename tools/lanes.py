"""Runs the test suite in lanes (`make test`) and adds up what they found. Holds no tests.

    python tools/lanes.py            all lanes
    python tools/lanes.py lint types these lanes

A lane that needs something this machine lacks is left out and says how to get it; with CI=true that is a failure.
"""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

from tools import postgres  # noqa: E402

REPORTS = ROOT / "var" / "reports"
BROWSER_TESTS = ROOT / "tests" / "browser"
# The shell takes a third less time, but draws letters that come late at other places than the browser people use.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
PYTHON = sys.executable
PYTEST_NOTHING_COLLECTED = 5
# Unit tests ask no database; these start processes that know nothing of the lane’s, or ask about rights. All tests with
# all their parameters run on SQLite; PostgreSQL is asked each question once.
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
    "home",
    "outputs",
    "campaign_pages",
    "interventions",
    "translations",
    "local_content",
    "library",
    "sections",
)

Command = list[str]
Environment = dict[str, str]


@dataclass(frozen=True)
class Lane:
    """One part of the suite: its commands, what they need, and whether it runs without being asked for."""

    name: str
    title: str
    commands: Callable[[], list[Command]]
    missing: Callable[[], str] = lambda: ""
    environment: Callable[[], contextlib.AbstractContextManager[Environment]] = lambda: contextlib.nullcontext({})
    by_default: bool = True
    #: One process that needs nothing else running: several such lanes run at once.
    light: bool = False
    for_later: bool = False
    #: Lanes of one track run one after the other, tracks side by side: a browser leaves a processor idle half the time.
    track: str = "tests"


@dataclass
class Result:
    """What came of a lane: `state` is passed, failed, left out or empty."""

    lane: Lane
    state: str
    seconds: float
    note: str = ""
    counts: dict[str, int] = field(default_factory=dict)


def chromium() -> str:
    """The browser that the tests drive; an empty string when there is none."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return named if Path(named).exists() else ""
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")


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


def left_to_postgresql() -> tuple[str, ...]:
    """What is tried on PostgreSQL alone, if there is one here: the production stack, and loading the demo content.

    The browser lane and the tests of `make run` load that into SQLite anyway.
    """
    slow = ("tests/integration/test_production_stack.py", "tests/integration/demo")
    return () if missing_postgresql() else tuple(f"--ignore={path}" for path in slow)


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
    Lane(
        "sqlite",
        "tests on SQLite",
        lambda: [pytest_lane("sqlite", OUTSIDE_UNIT_LANES, *workers("auto"), *left_to_postgresql())],
        environment=sqlite,
    ),
    Lane(
        "postgresql",
        "tests on PostgreSQL",
        lambda: [pytest_lane("postgresql", OUTSIDE_UNIT_LANES, *workers("auto"), *WITH_DATABASE)],
        missing=missing_postgresql,
        environment=postgresql,
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


def in_ci() -> bool:
    """Whether a missing lane is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def test_counts(lane: str) -> dict[str, int]:
    """How many tests passed, failed and were skipped, from the report that pytest wrote for the lane."""
    report = REPORTS / f"{lane}.xml"
    if not report.exists():
        return {}
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    total, failed, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites for name in names)
        for names in (("tests",), ("failures", "errors"), ("skipped",))
    )
    return {"passed": total - failed - skipped, "failed": failed, "skipped": skipped}


def run(lane: Lane, beside: bool = False) -> Result:
    """Run all commands of a lane. A light one is heard when it has ended, others line by line.

    Each line begins with the name of the lane where others run `beside` it.
    """
    heading = f"\n=== {lane.name}: {lane.title} ==="
    if not lane.light:
        print(heading, flush=True)
    start = time.monotonic()
    if lacking := lane.missing():
        print(f"left out: {lacking}", flush=True)
        return Result(lane, "failed" if in_ci() else "left out", 0.0, lacking)
    (REPORTS / f"{lane.name}.xml").unlink(missing_ok=True)
    state, note, said = "passed", "", list[str]()
    listen = said.append if lane.light else _speaker(lane) if beside else None
    try:
        with lane.environment() as extra:
            for command in lane.commands():
                code = _execute(command, {**os.environ, **extra}, listen)
                if code == PYTEST_NOTHING_COLLECTED and "pytest" in command:
                    state, note = ("failed" if in_ci() else "empty"), "no test has this mark"
                elif code:
                    state, note = "failed", f"exit code {code}"
    except postgres.ClusterError as error:
        state, note = "failed", str(error)
        print(error, flush=True)
    if lane.light:
        print(heading, "".join(said).rstrip(), sep="\n", flush=True)
    return Result(lane, state, time.monotonic() - start, note, test_counts(lane.name))


def _speaker(lane: Lane) -> Callable[[str], None]:
    return lambda line: print(f"{lane.name:<10} | {line}", end="", flush=True)


#: What runs now, for an interruption to end; after one nothing begins.
_running: set[subprocess.Popen[str]] = set()
_interruption = threading.Event()


def _execute(command: Command, environment: Environment, listen: Callable[[str], object] | None) -> int:
    """The exit code of a command. `listen` is given its lines as they come; without it they go to the terminal."""
    piped: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if listen else {}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, errors="replace", **piped) as process:
        _running.add(process)
        try:
            for line in process.stdout or ():
                if listen:
                    listen(line)
            return process.wait()
        except BaseException:
            process.terminate()
            raise
        finally:
            _running.discard(process)


def run_all(lanes: list[Lane]) -> list[Result]:
    """The light lanes side by side, as many as there are processors; then the tracks side by side.

    What is made `for_later` may take until one of those asks for it.
    """
    tracks: dict[str, list[Lane]] = {}
    for lane in lanes:
        if not lane.light:
            tracks.setdefault(lane.track, []).append(lane)
    pool = ThreadPoolExecutor
    with pool(os.cpu_count() or 1) as light, pool(len(tracks) or 1) as heavy, _ended_when_interrupted():
        begun = {lane.name: light.submit(run, lane) for lane in lanes if lane.light}
        wait([begun[lane.name] for lane in lanes if lane.light and not lane.for_later])
        followed = [heavy.submit(_follow, track, len(tracks) > 1) for track in tracks.values()]
        done = {result.lane.name: result for future in followed for result in future.result()}
        done |= {name: future.result() for name, future in begun.items()}
    return [done[lane.name] for lane in lanes]


def _follow(track: list[Lane], beside: bool) -> list[Result]:
    return [run(lane, beside) for lane in track if not _interruption.is_set()]


@contextlib.contextmanager
def _ended_when_interrupted() -> Iterator[None]:
    """Ends what still runs when the block is left by an exception, so that nobody waits for it."""
    try:
        yield
    except BaseException:
        _interruption.set()
        for process in tuple(_running):
            process.terminate()
        raise


def closing_lines(results: list[Result], seconds: float) -> list[str]:
    """The table of lanes, and one line with the totals for people."""
    lines = ["", "=== result ==="]
    for result in results:
        counts = ", ".join(f"{number} {word}" for word, number in result.counts.items() if number)
        detail = "; ".join(part for part in (counts, result.note) if part)
        lines.append(f"{result.lane.name:<12}{result.state:<10}{result.seconds:6.0f} s  {detail}".rstrip())
    totals = {word: sum(result.counts.get(word, 0) for result in results) for word in ("passed", "failed", "skipped")}
    states = [result.state for result in results]
    left_out = states.count("left out") + states.count("empty")
    passed = states.count("passed")
    minutes, rest = divmod(round(seconds), 60)
    lines.append(
        f"{totals['passed']} tests passed, {totals['failed']} failed, {totals['skipped']} skipped; "
        f"{passed} {'lane' if passed == 1 else 'lanes'} passed, {states.count('failed')} failed, {left_out} left out; "
        f"{minutes} min {rest} s"
    )
    return lines


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
