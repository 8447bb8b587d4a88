"""XLIFF 1.2 as CAT tools and translate-toolkit write it. Knows no table.

Tags and placeholders are inline elements that hold the code itself (`<bpt>`, `<ept>`, `<ph>`), so that tools protect them
and text-only converters keep them. Each unit's key is its id, and a location, which converters keep as well.
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
from translations.inline_html import TAG

LABEL = gettext_lazy("XLIFF 1.2, for OmegaT and most CAT tools")
EXTENSION = "xlf"
CONTENT_TYPE = "application/xliff+xml; charset=utf-8"

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

#: What tools call the tags; the others are said to be HTML's.
_TYPES: Final = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "a": "link", "br": "lb"}
#: Elements whose content is a code and no text.
_CODES: Final = {"bpt", "ept", "ph", "it", "x", "g", "bx", "ex"}
_DOUBTS: Final = ("needs-", "new")
_SUGGESTED: Final = {"fuzzy-match", "mt-suggestion", "leveraged-mt", "tm-suggestion"}


def written(documents: Sequence[Document]) -> bytes:
    """A file with one `<file>` for each document."""
    root = Element("xliff", {"xmlns": NAMESPACE, "version": "1.2"})
    for document in documents:
        attributes = {
            "original": reference(document.translation or 0),
            "product-name": in_xml(document.title),
            "source-language": language_tag(document.source_language),
            "target-language": language_tag(document.target_language),
            "datatype": "html",
            "date": document.exported,
        }
        file = SubElement(root, "file", {name: value for name, value in attributes.items() if value})
        body = SubElement(file, "body")
        for unit in document.units:
            _write(body, document, unit)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _write(body: Element, document: Document, unit: Unit) -> None:
    key = unit.key.text if unit.key else unit.path
    is_done = bool(unit.target) and not unit.in_doubt
    attributes = {"id": key, "resname": unit.path, XML_SPACE: "preserve"} | ({"approved": "yes"} if is_done else {})
    element = SubElement(body, "trans-unit", attributes)
    source = inline.pieces(unit.source)
    _fill(SubElement(element, "source"), source)
    if unit.target:
        state = "translated" if is_done else "needs-review-translation"
        _fill(SubElement(element, "target", {"state": state}), inline.pieces(unit.target, source))
    place = SubElement(element, "context-group", {"purpose": "location"})
    SubElement(place, "context", {"context-type": "sourcefile"}).text = key
    for note in filter(None, (document.title, unit.note)):
        SubElement(element, "note", {"from": "developer"}).text = in_xml(note)


def _fill(element: Element, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        if piece.part is Part.TEXT:
            append_text(element, in_xml(inline.guarded(piece.text)))
            continue
        tag = {Part.OPEN: "bpt", Part.CLOSE: "ept", Part.ALONE: "ph"}[piece.part]
        code = SubElement(element, tag, {"id": str(piece.number)})
        kind = code_name(piece.text)
        if kind and piece.part is not Part.CLOSE:
            code.set("ctype", _TYPES.get(kind, f"x-html-{kind}"))
        code.text = piece.text


def code_name(code: str) -> str:
    """The name of a tag; empty for a placeholder."""
    match = TAG.fullmatch(code)
    return match[2].lower() if match else ""


def append_text(element: Element, text: str) -> None:
    """Put text behind all that stands in an element."""
    last = element[-1] if len(element) else None
    if last is None:
        element.text = (element.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def read(root: Element) -> list[Document]:
    """The documents in a file, which is XLIFF 1.x."""
    return [document for file in root if local(file) == "file" for document in _documents(file)]


def local(element: Element) -> str:
    """The name of an element, whatever its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _documents(file: Element) -> Iterator[Document]:
    named = translation_named(file.get("original", ""))
    units, numbers = [], []
    for element in file.iter():
        if local(element) == "trans-unit" and element.get("restype") != "x-gettext-domain-header":
            units.append(_unit(element))
            numbers.append(named)
    for number, group in by_translation(units, numbers):
        yield Document(
            translation=number,
            title=file.get("product-name", ""),
            source_language=file.get("source-language", ""),
            target_language=file.get("target-language", ""),
            exported=file.get("date", ""),
            units=group,
        )


def _unit(element: Element) -> Unit:
    children = {local(child): child for child in reversed(element)}
    source, target = children.get("source"), children.get("target")
    codes = _codes(source) if source is not None else {}
    places = " ".join(context.text or "" for context in element.iter() if local(context) == "context")
    return Unit(
        source=inline.stored(_text(source, codes)),
        target=inline.stored(_text(target, codes)).strip(),
        key=Key.found_in(element.get("id", "")) or Key.found_in(places),
        path=element.get("resname", ""),
        in_doubt=target is not None and _is_in_doubt(element, target),
    )


def _is_in_doubt(unit: Element, target: Element) -> bool:
    if "state" not in target.attrib and unit.get("approved") == "no":
        return True
    return target.get("state", "").startswith(_DOUBTS) or target.get("state-qualifier", "") in _SUGGESTED


def _codes(source: Element) -> dict[tuple[str, str], str]:
    """The codes of the original, for tools that keep an element and lose what is in it."""
    return {
        (local(code), code.get("id", "")): code.text
        for code in source.iter()
        if local(code) in _CODES and code.text and not len(code)
    }


def _text(element: Element | None, codes: dict[tuple[str, str], str]) -> str:
    """What stands in an element: words as they are, codes as themselves."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name in _CODES - {"g"}:
            parts.append(child.text or codes.get((name, child.get("id", "")), ""))
        else:  # `g` and `mrk` stand around words
            parts.append(_text(child, codes))
        parts.append(child.tail or "")
    return "".join(parts)
