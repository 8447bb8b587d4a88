"""TMX files, written and read without a database. What other tools make of them is tried with translate-toolkit."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from translate.storage.po import pofile
from translate.storage.tmx import tmxfile

from translations.memory.tmx import Entry, FileRefusedError, read, written

DAY = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
TEXTS = [
    ("Free them", "Gebt sie frei"),
    ('Read <a id="a1">the <b>whole</b> letter</a>.', 'Lesen Sie <a id="a1">den <b>ganzen</b> Brief</a>.'),
    ("Us &amp; them &lt; all", "Wir &amp; sie &lt; alle"),
    ("Dear {{ name }},<br/>we write", "Liebe {{ name }},<br/>wir schreiben"),
    (" Two  blanks ", " Zwei  Leerzeichen "),
    ("Liberty", "آزادی، \u2067فوراً\u2069!"),
    ("Quotes \"here\" and 'there'", "„Hier“ und ‚dort‘"),
]


def file_of(pairs: list[tuple[str, str]], language: str = "de") -> bytes:
    entries = [Entry((("en", source), (language, target)), "en", DAY) for source, target in pairs]
    return "".join(written(entries, "en")).encode()


def tmx(body: str, head: str = '<header srclang="en"/>') -> bytes:
    return f'<?xml version="1.0"?><tmx version="1.4">{head}<body>{body}</body></tmx>'.encode()


def unit(target: str, source: str = "Free them") -> str:
    return f'<tu><tuv xml:lang="en"><seg>{source}</seg></tuv><tuv xml:lang="de"><seg>{target}</seg></tuv></tu>'


def test_every_text_comes_back_as_it_was() -> None:
    entries = list(read(file_of(TEXTS)))
    assert [tuple(text for _code, text in entry.texts) for entry in entries] == TEXTS
    assert {entry.changed_at for entry in entries} == {DAY}
    assert {entry.source_language for entry in entries} == {"en"}


def test_translate_toolkit_reads_what_we_write() -> None:
    store = tmxfile.parsestring(file_of(TEXTS, "pt-br"))
    assert [(each.source, each.target) for each in store.units] == TEXTS


def test_its_command_writes_what_we_read(tmp_path: Path) -> None:
    catalogue = pofile()
    for source, target in TEXTS:
        catalogue.addsourceunit(source).target = target
    (tmp_path / "in.po").write_bytes(bytes(catalogue))
    command = [sys.executable, "-m", "translate.convert.po2tmx", "--progress=none", "-l", "de"]
    subprocess.run([*command, "in.po", "out.tmx"], cwd=tmp_path, check=True, capture_output=True)
    entries = list(read((tmp_path / "out.tmx").read_bytes()))
    assert [tuple(text for _code, text in entry.texts) for entry in entries] == TEXTS


def test_tags_that_other_tools_wrote_as_elements_are_read_as_html() -> None:
    marked = '<bpt i="1">&lt;b&gt;</bpt>Gebt<ept i="1">&lt;/b&gt;</ept> sie<ph>&lt;br/&gt;</ph>frei'
    (entry,) = read(tmx(unit(marked)))
    assert entry.texts[1] == ("de", "<b>Gebt</b> sie<br/>frei")


def test_a_file_in_utf_16_is_read() -> None:
    content = file_of(TEXTS).decode().replace("utf-8", "utf-16").encode("utf-16")
    assert len(list(read(content))) == len(TEXTS)


BOMB = '<!DOCTYPE tmx [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><tmx><header/><body/></tmx>'
FETCH = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><header/><body/></tmx>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"  \n", "The file is empty."),
        (b"Hello", "This is not a TMX file."),
        (b"PK\x03\x04", "This is not a TMX file."),
        (file_of(TEXTS)[:-40], "The file is damaged or was cut off"),
        (file_of(TEXTS)[:700], "The file is damaged or was cut off"),
        (b"\xff\xfe<\x00t\x00", "The file is damaged or was cut off"),
        (b'<?xml version="1.0" encoding="klingon"?><tmx/>', "The file is damaged or was cut off"),
        (b'<?xml version="1.0" encoding="shift_jis"?><tmx/>', "The file is damaged or was cut off"),
        (b"<xliff><file/></xliff>", "This is not a TMX file."),
        (BOMB.encode(), "This file defines entities"),
        (FETCH.encode(), "This file defines entities"),
        (b" " * (10 * 1024 * 1024) + b"<tmx/>", "The file is larger than 10 MB."),
        (tmx("<tu/>" * 10_001), "The file has more than 10000 units."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        list(read(content))
    assert str(refused.value).startswith(sentence)


def test_a_file_without_units_is_read() -> None:
    assert list(read(tmx(""))) == []
    (entry,) = read(tmx("<tu><tuv/></tu>", head=""))
    assert entry.texts == (("", ""),)
