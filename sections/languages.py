"""Languages as people read them in lists. Knows no rights."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings


def own_name(language: str) -> str:
    """A language in its own name, as the languages of the site are listed."""
    return str(dict(settings.LANGUAGES).get(language, language))


def language_list(codes: Iterable[str]) -> str:
    """Languages in their own names, in one line."""
    return ", ".join(isolated(own_name(code)) for code in codes)


def isolated(text: str) -> str:
    """A name in its own script, which leaves the order of the words around it alone."""
    return f"\u2068{text}\u2069"


def interface_languages() -> list[str]:
    """The languages in which the interface is complete, English first."""
    return [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]


def direction(language: str) -> str:
    """In which direction a language is written: "rtl" or "ltr".

    A region or script does not matter: "ur-pk" is written like "ur".
    """
    known = settings.LANGUAGES_BIDI
    return "rtl" if language in known or language.partition("-")[0] in known else "ltr"
