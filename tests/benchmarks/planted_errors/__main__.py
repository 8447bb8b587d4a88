"""Prints the figures for the project's corpus or for a foreign one: `python -m tests.benchmarks.planted_errors --help`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

SITE = Path(__file__).parents[3] / "site"


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.planted_errors")
    parser.add_argument("--corpus", type=Path, help="pairs, one JSON object a line, instead of the project's own")
    parser.add_argument("--knowledge", type=Path, help="names, terms, counts and dates as JSON, instead of the demo's")
    parser.add_argument("--language", help="only the pairs that are translated into this language")
    parser.add_argument("--rule", help="plant only errors of this rule")
    parser.add_argument("--most", type=int, default=30, help="errors planted per rule and language, at most")
    parser.add_argument("--show", choices=["misses", "alarms"], help="list them after the tables")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    asked = arguments()
    if str(SITE) not in sys.path:
        sys.path.append(str(SITE))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigil.settings.test")
    import django

    django.setup()
    from tests.benchmarks.planted_errors import report
    from tests.benchmarks.planted_errors.run import figures_of

    figures = figures_of(asked.corpus, asked.knowledge, language=asked.language, rule=asked.rule, most=asked.most)
    lines = [report.by_language(figures), "", report.by_class(figures), "", report.by_rule(figures)]
    if asked.show:
        lines += ["", *(report.misses if asked.show == "misses" else report.alarms)(figures)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
