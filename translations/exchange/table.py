"""A table in a word processor's file (DOCX), for people without a translation program: original left, translation right.

A row's key stands small in its first cell. Reading takes nothing but the text of the tables, whatever program saved them.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

import docx
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from docx.oxml import parse_xml
from docx.shared import Cm

from sections.languages import direction, own_name
from translations.exchange import inline, marks
from translations.exchange.texts import in_xml, parsed
from translations.exchange.units import Document, FileRefusedError, Key, Unit, by_translation, reference
from translations.exchange.xliff import local

LABEL = gettext_lazy("Table for Word or LibreOffice, without a translation program")
EXTENSION = "docx"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MEGABYTE: Final = 1024 * 1024
#: What the text of a file may become when it is unpacked.
UNPACKED_LIMIT: Final = 64 * MEGABYTE

#: What a damaged package is told by, besides what is an OSError or a RuntimeError.
UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)

#: Widths of the columns in twentieths of a point, on A4 lying on its side.
_WIDTHS: Final = (2200, 6500, 6500)
_COLUMNS: Final = len(_WIDTHS)
_TABLE: Final = f"""<w:tbl xmlns:w="{WORD}"><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>
{
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
}
</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>
</w:tblPr><w:tblGrid>{"".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)}</w:tblGrid>"""
_LANGUAGES: Final = re.compile(r"\bv\d+ (\S+) (\S+)(?: (\S+))?\s*$")
_MAIN_PART: Final = re.compile(r"word/document\d*\.xml")


def written(documents: Sequence[Document]) -> bytes:
    """A file with one table for each document."""
    first = documents[0]
    file: Any = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.4)
    properties = file.core_properties
    properties.title = in_xml(first.title if len(documents) == 1 else "")
    properties.author, properties.comments, properties.language = "", "", first.target_language
    for sentence in _explanation():
        _set_direction(file.add_paragraph(sentence), get_language() or "")
    for document in documents:
        _set_direction(file.add_heading(in_xml(document.title), level=2), document.source_language)
        file.element.body.insert(len(file.element.body) - 1, parse_xml(_table(document)))
    output = io.BytesIO()
    file.save(output)
    return output.getvalue()


def _explanation() -> list[str]:
    return [
        _("Write your translation into the right column; the first column stays as it is, and so do the rows."),
        _(
            "Marks such as <b> and </b>, <a1> and </a1>, and placeholders in double braces have to stand in the translation, "
            "too. Bold and italic letters of the file are not taken over."
        ),
    ]


def _set_direction(paragraph: Any, language: str) -> None:
    if direction(language) == "rtl":
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:bidi xmlns:w="{WORD}"/>'))


def _table(document: Document) -> str:
    source, target = document.source_language, document.target_language
    told = f"{reference(document.translation or 0)} {source} {target} {document.exported}".strip()
    heading = _row(
        [
            _paragraph(_run(told, small=True)),
            _paragraph(_run(own_name(source), bold=True), source),
            _paragraph(_run(own_name(target), target, bold=True), target),
        ],
        heading=True,
    )
    rows = (_unit_row(number, unit, source, target) for number, unit in enumerate(document.units, 1))
    return f"{_TABLE}{heading}{''.join(rows)}</w:tbl>"


def _unit_row(number: int, unit: Unit, source: str, target: str) -> str:
    original = inline.pieces(unit.source)
    about = [_paragraph(_run(str(number), bold=True))]
    spoken = get_language() or ""
    about += [_paragraph(_run(line, spoken, note=True), spoken) for line in unit.note.splitlines()]
    about.append(_paragraph(_run(unit.key.text if unit.key else "", small=True)))
    return _row(
        [
            "".join(about),
            _paragraph(_marked(original, source), source),
            _paragraph(_marked(inline.pieces(unit.target, original), target), target),
        ]
    )


def _row(cells: Sequence[str], *, heading: bool = False) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>{made}</w:tr>"


def _paragraph(runs: str, language: str = "") -> str:
    bidi = "<w:bidi/>" if direction(language) == "rtl" else ""
    return f'<w:p><w:pPr>{bidi}<w:spacing w:before="40" w:after="40"/></w:pPr>{runs}</w:p>'


def _marked(pieces: Sequence[inline.Piece], language: str) -> str:
    return "".join(_run(text, language, mark=mark) for text, mark in marks.shown(pieces))


def _run(
    text: str, language: str = "", *, mark: bool = False, bold: bool = False, note: bool = False, small: bool = False
) -> str:
    rtl = direction(language) == "rtl"
    look = "<w:b/><w:bCs/>" if bold else ""
    look += '<w:color w:val="8A2B06"/>' if mark else '<w:color w:val="767676"/>' if small else ""
    look += '<w:sz w:val="10"/>' if small else '<w:sz w:val="17"/><w:szCs w:val="17"/>' if note else ""
    look += "<w:rtl/>" if rtl and not mark else ""
    if language:
        look += f"<w:lang {'w:bidi' if rtl else 'w:val'}={quoteattr(language)}/>"
    if mark and rtl:
        text = f"{marks.LRM}{text}{marks.LRM}"
    lines = [f'<w:t xml:space="preserve">{escape(in_xml(line))}</w:t>' for line in text.split("\n")]
    return f"<w:r><w:rPr>{look}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def read(content: bytes) -> list[Document]:
    """The documents in a file. Raises FileRefusedError."""
    root = parsed(_main_part(content))
    documents = [document for table in root.iter(_name("tbl")) for document in _documents(table)]
    if not documents:
        raise FileRefusedError(
            _("No table of the export was found in this file. Its first column tells which string a row is about.")
        )
    return documents


def _main_part(content: bytes) -> bytes:
    """The text of the file, never more of it than is permitted. Raises FileRefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            name = next((name for name in package.namelist() if _MAIN_PART.fullmatch(name)), "")
            if not name:
                raise FileRefusedError(_("This is no file of Word. Save the table as DOCX and send it again."))
            with package.open(name) as part:
                text = part.read(UNPACKED_LIMIT + 1)
    except UNREADABLE as error:
        raise FileRefusedError(_("The file is not whole, or was changed so that it cannot be read.")) from error
    if len(text) > UNPACKED_LIMIT:
        raise FileRefusedError(_("The file becomes far too large when it is unpacked. It was not read."))
    return text


def _name(tag: str) -> str:
    return f"{{{WORD}}}{tag}"


def _documents(table: Element) -> Iterator[Document]:
    units = []
    languages: re.Match[str] | None = None
    for row in table.iter(_name("tr")):
        cells = [_cell_text(cell) for cell in row.iter(_name("tc"))]
        if len(cells) < _COLUMNS:
            continue
        languages = languages or _LANGUAGES.search(cells[0])
        key = Key.found_in(cells[0])
        if key:
            original, translated = marks.stored(cells[1]), marks.stored(cells[2])
            units.append(Unit(source=original, target=translated, key=key, in_doubt=None))
    for number, group in by_translation(units, [None] * len(units)):
        yield Document(
            translation=number,
            source_language=languages[1] if languages else "",
            target_language=languages[2] if languages else "",
            exported=(languages[3] or "") if languages else "",
            units=group,
        )


def _cell_text(cell: Element) -> str:
    return "\n".join("".join(_letters(paragraph)) for paragraph in cell.iter(_name("p")))


def _letters(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph; what was deleted in tracked changes is none."""
    for element in paragraph.iter():
        name = local(element)
        if name == "t":
            yield element.text or ""
        elif name in {"br", "cr"}:
            yield "\n"
        elif name == "tab":
            yield " "
        elif name == "noBreakHyphen":
            yield "\u2011"
