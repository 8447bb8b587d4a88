"""E-mail addresses, web addresses and telephone numbers: a character changed, or all lost."""

from __future__ import annotations

import random
import re

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, PairRule, World, removed, replaced
from tests.benchmarks.planted_errors.reading import EMAIL, PHONE, URL


class AddressRule(PairRule):
    """Chooses an address that both texts have."""

    error = ErrorClass.ADDRESSES
    pattern: re.Pattern[str]
    lost = False

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = [m for m in self.pattern.finditer(pair.target) if m.group() in pair.source]
        if not found:
            return None
        match = dice.choice(found)
        if self.lost:
            return removed(pair.target, match.span())
        wrong = self.slip(match.group(), dice)
        return replaced(pair.target, match.span(), wrong)

    def slip(self, address: str, dice: random.Random) -> str:
        """The address with one letter exchanged for another, or left out."""
        at = dice.choice([n for n, c in enumerate(address) if c.isalpha() and n > len("https://")])
        letter = dice.choice([c for c in "abdeiknorst" if c != address[at]] + [""])
        return address[:at] + letter + address[at + 1 :]


class EmailChanged(AddressRule):
    """An e-mail address with a wrong letter."""

    id = "email-changed"
    pattern = EMAIL


class EmailLost(AddressRule):
    """An e-mail address that is gone."""

    id = "email-lost"
    pattern = EMAIL
    lost = True


class UrlChanged(AddressRule):
    """A web address with a wrong letter."""

    id = "url-changed"
    pattern = URL


class UrlLost(AddressRule):
    """A web address that is gone."""

    id = "url-lost"
    pattern = URL
    lost = True


class PhoneChanged(AddressRule):
    """A telephone number with a wrong digit."""

    id = "phone-changed"
    pattern = PHONE

    def slip(self, address: str, dice: random.Random) -> str:
        at = dice.choice([n for n, c in enumerate(address) if c.isdecimal()])
        return address[:at] + str((int(address[at]) + dice.randint(1, 9)) % 10) + address[at + 1 :]


class PhoneCut(AddressRule):
    """A telephone number that lost its last figures."""

    id = "phone-cut"
    pattern = PHONE

    def slip(self, address: str, dice: random.Random) -> str:
        return address.rsplit(" ", 1)[0] if " " in address else address[:-2]
