"""Checks an uploaded document: PDF, Word, OpenDocument or plain text, by its content and not only by its name.

Refuses everything else, and Word files that carry programs. Changes nothing in the file: a document may be signed.
"""

from __future__ import annotations

import secrets
import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

NOT_ALLOWED = _("This kind of file cannot be used here. Use a PDF, Word (.docx), OpenDocument (.odt) or text file.")
WRONG_CONTENT = _(
    "This file is called .%(extension)s, but its content is something else. Export it again and try once more."
)
TOO_LARGE = _("This file is larger than %(limit)s. Make the document smaller and try again.")
HAS_PROGRAMS = _("This document contains programs (macros). Save it without them and try again.")

MIMETYPE_LIMIT = 200


def check_paper(file: IO[bytes], name: str) -> str:
    """The extension under which the document may be stored. Raises ValidationError with a sentence for the editor."""
    extension = PurePath(name).suffix.lower().lstrip(".")
    holds = CHECKS.get(extension)
    if holds is None:
        raise ValidationError(NOT_ALLOWED, code="document_not_allowed")
    limit: int = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if file.seek(0, 2) > limit:
        raise ValidationError(TOO_LARGE, code="file_too_large", params={"limit": filesizeformat(limit)})
    file.seek(0)
    if not holds(file):
        raise ValidationError(WRONG_CONTENT, code="wrong_content", params={"extension": extension})
    file.seek(0)
    return extension


def random_name(extension: str) -> str:
    return f"{secrets.token_hex(12)}.{extension}"


def _is_pdf(file: IO[bytes]) -> bool:
    return file.read(5) == b"%PDF-"


def _is_docx(file: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            parts = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise ValidationError(HAS_PROGRAMS, code="has_programs")
    return {"[Content_Types].xml", "word/document.xml"} <= parts


def _is_odt(file: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(file) as package, package.open("mimetype") as declared:
            return declared.read(MIMETYPE_LIMIT) == b"application/vnd.oasis.opendocument.text"
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError):
        return False


def _is_text(file: IO[bytes]) -> bool:
    try:
        text = file.read().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(ord(c) < 32 and c not in "\t\n\r\f" for c in text) and bool(text.strip())


CHECKS: dict[str, Callable[[IO[bytes]], bool]] = {
    "pdf": _is_pdf,
    "docx": _is_docx,
    "odt": _is_odt,
    "txt": _is_text,
}
