"""E-mail addresses, web addresses and telephone numbers that a translation loses, changes or adds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from translations.checks.check import Check
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding, Severity
from translations.checks.locators import Address, addresses_in
from translations.checks.texts import Pair, blanked

_CLOSE_ENOUGH: Final = 70


class Addresses(Check):
    """Addresses that a translation loses, changes or adds. A web address may lead to the page in the other language."""

    id = "addresses"
    name = _("Addresses and telephone numbers")
    why = _("A letter to a wrong address reaches nobody.")
    severity = Severity.ERROR

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        wanted, present = addresses_in(pair.source.prose), addresses_in(pair.target.prose)
        if not wanted and not present:
            return
        values = {_without_language(each, pair) for each in present}
        lost = [each for each in wanted if _without_language(each, pair) not in values]
        known_values = {_without_language(each, pair) for each in wanted}
        extra = [each for each in present if _without_language(each, pair) not in known_values]
        for each in {address.value: address for address in lost}.values():
            right = [(other.start, other.end) for other in present if other not in extra]
            near = _nearest(each, extra, blanked(pair.target.prose, right))
            if near:
                start, end = near
                extra = [other for other in extra if not (start <= other.start < end)]
                wrong = pair.target.prose[start:end]
                yield self.found(pair.target, near, fix=each.written, wrong=wrong, right=each.written)
            else:
                yield self.found(pair.target, missing=[each.written])
        for each in extra:
            span = (each.start, each.end)
            yield self.found(pair.target, span, severity=Severity.WARNING, extra=[each.written])


def _without_language(address: Address, pair: Pair) -> str:
    """The value by which addresses of two languages are equal: `/en/` and `/de/` lead to the same page."""
    if address.kind != "web":
        return address.value
    codes = {pair.source.language, pair.target.language, pair.source.main_language, pair.target.main_language}
    return re.sub(rf"(?:^|(?<=[./]))(?:{'|'.join(map(re.escape, codes))})(?=[./]|$)", "*", address.value)


def _nearest(lost: Address, extra: list[Address], text: str) -> tuple[int, int] | None:
    """The stretch of a text that was meant to be the lost address."""
    stretches = [(each.start, each.end) for each in extra]
    if lost.kind == "phone":
        stretches += [match.span() for match in re.finditer(r"[+(]*\d[\d\s\u00a0\u202f()./-]{4,}\d", text)]
    else:
        stretches += [match.span() for match in re.finditer(r"[!-~]{4,}[\w/]", text)]
    rated = [(fuzz.ratio(lost.written.casefold(), text[start:end].casefold()), start, end) for start, end in stretches]
    best = max(rated, default=(0.0, 0, 0))
    return (best[1], best[2]) if best[0] >= _CLOSE_ENOUGH else None
