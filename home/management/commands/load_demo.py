"""Command: fills an empty site with the demo content. Does nothing when the site has pages or people."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.demo.checks import read_content
from home.demo.files import DemoContentError
from home.demo.loading import is_empty, load

DEMO_FOLDER = Path(settings.ROOT_DIR) / "site" / "demo"


class Command(BaseCommand):
    help = "Load the demo content into an empty site. Nothing happens when the site has pages or people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=DEMO_FOLDER, help="The folder with the content's files.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_empty():
            if options["verbosity"] > 1:
                self.stdout.write("The site has content; no demo content was loaded.")
            return
        self.stdout.write("Loading the demo content in ten languages (about a minute) ...")
        start = time.monotonic()
        try:
            loaded = load(read_content(options["folder"]), self.report)
        except DemoContentError as error:
            raise CommandError(f"The demo content was not loaded. {error}") from error
        self.stdout.write(
            f"  {loaded.records} records, {loaded.pages} pages and {loaded.translations} translations "
            f"loaded in {time.monotonic() - start:.0f} s"
        )

    def report(self, sentence: str) -> None:
        """Say what has been done, so that a long step is seen to go on."""
        self.stdout.write(f"  {sentence}")
        self.stdout.flush()
