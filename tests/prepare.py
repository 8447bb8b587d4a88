"""Makes what many tests share before the first of them runs: migrated database, demo site, collected files. Tests nothing.

    VIGIL_SHARED_FOLDER=... python -m tests.prepare site|static

Tests make by themselves what is not there; while they do, all processes wait for one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from tests.databases import migrated_file
from tests.deployment import collected_files
from tests.running_site import prepared_site

PARTS: dict[str, Callable[[Path], Path]] = {
    "site": lambda shared: prepared_site(shared, migrated_file(shared)),
    "static": collected_files,
}


def main() -> None:
    """Make the part that the command line names."""
    PARTS[sys.argv[1]](Path(os.environ["VIGIL_SHARED_FOLDER"]))


if __name__ == "__main__":
    main()
