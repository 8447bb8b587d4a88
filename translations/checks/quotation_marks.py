"""Quotation marks of the language, paired; and brackets that are opened and closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext_lazy as _

from translations.checks.check import Check, quoted
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding, Fix
from translations.checks.texts import Text

#: Pairs that a language uses; the first is the one to write.
PAIRS: Final = {
    "en": ("“”",),
    "de": ("„“", "»«"),
    "fr": ("«»", "“”"),
    "it": ("«»", "“”"),
    "es": ("«»", "“”"),
    "pt-br": ("“”",),
    "pt": ("«»", "“”"),
    "nl": ("“”", "„”"),
    "da": ("””", "“”", "»«", "„“"),
    "el": ("«»", "“”"),
    "ur": ("“”", "””", "”“"),
}
_WORLD: Final = frozenset(
    {"“”", "„“", "„”", "«»", "»«", "””", "»»", "““", "”“", '""', "‟”", "「」", "『』", "„„", "❝❞", "〝〞"}
)
_MARKS: Final = frozenset('“”„«»"‟「」『』❝❞')
_INSIDE: Final = " \u00a0\u202f\u2009"
#: A closing single mark at the end of a word; it may be an apostrophe.
_SINGLE: Final = re.compile(r"(?<!\w)[‘‚](?=\S)")
_SINGLE_END: Final = re.compile(r"(?<=\S)[’‘](?!\w)")
#: Two single marks in the place of a double one, as Urdu is often set.
_DOUBLED: Final = re.compile("’’|‘‘")
_SPACED: Final = "«»"
_ANY: Final = re.compile(r"""[“”„«»"'‘’‚‹›「」『』]""")


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotation marks of a text: pairs as (opening, closing, start, end), and where single ones are left over."""

    pairs: tuple[tuple[str, int, int], ...]
    single: tuple[int, ...]


def marks_in(text: str, language: str) -> Marks:
    """Pairs up double quotation marks; marks of the language come before those of others.

    >>> marks_in("Er sagte „Ja“ und “No”.", "de").pairs
    (('„“', 9, 13), ('“”', 18, 22))
    """
    own = pairs_of(language)
    opened: list[int] = []
    pairs: list[tuple[str, int, int]] = []
    for at, character in enumerate(text):
        if character not in _MARKS or (character == '"' and text[at - 1 : at].isdigit() and not opened):
            continue
        pair = text[opened[-1]] + character if opened else ""
        if pair in own or (pair in _WORLD and not _opens(text, at, character, own)):
            pairs.append((pair, opened.pop(), at + 1))
        else:
            opened.append(at)
    return Marks(tuple(sorted(pairs, key=lambda each: each[1])), tuple(opened))


def _opens(text: str, at: int, character: str, own: tuple[str, ...]) -> bool:
    """Whether a mark begins a quotation: the language opens with it, and a word follows right after a space."""
    follows = text[at + 1 : at + 2]
    before = text[at - 1 : at]
    return any(pair[0] == character for pair in own) and follows.isalnum() and (not before or before.isspace())


def pairs_of(language: str) -> tuple[str, ...]:
    return PAIRS.get(language) or PAIRS.get(language.partition("-")[0], ())


class QuotationMarks(Check):
    """Quotation marks of another language, straight ones where the original has real ones, and ones left over."""

    id = "quotation-marks"
    name = _("Quotation marks")
    why = _("Each language has its own quotation marks, and they come in pairs.")

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        found = marks_in(text.prose, text.language)
        source = marks_in(original.prose, original.language) if original is not None else None
        own = pairs_of(text.language)
        if found.single and not (source and source.single):
            at = found.single[0]
            yield self.found(text, (at, at + 1), unpaired=text.prose[at])
        elif source and source.pairs and own and not _ANY.search(text.prose):
            yield self.found(text, mark=own[0])
        elif not found.single and self._has_lost_a_single(text, original, found, source):
            yield self.found(text, unpaired="’")
        foreign = next((each for each in found.pairs if own and each[0] not in own), None)
        if foreign is None or found.single:
            return
        pair, start, end = foreign
        is_straight = pair == '""'
        if is_straight and (source is None or not source.pairs or any(each[0] == '""' for each in source.pairs)):
            return
        yield self._replaced(text, start, end, own[0])

    def _has_lost_a_single(self, text: Text, original: Text | None, found: Marks, source: Marks | None) -> bool:
        """Whether one of ‘ and ’ is left over. As ’ is an apostrophe too, the original has to have more pairs."""
        is_paired = len(_DOUBLED.findall(text.prose)) % 2 == 0
        prose = _DOUBLED.sub("  ", text.prose) if is_paired else text.prose
        opened, closed = len(_SINGLE.findall(prose)), len(_SINGLE_END.findall(prose))
        if text.main_language not in PAIRS or opened > closed:
            return opened > closed
        wanted = len(source.pairs) if source else 0
        if original is not None:
            wanted += len(_SINGLE.findall(original.prose))
        return closed > opened and len(found.pairs) + opened < wanted

    def _replaced(self, text: Text, start: int, end: int, pair: str) -> Finding:
        first, last = text.html.span(start, end)
        inner = text.stored[text.html.ends[start] : text.html.starts[end - 1]].strip(_INSIDE)
        is_spaced = text.main_language == "fr" and pair[0] in _SPACED
        right = f"{pair[0]}\u202f{inner}\u202f{pair[1]}" if is_spaced else f"{pair[0]}{inner}{pair[1]}"
        wrong = text.prose[start:end]
        found = self.found(text, (start, end), wrong=wrong[0] + wrong[-1], right=pair)
        mended = Fix(first, last, right)
        return replace(found, fix=mended)

    def sentence(self, finding: Finding) -> str:
        if finding.values.get("mark"):
            return str(_("The mark %(text)s is missing.")) % {"text": quoted(finding.values["mark"])}
        if finding.values.get("unpaired"):
            return str(_("%(text)s is opened and not closed, or closed and not opened.")) % {
                "text": quoted(finding.values["unpaired"])
            }
        return super().sentence(finding)


_BRACKETS: Final = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】"}
_NUMBERED: Final = re.compile(r"(?:^|[\s(])(?:\d{1,2}|[^\W\d_])\)(?=\s)")
_FACES: Final = re.compile(r"[:;]-?[()]")


class Brackets(Check):
    """Brackets that are opened and not closed, or closed and not opened. List numbers such as “a)” are none."""

    id = "brackets"
    name = _("Brackets")
    why = _("Brackets come in pairs; a single one is often the sign of a text that was cut off.")

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        at = _unpaired(text.prose)
        if at is not None and (original is None or _unpaired(original.prose) is None):
            yield self.found(text, (at, at + 1), unpaired=text.prose[at])

    def sentence(self, finding: Finding) -> str:
        return str(_("%(text)s is opened and not closed, or closed and not opened.")) % {
            "text": quoted(finding.values["unpaired"])
        }


def _unpaired(text: str) -> int | None:
    opened: list[int] = []
    closing = {close: opening for opening, close in _BRACKETS.items()}
    left_out = {match.end() - 1 for match in _NUMBERED.finditer(text) if "(" not in match.group()}
    left_out |= {match.end() - 1 for match in _FACES.finditer(text)}
    for at, character in enumerate(text):
        if at in left_out:
            if character in closing and opened and text[opened[-1]] == closing[character]:
                opened.pop()
        elif character in _BRACKETS:
            opened.append(at)
        elif character in closing and (not opened or text[opened.pop()] != closing[character]):
            return at
    return opened[0] if opened else None
