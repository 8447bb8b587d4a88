"""CSV as bytes: encodings, delimiters, formulas, and files that are refused as a whole."""

import codecs

import pytest

from library.exchange import csv_files
from library.exchange.csv_files import FileRefusedError, Table, read, written
from library.exchange.forms import packed, unpacked

TEXT = "id;city_el;telephone\r\n1;Αθήνα;+30 210 729 0122\r\n"


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["UTF-8", "UTF-8 with mark", "UTF-16 little", "UTF-16 big"],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_files_of_every_spreadsheet_are_read(content: bytes, delimiter: str) -> None:
    encoding = "utf-16" if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8"
    content = content.decode(encoding).replace(";", delimiter).encode(encoding)
    table = read(content)
    assert table.heading == ("id", "city_el", "telephone")
    assert cells(table) == [("1", "Αθήνα", "+30 210 729 0122")]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("iso-8859-7"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-32"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1],
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xbd",
        b"\xff",
        b"id;note\r\n1;\0",
    ],
    ids=["ISO-8859-7", "UTF-16 without mark", "UTF-32", "half a letter", "a spreadsheet", "one byte", "a zero byte"],
)
def test_other_encodings_are_refused_with_advice(content: bytes) -> None:
    with pytest.raises(FileRefusedError, match="Save it as “CSV UTF-8”"):
        read(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \r\n\r\n", "The file is empty."),
        (b'id,note\r\n1,"open', "Line 2 cannot be parted into cells."),
        (b'id,note\r\n1,a\r\n2,"b"c\r\n', "Line 3 cannot be parted into cells."),
        (b"id,note\r\n1," + b"a" * 140_000, "Line 2 cannot be parted into cells."),
        (b"id\r\n" + b"1\r\n" * 20_000, "more than 20000 rows"),
        (b"a" * (csv_files.FILE_LIMIT + 1), "larger than 2 MB"),
    ],
)
def test_files_that_cannot_be_used_are_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(FileRefusedError, match=sentence):
        read(content)


@pytest.mark.parametrize(
    "cell",
    [
        "+44 20 7946 0000",
        "=HYPERLINK(1)",
        "-1",
        "@SUM(A1)",
        "＝1",
        "'s-Gravenhage",
        "''",
        "'=1",
        'with "quotes"',
        "with , and ;",
        "two\nlines",
        "x;=1+1",
        "احسان",
        "",
    ],
)
def test_a_cell_comes_back_as_it_went_and_is_never_a_formula(cell: str) -> None:
    content = written(["id", "note"], [["1", cell]])
    assert read(content).rows[0].cells == ("1", cell)
    text = content.decode("utf-8-sig").split("\r\n", 1)[1]
    assert text.startswith('"1","')
    assert text[len('"1","')] not in csv_files.FORMULA_SIGNS


def test_rows_know_where_they_stand_in_the_file_and_in_the_table() -> None:
    table = read(b'id,note\r\n1,"two\r\nlines"\r\n,\r\n\r\n2,b\r\n')
    assert [(row.line, row.number) for row in table.rows] == [(2, 2), (6, 5)]
    assert cells(table) == [("1", "two\nlines"), ("2", "b")]


def test_names_of_columns_are_read_whatever_their_case_and_empty_ones_at_the_end_are_left_out() -> None:
    assert read(b" ID ,Note,,\r\n1,a,,\r\n").heading == ("id", "note")


def test_a_file_is_packed_into_a_page_and_unpacked_only_to_its_limit() -> None:
    assert unpacked(packed(b"id,note\r\n" * 1000)) == b"id,note\r\n" * 1000
    with pytest.raises(ValueError, match="permitted size"):
        unpacked(packed(b"0" * (csv_files.FILE_LIMIT + 1)))
    with pytest.raises(ValueError, match="permitted size"):
        unpacked(packed(b"a longer text that is cut")[:-8])
