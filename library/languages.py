"""Which languages a person who edits records sees first. Decides nothing about rights: every language can be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from modeltranslation.settings import AVAILABLE_LANGUAGES, DEFAULT_LANGUAGE
from wagtail.models import Locale


@dataclass(frozen=True)
class LanguageGroups:
    """Every language exactly once: the editor's own, those the site publishes in, and all others."""

    own: tuple[str, ...]
    site: tuple[str, ...]
    other: tuple[str, ...]


def group_languages(preferred: str, enabled: list[str]) -> LanguageGroups:
    """The editor's own languages are English, to which all others fall back, and the one preferred in the profile.

    >>> group_languages("ur", ["en", "de", "ur"]).own, group_languages("ur", ["en", "de", "ur"]).site
    (('en', 'ur'), ('de',))
    """
    own = tuple(code for code in dict.fromkeys([DEFAULT_LANGUAGE, preferred]) if code in AVAILABLE_LANGUAGES)
    site = tuple(code for code in AVAILABLE_LANGUAGES if code in enabled and code not in own)
    other = tuple(code for code in AVAILABLE_LANGUAGES if code not in own and code not in site)
    return LanguageGroups(own, site, other)


def languages_for(user: Any) -> LanguageGroups:
    """The groups for one account; None stands for nobody in particular. Looked up once per account object."""
    known: LanguageGroups | None = getattr(user, "_record_languages", None)
    if known is None:
        profile = getattr(user, "wagtail_userprofile", None)
        preferred = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
        known = group_languages(preferred, list(Locale.objects.values_list("language_code", flat=True)))
        if user is not None:
            user._record_languages = known
    return known
