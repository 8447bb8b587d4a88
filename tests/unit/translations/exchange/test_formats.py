"""Every format keeps every string; files as programs write them come back; what is broken or foreign gets a sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from django.utils.translation import override

from tests.unit.translations.exchange.documents import document, told
from translations.exchange import formats, po, table
from translations.exchange.formats import FORMATS, read
from translations.exchange.units import Document, FileRefusedError, Unit

DOCUMENT = document()
PO = FORMATS["po"].written([DOCUMENT])
XLIFF = FORMATS["xliff"].written([DOCUMENT])
XLIFF2 = FORMATS["xliff2"].written([DOCUMENT])
DOCX = FORMATS["docx"].written([DOCUMENT])


@pytest.mark.parametrize("language", ["de", "ur", "el", "pt-br"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_keeps_every_string(name: str, language: str) -> None:
    documents = [document(17, language), document(18, language)]
    _kind, found = read(FORMATS[name].written(documents))
    assert told(found) == told(documents)
    assert {each.target_language.lower().replace("_", "-") for each in found} == {language}


@pytest.mark.parametrize("content", [PO, XLIFF, XLIFF2, DOCX])
def test_files_say_which_page_and_languages_they_are_about_and_when_they_were_made(content: bytes) -> None:
    _kind, (found,) = read(content)
    assert (found.translation, found.source_language, found.target_language) == (17, "en", "de")
    assert found.exported[:10] == "2026-11-22"


# --- As programs write them ---


def as_poedit(content: bytes) -> bytes:
    text = content.decode().replace("X-Generator: Vigil", "X-Generator: Poedit 3.4.2").replace("\n#. ", "\n#. ")
    text = text.replace('msgid "Free them!"', 'msgid ""\n"Free "\n"them!"')
    return f'{text}\n#~ msgid "gone"\n#~ msgstr "weg"\n'.encode()


def in_reverse(content: bytes) -> bytes:
    header, *entries = content.decode().strip().split("\n\n")
    return "\n\n".join([header, *reversed(entries)]).encode() + b"\n"


@pytest.mark.parametrize(
    "changed",
    [
        as_poedit,
        in_reverse,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.decode().encode("utf-16"),
        lambda content: content.replace(b"\n\n", b"\n\n\n# a comment\n"),
        lambda content: content.replace(b"charset=UTF-8", b"charset=CHARSET"),
        lambda content: content.replace(b"charset=UTF-8", b"charset=ISO-8859-1"),
    ],
)
def test_po_comes_back_from_editors_as_it_was(changed: Callable[[bytes], bytes]) -> None:
    _kind, found = read(changed(PO))
    assert sorted(told(found)) == sorted(told([DOCUMENT]))


def test_po_in_the_encoding_that_it_names_is_read() -> None:
    text = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=ISO-8859-7\\n"\n\nmsgid "Free"\nmsgstr "Λευτεριά"\n'
    _kind, (found,) = read(text.encode("iso-8859-7"))
    assert [unit.target for unit in found.units] == ["Λευτεριά"]


def test_a_file_of_wagtail_localize_is_understood() -> None:
    text = 'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID: 4f4b\\n"\n\nmsgctxt "body.1"\nmsgid "Free"\nmsgstr "Frei"\n'
    _kind, (found,) = read(text.encode())
    assert (found.uuid, found.translation) == ("4f4b", None)
    assert found.units == (Unit("Free", "Frei", path="body.1"),)


def test_what_a_program_is_not_sure_of_is_told() -> None:
    fuzzy = PO.replace(b'msgctxt "v17/body.5d3c1e9a-0000-4000-8000-000000000001"', b"#, fuzzy\n\\g", 1)
    fuzzy = fuzzy.replace(b"\\g", b'msgctxt "v17/body.5d3c1e9a-0000-4000-8000-000000000001"')
    doubted = [
        fuzzy,
        XLIFF.replace(b'state="translated"', b'state="needs-review-translation"', 1),
        XLIFF.replace(b'state="translated"', b'state="translated" state-qualifier="mt-suggestion"', 1),
        XLIFF.replace(b'state="translated"', b'state="new"', 1),
        XLIFF.replace(b'state="translated"', b"", 1).replace(b'approved="yes"', b'approved="no"', 1),
        XLIFF2.replace(b'state="translated"', b'state="initial"', 1),
    ]
    for content in doubted:
        _kind, (found,) = read(content)
        assert [unit.in_doubt for unit in found.units] == [True] + [False] * 11


XLIFF_OF_A_TOOL = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="v17" source-language="en-US" target-language="de-DE" datatype="html"><body><group>
  <trans-unit id="v17-00000001-0b7e91bc-00000000">
   <source>Read <g id="1" ctype="x-html-a">this</g> <bpt id="2">&lt;b&gt;</bpt>now<ept id="2">&lt;/b&gt;</ept></source>
   <seg-source><mrk mtype="seg" mid="0">Read</mrk></seg-source>
   <target><mrk mtype="seg" mid="0">Lies <bpt id="2"/>jetzt<ept id="2"/> das</mrk></target>
  </trans-unit></group></body></file></xliff>"""

XLIFF_2_OF_A_TOOL = """<?xml version="1.0"?>
<xliff version="2.1" srcLang="en" trgLang="de" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="v17">
 <unit id="v17-00000001-0b7e91bc-00000000">
  <originalData><data id="d1">&lt;b&gt;</data><data id="d2">&lt;/b&gt;</data></originalData>
  <segment id="s1"><source><pc id="1" dataRefStart="d1" dataRefEnd="d2">One.</pc></source>
   <target><pc id="1" dataRefStart="d1" dataRefEnd="d2">Eins.</pc></target></segment>
  <ignorable><source> </source></ignorable>
  <segment id="s2"><source>Two <ph id="2" disp="{{ name }}"/>.</source><target>Zwei <ph id="2"/>.</target></segment>
 </unit>
 <unit id="v17-00000002-0b7e91bc-00000000">
  <segment id="s1"><source>One.</source><target>Eins.</target></segment>
  <segment id="s2"><source>Two.</source></segment>
 </unit></file></xliff>"""


def test_xliff_of_tools_that_part_sentences_and_empty_their_codes_is_understood() -> None:
    _kind, (found,) = read(XLIFF_OF_A_TOOL.encode())
    assert found.units[0].target == "Lies <b>jetzt</b> das"
    _kind, (found,) = read(XLIFF_2_OF_A_TOOL.encode())
    assert [unit.target for unit in found.units] == ["<b>Eins.</b> Zwei {{ name }}.", ""], "half a string is none"


def edited(change: Callable[[docx.document.Document], object]) -> bytes:
    file = docx.Document(io.BytesIO(DOCX))
    change(file)
    output = io.BytesIO()
    file.save(output)
    return output.getvalue()


def test_a_table_that_was_edited_is_read_as_text() -> None:
    def type_into(file: docx.document.Document) -> None:
        cell = file.tables[0].rows[12].cells[2]
        cell.paragraphs[0].add_run("Noch ").bold = True
        cell.paragraphs[0].add_run("nicht")
        cell.add_paragraph("übersetzt")
        file.tables[0].add_row()
        file.add_table(2, 2)

    _kind, (found,) = read(edited(type_into))
    assert found.units[11].target == "Noch nicht<br/>übersetzt"
    assert len(found.units) == 12


def test_the_table_says_language_and_direction_to_word_processors() -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS["docx"].written([document(17, "ur")]))) as package:
        text = package.read("word/document.xml").decode()
    assert text.count("<w:bidi/>") == 1 + 12, "the heading and each translation"
    assert '<w:lang w:bidi="ur"/>' in text
    assert '<w:lang w:val="en"/>' in text
    assert "\u200e{{ name }}\u200e" in text
    with override("ur"):
        content = FORMATS["docx"].written([document(17, "ur")])
    explanation = docx.Document(io.BytesIO(content)).paragraphs[0]
    assert "<w:bidi" in explanation._p.xml, "who reads from right to left is told so from right to left"


# --- What is broken, foreign or dangerous ---

BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xliff version="1.2"><file><body><trans-unit id="1"><source>&b;</source></trans-unit></body></file></xliff>"""
EXTERNAL = BOMB.replace(b'"ha"', b'SYSTEM "file:///etc/passwd"')


def packed(name: str, content: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"  \n", "The file is empty."),
        (PO[:-20], "breaks off there"),
        (PO[: PO.rindex(b"msgstr")], "its last string has no translation line"),
        (PO[: PO.index(b"\n\n#.")], "fewer strings than were exported"),
        (b'msgid ""\nmsgstr "Language: de"\n', "holds no strings"),
        (b"Dear all, here is my translation.", "Line 1 is no line of a PO file"),
        (b"\xff\xfe\x00\x00" + PO, "letters of this file cannot be read"),
        (PO.decode().encode("utf-16")[2:], "letters of this file cannot be read"),
        ('msgid "ä"\nmsgstr "ö"\n'.encode("latin-1"), "letters of this file cannot be read"),
        (XLIFF[:-30], "not whole"),
        (XLIFF2[: len(XLIFF2) // 2], "not whole"),
        (b"<html><body>x</body></html>", "XML file of another kind"),
        (BOMB, "declares entities of its own"),
        (EXTERNAL, "declares entities of its own"),
        (DOCX[: len(DOCX) // 2], "not whole"),
        (packed("word/document.xml", b"<x/>").replace(b"document", b"", 1), "not whole"),
        (b"PK\x03\x04 and no more", "not whole"),
        (packed("content.xml", b"<x/>"), "no file of Word"),
        (packed("word/document.xml", BOMB), "declares entities of its own"),
        (packed("word/document.xml", b"<x/>"), "No table of the export"),
        (packed("word/document.xml", b" " * (table.UNPACKED_LIMIT + 2)), "far too large when it is unpacked"),
        (edited(lambda file: [row.cells[0].paragraphs[-1].clear() for row in file.tables[0].rows]), "No table"),
    ],
)
def test_what_cannot_be_used_gets_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(FileRefusedError, match=sentence):
        read(content)


def test_a_file_that_is_too_large_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "_read", lambda content: pytest.fail("it was read"))
    with pytest.raises(FileRefusedError, match="larger than 10 MB"):
        read(b"x" * (formats.FILE_LIMIT + 1))


def test_a_file_with_too_many_strings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "UNIT_LIMIT", 10)
    with pytest.raises(FileRefusedError, match="more than 10 strings"):
        read(PO)


def test_po_that_breaks_off_is_never_read_in_part() -> None:
    for end in range(len(PO) // 2, PO.rindex(b'msgid "Not yet')):
        with pytest.raises(FileRefusedError):
            po.read(PO[:end])


def test_po_that_breaks_off_within_its_last_translation_is_not_read() -> None:
    long = Unit("Each letter helps. " * 12, "Jeder Brief hilft. " * 12)
    content = po.written([Document(translation=17, source_language="en", target_language="de", units=(long,))])
    for end in range(content.rindex(b"msgstr"), len(content.rstrip()) - 1):
        with pytest.raises(FileRefusedError):
            po.read(content[:end])
