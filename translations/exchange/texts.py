"""Bytes of uploaded files as text, and as XML that does nothing but hold text. Knows no format."""

from __future__ import annotations

import codecs
import contextlib
import re
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from translations.exchange.units import FileRefusedError

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def decoded(content: bytes, named: str = "") -> str:
    """The text of a file: UTF-8 or UTF-16 where it is that, else the encoding that it names. Raises FileRefusedError.

    What can be read as UTF-8 is UTF-8, whatever a program has left in the heading.
    """
    if not content.startswith(_UTF_32):
        for encoding in ["utf-16"] if content.startswith(_UTF_16) else ["utf-8-sig", named or "utf-8"]:
            with contextlib.suppress(UnicodeDecodeError, LookupError):
                text = content.decode(encoding)
                if "\0" not in text:
                    return text
    raise FileRefusedError(_("The letters of this file cannot be read. Save it in UTF-8 and send it again."))


def parsed(content: bytes) -> Element:
    """The root of an XML file. Raises FileRefusedError for broken XML, and for any that declares types or entities."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FileRefusedError(
            _("The file declares entities of its own, which no translation program does. It was not read.")
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise FileRefusedError(_("The file is not whole, or was changed so that it cannot be read.")) from error
    return root


def in_xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
