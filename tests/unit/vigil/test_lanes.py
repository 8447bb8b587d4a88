"""The runner of the suite: what it leaves out, what it counts as failed, what it says at the end."""

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import lane_runner, lanes, postgres

REPORT = """<?xml version="1.0"?><testsuites><testsuite tests="12" failures="1" errors="1" skipped="3"/></testsuites>"""


@pytest.fixture(autouse=True)
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reports of these tests do not mix with those of the run they are part of."""
    monkeypatch.setattr(lane_runner, "REPORTS", tmp_path)
    monkeypatch.delenv("CI", raising=False)
    return tmp_path


def lane(*program: str, missing: str = "") -> lane_runner.Lane:
    commands = [[sys.executable, "-c", line] for line in program]
    return lane_runner.Lane("example", "an example", lambda: commands, missing=lambda: missing)


def test_a_lane_passes_when_all_its_commands_do() -> None:
    assert lane_runner.run(lane("pass", "pass")).state == "passed"


def test_a_failing_command_does_not_keep_the_next_one_from_running(tmp_path: Path) -> None:
    result = lane_runner.run(lane("raise SystemExit(3)", f"open(r'{tmp_path}/ran', 'w')"))

    assert (result.state, result.note) == ("failed", "exit code 3")
    assert (tmp_path / "ran").exists()


def test_light_lanes_speak_one_after_the_other_and_keep_their_place(capfd: pytest.CaptureFixture[str]) -> None:
    slow = "import time; print('first'); time.sleep(0.3); print('second')"
    commands = [[sys.executable, "-c", slow]]
    quick = [[sys.executable, "-c", "print('other'); raise SystemExit(4)"]]
    asked = [
        lane_runner.Lane("slow", "slow", lambda: commands, light=True),
        lane_runner.Lane("heavy", "heavy", lambda: [[sys.executable, "-c", "print('heavy says')"]]),
        lane_runner.Lane("quick", "quick", lambda: quick, light=True),
    ]

    results = lane_runner.run_all(asked)

    assert [(result.lane.name, result.state) for result in results] == [
        ("slow", "passed"),
        ("heavy", "passed"),
        ("quick", "failed"),
    ]
    said = capfd.readouterr().out
    assert "=== slow: slow ===\nfirst\nsecond\n" in said
    assert said.rindex("heavy says") > max(said.index("second"), said.index("other"))


def test_what_is_made_for_later_keeps_nothing_waiting(tmp_path: Path) -> None:
    made, used = tmp_path / "made", tmp_path / "used"
    wait = "import pathlib, sys, time\nwhile not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.01)\n"
    after = [[sys.executable, "-c", f"{wait}open(sys.argv[2], 'w')", str(used), str(made)]]
    lane_for_later = lane_runner.Lane("later", "later", lambda: after, light=True, for_later=True)
    user = lane_runner.Lane("user", "user", lambda: [[sys.executable, "-c", f"open(r'{used}', 'w')"]])

    results = lane_runner.run_all([lane_for_later, user])

    assert [result.state for result in results] == ["passed", "passed"]
    assert made.exists()


def test_tracks_run_side_by_side_and_every_line_says_whose_it_is(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    meet = (
        "import pathlib, sys, time; mine, other = map(pathlib.Path, sys.argv[1:]); mine.touch()\n"
        "while not other.exists(): time.sleep(0.01)\nprint('met')"
    )
    paths = [str(tmp_path / "one"), str(tmp_path / "two")]
    asked = [
        lane_runner.Lane("one", "one", lambda: [[sys.executable, "-c", meet, *paths]], track="one"),
        lane_runner.Lane("two", "two", lambda: [[sys.executable, "-c", meet, *reversed(paths)]], track="two"),
        lane_runner.Lane("then", "then", lambda: [[sys.executable, "-c", "print('afterwards')"]], track="one"),
    ]

    results = lane_runner.run_all(asked)

    assert [(result.lane.name, result.state) for result in results] == [
        ("one", "passed"),
        ("two", "passed"),
        ("then", "passed"),
    ]
    said = capfd.readouterr().out
    assert "one        | met\n" in said
    assert "two        | met\n" in said
    assert said.index("then       | afterwards") > said.index("one        | met")


def test_an_interruption_ends_what_runs_and_begins_nothing_more(tmp_path: Path) -> None:
    begun, cleaned, next_one = tmp_path / "begun", tmp_path / "cleaned", tmp_path / "next"
    program = f"""
import contextlib, pathlib, sys
sys.argv = ["lanes.py"]
from tools import lane_runner, lanes
@contextlib.contextmanager
def cleaning():
    yield {{}}
    pathlib.Path({str(cleaned)!r}).touch()
long = [sys.executable, "-c", "import pathlib, time; pathlib.Path({str(begun)!r}).touch(); time.sleep(60)"]
after = [sys.executable, "-c", "import pathlib; pathlib.Path({str(next_one)!r}).touch()"]
lane_runner.REPORTS = pathlib.Path({str(tmp_path)!r})
lanes.LANES = (
    lane_runner.Lane("long", "long", lambda: [long], environment=cleaning),
    lane_runner.Lane("after", "after", lambda: [after]),
)
raise SystemExit(lanes.main())
"""
    process = subprocess.Popen([sys.executable, "-c", program], cwd=lane_runner.ROOT)
    while not begun.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)

    assert process.wait(30) == 128 + signal.SIGTERM
    assert cleaned.exists()
    assert not next_one.exists()


@pytest.mark.parametrize(("ci", "state"), [("", "left out"), ("true", "failed"), ("1", "failed")])
def test_a_lane_that_lacks_something_is_left_out_and_fails_only_in_ci(
    ci: str, state: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)

    assert lane_runner.run(lane("raise SystemExit(1)", missing="no Chromium: apt install chromium")).state == state
    assert "left out: no Chromium: apt install chromium" in capsys.readouterr().out


@pytest.mark.parametrize(("ci", "state"), [("", "empty"), ("true", "failed")])
def test_a_lane_without_tests_fails_only_in_ci(
    ci: str, state: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CI", ci)
    (tmp_path / "pytest.py").write_text("raise SystemExit(5)")
    command = [sys.executable, "-m", "pytest"]
    example = lane_runner.Lane("example", "an example", lambda: [command])
    monkeypatch.setattr(lane_runner, "ROOT", tmp_path)

    assert lane_runner.run(example).state == state


def test_the_counts_come_from_the_report_of_pytest(reports: Path) -> None:
    (reports / "example.xml").write_text(REPORT)

    assert lane_runner.test_counts("example") == {"passed": 7, "failed": 2, "skipped": 3}
    assert lane_runner.test_counts("another") == {}


def test_the_last_line_adds_everything_up() -> None:
    results = [
        lane_runner.Result(lane(), "passed", 61.0, "", {"passed": 7, "failed": 0, "skipped": 1}),
        lane_runner.Result(lane(), "failed", 2.0, "exit code 1", {"passed": 3, "failed": 2, "skipped": 0}),
        lane_runner.Result(lane(), "left out", 0.0, "no Java"),
    ]

    assert lane_runner.closing_lines(results, 125.4)[-1] == (
        "10 tests passed, 2 failed, 1 skipped; 1 lane passed, 1 failed, 1 left out; 2 min 5 s"
    )


def test_unknown_lanes_are_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["lanes.py", "sqlite", "oracle"])

    assert lanes.main() == 2
    assert "There is no lane oracle; there are: site, " in capsys.readouterr().err


@pytest.mark.skipif(not postgres.can_start(), reason="needs a PostgreSQL server: apt install postgresql")
def test_a_private_cluster_is_gone_afterwards_even_when_something_fails() -> None:
    import psycopg

    with contextlib.suppress(ZeroDivisionError), postgres.private_cluster() as address:
        folder = Path(address.removeprefix("postgres://vigil@/").rpartition("/")[0])
        with psycopg.connect(host=str(folder), user="vigil", dbname="vigil") as connection:
            assert connection.execute("SELECT current_setting('server_encoding')").fetchone() == ("UTF8",)
        raise ZeroDivisionError

    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=str(folder), user="vigil", dbname="vigil", connect_timeout=2)
