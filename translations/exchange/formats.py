"""The formats that files come and go in. Reads a file by what it holds, whatever it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from translations.exchange import po, table, xliff, xliff2
from translations.exchange.texts import parsed
from translations.exchange.units import UNIT_LIMIT, Document, FileRefusedError, counted

MEGABYTE: Final = 1024 * 1024
FILE_LIMIT: Final = 10 * MEGABYTE

_ZIP: Final = b"PK\x03\x04"


@dataclass(frozen=True)
class Format:
    """How documents are written."""

    label: Any
    extension: str
    content_type: str
    written: Callable[[Sequence[Document]], bytes]


def _format(module: Any) -> Format:
    return Format(module.LABEL, module.EXTENSION, module.CONTENT_TYPE, module.written)


#: By the name that addresses use.
FORMATS: Final = MappingProxyType(
    {"docx": _format(table), "po": _format(po), "xliff": _format(xliff), "xliff2": _format(xliff2)}
)


def read(content: bytes) -> tuple[str, list[Document]]:
    """What kind of file it is, and its documents. Raises FileRefusedError."""
    if len(content) > FILE_LIMIT:
        raise FileRefusedError(too_large())
    if not content.strip():
        raise FileRefusedError(_("The file is empty."))
    kind, found = _read(content)
    documents = [document for document in found if document.units]
    if not documents:
        raise FileRefusedError(_("The file holds no strings."))
    if counted(documents) > UNIT_LIMIT:
        message = ngettext(
            "The file has more than %(limit)s string. Part it into several files.",
            "The file has more than %(limit)s strings. Part it into several files.",
            UNIT_LIMIT,
        )
        raise FileRefusedError(message % {"limit": UNIT_LIMIT})
    return kind, documents


def too_large() -> str:
    """The sentence about files over the limit."""
    return _("The file is larger than %(size)s MB. Part it into several files.") % {"size": FILE_LIMIT // MEGABYTE}


def _read(content: bytes) -> tuple[str, list[Document]]:
    if content.startswith(_ZIP):
        return "DOCX", table.read(content)
    start = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    if not start.startswith(b"<"):
        return "PO", po.read(content)
    root = parsed(content)
    if xliff.local(root) != "xliff":
        raise FileRefusedError(_("This is an XML file of another kind. PO, XLIFF, and the table as DOCX can be read."))
    is_newer = root.get("version", "").startswith("2")
    return "XLIFF", xliff2.read(root) if is_newer else xliff.read(root)
