"""Computes what the checks find in a translation. Reads only; as many queries for any number of strings.

A string is judged as a part of its page, also where somebody asks about one string alone: whether it calls a person as
the rest of the page does is seen in no other way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation

from translations.checks import Finding, Segment, Severity, check_against_others, check_page
from translations.field_labels import max_length
from translations.findings.dismissing import Dismissed, dismissals_of
from translations.findings.judged import Judged, PageFindings
from translations.glossary.knowledge import knowledge_for
from translations.memory.imprints import paragraphs_like
from translations.publication.completeness import Row, strings_of

_ORDER = list(Severity)


def findings_of(
    translation: Translation, segment: StringSegment | None = None, rows: Sequence[Row] | None = None
) -> PageFindings:
    """What is found in a translation as it is stored, or in one `segment` of it; the worst of a string first.

    `rows`, what `strings_of` returned, spare two queries.
    """
    rows = strings_of(translation) if rows is None else rows
    languages = (translation.source.locale.language_code, translation.target_locale.language_code)
    knowledge = knowledge_for(*languages, original_of(translation))
    segments = segments_of(translation, rows)
    found = check_page(segments, knowledge)
    found += check_against_others(segments, paragraphs_like(segments, translation.source.object_id))
    if segment is not None:
        found = [each for each in found if each.segment == str(segment.pk)]
    return _judged(found, rows, dismissals_of(translation))


def original_of(translation: Translation) -> Page | None:
    """The page that a translation is made from; None where it is gone."""
    try:
        original = translation.source.get_source_instance()
    except ObjectDoesNotExist:
        return None
    return original if isinstance(original, Page) else None


def segments_of(translation: Translation, rows: Iterable[Row]) -> list[Segment]:
    """The translated strings as checks look at them; each is told by the primary key of its segment."""
    languages = (translation.source.locale.language_code, translation.target_locale.language_code)
    model = translation.source.specific_content_type.model_class()
    limits: dict[str, int | None] = {}
    segments = []
    for segment, string in rows:
        if string is None:
            continue
        path = segment.context.field_path or segment.context.path
        if path not in limits:
            limits[path] = max_length(model, path) if model else None
        segments.append(Segment(segment.string.data, string.data, *languages, key=str(segment.pk), limit=limits[path]))
    return segments


def _judged(found: Iterable[Finding], rows: Sequence[Row], dismissed: Dismissed) -> PageFindings:
    by_key: dict[str, list[Finding]] = defaultdict(list)
    for each in found:
        by_key[each.segment].append(each)
    result = PageFindings()
    for segment, string in rows:
        if string is None or not (of_segment := by_key.pop(str(segment.pk), None)):
            continue
        of_segment.sort(key=lambda each: _ORDER.index(each.severity))
        result.segments[segment.pk] = [
            Judged(each, string.data, dismissed.of(segment.context_id, segment.string.data, string.data, each))
            for each in of_segment
        ]
    result.page = [Judged(each, "") for rest in by_key.values() for each in rest]
    return result
