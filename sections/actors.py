"""Makes the policy's Actor of a user: one query, kept on the user for the request. Decides nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from wagtail.models import Locale

from sections.choices import Role, Standing
from sections.models import NationalSection, SectionLocale
from sections.policy import NOBODY, Actor, Grant, SectionFacts

_CACHE, _LANGUAGES = "_sections_actor", "_sections_languages"


def facts_of(section: NationalSection) -> SectionFacts:
    """What the policy knows of a section; its languages should have been fetched with their locales."""
    locales = {row.locale.language_code: Standing(row.standing) for row in section.section_locales.all()}
    return SectionFacts(section.pk, section.country, locales, section.is_active)


def actor_of(user: Any) -> Actor:
    """The actor that a user is; nobody without an account that is active."""
    if user is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    cached: Actor | None = getattr(user, _CACHE, None)
    if cached is None:
        locales = Prefetch("section__section_locales", SectionLocale.objects.select_related("locale"))
        memberships = user.memberships.select_related("section").prefetch_related(locales)
        grants = tuple(
            Grant(Role(membership.role), facts_of(membership.section) if membership.section else None)
            for membership in memberships
        )
        cached = Actor(grants, is_superuser=user.is_superuser)
        setattr(user, _CACHE, cached)
    return cached


def languages_for(user: Any) -> dict[int, str]:
    """The codes of all locales by id; read once for a user, who asks about many pages."""
    cached: dict[int, str] | None = getattr(user, _LANGUAGES, None)
    if cached is None:
        cached = dict(Locale.objects.values_list("pk", "language_code"))
        setattr(user, _LANGUAGES, cached)
    return cached


def forget(user: Any) -> None:
    """Make the next question about this user object read the database again."""
    for name in (_CACHE, _LANGUAGES):
        user.__dict__.pop(name, None)
