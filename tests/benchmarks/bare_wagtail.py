"""A bare Wagtail site to compare with: what `wagtail start` makes, with its one page, run without debugging."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.running_site import ROOT

SETTINGS = """
from .base import *

DEBUG = False
SECRET_KEY = "only for measurements: nothing that matters is signed with this key"
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""


@dataclass(frozen=True)
class BareSite:
    """A project in a folder of its own, with its own database."""

    folder: Path

    def manage(self, *arguments: str) -> str:
        """What a management command prints; an error when it fails."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_"))
        }
        environment |= {"DJANGO_SETTINGS_MODULE": "bare.settings.measured", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "manage.py", *arguments]
        result = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        if result.returncode:
            raise RuntimeError(f"{result.stdout}{result.stderr}")
        return result.stdout


def bare_site(folder: Path) -> BareSite:
    """Make the project and its database; `folder` must not exist."""
    folder.mkdir(parents=True)
    start = [str(Path(sys.executable).with_name("wagtail")), "start", "bare", str(folder)]
    subprocess.run(start, check=True, capture_output=True)
    (folder / "bare" / "settings" / "measured.py").write_text(SETTINGS, encoding="utf-8")
    site = BareSite(folder)
    site.manage("migrate", "--verbosity", "0")
    return site
