"""Search fields for labels that have one column per language. Indexes every language, whichever is active."""

from __future__ import annotations

from modeltranslation.settings import AVAILABLE_LANGUAGES
from modeltranslation.utils import build_localized_fieldname
from wagtail.search import index


def localised_search_fields(name: str, *, autocomplete: bool = True) -> list[index.BaseField]:
    """One search field per language column of a label; with completion of half-typed words unless told otherwise."""
    fields: list[index.BaseField] = []
    for language in AVAILABLE_LANGUAGES:
        column = build_localized_fieldname(name, language)
        fields.append(index.SearchField(column))
        if autocomplete:
            fields.append(index.AutocompleteField(column))
    return fields
