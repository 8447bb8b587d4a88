"""Which waiting work somebody has been told of by mail, so that she is told again only when something is new."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ToldWaiting(models.Model):
    """The state of one person's digest. `entries` names what waited when she was told last (waiting.py makes the names)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="told_waiting"
    )
    # When it was last asked what waits for her, whether or not there was anything to tell.
    asked_at = models.DateTimeField()
    entries = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.user_id}, {self.asked_at}"
