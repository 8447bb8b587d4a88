"""What a country is called in a language: by its record, else by CLDR. Never the English name where a better one is known."""

from __future__ import annotations

from library.columns import column
from library.dates import babel_locale
from library.models.places import Country


def country_name(country: Country, language: str) -> str:
    """The name in the record's column of the language, else that of CLDR, else the English one, else the code."""
    written = getattr(country, column("name", language), "")
    if written:
        return str(written)
    if language != "en":
        locale = babel_locale(language)
        # Babel gives English data for languages it does not know at all; their records fall back to English themselves.
        if locale.language != "en" and (known := locale.territories.get(country.code)):
            return str(known)
    return str(country.name_en or country.code)
