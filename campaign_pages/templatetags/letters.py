"""What a page says of a letter's blanks and of a mission's address. Every sentence in the active language, the page's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import ngettext

from campaign_pages.letters.wording import doubt, no_email_address_sentence
from library.missions import unknown_mission_sentence

if TYPE_CHECKING:
    from library.models import DiplomaticMission

register = template.Library()


register.filter("doubt", doubt)
register.simple_tag(no_email_address_sentence, name="no_email_address")
register.simple_tag(unknown_mission_sentence, name="unknown_mission")


@register.filter
def contact(mission: DiplomaticMission) -> str:
    """How a mission is reached besides by letter, in signs that need no language."""
    return " · ".join(part for part in (*mission.email_list, mission.telephone) if part)


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
