"""What is written, and what has changed and is not written yet. Holds nothing that could not be computed anew."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone


class Kind(models.TextChoices):
    """What has changed, and so what `Change.key` names."""

    #: A page in one language: its translation key and the id of its locale, with a colon between them.
    PAGE = "page"
    #: The same with all pages below it: its address or who may read it has changed.
    BRANCH = "branch"
    #: A row of a shared record: its model's label and its id, with a colon between them.
    RECORD = "record"
    #: All pages of a language, by its code.
    LANGUAGE = "language"
    #: Everything.
    SITE = "site"


class Change(models.Model):
    """Something that shows on public pages has changed. Written in the transaction of the change, so that none is lost."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_change_of_each")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()


class Rank(models.IntegerChoices):
    """In which order addresses are written; the most urgent first."""

    GONE = 0
    CHANGED = 1
    LISTING = 2
    RELATED = 3
    REST = 4


class PublishedFileQuerySet(models.QuerySet["PublishedFile"]):
    """Addresses by what is to be done with them."""

    def waiting(self) -> PublishedFileQuerySet:
        """Those whose file is older than what it shows."""
        return self.exclude(stale_since=None)

    def in_order(self) -> PublishedFileQuerySet:
        """The most urgent first, and of those the newest pages."""
        return self.order_by("rank", models.F("page_id").desc(nulls_last=True), "address")

    def free(self, lease: float) -> PublishedFileQuerySet:
        """Those that no process has taken in the last `lease` seconds."""
        over = Now() - models.Value(datetime.timedelta(seconds=lease), output_field=models.DurationField())
        return self.filter(models.Q(taken_at=None) | models.Q(taken_at__lt=over))


class PublishedFile(models.Model):
    """A public address, whether its file is written, and since when it is to be written again."""

    #: The path of the address as readers ask for it, for example /de/appeals/.
    address = models.CharField(max_length=2000, unique=True)
    page_id = models.PositiveBigIntegerField(null=True, db_index=True)
    #: SHA-256 of what was written last; "" where there is no file.
    digest = models.CharField(max_length=64, blank=True)
    #: Under which Content-Security-Policy it is served.
    allows_video = models.BooleanField(default=False)
    written_at = models.DateTimeField(null=True)
    stale_since = models.DateTimeField(null=True, db_index=True)
    rank = models.PositiveSmallIntegerField(choices=Rank.choices, default=Rank.REST)
    taken_by = models.CharField(max_length=32, blank=True)
    taken_at = models.DateTimeField(null=True)

    objects = PublishedFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.address


class Look(models.Model):
    """When it was last looked what has become due by time alone. One row."""

    ONLY = 1

    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)
