"""End marks, quotation marks and brackets: lost, unpaired, or those of another language."""

from __future__ import annotations

import random
import re

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, PairRule, World, replaced
from tests.benchmarks.planted_errors.reading import plain, words

FULL_STOP, QUESTION, CALL = "full stop", "question", "call"
#: End marks by what they say, per language; the rest as in English.
ENDS = {".": FULL_STOP, "?": QUESTION, "!": CALL}
ARABIC_ENDS = {".": FULL_STOP, "؟": QUESTION, "!": CALL}
WIDE_ENDS = {"。": FULL_STOP, "？": QUESTION, "！": CALL}
ENDS_OF = {
    "ur": {"۔": FULL_STOP, "؟": QUESTION, "!": CALL},
    "el": {".": FULL_STOP, ";": QUESTION, "!": CALL},
    **dict.fromkeys(("ar", "fa", "ps", "sd"), ARABIC_ENDS),
    **dict.fromkeys(("ja", "zh-hans", "zh-hant"), WIDE_ENDS),
    "hi": {"।": FULL_STOP, "?": QUESTION, "!": CALL},
}
#: The marks of other languages in the place of one's own.
FOREIGN_ENDS = {"ur": {"۔": [".", "।"], "؟": ["?"]}, "el": {";": ["?"]}}
FOREIGN_ENDS_REST = {".": ["۔", "。"], "?": ["؟", "？"], "؟": ["?"], "。": ["."], "।": ["."]}
#: Quotation marks that are written in a language, and a pair that none of its writers would use.
QUOTES = {
    "en": ("“”", "„“"),
    "de": ("„“", "“”"),
    "fr": ("«»", "„“"),
    "it": ("«»", "„“"),
    "es": ("«»", "„“"),
    "pt-br": ("“”", "„“"),
    "nl": ("‘’", "«»"),
    "da": ("””", "«»"),
    "el": ("«»", "„“"),
    "ur": ("“”", "„“"),
}


def ends_of(language: str) -> dict[str, str]:
    """The end marks of a language and what they say."""
    return ENDS_OF.get(language, ENDS)


def shared_end(pair: Pair) -> int | None:
    """Where the translation has the end mark that says what the source's says; None where one of them has another, or none."""
    own, other = ends_of(pair.source_language), ends_of(pair.target_language)
    source, target = plain(pair.source).rstrip(), pair.target.rstrip()
    if (
        not source
        or not target
        or len(words(pair.target)) < 3
        or target[-2:-1] in "…."
        or not pair.target.endswith(target)
    ):
        return None
    return len(target) - 1 if own.get(source[-1], "") == other.get(target[-1], " ") else None


class EndMarkLost(PairRule):
    """The mark at the end is gone."""

    id = "end-mark-lost"
    error = ErrorClass.PUNCTUATION

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        at = shared_end(pair)
        return None if at is None else Change(pair.target[:at].rstrip(), (max(at - 2, 0), at))


class EndMarkForeign(PairRule):
    """The mark at the end is that of another language."""

    id = "end-mark-foreign"
    error = ErrorClass.PUNCTUATION

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        at = shared_end(pair)
        foreign = FOREIGN_ENDS.get(pair.target_language, FOREIGN_ENDS_REST)
        if at is None or pair.target[at] not in foreign:
            return None
        return replaced(pair.target, (at, at + 1), dice.choice(foreign[pair.target[at]]))


class BracketUnpaired(PairRule):
    """A bracket without its other half."""

    id = "bracket-unpaired"
    error = ErrorClass.PUNCTUATION

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(re.finditer(r"\(([^()]*)\)", pair.target))
        if not found or "(" not in pair.source:
            return None
        match = dice.choice(found)
        kept = dice.choice([f"({match[1]}", f"{match[1]})"])
        return replaced(pair.target, match.span(), kept)


class QuoteRule(PairRule):
    """Finds a quotation in the marks of its language."""

    error = ErrorClass.QUOTES

    def quotations(self, pair: Pair) -> list[re.Match[str]]:
        """Quotations in the language's own marks, where the source quotes, too."""
        opening, closing = QUOTES.get(pair.target_language, ("", ""))[0] or "  "
        own_opening = QUOTES.get(pair.source_language, ("“", ""))[0][0]
        if own_opening not in pair.source or not opening.strip():
            return []
        pattern = rf"(?<!\w){opening}([^{opening}{closing}]*){closing}(?!\w)"
        found = list(re.finditer(pattern, pair.target))
        return found if pair.target.count(closing) == len(found) * (2 if opening == closing else 1) else []


class QuotesForeign(QuoteRule):
    """A quotation in the marks of another language."""

    id = "quotes-foreign"

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = self.quotations(pair)
        if not found:
            return None
        opening, closing = QUOTES[pair.target_language][1]
        match = dice.choice(found)
        return replaced(pair.target, match.span(), f"{opening}{match[1].strip()}{closing}")


class QuoteUnpaired(QuoteRule):
    """A quotation that is opened and never closed, or the reverse."""

    id = "quote-unpaired"

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = self.quotations(pair)
        if not found:
            return None
        match = dice.choice(found)
        start, end = match.span()
        kept = dice.choice([pair.target[start : end - 1], pair.target[start + 1 : end]])
        return replaced(pair.target, (start, end), kept)
