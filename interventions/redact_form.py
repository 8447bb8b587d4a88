"""The form that says how much of a name readers see. Does nothing itself."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from interventions.forms import WhyForm
from library.choices import PublishLevel


class RedactForm(WhyForm):
    """The level and why. The pages to take down are ticked in the list beside it."""

    level = forms.ChoiceField(
        label=capfirst(_("what readers see of the name")),
        choices=PublishLevel.choices,
        widget=forms.RadioSelect,
        help_text=_("Takes effect in all languages at once. The portrait is shown only with the full name."),
    )

    field_order = ("level", "why")
