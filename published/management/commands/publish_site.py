"""Writes the whole published site, or says what of it differs from what would be rendered now."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outputs.addresses import public_pages
from published import files
from published.addresses import addresses_of, standing_addresses
from published.models import PublishedFile
from published.writing import Written, differences, mark_all, spread, write_waiting

#: How often progress is told, in seconds.
INTERVAL = 1.0


class Command(BaseCommand):
    """`publish_site` writes all; interrupted, it goes on where it stood when it is run with `--continue`."""

    help = "Write every public page into the directory PUBLISHED_ROOT, with compressed twins."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to write or to compare, and with how many processes."""
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="write nothing; list every file that differs")
        what.add_argument(
            "--waiting", action="store_true", help="write only what waits, such as what a broken-off run left"
        )
        parser.add_argument(
            "--processes", type=int, default=os.cpu_count() or 1, help="default: one for each processor"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 when something differs or could not be written."""
        folder = files.root()
        if folder is None:
            raise CommandError("PUBLISHED_ROOT is not set, so the site is not written.")
        if options["check"]:
            self._check()
            return
        folder.mkdir(parents=True, exist_ok=True)
        if not options["waiting"]:
            files.clear_workshop(folder)
            mark_all(folder)
        spread()
        total = PublishedFile.objects.waiting().count()
        others = self._others(min(options["processes"], max(total // 50, 1)) - 1)
        start = time.monotonic()
        done = write_waiting(_Progress(self, total))
        failed = [process for process in others if process.wait()]
        seconds = time.monotonic() - start
        left = PublishedFile.objects.waiting().count()
        self.stdout.write(f"{total - left} of {total} addresses in {seconds:.1f} s.")
        if left or failed or done.failed:
            raise CommandError(f"{left} addresses wait: see the log for what could not be rendered.")

    def _others(self, number: int) -> list[subprocess.Popen[bytes]]:
        command = [sys.executable, *sys.argv[:1], "publish_site", "--waiting", "--processes", "1", "--verbosity", "0"]
        return [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _number in range(number)]

    def _check(self) -> None:
        folder = files.root()
        assert folder is not None
        wanted = [*addresses_of(public_pages()), *standing_addresses()]
        found = 0
        for difference in differences(folder, wanted):
            found += 1
            self.stdout.write(f"{difference.address} {difference.how}")
        if found:
            raise CommandError(f"{found} of {len(wanted)} addresses differ. `publish_site` writes them.")
        self.stdout.write(f"{len(wanted)} addresses are as they would be rendered now.")


class _Progress:
    """A line that tells how far the work is, of all processes together."""

    def __init__(self, command: Command, total: int) -> None:
        self.command, self.total, self.told = command, total, 0.0

    def __call__(self, done: Written) -> None:
        if time.monotonic() - self.told < INTERVAL:
            return
        self.told = time.monotonic()
        ready = self.total - PublishedFile.objects.waiting().count()
        share = ready * 100 // self.total if self.total else 100
        self.command.stderr.write(f"\r{share:3d} %  {ready} of {self.total} ", ending="")
