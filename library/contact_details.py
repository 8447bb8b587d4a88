"""Addresses, e-mail addresses and telephone numbers as people type them: parted, and refused with a sentence. Stores nothing."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.utils.translation import gettext_lazy as _

LINES_ON_AN_ENVELOPE = 8
LETTERS_IN_A_LINE = 100

#: Characters that no address needs: controls, direction overrides and isolates, invisible separators.
UNWANTED_CATEGORIES = {"Cc", "Cf", "Zl", "Zp"}

#: Invisible, and yet part of how Persian, Urdu and their neighbours are written.
JOINERS = {"\u200c", "\u200d"}


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold anything, without blanks around them.

    >>> lines_of("Schaperstraße 29 \\r\\n\\n 10719 Berlin")
    ['Schaperstraße 29', '10719 Berlin']
    """
    return [stripped for line in text.splitlines() if (stripped := " ".join(line.split()))]


def emails_of(text: str) -> list[str]:
    """The addresses in a list with one on each line or with commas, each once.

    >>> emails_of("a@example.org, b@example.org\\na@example.org")
    ['a@example.org', 'b@example.org']
    """
    return list(dict.fromkeys(part.strip() for part in re.split(r"[,;\n\r]+", text) if part.strip()))


def validate_address_lines(text: str) -> None:
    """Raises ValidationError for what does not fit on an envelope."""
    lines = lines_of(text)
    if len(lines) > LINES_ON_AN_ENVELOPE:
        raise ValidationError(_("An address has at most %(limit)s lines."), params={"limit": LINES_ON_AN_ENVELOPE})
    if any(len(line) > LETTERS_IN_A_LINE for line in lines):
        raise ValidationError(
            _("A line of an address has at most %(limit)s letters."), params={"limit": LETTERS_IN_A_LINE}
        )
    letters = {letter for line in lines for letter in line} - JOINERS
    if any(unicodedata.category(letter) in UNWANTED_CATEGORIES for letter in letters):
        raise ValidationError(_("The address holds invisible characters. Type it anew instead of pasting it."))


#: What the standard allows in an address and no mission uses: it would mean something else in a mailto link.
plain_address = RegexValidator(r"^[^\s\"'?&%#=<>/\\]+\Z")


def validate_emails(text: str) -> None:
    """Raises ValidationError that names the first entry that is no e-mail address."""
    for address in emails_of(text):
        try:
            plain_address(address)
            validate_email(address)
        except ValidationError as error:
            raise ValidationError(
                _("“%(address)s” is no e-mail address. Write one on each line, for example info@example.org."),
                params={"address": address},
            ) from error


validate_telephone = RegexValidator(
    r"^\+?[0-9(][0-9 ()/.\-]{2,}\Z",
    _("Write one telephone number with digits and spaces, for example +44 20 7946 0000."),
)
