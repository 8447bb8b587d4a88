"""A system check for what the guard relies on: wagtail-localize translates pages and nothing else. Looks at no data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import get_snippet_models


def translatable_records() -> list[str]:
    """Records that wagtail-localize would translate: their screens ask Wagtail's rights alone, which know no language."""
    return sorted(model._meta.label for model in get_snippet_models() if issubclass(model, TranslatableMixin))


def check_records(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each record of that kind; its create, edit and delete screens would have to be guarded first."""
    return [
        Error(
            f"{label} is a record that wagtail-localize would translate.",
            hint="Give it a column for each language (modeltranslation), or guard its screens by language.",
            id="translations.E001",
        )
        for label in translatable_records()
    ]
