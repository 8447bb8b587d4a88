"""The field in which editors type a date. Refuses what it cannot read; it never puts another date in its place."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

#: With slashes the day and the month can be told apart in some countries only, so those are refused.
READABLE = ["%Y-%m-%d", "%d.%m.%Y"]


class TypedDateInput(AdminDateInput):
    """Wagtail's calendar without its correction: on leaving the field that turns “31.12.2025” into today's date."""

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}


class TypedDateTimeInput(AdminDateTimeInput):
    """The same for a date with a time, as in scheduled publication."""

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}


def register() -> None:
    """Put them in place of Wagtail's in every form of the admin."""
    register_form_field_override(models.DateField, override={"widget": TypedDateInput, "input_formats": READABLE})
    register_form_field_override(models.DateTimeField, override={"widget": TypedDateTimeInput})
