"""Writing in the background: by the task worker, or in a thread of this process where there is none."""

from __future__ import annotations

import logging
import threading

from django.conf import settings
from django.db import connection
from django_tasks import task

from published.writing import write_waiting

logger = logging.getLogger(__name__)


@task()
def write_changes() -> None:
    """Write all that waits. May be asked for at any time, and by any number of processes."""
    write_waiting()


def wake() -> None:
    """See to it that what waits is written soon; returns at once."""
    if settings.PUBLISH_IN_THREAD:
        _writer.wake()
    else:
        write_changes.enqueue()


class _Writer:
    """One thread at most, which ends when nothing waits."""

    def __init__(self) -> None:
        self.thread: threading.Thread | None = None
        self.more = threading.Event()
        self.lock = threading.Lock()

    def wake(self) -> None:
        """Let it write what waits, and what comes meanwhile."""
        with self.lock:
            self.more.set()
            if self.thread is None:
                self.thread = threading.Thread(target=self.work, name="published", daemon=True)
                self.thread.start()

    def work(self) -> None:
        """Until nobody has asked for more."""
        while True:
            self.more.clear()
            try:
                write_waiting()
            except Exception:  # the thread goes on: the next change is to be written all the same
                logger.exception("The published site could not be written; it is tried again with the next change.")
            with self.lock:
                if not self.more.is_set():
                    self.thread = None
                    connection.close()
                    return


_writer = _Writer()
