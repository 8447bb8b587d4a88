"""A task that does nothing, by which worker and clock are seen. Decides nothing about how long is too long."""

import datetime

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

#: How long beats that are over stay on record.
KEPT = datetime.timedelta(days=1)


def tasks_are_queued() -> bool:
    """Whether a worker has to do them; otherwise they are done at once."""
    return str(settings.TASKS["default"]["BACKEND"]).startswith("django_tasks_db")


# Before other tasks, so that a long queue is no sign of a worker that is gone.
@task(priority=100)
def beat() -> None:
    """Who has done it is on record, and when; that is all."""


def send_beat() -> None:
    """One more beat, for the clock. Those that nobody has begun are taken back: they would pile up without a worker."""
    if not tasks_are_queued():
        return
    waiting, old = Q(status=TaskResultStatus.READY), Q(enqueued_at__lt=timezone.now() - KEPT)
    _beats().filter(waiting | old).exclude(status=TaskResultStatus.RUNNING).delete()
    beat.enqueue()


def clock_seen() -> datetime.datetime | None:
    """When the clock has last begun a round; None when it never has."""
    return _beats().aggregate(seen=Max("enqueued_at"))["seen"]


def worker_seen() -> datetime.datetime | None:
    """When a worker has last begun or ended a task; None when none is on record."""
    rows = DBTaskResult.objects.aggregate(begun=Max("started_at"), ended=Max("finished_at"))
    return max(filter(None, rows.values()), default=None)


def _beats() -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(task_path=beat.module_path)
