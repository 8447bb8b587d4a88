"""Cut the Urdu letters out of Noto Nastaliq Urdu for the reader's site. Downloads nothing and never renames the font.

Usage: python tools/subset_urdu_font.py SOURCE.woff2 [TARGET.woff2]
SOURCE is the regular weight of the Arabic subset in the npm package @fontsource/noto-nastaliq-urdu.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

try:
    from fontTools import subset
except ImportError:  # The site runs without fonttools; only this script needs it.
    sys.exit("fonttools and brotli are needed: pip install fonttools brotli")

TARGET = Path(__file__).resolve().parent.parent / "site/static/fonts/noto-nastaliq-urdu-400.woff2"

# Space and Western brackets stay in the font, because its kerning rules refer to them; the style sheet's
# unicode-range keeps them, and every Western digit, with the reader's system font.
URDU = (
    "U+0020-0022,U+0027-0029,U+060C,U+060D,U+0610-0614,U+061B,U+061F,U+0621-063A,U+0640-0652,U+0654-0657,"
    "U+066A-066C,U+0670,U+0679,U+067E,U+0686,U+0688,U+0691,U+0698,U+06A9,U+06AF,U+06BA,U+06BE,U+06C1-06C3,"
    "U+06CC,U+06D2-06D4,U+06F0-06F9,U+200C-200F,U+FDF2,U+FDFA"
)
MOST_BYTES = 122_000


def cut(source: Path, target: Path) -> int:
    """Write the subset of `source` to `target` and return its size in bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.main([str(source), f"--unicodes={URDU}", "--flavor=woff2", "--no-hinting", f"--output-file={target}"])
    return target.stat().st_size


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path, nargs="?", default=TARGET)
    options = parser.parse_args(arguments)
    if not options.source.is_file():
        parser.error(f"{options.source} is not a file")
    size = cut(options.source, options.target)
    sys.stdout.write(f"{options.target}: {size} bytes\n")
    return 0 if size <= MOST_BYTES else 1


if __name__ == "__main__":
    raise SystemExit(main())
