"""The form of a term: everybody sees all forms, and changes those of her own languages. Saves nothing itself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet

from library.choices import language_choices
from library.forms import DecisionForm
from sections.languages import direction, own_name
from translations.glossary.rights import may_decide, own_languages
from translations.models.glossary import TermStatus


def not_your_language(language: str) -> str:
    """Why a form is left alone."""
    if not language:
        return _("Only the secretariat decides what holds for all languages of a script. Choose one of your languages.")
    return _("You decide terms in your own section’s languages only, not in this one: %(language)s.") % {
        "language": own_name(language)
    }


class FormOfTerm(DecisionForm):
    """One form of a term; in a language that one does not decide it can be read, not changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_open = not self.instance.pk or may_decide(self.for_user, self.instance.language)
        code = self.instance.language
        self.fields["text"].widget.attrs.update({"lang": code, "dir": direction(code)} if code else {"dir": "auto"})
        if not self.is_open:
            for field in self.fields.values():
                field.disabled = True
        elif not may_decide(self.for_user, ""):
            own = set(own_languages(self.for_user))
            self.fields["language"].choices = [
                ("", "—"),
                *((code, name) for code, name in language_choices() if code in own),
            ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        language = cleaned.get("language")
        if self.is_open and language is not None and not may_decide(self.for_user, language):
            self.add_error("language", not_your_language(language))
        return cleaned


class FormsOfTerm(BaseChildFormSet):
    """The forms of a term, those in one's own languages first. What is another section's is not deleted."""

    def get_queryset(self) -> list[Any]:
        user = self.form_kwargs.get("for_user")
        own = set(own_languages(user))
        order = {status: place for place, status in enumerate(TermStatus.values)}
        forms = list(super().get_queryset())
        prefetch_related_objects(forms, "decided_by")
        return sorted(
            forms, key=lambda form: (form.language not in own, form.language, order.get(form.status, 0), form.text)
        )

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if not form.is_open:
                raise ValidationError(not_your_language(form.instance.language))
