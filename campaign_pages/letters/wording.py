"""Words and signs that belong to the form of a document rather than to its text, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext

from campaign_pages.choices import ClauseSort

if TYPE_CHECKING:
    from library.models import DiplomaticMission

#: What follows the number of a list item; a full stop where nothing else is said. In Urdu the sign that ends a sentence.
_AFTER_NUMBER = {"ur": "۔", "sd": "۔"}
BULLET = "•"


def numeral(number: int, language: str) -> str:
    """The number of a list item as it stands before it, in the digits that the site uses in all languages.

    >>> numeral(3, "en"), numeral(3, "ur")
    ('3.', '3۔')
    """
    return f"{number}{_AFTER_NUMBER.get(language, '.')}"


def lead_in(sort: str, language: str) -> str:
    """The words that open a group of a motion's clauses."""
    with translation.override(language):
        return {
            # Translators: the four lead-ins of a motion. Each clause goes on where its lead-in stops, in English with
            # “that …” after the first two and with “to …” after the last two.
            ClauseSort.NOTES: gettext("This meeting notes with grave concern"),
            ClauseSort.BELIEVES: gettext("This meeting believes"),
            ClauseSort.RESOLVES: gettext("This meeting resolves"),
            ClauseSort.COMMITS: gettext("This meeting commits itself"),
        }[ClauseSort(sort)]


def copies_to(language: str) -> str:
    """The words above the names of those who get a copy, where the document has none of its own."""
    with translation.override(language):
        # Translators: above the names of those who get a copy of a letter.
        return gettext("Copies to:")


def no_email_address_sentence() -> str:
    """What is said of an answer that is no e-mail address, in the active language."""
    return gettext("This is not an e-mail address. It looks like name@example.org.")


def doubt(mission: DiplomaticMission | None) -> str:
    """What speaks against a mission's address, in the active language; nothing when it was verified within a year."""
    if mission is None:
        return ""
    if mission.is_doubted_by_readers:
        return gettext("Readers have reported that this address does not work. Please look it up before you write.")
    if mission.verified_on is None:
        return gettext("Nobody has checked this address yet. Please compare it with the mission’s own website.")
    if mission.is_unverified_for_a_year(timezone.localdate()):
        return gettext("This address was last checked more than a year ago.")
    return ""
