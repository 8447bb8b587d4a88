"""Takes every published translation up into the memory: once on a site that is older than its memory. May be repeated."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from wagtail_localize.models import Translation

from translations.memory.filling import remember


class Command(BaseCommand):
    help = "Take every published translation up into the translation memory. May be repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        """Page by page, so that an interruption loses nothing."""
        found = Translation.objects.filter(enabled=True).order_by("pk")
        translations = found.select_related("source__locale", "source__specific_content_type", "target_locale")
        number = sum(remember(translation) for translation in translations.iterator(chunk_size=100))
        self.stdout.write(f"{number} strings of published translations are in the memory.")
