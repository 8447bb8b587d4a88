"""What a page says of a letter's blanks and of a mission's address. Every sentence in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.translation import gettext, ngettext

if TYPE_CHECKING:
    from library.models import DiplomaticMission

register = template.Library()


@register.filter
def mission_state(mission: DiplomaticMission) -> str:
    """What is known of a mission's address: `broken`, `unverified`, `old` or `verified`."""
    if mission.is_reported_broken:
        return "broken"
    if mission.verified_on is None:
        return "unverified"
    return "old" if mission.is_unverified_for_a_year(timezone.localdate()) else "verified"


@register.simple_tag
def mission_states() -> list[tuple[str, str]]:
    """The sentence for each doubtful state of an address; nothing is said of one that was verified."""
    return [
        (
            "broken",
            gettext("Readers have reported that this address does not work. Please look it up before you write."),
        ),
        (
            "unverified",
            gettext("Nobody has checked this address yet. Please compare it with the mission’s own website."),
        ),
        ("old", gettext("This address was last checked more than a year ago.")),
    ]


@register.filter
def emails(text: str) -> list[str]:
    """The addresses of a list with commas.

    >>> emails("a@example.org, b@example.org")
    ['a@example.org', 'b@example.org']
    """
    return [part.strip() for part in text.split(",") if part.strip()]


@register.filter
def blanks_are_left(number: int) -> str:
    """How many blanks of a letter are still open, before their names."""
    return ngettext("%(number)s blank is left:", "%(number)s blanks are left:", number) % {"number": number}


@register.simple_tag
def blanks_left() -> dict[str, str]:
    """The same sentence for the browser, which counts itself: `#` is the number.

    One and many are all that the languages of the interface tell apart in the number of a letter's blanks.
    """
    return {
        name: ngettext("%(number)s blank is left:", "%(number)s blanks are left:", number) % {"number": "#"}
        for name, number in (("one", 1), ("other", 2))
    }
