"""Command: writes the index of the reader's search anew, or what is missing of it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search.indexing import mend, rebuild


class Command(BaseCommand):
    help = "Write the index of the readers’ search: all of it, or with --missing what is not there or out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--missing", action="store_true", help="Leave alone what is there and up to date.")

    def handle(self, *args: Any, **options: Any) -> None:
        report = self.report if options["verbosity"] > 1 or not options["missing"] else lambda _done, _all: None
        number = (mend if options["missing"] else rebuild)(report)
        if number or not options["missing"]:
            self.stdout.write(
                f"{number} pages are in the index of the search."
                if not options["missing"]
                else f"{number} pages added to the index of the search."
            )

    def report(self, done: int, number: int) -> None:
        """Say how far it is."""
        self.stdout.write(
            f"  {done} of {number} pages", ending="\r" if self.stdout.isatty() and done < number else "\n"
        )
        self.stdout.flush()
