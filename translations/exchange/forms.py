"""The forms of export and import. Read no table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from translations.exchange.choosing import Pair
from translations.exchange.formats import FILE_LIMIT, FORMATS, too_large

ALL, LEFT = "all", "left"


class ExportForm(forms.Form):
    """What is taken along, and as which kind of file."""

    pair = forms.ChoiceField(label=_("Languages"), widget=forms.RadioSelect)
    strings = forms.ChoiceField(
        label=_("Strings"),
        widget=forms.RadioSelect,
        choices=[(LEFT, _("Only what is missing, out of date or in error")), (ALL, _("All strings of the page"))],
        initial=LEFT,
    )
    format = forms.ChoiceField(
        label=_("Kind of file"),
        widget=forms.RadioSelect,
        choices=[(name, each.label) for name, each in FORMATS.items()],
        initial="docx",
    )

    def __init__(self, *args: Any, pairs: Iterable[Pair] | None = None, **kwargs: Any) -> None:
        """With `pairs` for many pages, without for one."""
        super().__init__(*args, **kwargs)
        if pairs is None:
            del self.fields["pair"]
        else:
            del self.fields["strings"]
            choices = [(pair.value, _offer(pair)) for pair in pairs]
            self.fields["pair"].choices = choices  # type: ignore[attr-defined]
            self.fields["pair"].initial = choices[0][0] if choices else None


def _offer(pair: Pair) -> str:
    pages = ngettext("%(number)s page", "%(number)s pages", len(pair.translations)) % {"number": len(pair.translations)}
    strings = ngettext("%(number)s string", "%(number)s strings", pair.strings) % {"number": pair.strings}
    return f"{pair.name} · {pages} · {strings}"


class UploadForm(forms.Form):
    """A file to look at."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PO, XLIFF, or the table as DOCX, up to 10 MB. Nothing is changed yet."),
        widget=forms.FileInput(attrs={"accept": ".po,.pot,.xlf,.xliff,.docx"}),
        error_messages={"empty": _("The file is empty.")},
    )

    def clean_file(self) -> bytes:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > FILE_LIMIT:
            raise ValidationError(too_large())
        return file.read()

    @property
    def file_name(self) -> str:
        """What the sender calls it."""
        file: Any = self.files["file"]
        return file.name or ""

    @property
    def refusal(self) -> str:
        """Why the form cannot be used, in a sentence."""
        return " ".join(str(error) for error in self.errors.get("file", []))
