"""Sentences of a text, and whether a translation has lost or doubled one. Lengths are compared, meanings are not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from translations.checks.check import Check, quoted, shortened
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding
from translations.checks.texts import Pair, Text

_END: Final = re.compile(r"(?:[.!?…]|[۔؟。！？।])+[\"”“»’)\]]*(?=\s)\s*|\n+|(?<=[؛;·:])\s+(?=\n)")
_GREEK_END: Final = re.compile(r"(?:[.!;…])+[\"”“»’)\]]*(?=\s)\s*|\n+")
_ABBREVIATION: Final = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Art|art|No|no|Nr|nr|bzw|usw|ca|vgl|Abs|etc|Sr|Sra|Dra|núm|pág|p|pp|bl|f|ff"
    r"|κ|κκ|αρ|αρθ|M|Mme|Me|nr|stk|jf|blz|bijv|dhr|mevr|mr|Sig|dott|avv|Adv))\.$"
)
#: “24. Mai” is no end of a sentence in these languages.
_WITH_ORDINALS: Final = frozenset(
    {"de", "da", "sv", "nb", "no", "fi", "is", "cs", "sk", "sl", "hr", "pl", "hu", "et", "lv", "tr"}
)
_ORDINAL: Final = re.compile(r"(?<!\d)\d{1,2}\.$")
#: How long texts are in each language, where the same text in English is 1.
LENGTHS: Final = {
    "en": 1.0, "de": 1.17, "fr": 1.2, "it": 1.14, "es": 1.13, "pt": 1.1, "nl": 1.11, "da": 1.04, "el": 1.17, "ur": 0.95,
}  # fmt: skip
#: A translation with fewer sentences has left one out, unless it lacks less than this part of the shortest one's length.
_SPARE: Final = 0.25
_FEW_LETTERS: Final = 8
_SAME: Final = 96
_PART_END: Final = re.compile(r"[.!?…;:۔؟؛·。！？।]+[\"”“»’)\]]*(?=\s)|\n")
_MARKS: Final = " \n\t.!?…;:۔؟؛·"


@lru_cache(maxsize=2048)
def sentences_in(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a plain text stand, in order.

    >>> [slice(*span) for span in sentences_in("Am 24. Mai. Dann nicht!", "de")]
    [slice(0, 11, None), slice(12, 23, None)]
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in (_GREEK_END if language == "el" else _END).finditer(text):
        end = len(text[: match.end()].rstrip())
        follows = text[match.end() : match.end() + 1]
        before = text[start:end][-8:]
        is_ordinal = language in _WITH_ORDINALS and _ORDINAL.search(before)
        if "\n" not in match.group() and (is_ordinal or _ABBREVIATION.search(before) or follows.islower()):
            continue
        if text[start:end].strip():
            found.append((start, end))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return tuple(found)


class Sentences(Check):
    """Sentences and list items that a translation leaves out or says twice."""

    id = "sentences"
    name = _("Missing and doubled sentences")
    why = _("A sentence that is left out changes what the text says, and nobody notices.")

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        if original is not None and _doubled(original):
            return
        for before, span in _doubled(text):
            start, end = before[1], span[1]
            yield self.found(text, (start, end), fix="", doubled=text.plain[slice(*span)])

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        source = sentences_in(pair.source.plain, pair.source.main_language)
        target = sentences_in(pair.target.plain, pair.target.main_language)
        rate = length_rate(pair)
        if rate is None or not target or len(target) >= len(source):
            return
        wanted, present = [b - a for a, b in source], [b - a for a, b in target]
        if rate * sum(wanted) - sum(present) >= _SPARE * rate * min(wanted):
            left_out = source[_left_out(wanted, present, rate)]
            yield self.found(pair.target, left_out=pair.source.plain[slice(*left_out)])

    def sentence(self, finding: Finding) -> str:
        if "doubled" in finding.values:
            return str(_("This stands there twice: %(text)s.")) % {"text": quoted(shortened(finding.values["doubled"]))}
        return str(_("It seems that a sentence is left out: %(text)s.")) % {
            "text": quoted(shortened(finding.values["left_out"]))
        }


def length_rate(pair: Pair) -> float | None:
    """How long a translation is for each character of its original; None where a language is not known."""
    source, target = LENGTHS.get(pair.source.main_language), LENGTHS.get(pair.target.main_language)
    return target / source if source and target else None


def _doubled(text: Text) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Sentences, and parts of them, that stand in a text a second time, each with what stands before it."""
    ends = [match.end() for match in _PART_END.finditer(text.plain)]
    bounds = [0, *ends, len(text.plain)]
    spans = [_trimmed(text.plain, start, end) for start, end in itertools.pairwise(bounds)]
    found = []
    for number in range(1, len(spans)):
        words = text.plain[slice(*spans[number])].casefold().strip(_MARKS)
        if sum(map(str.isalpha, words)) < _FEW_LETTERS:
            continue
        before = (text.plain[slice(*each)].casefold().strip(_MARKS) for each in spans[:number])
        if any(fuzz.ratio(words, each) > _SAME for each in before):
            found.append((spans[number - 1], spans[number]))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _left_out(source: Sequence[int], target: Sequence[int], rate: float) -> int:
    """The number of the sentence without which the lengths of the others agree best."""

    def misfit(number: int) -> float:
        others = [*source[:number], *source[number + 1 :]]
        return sum(abs(there * rate - here) for there, here in zip(others, target, strict=False))

    return min(range(len(source)), key=misfit)
