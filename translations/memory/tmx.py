"""TMX 1.4b as bytes: written piece by piece, read piece by piece. Knows no model and keeps no file in memory.

Inline HTML is written as escaped text (level 1), as it stands in our PO and XLIFF files, so that the tools find it again; what
other tools wrote as `<bpt>`, `<ept>`, `<ph>` and `<it>` is read as the HTML that stands in it.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from library.exchange.refusals import FileRefusedError
from translations.exchange.languages import language_tag

MEGABYTE = 1024 * 1024
FILE_LIMIT = 10 * MEGABYTE
UNIT_LIMIT = 10_000
#: The longest sentence that is taken, in characters.
TEXT_LIMIT = 20_000
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
STAMP = "%Y%m%dT%H%M%SZ"

#: Byte order marks, zeros of UTF-16, and blanks.
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="Vigil" creationtoolversion="1" segtype="sentence" o-tmf="Vigil" adminlang="en" srclang={language} \
datatype="html"/>
<body>
"""
_FOOT = "</body>\n</tmx>\n"


@dataclass(frozen=True)
class Entry:
    """A unit of a file: texts by language code as it is written there, and when it was last changed."""

    texts: tuple[tuple[str, str], ...]
    source_language: str = ""
    changed_at: datetime.datetime | None = None


def written(entries: Iterable[Entry], source_language: str) -> Iterator[str]:
    """A file in pieces, to be encoded in UTF-8."""
    yield _HEAD.format(language=quoteattr(language_tag(source_language)))
    for entry in entries:
        stamp = ""
        if entry.changed_at:
            stamp = f' changedate="{entry.changed_at.astimezone(datetime.UTC).strftime(STAMP)}"'
        variants = "".join(
            f"<tuv xml:lang={quoteattr(language_tag(language))}><seg>{escape(_permitted(text))}</seg></tuv>"
            for language, text in entry.texts
        )
        yield f"<tu{stamp}>{variants}</tu>\n"
    yield _FOOT


def read(content: bytes) -> Iterator[Entry]:
    """The units of a file, one after the other. Raises FileRefusedError, perhaps after some units: store none before the end."""
    if len(content) > FILE_LIMIT:
        raise FileRefusedError(_("The file is larger than 10 MB. Part it into several files."))
    if not content.strip():
        raise FileRefusedError(_("The file is empty."))
    if not content.lstrip(_BEFORE_XML).startswith(b"<"):
        raise FileRefusedError(_("This is not a TMX file."))
    try:
        yield from _entries(content)
    except DefusedXmlException as error:
        raise FileRefusedError(
            _("This file defines entities, which can hide anything. Nothing was read. Export it anew.")
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        # A ValueError tells of letters that the file does not hold, or of an encoding that the parser does not know.
        line = getattr(error, "position", (0, 0))[0]
        raise FileRefusedError(
            _("The file is damaged or was cut off: it cannot be read beyond line %(line)s. Nothing was taken over.")
            % {"line": line}
        ) from error


def _entries(content: bytes) -> Iterator[Entry]:
    source_language, count, root = "", 0, None
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=False):
        if root is None:
            root = element
            if root.tag != "tmx":
                raise FileRefusedError(_("This is not a TMX file."))
        elif event == "end" and element.tag == "header":
            source_language = element.get("srclang", "")
        elif event == "end" and element.tag == "tu":
            count += 1
            if count > UNIT_LIMIT:
                message = ngettext(
                    "The file has more than %(limit)s unit. Part it into several files.",
                    "The file has more than %(limit)s units. Part it into several files.",
                    UNIT_LIMIT,
                )
                raise FileRefusedError(message % {"limit": UNIT_LIMIT})
            yield _entry(element, source_language)
            element.clear()
            for above in root:
                if above.tag == "body":
                    above.clear()


def _entry(element: Any, source_language: str) -> Entry:
    texts = []
    for variant in element.findall("tuv"):
        segment = variant.find("seg")
        text = "" if segment is None else "".join(segment.itertext())
        # TMX 1.1 and some tools leave the namespace out.
        texts.append((variant.get(LANGUAGE) or variant.get("lang") or "", text))
    moments = [
        _moment(each.get(name))
        for each in (element, *element.findall("tuv"))
        for name in ("changedate", "creationdate")
    ]
    known = [moment for moment in moments if moment]
    return Entry(tuple(texts), element.get("srclang") or source_language, max(known) if known else None)


def _moment(stamp: str | None) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(stamp or "", STAMP).replace(tzinfo=datetime.UTC)
    except ValueError:
        return None


def _permitted(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(character for character in text if character in "\t\n\r" or character >= " ")
