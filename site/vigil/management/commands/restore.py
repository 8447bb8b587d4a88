"""Command: puts a backup back. Makes none, and applies no migrations."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from vigil.backup.programs import BackupError
from vigil.backup.restoring import restore


class Command(BaseCommand):
    help = "Put database and uploads back as a backup holds them: all of it, or nothing when anything is wrong."
    # The database may be empty, and is looked at by the command itself.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a backup")
        parser.add_argument(
            "--identity",
            default=settings.BACKUP_IDENTITY,
            help="the file that holds the secret key of age or SSH (otherwise BACKUP_IDENTITY); gpg asks its key ring",
        )
        parser.add_argument(
            "--replace", action="store_true", help="replace all that the database holds, if it is not empty"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = restore(options["file"], identity=options["identity"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        manifest = done.manifest
        self.stdout.write(
            f"Restored {sum(manifest.counts.values())} rows and {manifest.number_of('media')} uploads "
            f"as they were at {manifest.made}."
        )
        if done.missing:
            self.stdout.write(
                f"{done.missing} migrations are newer than the backup; the web server applies them when it starts, "
                "or `manage.py migrate` and `manage.py sync_sections` do."
            )
        if done.published_left:
            self.stdout.write("Published files were left as they are; `manage.py publish_site` makes them anew.")
        self.stdout.write(
            "What was taken down or withheld after that time is public again when the site starts: do it again first."
        )
