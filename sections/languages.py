"""Languages as people read them in lists. Knows no rights."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import get_language_info


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
    return "rtl" if get_language_info(language)["bidi"] else "ltr"
