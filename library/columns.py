"""Names of the columns that hold a label in each language. Knows no model."""

from __future__ import annotations

from modeltranslation.settings import AVAILABLE_LANGUAGES
from modeltranslation.utils import build_localized_fieldname


def column(name: str, language: str) -> str:
    """The column of a label in one language.

    >>> column("name", "pt-br")
    'name_pt_br'
    """
    return build_localized_fieldname(name, language)


def columns(name: str) -> tuple[str, ...]:
    """The columns of a label in every language the site can ever use."""
    return tuple(column(name, language) for language in AVAILABLE_LANGUAGES)
