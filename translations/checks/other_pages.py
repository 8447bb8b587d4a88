"""Paragraphs that stand, almost word for word, on the page of another appeal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from translations.checks.check import Check, quoted, shortened
from translations.checks.findings import Finding
from translations.checks.segments import Segment
from translations.checks.texts import Pair

_SHORTEST: Final = 60
_ALIKE: Final = 82
_SAME_ORIGINAL: Final = 70


class FromAnotherPage(Check):
    """A translation that is almost the same as one on another page, whose original says something else."""

    id = "other-page"
    name = _("Text of another page")
    why = _("A paragraph about another case may have been pasted here.")

    def against(self, pairs: Sequence[Pair], others: Sequence[Segment]) -> Iterator[Finding]:
        texts = [each.target or each.source for each in others]
        for pair in pairs:
            if len(pair.target.plain) < _SHORTEST:
                continue
            for _text, _score, at in process.extract(
                pair.target.stored, texts, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3
            ):
                other = others[at]
                if other.source and _may_agree(other, pair):
                    continue
                yield self.found(pair.target, others=[other.key], page=other.page, there=pair.target.plain)
                break

    def sentence(self, finding: Finding) -> str:
        return str(_("Almost the same text stands on another page: %(text)s.")) % {
            "text": quoted(shortened(finding.values["there"]))
        }


def _may_agree(other: Segment, pair: Pair) -> bool:
    """Whether the originals say the same; those in two languages cannot be compared."""
    if other.source_language.lower() != pair.source.language:
        return True
    return fuzz.ratio(other.source, pair.source.stored) >= _SAME_ORIGINAL


def segments_of(paragraphs: Iterable[Segment | str]) -> list[Segment]:
    """Paragraphs of other pages; a bare text has no original to compare."""
    return [each if isinstance(each, Segment) else Segment("", each, "", "") for each in paragraphs]
