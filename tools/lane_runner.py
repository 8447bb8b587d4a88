"""Runs lanes of the suite, some side by side, and adds up what they found. Knows no lane (lanes.py)."""

import contextlib
import os
import subprocess
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools import postgres

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "var" / "reports"
PYTEST_NOTHING_COLLECTED = 5

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
