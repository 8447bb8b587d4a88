"""Countries by their ISO 3166-1 code, named by CLDR. Knows no record."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

#: Codes of CLDR with two letters that are no country.
_NO_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ"}


@cache
def _names(language: str) -> dict[str, str]:
    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        territories = Locale("en").territories
    return {
        code: str(name)
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


def country_name(code: str, language: str | None = None) -> str:
    """The name of a country in a language, by default the active one; the code where CLDR knows none.

    >>> country_name("AT", "de"), country_name("AT", "en"), country_name("??", "en")
    ('Österreich', 'Austria', '??')
    """
    return _names(language or get_language() or "en").get(code) or _names("en").get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """All countries as (code, name in the active language), by name."""
    return sorted(((code, country_name(code)) for code in _names("en")), key=lambda choice: choice[1])
