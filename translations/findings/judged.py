"""A finding together with what a person has said about it. Plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from translations.checks import Finding, Severity, sentence
from translations.models import Dismissal


@dataclass(frozen=True)
class Judged:
    """A finding in a text `target` as it stands now, and its dismissal where that still holds."""

    finding: Finding
    target: str
    dismissal: Dismissal | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has dismissed it."""
        return self.dismissal is None

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the active language."""
        return sentence(self.finding)

    @property
    def fixed(self) -> str | None:
        """The whole translation as the fix would make it; None where there is none."""
        return self.finding.fix.applied_to(self.target) if self.finding.fix else None


@dataclass
class PageFindings:
    """What was found in a translation: by the primary key of the segment it stands in, and what stands in none."""

    segments: dict[int, list[Judged]] = field(default_factory=dict)
    page: list[Judged] = field(default_factory=list)

    def open(self, severity: Severity) -> list[tuple[int | None, Judged]]:
        """What nobody has dismissed, with its segment, in the order of the page."""
        return [(segment, each) for segment, each in self._all() if each.finding.severity == severity and each.is_open]

    @property
    def warnings(self) -> list[str]:
        """All open warnings, each as what tells it from the others."""
        return sorted(f"{segment}-{each.finding.fingerprint}" for segment, each in self.open(Severity.WARNING))

    @property
    def warnings_digest(self) -> str:
        """Stands for all open warnings, so that somebody who goes on in spite of them goes on in spite of these.

        Empty where there is none.
        """
        warnings = self.warnings
        return hashlib.sha256(" ".join(warnings).encode()).hexdigest()[:16] if warnings else ""

    def _all(self) -> Iterator[tuple[int | None, Judged]]:
        for segment, found in self.segments.items():
            yield from ((segment, each) for each in found)
        yield from ((None, each) for each in self.page)
