"""Command: runs what has to happen at its time, one command after the other in one process. Decides nothing itself."""

from __future__ import annotations

import shlex
import traceback
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections


class Command(BaseCommand):
    """What goes wrong in one command keeps no other from running."""

    help = "Run these commands in their order, each whatever became of the one before."

    def add_arguments(self, parser: CommandParser) -> None:
        """Each argument is a command with its own arguments, in quotation marks where it has some."""
        parser.add_argument("commands", nargs="+", metavar="COMMAND")

    def handle(self, *args: Any, **options: Any) -> None:
        """CommandError that names those that failed."""
        failed = []
        for line in options["commands"]:
            name, *arguments = shlex.split(line)
            try:
                call_command(name, *arguments)
            except Exception as error:  # whatever goes wrong, the others are due as well
                failed.append(name)
                self.stderr.write(str(error) if isinstance(error, CommandError) else traceback.format_exc())
                connections.close_all()
        if failed:
            raise CommandError(f"{', '.join(failed)} could not be run to the end.")
