"""Files of translations that wait for a person to confirm what they would change."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail_localize.models import Translation

#: How long a file waits.
KEPT_FOR: Final = timedelta(days=1)


class StagedImportQuerySet(models.QuerySet["StagedImport"]):
    """Questions about files that wait."""

    def forgotten(self) -> StagedImportQuerySet:
        """Those that have waited too long: nobody sees them any more."""
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)

    def waiting_for(self, user: Any) -> StagedImportQuerySet:
        """Those that this person may still confirm."""
        return self.filter(user=user, created_at__gte=timezone.now() - KEPT_FOR)


class StagedImport(models.Model):
    """What was read from a file, for the person who sent it and for a day. The file itself is not kept.

    `documents` is what `exchange.staging` makes of the file. Where the file was sent from the editor of one page,
    `translation` is that page's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    translation = models.ForeignKey(Translation, null=True, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    # A name in exchange.formats.
    format = models.CharField(max_length=20)
    documents = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = StagedImportQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name
