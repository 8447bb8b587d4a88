#!/usr/bin/env python3
"""Command line of the project. Puts `site/` on the import path; refuses to start with bad settings, in one sentence."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    """Run one management command with `vigil.settings.dev` unless DJANGO_SETTINGS_MODULE names another module."""
    # Appended, never prepended: `site` is also a module of the standard library, and that one has to win.
    for folder in (ROOT, ROOT / "site"):
        if str(folder) not in sys.path:
            sys.path.append(str(folder))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigil.settings.dev")

    # Imported here because the lines above are what makes the package importable.
    from vigil.start import load_settings

    load_settings()

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
