"""What a person has said about a finding of the checks. The findings themselves are stored nowhere."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from wagtail_localize.models import TranslationContext


class Dismissal(models.Model):
    """Somebody's reason to leave a text as it is, whatever a check says.

    Holds for the finding with this fingerprint, at this place of this language, while the original and the translation are
    the texts whose digests stand here (`memory.fingerprints.digest`). Place and texts outlive a new extraction of the source.
    """

    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=16)
    source_digest = models.UUIDField()
    target_digest = models.UUIDField()
    reason = models.TextField(max_length=500)
    by: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["context", "locale", "fingerprint", "source_digest", "target_digest"], name="dismissed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fingerprint} at {self.context_id}: {self.reason}"
