"""What is in force on a page in all its languages, and what sections have asked for. Keyed on the translation key.

A row is never deleted: what was lifted stays as it was. No form shows these rows, so their fields have no labels. Deeds are
done in stopping.py and its neighbours.
"""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Locale, Revision

from interventions.choices import Outcome, RequestKind, StopReason
from library.choices import PublishLevel

REASON_LENGTH = 1000


class InForce(models.Model):
    """Something that holds from a time on until it is lifted. `why` and `lifted_why` are for the trail alone."""

    #: The page in all its languages, by its translation key.
    page_key = models.UUIDField(db_index=True)
    why = models.TextField(max_length=REASON_LENGTH)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_why = models.TextField(max_length=REASON_LENGTH, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    @classmethod
    def in_force(cls) -> models.QuerySet[Self]:
        """The rows that nobody has lifted."""
        return cls._default_manager.filter(lifted_at=None)


class Stop(InForce):
    """An appeal that readers are asked not to write for any more."""

    reason = models.CharField(max_length=10, choices=StopReason.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page_key"], condition=models.Q(lifted_at=None), name="one_stop_in_force")
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())


class TakeDown(InForce):
    """A page that nobody may publish: in all languages with what is below it, or in one language alone."""

    locale = models.ForeignKey(Locale, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    #: The page with which this one was taken down; it is let go with that.
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="parts",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page_key"],
                condition=models.Q(lifted_at=None, locale=None),
                name="one_take_down_in_force",
            ),
            models.UniqueConstraint(
                fields=["page_key", "locale"],
                condition=models.Q(lifted_at=None, locale__isnull=False),
                name="one_take_down_in_force_in_a_language",
            ),
        ]

    def __str__(self) -> str:
        return str(self.page_key)


class TakenAddress(models.Model):
    """An address that was public when its page was taken down: readers are told that it is gone."""

    take_down = models.ForeignKey(TakeDown, on_delete=models.CASCADE, related_name="addresses")
    #: As Wagtail stores it, below the root of the page's language.
    url_path = models.TextField(db_index=True)

    def __str__(self) -> str:
        return self.url_path


class Request(models.Model):
    """A section asks the secretariat for what only the secretariat may do."""

    kind = models.CharField(max_length=10, choices=RequestKind.choices)
    #: One of the two is set.
    page_key = models.UUIDField(null=True, blank=True)
    person = models.ForeignKey("library.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    #: What it was called when somebody asked.
    title = models.CharField(max_length=255)
    why = models.TextField(max_length=REASON_LENGTH)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(max_length=REASON_LENGTH, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"


class Redaction(models.Model):
    """How much of a person's name readers see since when; `held` are the pages taken down with it."""

    person = models.ForeignKey("library.Person", on_delete=models.CASCADE, related_name="redactions")
    before = models.CharField(max_length=10, choices=PublishLevel.choices)
    after = models.CharField(max_length=10, choices=PublishLevel.choices)
    held = models.ManyToManyField(TakeDown, related_name="redactions")
    why = models.TextField(max_length=REASON_LENGTH)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"


class Release(models.Model):
    """Languages of a page that were published together, or are to be at `go_live_at`."""

    page_key = models.UUIDField(db_index=True)
    go_live_at = models.DateTimeField(null=True, blank=True)
    #: What went live, or waits for it.
    revisions = models.ManyToManyField(Revision, related_name="+")
    why = models.TextField(max_length=REASON_LENGTH)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.page_key)
