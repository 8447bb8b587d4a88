"""Reads a DOCX as its reader does: the text of its paragraphs, and which controls it holds. Only for tests."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(content: bytes) -> ElementTree.Element:
    """The root of the document part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return ElementTree.fromstring(archive.read("word/document.xml"))


def paragraphs(content: bytes) -> list[str]:
    """The visible text of every paragraph; a tab as it is, a break as a line feed."""
    found = []
    for paragraph in document(content).iter(f"{W}p"):
        pieces = {f"{W}t": lambda node: node.text or "", f"{W}tab": lambda _: "\t", f"{W}br": lambda _: "\n"}
        found.append("".join(pieces[node.tag](node) for node in paragraph.iter() if node.tag in pieces))
    return found


def tags(content: bytes) -> list[str]:
    """The tags of all controls, in order."""
    return [node.attrib[f"{W}val"] for node in document(content).iter(f"{W}tag")]
