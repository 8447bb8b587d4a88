"""Documents are checked by their content. Tables of files that may and may not be stored."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from library.papers import check_paper, random_name


def package(**parts: str) -> bytes:
    """A ZIP file; in the names of the parts __ stands for / and _ for a full stop."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return output.getvalue()


def word(**more: str) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        for name, text in more.items():
            archive.writestr(name, text)
    return output.getvalue()


ODT = package(mimetype="application/vnd.oasis.opendocument.text", content_xml="<office/>")
ODS = package(mimetype="application/vnd.oasis.opendocument.spreadsheet")

ACCEPTED = {
    "letter.pdf": b"%PDF-1.7\n...",
    "LETTER.PDF": b"%PDF-1.4\n...",
    "letter.docx": word(),
    "letter.odt": ODT,
    "letter.txt": "Eine Zeile.\r\nایک سطر\n".encode(),
}

REFUSED = {
    "a program": (b"MZ\x90\x00", "letter.exe", "document_not_allowed"),
    "a page": (b"<html>", "letter.html", "document_not_allowed"),
    "an SVG": (b"<svg/>", "mark.svg", "document_not_allowed"),
    "no extension": (b"%PDF-1.7", "letter", "document_not_allowed"),
    "a program called .pdf": (b"MZ\x90\x00", "letter.pdf", "wrong_content"),
    "a page called .pdf": (b"<html>%PDF-", "letter.pdf", "wrong_content"),
    "any ZIP called .docx": (package(readme_txt="hello"), "letter.docx", "wrong_content"),
    "no ZIP called .docx": (b"PK\x03\x04 broken", "letter.docx", "wrong_content"),
    "a Word file with programs": (word(**{"word/vbaProject.bin": "x"}), "letter.docx", "has_programs"),
    "a sheet called .odt": (ODS, "letter.odt", "wrong_content"),
    "a ZIP called .odt": (package(readme_txt="hello"), "letter.odt", "wrong_content"),
    "bytes called .txt": (b"\x00\x01\x02", "letter.txt", "wrong_content"),
    "another encoding called .txt": ("Über".encode("utf-16"), "letter.txt", "wrong_content"),
    "an empty text": (b"", "letter.txt", "wrong_content"),
}


@pytest.mark.parametrize(("name", "content"), ACCEPTED.items(), ids=ACCEPTED.keys())
def test_accepted_and_left_at_its_beginning(name: str, content: bytes) -> None:
    file = io.BytesIO(content)
    assert check_paper(file, name) == name.lower().rsplit(".", 1)[1]
    assert file.read() == content


@pytest.mark.parametrize(("content", "name", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_a_sentence(content: bytes, name: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        check_paper(io.BytesIO(content), name)
    assert refusal.value.code == code
    (sentence,) = refusal.value.messages
    assert sentence.endswith(".")
    assert "%(" not in sentence


@override_settings(WAGTAILDOCS_MAX_UPLOAD_SIZE=10)
def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        check_paper(io.BytesIO(ACCEPTED["letter.pdf"]), "letter.pdf")
    assert refusal.value.code == "file_too_large"


def test_names_in_storage_are_random() -> None:
    assert random_name("pdf") != random_name("pdf")
    assert random_name("pdf").endswith(".pdf")
