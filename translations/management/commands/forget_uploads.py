"""Command: deletes files of translations that nobody has confirmed within a day. Can be run any number of times."""

from typing import Any

from django.core.management.base import BaseCommand

from translations.exchange.staging import forget


class Command(BaseCommand):
    help = "Forget files of translations that were sent more than a day ago and never confirmed."

    def handle(self, *args: Any, **options: Any) -> None:
        number = forget()
        if number:
            self.stdout.write(f"forget_uploads: forgot {number}.")
