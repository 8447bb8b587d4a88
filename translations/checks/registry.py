"""All checks, and the four ways to ask them: about a string, a page, a source page, and other pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from translations.checks.addresses import Addresses
from translations.checks.characters import DoubleEscaped, Invisible, MixedScripts
from translations.checks.check import Check
from translations.checks.compiled import Compiled, compiled
from translations.checks.consistency import SameTranslation, TranslatedDifferently, TwoSpellings
from translations.checks.dates import Dates
from translations.checks.findings import Finding, Severity
from translations.checks.knowledge import Knowledge
from translations.checks.language import Untranslated, WrongLanguage, WrongScript
from translations.checks.length import Length, TooLong
from translations.checks.markup import Markup
from translations.checks.names import ForbiddenForms, MissingNames, MisspeltNames
from translations.checks.numbers import Numbers
from translations.checks.other_pages import FromAnotherPage, segments_of
from translations.checks.punctuation import EndMarks, OwnMarks
from translations.checks.quotation_marks import Brackets, QuotationMarks
from translations.checks.records import Counts, DatesOnRecord, TwoDates
from translations.checks.segments import Segment
from translations.checks.sentences import Sentences
from translations.checks.texts import Pair, Text
from translations.checks.tokens import Tokens
from translations.checks.words import DoubledWords

_FROM_ANOTHER_PAGE: Final = FromAnotherPage()
CHECKS: Final[tuple[Check, ...]] = (
    Tokens(),
    Markup(),
    Addresses(),
    Numbers(),
    Counts(),
    Dates(),
    DatesOnRecord(),
    ForbiddenForms(),
    MisspeltNames(),
    MissingNames(),
    Untranslated(),
    WrongScript(),
    WrongLanguage(),
    Sentences(),
    DoubledWords(),
    TooLong(),
    Length(),
    EndMarks(),
    OwnMarks(),
    QuotationMarks(),
    Brackets(),
    Invisible(),
    MixedScripts(),
    DoubleEscaped(),
    TranslatedDifferently(),
    SameTranslation(),
    TwoSpellings(),
    TwoDates(),
    _FROM_ANOTHER_PAGE,
)
BY_ID: Final[Mapping[str, Check]] = {check.id: check for check in CHECKS}
_ORDER: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
#: Where a text is not translated or in a wrong language, what else is found in it says nothing new.
_OUTDONE_BY: Final = frozenset({"untranslated", "script", "language"})
_OUTDONE: Final = frozenset({"missing-name", "end-mark", "marks", "quotation-marks", "length", "sentences", "dates"})


def check_pair(segment: Segment, knowledge: Knowledge) -> list[Finding]:
    """All that can be said of one string and its translation, the worst first. Nothing about one not yet translated."""
    if not segment.target.strip():
        return []
    return _of_pair(Pair.of(segment), compiled(knowledge))


def check_page(segments: Iterable[Segment], knowledge: Knowledge) -> list[Finding]:
    """All string checks, and what is only seen when the strings of a page are looked at together."""
    pairs, known = [Pair.of(segment) for segment in segments if segment.target.strip()], compiled(knowledge)
    found = [finding for pair in pairs for finding in _of_pair(pair, known)]
    for check in CHECKS:
        found += check.in_page(pairs, known)
    return found


def check_source(texts: Mapping[str, str] | Iterable[str], language: str, knowledge: Knowledge) -> list[Finding]:
    """The texts of a source page by their keys, in its own language. Spans are `source_span`, and fixes mend the source."""
    rows = texts if isinstance(texts, Mapping) else {str(number): text for number, text in enumerate(texts)}
    sides = [Text(stored, language.lower(), key, is_source=True) for key, stored in rows.items() if stored.strip()]
    known = compiled(knowledge)
    found: list[Finding] = []
    for check in CHECKS:
        for text in sides:
            found += check.in_text(text, None, known)
        found += check.in_source(sides, known)
    return found


def check_against_others(
    segments: Iterable[Segment], paragraphs_of_other_pages: Iterable[Segment | str]
) -> list[Finding]:
    """Translations that almost repeat a paragraph of another page. Give other pages as segments, with their `page`."""
    pairs = [Pair.of(segment) for segment in segments if segment.target.strip()]
    return list(_FROM_ANOTHER_PAGE.against(pairs, segments_of(paragraphs_of_other_pages)))


def sentence(finding: Finding) -> str:
    """What a finding says, in the active language; empty where its check is gone."""
    check = BY_ID.get(finding.check)
    return check.sentence(finding) if check else ""


def _of_pair(pair: Pair, known: Compiled) -> list[Finding]:
    found: list[Finding] = []
    for check in CHECKS:
        found += check.in_text(pair.target, pair.source, known)
        found += check.in_pair(pair, known)
    return _ranked(found)


def _ranked(found: Sequence[Finding]) -> list[Finding]:
    outdone = any(each.check in _OUTDONE_BY and each.severity == Severity.ERROR for each in found)
    kept = [each for each in found if not (outdone and each.check in _OUTDONE)]
    return sorted(kept, key=lambda each: _ORDER[each.severity])
