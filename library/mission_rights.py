"""Whose missions somebody may change, asked of the policy: those in the country of one's own section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from library.models import Country
from sections.actors import actor_of
from sections.policy import Target, may
from sections.roles import Action


def reach_of(user: Any) -> Callable[[str], bool]:
    """Tells of a country, by its code, whether `user` may change the missions there."""
    actor = actor_of(user)

    def reaches(country: str) -> bool:
        return may(actor, Action.CHANGE_MISSION, Target(country=country))

    return reaches


def not_your_country(country: Country) -> str:
    """Why a mission is left alone."""
    return _("You may change the missions in your own section’s country only, not those in %(country)s.") % {
        "country": country
    }
