"""What a check has found: where, how bad, why, and what would mend it. Holds no sentence; the check puts it into words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    """What follows from a finding: an error stops publication, a warning asks for a decision, a hint informs."""

    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")
    HINT = "hint", _("Hint")


@dataclass(frozen=True, slots=True)
class Fix:
    """One replacement in the `target` of a segment, in characters of the stored text, that mends the finding."""

    start: int
    end: int
    text: str

    def applied_to(self, target: str) -> str:
        """The text as it would be.

        >>> Fix(0, 5, "Ehsan").applied_to("Eshan Ali")
        'Ehsan Ali'
        """
        return f"{target[: self.start]}{self.text}{target[self.end :]}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person should look at.

    `check` is the id of the check and `values` what its sentence names: strings, numbers and lists of them. Spans are
    in characters of the stored text (inline HTML); None where the whole string is meant, as when something is missing.
    `segment` is the key of the segment it stands in, `others` those it has to do with, for findings about several.
    """

    check: str
    severity: Severity
    segment: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    target_span: tuple[int, int] | None = None
    source_span: tuple[int, int] | None = None
    others: tuple[str, ...] = ()
    fix: Fix | None = None

    @property
    def fingerprint(self) -> str:
        """Tells this finding from others in the same two texts: 16 hexadecimal digits. Places do not count."""
        told = json.dumps([self.check, self.values], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:16]
