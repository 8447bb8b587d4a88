"""Command: sends the daily mails that are due. Can be run any number of times a day; nobody gets more than one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sections.digests import send_digests


class Command(BaseCommand):
    help = "Send everybody who wants one mail a day what has happened up to the hour that DIGEST_HOUR names."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = send_digests()
        if sent:
            self.stdout.write(f"send_digests: sent {sent}.")
        if failed:
            raise CommandError(f"{failed} could not be sent and are kept; the log says why.")
