"""What does not agree within a page: translations of the same text, spellings of a name, dates of an event."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from library.names import fold
from translations.checks.check import Check, listed, quoted, shortened
from translations.checks.compiled import Compiled, is_inflected
from translations.checks.findings import Finding
from translations.checks.function_words import of_language
from translations.checks.knowledge import EntryKind, FormStatus
from translations.checks.names import matches
from translations.checks.texts import Pair, Text

#: Up to which likeness two originals are different ones, and from how many letters on a translation says something.
_DIFFERENT: Final = 72
_TELLING: Final = 8
_SHORTEST_NAME: Final = 4
_LONG_NAME: Final = 7
_CAPITAL_ROW: Final = re.compile(r"[^\W\d_]+(?:[ \u00a0-][^\W\d_]+)+")


class TranslatedDifferently(Check):
    """The same text of a page in two translations."""

    id = "translated-differently"
    name = _("Same text, different translations")
    why = _("Readers take different words for different things.")

    def in_page(self, pairs: Sequence[Pair], known: Compiled) -> Iterator[Finding]:
        for group in _groups(pairs, lambda pair: _compared(pair.source)):
            first = group[0].target
            for pair in group[1:]:
                if _compared(pair.target) != _compared(first):
                    yield self.found(pair.target, others=[first.key], here=pair.target.plain, there=first.plain)

    def sentence(self, finding: Finding) -> str:
        return str(_("The same text is translated differently on this page: %(there)s.")) % {
            "there": quoted(shortened(finding.values["there"]))
        }


class SameTranslation(Check):
    """Different texts of a page with one translation, as when a line is pasted into the wrong place."""

    id = "same-translation"
    name = _("Different texts, same translation")
    why = _("One of the two translations is probably in the wrong place.")

    def in_page(self, pairs: Sequence[Pair], known: Compiled) -> Iterator[Finding]:
        for group in _groups(pairs, lambda pair: _compared(pair.target)):
            if group[0].target.letters < _TELLING:
                continue
            for number, pair in enumerate(group):
                rivals = [each for each in group[:number] if _differ(each.source, pair.source)]
                if rivals:
                    other = rivals[0]
                    yield self.found(pair.target, others=[other.target.key], there=other.source.plain)

    def sentence(self, finding: Finding) -> str:
        return str(_("Another text on this page has the same translation: %(there)s.")) % {
            "there": quoted(shortened(finding.values["there"]))
        }


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A name as it is written somewhere."""

    written: str
    words: tuple[str, ...]
    text: Text
    start: int
    end: int


class TwoSpellings(Check):
    """One name in two spellings: two forms on record, or two rows of words with capitals that differ by a letter or two."""

    id = "two-spellings"
    name = _("Two spellings of a name")
    why = _("Readers take two spellings for two people, and search finds half of what there is.")

    def in_page(self, pairs: Sequence[Pair], known: Compiled) -> Iterator[Finding]:
        named = {pair.target.key: {each.words for each in _spellings(pair.source)} for pair in pairs}
        yield from self._in([pair.target for pair in pairs], named, known)

    def in_source(self, texts: Sequence[Text], known: Compiled) -> Iterator[Finding]:
        yield from self._in(texts, None, known)

    def _in(
        self, texts: Sequence[Text], named: dict[str, set[tuple[str, ...]]] | None, known: Compiled
    ) -> Iterator[Finding]:
        on_record = list(self._on_record(texts, known))
        told = {(each.segment, each.target_span or each.source_span) for each in on_record}
        yield from on_record
        for each in self._alike(texts, named):
            if (each.segment, each.target_span or each.source_span) not in told:
                yield each

    def _on_record(self, texts: Iterable[Text], known: Compiled) -> Iterator[Finding]:
        """Two allowed forms of one name, each without an ending; which of them is right was left open."""
        first: dict[str, tuple[str, Text]] = {}  # how each name is written where it stands first
        for text in texts:
            for match in matches(text, known):
                form = match.form
                is_name = form.entry.kind == EntryKind.PERSON and len(form.words) > 1
                if not (is_name and form.is_own and form.status != FormStatus.FORBIDDEN and match.is_exact):
                    continue
                here = text.prose[match.start : match.end]
                there, where = first.setdefault(form.entry.key, (here, text))
                if _spelt(here) != _spelt(there):
                    yield self.found(text, (match.start, match.end), others=[where.key], here=here, there=there)

    def _alike(self, texts: Iterable[Text], named: dict[str, set[tuple[str, ...]]] | None) -> Iterator[Finding]:
        """Rows of words that are nearly the same. `named` are those of the originals, by key: they have to agree in one."""
        by_size: dict[int, dict[tuple[str, ...], _Spelling]] = defaultdict(dict)
        for text in texts:
            for spelling in _spellings(text):
                rivals = by_size[len(spelling.words)]
                if spelling.words in rivals:
                    continue
                rival = next((each for each in rivals.values() if _are_one_name(each.words, spelling.words)), None)
                rivals[spelling.words] = spelling
                if rival is not None and (named is None or named[text.key] & named[rival.text.key]):
                    span = (spelling.start, spelling.end)
                    yield self.found(text, span, others=[rival.text.key], here=spelling.written, there=rival.written)

    def sentence(self, finding: Finding) -> str:
        return str(_("One name in two spellings: %(names)s.")) % {
            "names": listed([finding.values["here"], finding.values["there"]])
        }


def _spelt(name: str) -> str:
    return " ".join(name.casefold().split())


def _spellings(text: Text) -> Iterator[_Spelling]:
    """Pairs of neighbouring words with capitals; only scripts that have capitals tell names."""
    for first, second in zip(text.words, text.words[1:], strict=False):
        one, other = first.group(), second.group()
        between = text.prose[first.end() : second.start()]
        if not (one[0].isupper() and other[0].isupper()) or between not in (" ", "\u00a0", "-", "\u2010"):
            continue
        if {one.casefold(), other.casefold()} & of_language(text.main_language):
            continue
        words = (fold(one).replace(" ", ""), fold(other).replace(" ", ""))
        yield _Spelling(text.prose[first.start() : second.end()], words, text, first.start(), second.end())


def _are_one_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two rows of words have one word that differs by a slip, and the others alike."""
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    if min(len(a), len(b)) < _SHORTEST_NAME or is_inflected(a, b) or is_inflected(b, a):
        return False
    distance = OSA.distance(a, b)
    return distance == 1 or (distance == 2 and min(len(a), len(b)) >= _LONG_NAME)


def _groups(pairs: Sequence[Pair], key: object) -> Iterator[list[Pair]]:
    grouped: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.target.plain.strip():
            grouped[key(pair)].append(pair)  # type: ignore[operator]
    yield from (group for text, group in grouped.items() if len(group) > 1 and text)


def _compared(text: Text) -> str:
    return " ".join(text.plain.casefold().split()).strip(" .:;,!?۔؟،…")


def _differ(one: Text, other: Text) -> bool:
    return fuzz.ratio(_compared(one), _compared(other)) < _DIFFERENT
