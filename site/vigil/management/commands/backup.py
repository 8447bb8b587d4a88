"""Command: makes a backup of database, uploads and published files. Restores nothing; `restore` does."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from vigil.backup.programs import BackupError
from vigil.backup.taking import take


class Command(BaseCommand):
    help = (
        "Write database, uploads and published files into one archive, encrypted if there is a key to encrypt it for."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", type=Path, help="a folder, or the name of a file that does not exist yet")
        parser.add_argument(
            "--recipient",
            default=settings.BACKUP_RECIPIENT,
            help="who can open it: a public key of age or SSH, a file with public keys, or a key that gpg knows "
            "(otherwise BACKUP_RECIPIENT)",
        )
        parser.add_argument("--keep", type=int, default=0, metavar="N", help="leave the newest N backups in the folder")
        parser.add_argument("--without-published", action="store_true", help="leave out what can be made anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] < 0:
            raise CommandError("--keep has to be a whole number above 0.")
        try:
            done = take(
                options["target"],
                recipient=options["recipient"],
                published=not options["without_published"],
                keep=options["keep"],
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows, uploads = sum(done.manifest.counts.values()), done.manifest.number_of("media")
        self.stdout.write(
            f"Backed up {rows} rows, {uploads} uploads and {done.manifest.number_of('published')} published files "
            f"to {done.path} ({done.size / 1_000_000:.1f} MB)."
        )
        if not options["recipient"]:
            self.stdout.write("It is not encrypted, and it holds names of people who may be in danger.")
        for path in done.deleted:
            self.stdout.write(f"Deleted {path.name}.")
