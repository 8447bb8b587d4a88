"""What was changed in an original after it had been translated, and how grave that is for readers of its translations."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail_localize.models import TranslationSource

from translations.freshness.degrees import Degree, TextChange


class SourceChange(models.Model):
    """One publication of an original that says something else than before.

    `texts` holds the sentences concerned, one mapping each: `path`, `old`, `new`, and `links` where links lead
    elsewhere. `fields` names the other fields that changed. Nobody has `decided` where the proposal was taken.
    """

    source = models.ForeignKey(TranslationSource, on_delete=models.CASCADE, related_name="changes")
    #: What TranslationSource.last_updated_at became by it: a text built at that moment or before is behind.
    at = models.DateTimeField(default=timezone.now)
    degree = models.PositiveSmallIntegerField(choices=Degree.choices)
    proposed = models.PositiveSmallIntegerField(choices=Degree.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    texts: models.JSONField[Any, Any] = models.JSONField(default=list)
    fields: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["source", "at"], name="change_of_source_at")]

    def __str__(self) -> str:
        return f"{Degree(self.degree).label}, {self.at:%Y-%m-%d}"

    @property
    def text_changes(self) -> list[TextChange]:
        """The sentences concerned, in the order of the page."""
        return [TextChange(each["path"], each["old"], each["new"], each.get("links", False)) for each in self.texts]
