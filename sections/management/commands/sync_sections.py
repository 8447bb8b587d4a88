"""Command: rebuilds groups, rights, collections and pages of all sections from the records. Can be run any number of times."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sections.provisioning import sync_all


class Command(BaseCommand):
    help = (
        "Give every section what its record says, and every person the rights of her roles and no others. "
        "Run it after migrate and after each update; it prints what it changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changes = sync_all()
        except LookupError as error:
            raise CommandError(str(error)) from error
        for change in changes:
            self.stdout.write(f"sync_sections: {change}")
        if not changes:
            self.stdout.write("sync_sections: everything is as the records say already.")
