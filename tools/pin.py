"""Pins requirements*.in with hashes for every supported Python and platform. Writes no address of a package index."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = "3.11"


def main() -> int:
    """Pin both files, the production one first: the other is constrained by it."""
    for name in ("requirements", "requirements-dev"):
        command = [
            *(sys.executable, "-m", "uv", "pip", "compile", f"{name}.in", "--output-file", f"{name}.txt"),
            *("--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes"),
            *("--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet", *sys.argv[1:]),
        ]
        print(f"Pinning {name}.in ...", flush=True)
        result = subprocess.run(command, cwd=ROOT, check=False)
        if result.returncode:
            return result.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
