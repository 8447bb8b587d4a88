"""Round trips through the command-line tools of translate-toolkit keep every string."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from translate.convert import csv2po, po2csv, po2xliff, xliff2po
from translate.storage.xliff2 import Xliff2File

from tests.unit.translations.exchange.documents import document, told
from translations.exchange.formats import FORMATS, read

Run = Callable[[list[str]], object]


def through(tool: Run, content: bytes, begin: Path, end: Path, *options: str) -> bytes:
    begin.write_bytes(content)
    tool(["--progress=none", *options, str(begin), str(end)])
    return end.read_bytes()


@pytest.mark.parametrize("language", ["de", "ur", "el"])
@pytest.mark.parametrize(
    ("format_name", "tools"),
    [
        ("xliff", [(xliff2po.main, "xlf", "po")]),
        ("po", [(po2xliff.main, "po", "xlf")]),
        ("xliff", [(xliff2po.main, "xlf", "po"), (po2xliff.main, "po", "xlf")]),
        ("po", [(po2xliff.main, "po", "xlf"), (xliff2po.main, "xlf", "po")]),
    ],
)
def test_every_string_comes_back_from_the_converters(
    format_name: str, tools: list[tuple[Run, str, str]], language: str, tmp_path: Path
) -> None:
    content = FORMATS[format_name].written([document(17, language)])
    for number, (tool, before, after) in enumerate(tools):
        content = through(tool, content, tmp_path / f"{number}-in.{before}", tmp_path / f"{number}-out.{after}")
    _kind, found = read(content)
    assert told(found) == told([document(17, language)])
    assert not any(unit.in_doubt for each in found for unit in each.units)


def test_xliff_2_comes_back_from_the_toolkit() -> None:
    # None of the converters knows XLIFF 2; what its other tools do is read the file, change a unit and write it.
    store = Xliff2File.parsestring(FORMATS["xliff2"].written([document()]))
    store.units[-1].target = "Noch nicht übersetzt"
    expected = [*told([document()])[:-1], (*told([document()])[-1][:-1], "Noch nicht übersetzt")]
    assert told(read(bytes(store))[1]) == expected


def test_every_string_comes_back_from_a_spreadsheet(tmp_path: Path) -> None:
    # The tool writes a backslash twice, and an apostrophe before what begins like a formula, and takes neither away.
    whole = document(17, "ur")
    written = replace(whole, units=tuple(unit for unit in whole.units if not {"\\", "="} & set(unit.source)))
    content = through(po2csv.main, FORMATS["po"].written([written]), tmp_path / "a.po", tmp_path / "a.csv")
    content = through(csv2po.main, content, tmp_path / "b.csv", tmp_path / "b.po")
    assert told(read(content)[1]) == told([written])
