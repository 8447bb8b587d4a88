"""The findings of a page as lines to read, the gravest first. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wagtail_localize.models import Translation

from translations.checks import Severity
from translations.checks.registry import BY_ID
from translations.field_labels import field_label
from translations.findings.excerpts import excerpt
from translations.findings.judged import Judged, PageFindings
from translations.publication.completeness import Row


@dataclass(frozen=True)
class Line:
    """One finding with the place that editors know it by."""

    segment_id: int
    place: str
    severity: Severity
    check: str
    sentence: str
    why: str
    text: str
    dismissed: str = ""


def lines(translation: Translation, rows: Iterable[Row], found: PageFindings) -> list[Line]:
    """Errors, warnings and hints in this order; then what was dismissed, with the reasons."""
    model = translation.source.specific_content_type.model_class()
    unsorted = list(_lines(model, rows, found))
    order = list(Severity)
    return sorted(unsorted, key=lambda line: (bool(line.dismissed), order.index(line.severity)))


def _lines(model: type | None, rows: Iterable[Row], found: PageFindings) -> Iterator[Line]:
    for segment, _string in rows:
        path = segment.context.field_path or segment.context.path
        for each in found.segments.get(segment.pk, ()):
            yield _line(segment.pk, field_label(model, path) if model else path, each)


def _line(segment_id: int, place: str, judged: Judged) -> Line:
    finding = judged.finding
    check = BY_ID[finding.check]
    reason = judged.dismissal.reason if judged.dismissal else ""
    return Line(
        segment_id,
        place,
        finding.severity,
        str(check.name),
        judged.sentence,
        str(check.why),
        excerpt(judged.target, finding.target_span),
        dismissed=reason,
    )
