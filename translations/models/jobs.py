"""Work that is too long for a request: what is done with which page, for whom, and how far it is. jobs.py does it."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

#: After so long without any progress, work counts as interrupted and may be begun anew.
INTERRUPTED_AFTER = datetime.timedelta(minutes=10)


class JobKind(models.TextChoices):
    """What is done."""

    SUBMIT = "submit", _("Begin translations")
    MACHINE = "machine", _("Translate by machine")


class PartState(models.TextChoices):
    """How far one part is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("In progress")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


#: Nothing more happens by itself in these states.
ENDED = (PartState.DONE, PartState.FAILED)


class Job(models.Model):
    """One order of a person, in parts that succeed or fail by themselves. Its figures are those of its parts."""

    # One of JobKind; a new kind needs no migration.
    kind = models.CharField(max_length=20)
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    # What it is about, as it was called when it was ordered: pages go.
    title = models.CharField(max_length=255)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # What the runner of its kind has to know beyond the page.
    options = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_label(self) -> str:
        """What is done, in the active language."""
        return str(JobKind(self.kind).label)

    @property
    def total(self) -> int:
        return len(self.parts.all())

    @property
    def done(self) -> int:
        return self._count(PartState.DONE)

    @property
    def failed(self) -> int:
        return self._count(PartState.FAILED)

    def _count(self, state: PartState) -> int:
        return sum(part.state == state for part in self.parts.all())

    @property
    def messages(self) -> list[str]:
        """Why parts failed, or what they left undone, each sentence once."""
        return list(dict.fromkeys(part.message for part in self.parts.all() if part.message))

    @property
    def is_open(self) -> bool:
        """Whether something still happens by itself."""
        return any(not part.has_ended for part in self.parts.all()) and not self.is_interrupted

    @property
    def is_interrupted(self) -> bool:
        """Whether parts are left and nothing has moved for so long that nothing more will."""
        parts: list[Any] = list(self.parts.all())
        moved = max([self.created_at, *(part.moved_at for part in parts)])
        return any(not part.has_ended for part in parts) and timezone.now() - moved > INTERRUPTED_AFTER


class JobPart(models.Model):
    """One part of a job. `key` says which: where a job has a part for each language, the language's code."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="parts")
    key = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=PartState.choices, default=PartState.WAITING)
    message = models.TextField(blank=True)
    # How often it was ordered: a task of an earlier time that wakes up late changes nothing any more.
    attempt = models.PositiveIntegerField(default=1)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["job", "key"], name="translations_job_part_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_state_display()}"

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED
