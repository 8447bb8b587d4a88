"""What keeps a translation from going live: what is missing, and the errors of the whole page as it is checked now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail_localize.models import Translation

from translations.checks import Finding, Severity
from translations.checks.length import TooLong
from translations.findings.computing import findings_of
from translations.findings.judged import Judged, PageFindings
from translations.findings.marking import remark, store_marks
from translations.publication.completeness import MissingString, Row, missing_strings, strings_of

#: Refused as a rule of the field, whatever anybody says of it (completeness.py).
_RULES = frozenset({TooLong.id})


@dataclass(frozen=True)
class Examined:
    """A translation as it stands: what is missing or in error, in the order of the page, and all that was found."""

    missing: list[MissingString]
    findings: PageFindings
    rows: list[Row]


def examine(translation: Translation) -> Examined:
    """Check the whole page. Writes nothing."""
    return _examine(translation, store=False)


def obstacles(translation: Translation) -> list[MissingString]:
    """Check the whole page and keep the marks of its strings: what is marked is not built into the page.

    A name may have become forbidden since a string was saved, or an error been dismissed.
    """
    return _examine(translation, store=True).missing


def _examine(translation: Translation, *, store: bool) -> Examined:
    rows = strings_of(translation)
    found = findings_of(translation, rows=rows)
    changed = []
    for segment, string in rows:
        if string is None:
            continue
        of_segment = found.segments.get(segment.pk, [])
        if remark(string, open_errors(of_segment)):
            changed.append(string)
    if store:
        store_marks(changed)
    return Examined(missing_strings(translation, rows), found, rows)


def open_errors(found: Iterable[Judged]) -> list[Finding]:
    """The errors of a string for which it is marked."""
    errors = (each.finding for each in found if each.is_open and each.finding.severity == Severity.ERROR)
    return [each for each in errors if each.check not in _RULES]
