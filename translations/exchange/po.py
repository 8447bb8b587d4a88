"""PO files as Poedit, OmegaT, translate-toolkit and wagtail-localize write them. Knows no table.

A string stands there as it is stored, as inline HTML. Its key is a reference (`#:`), which tools keep and convert; its
context is the page's reference and the place on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, to_locale
from translate.storage import pypo

from translations.exchange import inline
from translations.exchange.texts import decoded
from translations.exchange.units import (
    Document,
    FileRefusedError,
    Key,
    Unit,
    by_translation,
    counted,
    reference,
    translation_named,
)

LABEL = gettext_lazy("PO, for Poedit, OmegaT and other translation programs")
EXTENSION = "po"
CONTENT_TYPE = "text/x-gettext-translation; charset=utf-8"

#: The header in which wagtail-localize names a translation.
UUID_HEADER = "X-WagtailLocalize-TranslationID"
REFERENCE_HEADER = "X-Vigil-Translation"
SOURCE_HEADER = "X-Source-Language"
#: How many strings were exported: what breaks off between two lines is whole to every parser.
NUMBER_HEADER = "X-Vigil-Strings"

#: Each string stands on one line: a file that breaks off within one is never whole to a parser.
_ONE_LINE = pypo.PoWrapper(width=-1)
_KEYWORD = re.compile(
    r"(?:#~\s*)?(?:#?\|\s*)?(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+(.*)|(?:#~\s*)?(\".*)"
)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_CHARSET = re.compile(r'("Content-Type:[^"\n]*charset=)([\w.:-]+)', re.IGNORECASE)


def written(documents: Sequence[Document]) -> bytes:
    """A file of all documents, which have one pair of languages."""
    first = documents[0]
    store: Any = pypo.pofile(width=-1)
    headers = {
        SOURCE_HEADER: to_locale(first.source_language),
        NUMBER_HEADER: str(counted(documents)),
        REFERENCE_HEADER: reference(first.translation) if len(documents) == 1 and first.translation else "",
    }
    store.updateheader(
        add=True,
        Project_Id_Version="Vigil",
        POT_Creation_Date=first.exported.replace("T", " "),
        PO_Revision_Date=first.exported.replace("T", " "),
        Last_Translator="",
        Language_Team="",
        X_Generator="Vigil",
        Language=to_locale(first.target_language),
        MIME_Version="1.0",
        Content_Type="text/plain; charset=UTF-8",
        Content_Transfer_Encoding="8bit",
        **{name: value for name, value in headers.items() if value},
    )
    for document in documents:
        for unit in document.units:
            store.addunit(_entry(document, unit))
    return bytes(store)


def _entry(document: Document, unit: Unit) -> Any:
    entry: Any = pypo.pounit(encoding="UTF-8", wrapper=_ONE_LINE)
    entry.source = unit.source
    entry.target = unit.target
    entry.setcontext(f"{reference(document.translation or 0)}/{unit.path}")
    if unit.key:
        entry.addlocation(unit.key.text)
    notes = [document.title, unit.note]
    if inline.has_codes(unit.source):
        notes.append(_("This is HTML: tags such as <b> stay as they are."))
    for note in filter(None, notes):
        entry.addnote(note, origin="developer")
    if unit.in_doubt:
        entry.markfuzzy()
    return entry


def read(content: bytes) -> list[Document]:
    """The documents in a file. Raises FileRefusedError."""
    text = decoded(content, _charset(content))
    _require_whole(text)
    try:
        store: Any = pypo.pofile.parsestring(_with_utf8_header(text).encode())
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, AssertionError) as error:
        # The library tells of broken files by whatever breaks in it.
        raise FileRefusedError(
            _("This PO file cannot be read. Export it again and begin with the new file.")
        ) from error
    header = {name.lower(): value.strip() for name, value in (store.parseheader() or {}).items()}
    entries = [entry for entry in store.units if not (entry.isheader() or entry.isobsolete() or entry.isblank())]
    announced = header.get(NUMBER_HEADER.lower(), "")
    if announced.isdecimal() and len(entries) < int(announced):
        raise FileRefusedError(
            _("The file holds fewer strings than were exported: it breaks off, or some were taken out. Send it whole.")
        )
    contexts = [_place(entry.getcontext()) for entry in entries]
    units = [_unit(entry, path) for entry, (_number, path) in zip(entries, contexts, strict=True)]
    named = translation_named(header.get(REFERENCE_HEADER.lower(), ""))
    return _documents(units, [number or named for number, _path in contexts], header)


def _documents(units: list[Unit], numbers: list[int | None], header: dict[str, str]) -> list[Document]:
    return [
        Document(
            translation=number,
            uuid=header.get(UUID_HEADER.lower(), "") if number is None else "",
            source_language=header.get(SOURCE_HEADER.lower(), ""),
            target_language=header.get("language", ""),
            exported=header.get("pot-creation-date", ""),
            units=group,
        )
        for number, group in by_translation(units, numbers)
    ]


def _place(context: str) -> tuple[int | None, str]:
    """The translation and the path that a context names; wagtail-localize writes the path alone."""
    head, slash, path = context.partition("/")
    number = translation_named(head) if slash else None
    return (number, path) if number is not None else (None, context)


def _unit(entry: Any, path: str) -> Unit:
    target = entry.target if not entry.hasplural() else (entry.target.strings or [""])[0]
    return Unit(
        source=inline.stored(str(entry.source)),
        target=inline.stored(str(target)).strip(),
        key=_key(entry.getlocations()),
        path=path,
        in_doubt=bool(entry.isfuzzy()),
    )


def _key(locations: Iterable[str]) -> Key | None:
    return Key.found_in(" ".join(locations))


def _charset(content: bytes) -> str:
    found = _CHARSET.search(content[:10_000].decode("latin-1"))
    return found[2] if found else ""


def _with_utf8_header(text: str) -> str:
    return _CHARSET.sub(r"\1UTF-8", text, count=1)


def _require_whole(text: str) -> None:
    """Raises FileRefusedError for a file that breaks off, or that is no PO file at all."""
    waits_for_translation = False
    seen = 0
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line or (line.startswith("#") and not line.startswith(("#~", "#|"))):
            continue
        match = _KEYWORD.fullmatch(line)
        if not match or not _QUOTED.fullmatch((match[1] or match[2] or "").strip()):
            raise FileRefusedError(
                _("Line %(line)s is no line of a PO file, or the file breaks off there.") % {"line": number}
            )
        keyword = line.partition('"')[0]
        if "msgstr" in keyword:
            waits_for_translation = False
            seen += 1
        elif "msg" in keyword and "|" not in keyword:
            waits_for_translation = True
    if waits_for_translation:
        raise FileRefusedError(
            _("The file breaks off: its last string has no translation line. Nothing was taken over.")
        )
    if not seen:
        raise FileRefusedError(_("The file holds no strings."))
