"""The two forms of an import: a file, and the same file again with the preview that was seen. Read no table."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from library.exchange.csv_files import FILE_LIMIT


class UploadForm(forms.Form):
    """A file to look at. Other kinds of files say their own limit and words."""

    limit = FILE_LIMIT
    too_large: Any = _("The file is larger than 2 MB. Part it into several files.")
    help_text: Any = _("CSV with commas, semicolons or tabs, in UTF-8 or UTF-16, up to 2 MB. Nothing is changed yet.")
    accept = ".csv,text/csv,text/tab-separated-values,text/plain"

    file = forms.FileField(label=_("File"), widget=forms.FileInput, error_messages={"empty": _("The file is empty.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = self.help_text
        self.fields["file"].widget.attrs["accept"] = self.accept

    def clean_file(self) -> bytes:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > self.limit:
            raise ValidationError(self.too_large)
        return file.read()


class ConfirmForm(forms.Form):
    """The file as it was looked at, packed into the page, and the digest of what was seen. The server keeps nothing."""

    limit = FILE_LIMIT

    content = forms.CharField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    @classmethod
    def holding(cls, content: bytes, digest: str) -> Self:
        return cls(initial={"content": packed(content), "digest": digest})

    def clean_content(self) -> bytes:
        try:
            return unpacked(self.cleaned_data["content"], self.limit)
        except (binascii.Error, zlib.error, ValueError) as error:
            raise ValidationError(_("The file was not sent whole. Choose it again.")) from error


def packed(content: bytes) -> str:
    """The bytes as text, small enough for a form."""
    return base64.b64encode(zlib.compress(content)).decode()


def unpacked(text: str, limit: int = FILE_LIMIT) -> bytes:
    """The bytes again. Raises ValueError, zlib.error or binascii.Error; never makes more of them than a file may have."""
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(base64.b64decode(text, validate=True), limit + 1)
    if len(content) > limit or not unpacking.eof:
        raise ValueError("not a whole file of the permitted size")
    return content
