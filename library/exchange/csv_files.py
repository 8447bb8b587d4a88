"""CSV as bytes: encodings, delimiters, and cells that a spreadsheet would run as formulas. Knows no model.

Every cell is written in quotes, and one that begins like a formula gets an apostrophe in front, which is taken off again when it
is read. So a telephone number survives the way through a spreadsheet, and a formula never runs in one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from library.exchange.refusals import FileRefusedError

MEGABYTE = 1024 * 1024
FILE_LIMIT = 2 * MEGABYTE
ROW_LIMIT = 20_000

DELIMITERS = (",", ";", "\t")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
APOSTROPHE = "'"

UTF_8_MARK, UTF_16_MARKS, UTF_32_MARKS = (
    b"\xef\xbb\xbf",
    (b"\xff\xfe", b"\xfe\xff"),
    (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"),
)


@dataclass(frozen=True)
class Row:
    """A row of cells, with the line of the file and the row of a spreadsheet on which it begins, both counted from 1."""

    line: int
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file in rows below its heading. Rows without any text are left out."""

    heading: tuple[str, ...]
    rows: tuple[Row, ...]


def guarded(cell: str) -> str:
    """The cell so that no spreadsheet runs it.

    >>> guarded("+44 20 7946 0000"), guarded("London"), guarded("'s-Gravenhage")
    ("'+44 20 7946 0000", 'London', "''s-Gravenhage")
    """
    return APOSTROPHE + cell if cell.startswith((*FORMULA_SIGNS, APOSTROPHE)) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before it was guarded. One that was typed without an apostrophe stays as it is.

    >>> unguarded("'+44 20 7946 0000"), unguarded("+44 20 7946 0000"), unguarded("''s-Gravenhage"), unguarded("'s-Gravenhage")
    ('+44 20 7946 0000', '+44 20 7946 0000', "'s-Gravenhage", "'s-Gravenhage")
    """
    guarded_sign = cell.startswith(APOSTROPHE) and cell[1:].startswith((*FORMULA_SIGNS, APOSTROPHE))
    return cell[1:] if guarded_sign else cell


def written(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A file in UTF-8 with a mark that tells spreadsheets so."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return UTF_8_MARK + text.getvalue().encode()


def read(content: bytes) -> Table:
    """The table in a file. Raises FileRefusedError."""
    if len(content) > FILE_LIMIT:
        raise FileRefusedError(_("The file is larger than 2 MB. Part it into several files."))
    text = decoded(content)
    if not text.strip():
        raise FileRefusedError(_("The file is empty."))
    rows = list(_rows(text))
    if len(rows) > ROW_LIMIT:
        message = ngettext(
            "The file has more than %(limit)s row. Part it into several files.",
            "The file has more than %(limit)s rows. Part it into several files.",
            ROW_LIMIT,
        )
        raise FileRefusedError(message % {"limit": ROW_LIMIT})
    heading = tuple(name.strip().lower() for name in rows[0].cells)
    while heading and not heading[-1]:
        heading = heading[:-1]  # spreadsheets leave empty columns behind
    return Table(heading, tuple(rows[1:]))


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark. Raises FileRefusedError for everything else."""
    refused = FileRefusedError(
        _("The letters of this file cannot be read. Save it as “CSV UTF-8” in your spreadsheet and send it again.")
    )
    if content.startswith(UTF_32_MARKS):
        raise refused
    encoding = "utf-16" if content.startswith(UTF_16_MARKS) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refused from error
    if "\0" in text:
        raise refused
    return text


def delimiter_of(text: str) -> str:
    """What parts the cells: the sign that stands most often in the first line, where only names of columns are.

    >>> delimiter_of("id;host;kind\\r\\n1;DE;a,b,c,d")
    ';'
    """
    first = text.lstrip("\r\n").splitlines()[0]
    return max(DELIMITERS, key=first.count)


def _rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    line, number = 1, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _("Line %(line)s cannot be parted into cells. Look for a quotation mark that is not closed.")
            raise FileRefusedError(message % {"line": line}) from error
        number += 1
        if any(cell.strip() for cell in cells):
            yield Row(line, number, tuple(unguarded(cell).replace("\r\n", "\n").strip() for cell in cells))
        line = reader.line_num + 1
