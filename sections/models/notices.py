"""What people who want one mail a day have not been told yet. Sends nothing: digests.py does."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page


class KeptNotice(models.Model):
    """A mail that waits to go out with the others of its day, written already. It goes with its person and its page."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_notices")
    # What it is about, where that is a page: somebody who may not read it any more is not told about it either.
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=400)
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.subject
