"""The one place that calls the checks: what they are asked, and whether an answer points at what was planted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Kind, Planted, Span
from translations.checks import Finding, Knowledge, Severity

#: A finding may point at the neighbourhood of an error: at the word before the mark that is lost, for example.
NEAR = 2


@dataclass(frozen=True)
class Checks:
    """The four questions, as `translations.checks` answers them; tests answer them by themselves."""

    pair: Callable[..., Iterable[Finding]]
    page: Callable[..., Iterable[Finding]]
    source: Callable[..., Iterable[Finding]]
    others: Callable[..., Iterable[Finding]]


def checks_of_the_project() -> Checks:
    """Those of `translations.checks`."""
    import translations.checks as project

    found: Any = project
    return Checks(found.check_pair, found.check_page, found.check_source, found.check_against_others)


def answers(
    checks: Checks, knowledge: Knowledge, kind: Kind, pairs: Sequence[Pair], others: Sequence[Pair] = ()
) -> list[Finding]:
    """All findings about these pairs, asked together as the kind says."""
    segments = [pair.segment() for pair in pairs]
    if kind == Kind.PAIR:
        return [finding for segment in segments for finding in checks.pair(segment, knowledge)]
    if kind == Kind.PAGE:
        return list(checks.page(segments, knowledge))
    if kind == Kind.SOURCE:
        return list(checks.source({pair.id: pair.source for pair in pairs}, pairs[0].source_language, knowledge))
    alone = answers(checks, knowledge, Kind.PAIR, pairs)
    return [*alone, *checks.others(segments, [pair.segment() for pair in others])]


def alarming(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop publication or ask for a decision; hints only inform."""
    return [finding for finding in findings if finding.severity in {Severity.ERROR, Severity.WARNING}]


def is_found(planted: Planted, checks: Checks, knowledge: Knowledge) -> bool:
    """Whether the checks say something of the faulty text, at the right place, that they do not say of the clean one."""
    before = answers(checks, knowledge, planted.kind, planted.clean, planted.others)
    known = {(finding.segment, finding.fingerprint) for finding in alarming(before)}
    after = answers(checks, knowledge, planted.kind, planted.faulty, planted.others)
    return any(
        (finding.segment, finding.fingerprint) not in known and points_at(finding, planted)
        for finding in alarming(after)
    )


def points_at(finding: Finding, planted: Planted) -> bool:
    """Whether a finding names one of the strings of the error and, within a string, its place."""
    if len(planted.faulty) > 1 and not planted.at.intersection([finding.segment, *finding.others]):
        return False
    if planted.kind == Kind.SOURCE:
        spans = [span for span in (finding.source_span, finding.target_span) if span]
        return not spans or any(touches(span, planted.span) for span in spans)
    if finding.target_span is not None:
        return touches(finding.target_span, planted.span)
    return finding.source_span is None or touches(finding.source_span, planted.source_span)


def touches(span: Span, place: Span | None) -> bool:
    """Whether two spans overlap or nearly do; no place is the whole text.

    >>> touches((0, 5), (6, 9)), touches((0, 5), (9, 12)), touches((0, 5), None)
    (True, False, True)
    """
    return place is None or (span[0] - NEAR < place[1] and place[0] < span[1] + NEAR)
