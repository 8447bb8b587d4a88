"""Texts that are too long for their field, and translations far shorter or longer than their original."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from translations.checks.check import Check
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding, Severity
from translations.checks.sentences import length_rate
from translations.checks.texts import Pair, Text

#: From how many characters of the original on a translation has to be between the two parts of its usual length.
_BOUNDS: Final = ((150, 0.62, 1.6), (80, 0.55, 1.85), (45, 0.42, 2.4), (28, 0.32, 3.2), (16, 0.16, 6.0))
#: The same where a language's usual length is not known.
_WIDE: Final = ((60, 0.12, 5.0),)


class TooLong(Check):
    """Texts longer than the field they belong to takes."""

    id = "too-long"
    name = _("Length limit")
    why = _("The field takes no more, so the page cannot be published.")
    severity = Severity.ERROR

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        length = len(text.plain)
        if text.limit is not None and length > text.limit:
            span = (text.limit, length)
            yield self.found(text, span, length=length, limit=text.limit)

    def sentence(self, finding: Finding) -> str:
        over = finding.values["length"] - finding.values["limit"]
        return ngettext(
            "Shorten the text by %(number)s character: it may have %(limit)s.",
            "Shorten the text by %(number)s characters: it may have %(limit)s.",
            over,
        ) % {"number": over, "limit": finding.values["limit"]}


class Length(Check):
    """Translations far shorter or longer than such a text usually is in the language."""

    id = "length"
    name = _("Unusual length")
    why = _("Something may have been left out, cut off or pasted in.")
    severity = Severity.WARNING

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        source, target = len(pair.source.plain.strip()), len(pair.target.plain.strip())
        rate = length_rate(pair)
        bounds = next((row for row in (_WIDE if rate is None else _BOUNDS) if source >= row[0]), None)
        if bounds is None or not target:
            return
        part = target / (source * (rate or 1.0))
        if part < bounds[1]:
            yield self.found(pair.target, is_short=True)
        elif part > bounds[2]:
            yield self.found(pair.target, is_short=False)

    def sentence(self, finding: Finding) -> str:
        if finding.values["is_short"]:
            return str(_("The translation is much shorter than the original. Is something missing?"))
        return str(_("The translation is much longer than the original. Is something there that does not belong?"))
