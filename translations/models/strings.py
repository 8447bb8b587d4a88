"""What is known of a translated string beyond its text. No row says that a person wrote it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail_localize.models import StringTranslation


class StringNote(models.Model):
    """Where the text of one translated string comes from, whether a person has confirmed it, and what she doubts.

    Text that is not confirmed is never published (completeness.py). `needs_review` is a reminder and stops nothing.
    """

    class Origin(models.TextChoices):
        """Who or what wrote the text."""

        HUMAN = "human", _("Person")
        MEMORY = "memory", _("Translation memory")
        MACHINE = "machine", _("Machine")
        FILE = "file", pgettext_lazy("origin", "File")

    string = models.OneToOneField(StringTranslation, on_delete=models.CASCADE, primary_key=True, related_name="note")
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.HUMAN)
    is_confirmed = models.BooleanField(default=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    needs_review = models.BooleanField(default=False)
    review_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    review_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"String {self.string_id} by {self.origin}{'' if self.is_confirmed else ', not confirmed'}"
