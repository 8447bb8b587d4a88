"""The form of a section, and what has to be right before it is stored. Makes nothing: provisioning.py does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from modeltranslation.settings import AVAILABLE_LANGUAGES, DEFAULT_LANGUAGE
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.forms import WagtailAdminModelForm

from sections.choices import SectionState
from sections.languages import direction, interface_languages
from sections.models import NationalSection


class LocalesFormSet(BaseChildFormSet):
    """The languages of a section: at least one, each once."""

    def clean(self) -> None:
        super().clean()
        rows = [form for form in self.forms if form not in self.deleted_forms]
        chosen = [form.cleaned_data["locale"] for form in rows if form.is_valid() and form.cleaned_data.get("locale")]
        if not rows:
            raise forms.ValidationError(gettext("A section works in at least one language. Add its language."))
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(gettext("The section has this language already."))

    def validate_unique(self) -> None:
        """Said in `clean`, in our words."""


class SectionForm(WagtailAdminModelForm):
    """A section; `reason` is kept in the trail, and asked for when the section stops working."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Needed when you pause or close the section. It stays in the trail."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section: NationalSection = self.instance
        self.state_before = section.state if section.pk else ""
        rows = section.section_locales.select_related("locale") if section.pk else ()
        self.languages_before = {row.locale.language_code: row.standing for row in rows}
        if section.pk and "slug" in self.fields:
            self.fields["slug"].disabled = True
        self._arrange_names()

    def _arrange_names(self) -> None:
        wanted = [
            code
            for code in dict.fromkeys([*self.languages_before, DEFAULT_LANGUAGE, *interface_languages()])
            if code in AVAILABLE_LANGUAGES
        ]
        for code in AVAILABLE_LANGUAGES:
            name = build_localized_fieldname("public_name", code)
            if name not in self.fields:
                continue
            if code not in wanted:
                del self.fields[name]
                continue
            self.fields[name].widget.attrs.update({"lang": code, "dir": direction(code)})
            self.fields[name].help_text = "" if code != wanted[0] else self.fields[name].help_text
        self.order_fields([build_localized_fieldname("public_name", code) for code in wanted])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        state = cleaned.get("state")
        if self.stops(state) and not cleaned.get("reason", "").strip():
            self.add_error("reason", gettext("Say why the section stops working; its members will ask."))
        return cleaned

    def stops(self, state: str | None) -> bool:
        """Whether the section works now and would not with this state."""
        return bool(state) and state != SectionState.ACTIVE and self.state_before in ("", SectionState.ACTIVE)
