"""What the checks find in an original: slips of its own, two spellings of a name, two dates of one event, facts that the
records tell otherwise. Reads only. It informs and stops nothing: corrections for the safety of somebody must not wait."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translations.checks import Finding, Severity, check_source, sentence
from translations.checks.registry import BY_ID
from translations.field_labels import field_label
from translations.findings.excerpts import excerpt
from translations.glossary.knowledge import knowledge_for
from translations.originals import is_translated, original_of


@dataclass(frozen=True)
class SourceLine:
    """One finding: the field it stands in, the text, what is wrong and why that matters."""

    place: str
    text: str
    severity: Severity
    sentence: str
    why: str


def is_original(page: Page) -> bool:
    """Whether what stands on the page is translated, and not itself a translation."""
    return is_translated(page.specific_class or Page) and original_of(page).pk == page.pk


def findings_of_original(page: Page) -> list[SourceLine]:
    """What is found in the texts of `page`, a specific page as it stands in memory, the gravest first."""
    language = page.locale.language_code
    values = [each for each in extract_segments(page) if isinstance(each, StringSegmentValue)]
    texts = {str(number): each.string.data for number, each in enumerate(values)}
    found = check_source(texts, language, knowledge_for(language, language, page))
    order = list(Severity)
    return [
        _line(page, values[int(each.segment)], each)
        for each in sorted(found, key=lambda each: order.index(each.severity))
    ]


def _line(page: Page, value: StringSegmentValue, finding: Finding) -> SourceLine:
    place = field_label(type(page), value.path.partition(".")[0])
    why = str(BY_ID[finding.check].why)
    return SourceLine(place, excerpt(value.string.data, finding.source_span), finding.severity, sentence(finding), why)
