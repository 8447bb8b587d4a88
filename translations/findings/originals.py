"""What the checks find in an original: slips of its own, two spellings of a name, two dates of one event, facts that the
records tell otherwise. Reads only. It informs and stops nothing: corrections for the safety of somebody must not wait."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from sections.languages import isolated
from translations.checks import Finding, Severity, check_source, sentence
from translations.checks.registry import BY_ID
from translations.field_labels import field_label
from translations.findings.dismissing import DismissedInOriginal
from translations.findings.excerpts import excerpt
from translations.glossary.knowledge import knowledge_for
from translations.models import Dismissal
from translations.originals import is_translated, original_of


@dataclass(frozen=True)
class SourceLine:
    """One finding: the field it stands in, the text, what is wrong and why that matters; who has dismissed it, and why."""

    place: str
    path: str
    stored: str
    finding: Finding
    dismissal: Dismissal | None = None

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    @property
    def text(self) -> str:
        """The words around it."""
        return excerpt(self.stored, self.finding.source_span)

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the active language."""
        return sentence(self.finding)

    @property
    def why(self) -> str:
        return str(BY_ID[self.finding.check].why)

    @property
    def key(self) -> str:
        """Tells it from the others of the page while the text stays: 16 hexadecimal digits."""
        told = f"{self.path}\0{self.finding.fingerprint}\0{self.stored}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def is_open(self) -> bool:
        """Whether nobody has dismissed it."""
        return self.dismissal is None

    @property
    def dismissed(self) -> str:
        """Who has dismissed it and why, as a sentence; empty where nobody has."""
        if self.dismissal is None:
            return ""
        person = str(self.dismissal.by or gettext("Somebody without a name"))
        words = {"person": isolated(person), "reason": isolated(self.dismissal.reason)}
        return gettext("Dismissed by %(person)s: %(reason)s") % words

    @property
    def asks(self) -> bool:
        """Whether somebody should look at it; hints wait until somebody opens the page."""
        return self.is_open and self.severity != Severity.HINT


def is_original(page: Page) -> bool:
    """Whether what stands on the page is translated, and not itself a translation."""
    return is_translated(page.specific_class or Page) and original_of(page).pk == page.pk


def findings_of_original(page: Page) -> list[SourceLine]:
    """What is found in the texts of `page`, a specific page as it stands in memory: the gravest first, then what was
    dismissed."""
    language = page.locale.language_code
    values = [each for each in extract_segments(page) if isinstance(each, StringSegmentValue)]
    texts = {str(number): each.string.data for number, each in enumerate(values)}
    found = check_source(texts, language, knowledge_for(language, language, page))
    if not found:
        return []
    dismissed, order = DismissedInOriginal(page), list(Severity)
    lines = [_line(page, values[int(each.segment)], each, dismissed) for each in found]
    return sorted(lines, key=lambda line: (not line.is_open, order.index(line.severity)))


def _line(page: Page, value: StringSegmentValue, finding: Finding, dismissed: DismissedInOriginal) -> SourceLine:
    place = field_label(type(page), value.path.partition(".")[0])
    stored = value.string.data
    return SourceLine(place, value.path, stored, finding, dismissed.of(value.path, stored, finding))
