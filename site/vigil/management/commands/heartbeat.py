"""Command: shows that the clock runs, and gives the worker something to show that it does. Checks neither; `check_site` does."""

from typing import Any

from django.core.management.base import BaseCommand

from vigil.heartbeat import send_beat


class Command(BaseCommand):
    help = "Leave a sign that what runs every few minutes has run, for /readyz."

    def handle(self, *args: Any, **options: Any) -> None:
        send_beat()
