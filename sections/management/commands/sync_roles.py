"""Command: makes groups and rights what roles.py says. Can be run any number of times."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sections.roles import apply_roles


class Command(BaseCommand):
    help = "Give every role the rights that sections/roles.py lists. Run it after migrate and after each update."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changes = apply_roles()
        except LookupError as error:
            raise CommandError(str(error)) from error
        for change in changes:
            self.stdout.write(f"sync_roles: {change}")
        if not changes:
            self.stdout.write("sync_roles: all roles have their rights already.")
