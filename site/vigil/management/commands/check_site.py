"""Command: tells what is wrong with the site, as /readyz does. Repairs nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vigil.readiness import OK, look


class Command(BaseCommand):
    help = "Say whether database, migrations, storage, tasks, worker and clock are as they should be."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        told = look()
        for part, sentence in told.items():
            self.stdout.write(f"{part}: {sentence}")
        if any(sentence != OK for sentence in told.values()):
            raise CommandError("something is not as it should be; see above.")
