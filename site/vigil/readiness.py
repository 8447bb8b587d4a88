"""What keeps the site from working as it should, in words, for /readyz and `check_site`. Repairs nothing, tells no secret."""

import datetime
import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from vigil import health
from vigil.heartbeat import clock_seen, tasks_are_queued, worker_seen

logger = logging.getLogger(__name__)

OK = "ok"
#: After three rounds of the clock nobody is late, but gone.
UNSEEN_AFTER = datetime.timedelta(minutes=16)
#: Writing a file costs something where files are on another machine.
STORAGE_EVERY = 60.0

#: Answers with a sentence about what is wrong, or with nothing.
Question = Callable[[], str]
_QUESTIONS: dict[str, Question] = {}


def add_question(part: str, question: Question) -> None:
    """Let another part of the site tell what is wrong with it. It is asked only when the database answers."""
    _QUESTIONS[part] = question


def look() -> dict[str, str]:
    """For each part “ok” or a sentence."""
    healthy, told = health.state()
    told["storage"] = _storage.look()
    questions = {"tasks": tasks_waiting_too_long, "worker": worker_gone, "clock": clock_gone, **_QUESTIONS}
    for part, question in questions.items():
        told[part] = (_asked(part, question) or OK) if healthy else "unknown"
    return told


def _asked(part: str, question: Question) -> str:
    try:
        return question()
    except Exception:  # whatever it is, it is what we want to know
        logger.exception("The readiness of %s could not be found out.", part)
        return "could not be found out; the log says why"


class Storage:
    """Whether uploads can be stored, found out by storing one, at most once a minute in each process."""

    def __init__(self) -> None:
        self._said = OK
        self._next = 0.0

    def look(self) -> str:
        """“ok” or a sentence."""
        if time.monotonic() >= self._next:
            self._said = self._try()
            self._next = time.monotonic() + STORAGE_EVERY
        return self._said

    def _try(self) -> str:
        try:
            name = default_storage.save(f".readiness-{secrets.token_hex(8)}", ContentFile(b"ready"))
            default_storage.delete(name)
        except OSError as error:
            # The path is nobody's business.
            return f"files cannot be stored: {error.strerror or 'the log says why'}"
        except Exception:  # storages on other machines raise errors of their own
            logger.exception("The storage of uploads cannot be written.")
            return "files cannot be stored; the log says why"
        return OK


_storage = Storage()


def tasks_waiting_too_long() -> str:
    """A sentence when a task waits longer than TASK_WAIT_MINUTES."""
    age = oldest_task_age()
    if age is None or age <= settings.TASK_WAIT_MINUTES * 60:
        return ""
    return f"{tasks_waiting()} are waiting, the oldest for {int(age // 60)} minutes"


def tasks_waiting() -> int:
    """How many tasks could be begun now."""
    return DBTaskResult.objects.ready().count()


def oldest_task_age() -> float | None:
    """For how many seconds the oldest of them has been waiting; None without any."""
    first = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    return (timezone.now() - first).total_seconds() if first else None


def tasks_failed() -> int:
    """How many that are on record have ended with an error."""
    return DBTaskResult.objects.failed().count()


def clock_gone() -> str:
    """A sentence when the clock has not run of late."""
    return _unseen(clock_seen(), "the clock has") if tasks_are_queued() else ""


def worker_gone() -> str:
    """A sentence when no worker has done anything of late, though the clock has given it something to do."""
    if not tasks_are_queued():
        return ""
    if clock_gone():
        return "unknown, because the clock gives it nothing to do"
    return _unseen(worker_seen(), "no worker has", "been seen")


def _unseen(seen: datetime.datetime | None, who: str, what: str = "not been seen") -> str:
    if seen is None:
        return f"{who} {what} yet"
    if timezone.now() - seen <= UNSEEN_AFTER:
        return ""
    return f"{who} {what} since {seen:%Y-%m-%d %H:%M} UTC"
