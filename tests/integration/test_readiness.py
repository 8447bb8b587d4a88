"""/readyz and `check_site`: each thing that can be wrong is told in words, and nothing else is."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from vigil import readiness
from vigil.heartbeat import beat

pytestmark = pytest.mark.django_db
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.fixture(autouse=True)
def _storage_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_storage", readiness.Storage())


@pytest.fixture
def queued(settings: Any) -> None:
    """Tasks wait for a worker, as in production."""
    settings.TASKS = QUEUE


def asked(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/readyz", headers={"host": "10.0.0.7"})
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()


def row(minutes: float, **changes: Any) -> None:
    """A task that was ordered so long ago, and done since."""
    at = timezone.now() - datetime.timedelta(minutes=minutes)
    known = {"status": "SUCCESSFUL", "started_at": at, "finished_at": at, "task_path": beat.module_path}
    made = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, backend_name="default", run_after=at, **(known | changes)
    )
    DBTaskResult.objects.filter(pk=made.pk).update(enqueued_at=at)


def test_a_site_that_works_says_ok_to_everything(client: Client, queued: None) -> None:
    row(1)

    parts = {"status", "database", "migrations", "storage", "tasks", "worker", "clock"}
    assert asked(client) == (200, dict.fromkeys(parts, "ok"))


def test_without_a_queue_nobody_asks_for_worker_and_clock(client: Client) -> None:
    assert asked(client)[0] == 200


def test_a_new_site_without_clock_and_worker_says_so(client: Client, queued: None) -> None:
    status, told = asked(client)

    assert status == 503
    assert told["clock"] == "the clock has not been seen yet"
    assert told["worker"] == "unknown, because the clock gives it nothing to do"


def test_a_clock_that_stands_still_is_told_with_the_time_at_which_it_was_seen(client: Client, queued: None) -> None:
    row(60)

    told = asked(client)[1]
    assert told["clock"].startswith("the clock has not been seen since 2")
    assert told["tasks"] == "ok"


def test_a_worker_that_is_gone_is_told_while_the_clock_runs(client: Client, queued: None) -> None:
    row(60)
    call_command("heartbeat")
    call_command("heartbeat")

    assert asked(client)[1]["worker"].startswith("no worker has been seen since 2")
    assert DBTaskResult.objects.filter(status="READY").count() == 1, "beats pile up"


def test_a_worker_that_is_busy_with_other_tasks_is_seen(client: Client, queued: None) -> None:
    call_command("heartbeat")
    row(1, status="RUNNING", finished_at=None, task_path="translations.jobs.do_part")

    assert asked(client)[1]["worker"] == "ok"


def test_tasks_that_wait_too_long_are_counted(client: Client, queued: None) -> None:
    row(1)
    waiting = {"status": "READY", "started_at": None, "finished_at": None, "task_path": "a.b"}
    row(14, **waiting)
    assert asked(client)[1]["tasks"] == "ok"

    row(50, **waiting)
    assert asked(client)[1]["tasks"] == "2 are waiting, the oldest for 50 minutes"


def test_a_storage_that_cannot_be_written_is_told_without_its_path(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(name: str, content: object) -> str:
        raise OSError(28, "No space left on device", "/secret/folder/file")

    monkeypatch.setattr(default_storage, "save", full)

    assert asked(client) == (503, asked(client)[1])
    assert asked(client)[1]["storage"] == "files cannot be stored: No space left on device"


def test_what_another_part_says_is_told_and_its_error_is_no_error_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_QUESTIONS", {})
    readiness.add_question("writing", lambda: "3 pages wait to be written")
    readiness.add_question("broken", lambda: str(1 // 0))

    status, told = asked(client)
    assert status == 503
    assert told["writing"] == "3 pages wait to be written"
    assert told["broken"] == "could not be found out; the log says why"


def test_the_command_line_tells_the_same_and_fails() -> None:
    said = StringIO()
    call_command("check_site", stdout=said)
    assert said.getvalue().splitlines()[0] == "database: ok"


def test_the_command_fails_when_something_is_wrong(queued: None) -> None:
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("check_site", stdout=said)
    assert "clock: the clock has not been seen yet" in said.getvalue()


def test_beats_are_forgotten_after_a_day(queued: None) -> None:
    row(25 * 60)
    row(50)

    call_command("heartbeat")

    assert DBTaskResult.objects.count() == 2
