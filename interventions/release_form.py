"""The form that says which languages go live, and when. Does nothing itself."""

from __future__ import annotations

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from interventions.forms import WhyForm


class ReleaseForm(WhyForm):
    """When and why. The languages are ticked in the list beside it."""

    at = forms.DateTimeField(
        label=_("When"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("Leave it empty to publish now. The time is that of your account’s time zone."),
    )

    field_order = ("at", "why")

    def clean_at(self) -> datetime.datetime | None:
        """A time that is to come."""
        at: datetime.datetime | None = self.cleaned_data["at"]
        if at and at <= timezone.now():
            raise ValidationError(_("Choose a time in the future, or none to publish now."))
        return at
