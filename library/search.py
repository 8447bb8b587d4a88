"""Search fields for labels that have one column per language. Indexes every language, whichever is active."""

from __future__ import annotations

from wagtail.search import index

from library.columns import columns


def localised_search_fields(name: str, *, autocomplete: bool = True) -> list[index.BaseField]:
    """One search field per language column of a label; with completion of half-typed words unless told otherwise."""
    fields: list[index.BaseField] = []
    for column in columns(name):
        fields.append(index.SearchField(column))
        if autocomplete:
            fields.append(index.AutocompleteField(column))
    return fields
