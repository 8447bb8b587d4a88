"""Command: notes what time alone has changed on public pages, and wakes whoever writes them."""

from typing import Any

from django.core.management.base import BaseCommand

from published.due import note_due


class Command(BaseCommand):
    help = "Write again what shows another day, an action that is over, or what a broken-off run has left."

    def handle(self, *args: Any, **options: Any) -> None:
        note_due()
