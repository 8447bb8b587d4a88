"""Writes measurements as one table of plain text, which is also Markdown. Measures nothing."""

from __future__ import annotations

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns as wide as their widest cell; numbers to the right.

    >>> print(table(["page", "ms"], [["home", 4.256], ["appeal", 12.0]]))
    | page   |   ms |
    |--------|------|
    | home   |  4.3 |
    | appeal | 12.0 |
    """
    cells = [[_shown(value) for value in row] for row in rows]
    widths = [max(len(row[column]) for row in [list(head), *cells]) for column in range(len(head))]
    numeric = [all(isinstance(row[column], int | float) for row in rows) for column in range(len(head))]
    lines = [_line(head, widths, numeric), "|" + "|".join("-" * (width + 2) for width in widths) + "|"]
    return "\n".join([*lines, *(_line(row, widths, numeric) for row in cells)])


def _shown(value: object) -> str:
    return (
        f"{value:.1f}"
        if isinstance(value, float) and abs(value) >= 1
        else f"{value:.3g}"
        if isinstance(value, float)
        else str(value)
    )


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = [
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    ]
    return f"| {' | '.join(padded)} |"
