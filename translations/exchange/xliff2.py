"""XLIFF 2.0 and 2.1 as CAT tools write it. Knows no table.

Tags that stand around words are `<pc>`, all other codes `<ph>`; the code itself stands once for each unit in its original
data. Each unit's key is its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.translation import gettext_lazy

from translations.exchange import inline
from translations.exchange.inline import Part, Piece
from translations.exchange.languages import language_tag
from translations.exchange.texts import in_xml
from translations.exchange.units import Document, Key, Unit, by_translation, reference, translation_named
from translations.exchange.xliff import XML_SPACE, append_text, code_name, local

LABEL = gettext_lazy("XLIFF 2.0, for newer CAT tools")
EXTENSION = "xlf"
CONTENT_TYPE = "application/xliff+xml; charset=utf-8"

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:2.0"
#: Type and subtype of the codes that tools know how to show; a placeholder is "other".
_TYPES: Final = {"b": "xlf:b", "strong": "xlf:b", "i": "xlf:i", "em": "xlf:i", "br": "xlf:lb"}
_STARTS: Final = ("dataRefStart", "dataRef")


def written(documents: Sequence[Document]) -> bytes:
    """A file with one `<file>` for each document; all have one pair of languages."""
    first = documents[0]
    languages = {
        "srcLang": language_tag(first.source_language),
        "trgLang": language_tag(first.target_language),
    }
    root = Element("xliff", {"xmlns": NAMESPACE, "version": "2.0"} | languages)
    for document in documents:
        file = SubElement(root, "file", {"id": reference(document.translation or 0)})
        notes = SubElement(file, "notes")
        for category, text in (("title", document.title), ("exported", document.exported)):
            SubElement(notes, "note", {"category": category}).text = in_xml(text)
        for number, unit in enumerate(document.units, 1):
            _write(file, number, unit)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _write(file: Element, number: int, unit: Unit) -> None:
    key = unit.key.text if unit.key else f"u{number}"
    element = SubElement(file, "unit", {"id": key, "name": unit.path, XML_SPACE: "preserve"})
    if unit.note:
        notes = SubElement(element, "notes")
        SubElement(notes, "note").text = in_xml(unit.note)
    source = inline.pieces(unit.source)
    target = inline.pieces(unit.target, source)
    data = _Data(element, [*source, *target])
    # Tools take "initial" with a translation for one that nobody is sure of.
    state = {"state": "initial" if unit.in_doubt else "translated"} if unit.target else {}
    segment = SubElement(element, "segment", {"id": "s1"} | state)
    data.fill(SubElement(segment, "source"), source)
    if unit.target:
        data.fill(SubElement(segment, "target"), target)


class _Data:
    """The codes of a unit, each written once."""

    def __init__(self, unit: Element, pieces: Sequence[Piece]) -> None:
        codes = dict.fromkeys(piece.text for piece in pieces if piece.part is not Part.TEXT)
        self.ids = {code: f"d{number}" for number, code in enumerate(codes, 1)}
        if codes:
            data = SubElement(unit, "originalData")
            for code, name in self.ids.items():
                SubElement(data, "data", {"id": name}).text = code

    def fill(self, element: Element, pieces: Sequence[Piece]) -> None:
        inside = [element]
        for piece in pieces:
            if piece.part is Part.TEXT:
                append_text(inside[-1], in_xml(inline.guarded(piece.text)))
            elif piece.part is Part.OPEN:
                attributes = self._attributes(piece) | {"dataRefStart": self.ids[piece.text]}
                inside.append(SubElement(inside[-1], "pc", attributes))
            elif piece.part is Part.CLOSE:
                inside.pop().set("dataRefEnd", self.ids[piece.text])
            else:
                attributes = self._attributes(piece) | {"dataRef": self.ids[piece.text], "disp": piece.text}
                SubElement(inside[-1], "ph", attributes)

    @staticmethod
    def _attributes(piece: Piece) -> dict[str, str]:
        name = code_name(piece.text)
        kind = {"": "other", "a": "link"}.get(name, "fmt")
        subtype = {"subType": _TYPES[name]} if name in _TYPES else {}
        return {"id": str(piece.number), "type": kind} | subtype


def read(root: Element) -> list[Document]:
    """The documents in a file, which is XLIFF 2.x."""
    languages = (root.get("srcLang", ""), root.get("trgLang", ""))
    return [document for file in root if local(file) == "file" for document in _documents(file, languages)]


def _documents(file: Element, languages: tuple[str, str]) -> Iterator[Document]:
    notes = {note.get("category"): note.text or "" for group in file if local(group) == "notes" for note in group}
    units = [_unit(element) for element in file.iter() if local(element) == "unit"]
    for number, group in by_translation(units, [translation_named(file.get("id", ""))] * len(units)):
        yield Document(
            translation=number,
            title=notes.get("title", ""),
            source_language=languages[0],
            target_language=languages[1],
            exported=notes.get("exported", ""),
            units=group,
        )


def _unit(element: Element) -> Unit:
    data = {each.get("id", ""): each.text or "" for each in element.iter() if local(each) == "data"}
    codes: dict[str, tuple[str, str]] = {}
    for each in element.iter():
        if local(each) in {"pc", "ph", "sc", "ec"} and each.get("id"):
            codes.setdefault(f"{local(each)}{each.get('id')}", _code(each, data))
    source, target = [], []
    segments = [part for part in element if local(part) in {"segment", "ignorable"}]
    for segment in segments:
        children = {local(child): child for child in segment}
        original = _text(children.get("source"), data, codes)
        translated = _text(children.get("target"), data, codes)
        source.append(original)
        # What lies between sentences needs no translation of its own.
        target.append(translated or (original if local(segment) == "ignorable" else ""))
    is_whole = all(part.strip() or not original.strip() for part, original in zip(target, source, strict=True))
    return Unit(
        source=inline.stored("".join(source)),
        target=inline.stored("".join(target)).strip() if is_whole else "",
        key=Key.found_in(element.get("id", "")),
        path=element.get("name", ""),
        in_doubt=any(
            segment.get("state") == "initial" or "fuzzy" in segment.get("subState", "") for segment in segments
        ),
    )


def _code(element: Element, data: dict[str, str]) -> tuple[str, str]:
    """A code and, of a pair, its other half: from the original data, or as it is shown."""
    start = next((data[name] for each in _STARTS if (name := element.get(each)) and name in data), "")
    start = start or element.get("dispStart", element.get("disp", ""))
    end = data.get(element.get("dataRefEnd", ""), "") or element.get("dispEnd", "")
    return start, end


def _text(element: Element | None, data: dict[str, str], codes: dict[str, tuple[str, str]]) -> str:
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        start, end = _code(child, data)
        if not start:
            start, end = codes.get(f"{name}{child.get('id')}", ("", ""))
        if name == "pc":
            parts += [start, _text(child, data, codes), end]
        elif name in {"ph", "sc", "ec"}:
            parts.append(start)
        elif name != "cp":
            parts.append(_text(child, data, codes))
        parts.append(child.tail or "")
    return "".join(parts)
