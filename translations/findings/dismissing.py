"""Dismissing a finding with a reason, and taking that back. Whether it may be done is asked elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail_localize.models import StringSegment, Translation

from translations.checks import Finding
from translations.memory.fingerprints import digest
from translations.models import Dismissal


class Dismissed:
    """The dismissals of a page in one language, to be asked without further queries."""

    def __init__(self, dismissals: Iterable[Dismissal]) -> None:
        self._rows = {
            (row.context_id, row.fingerprint, row.source_digest, row.target_digest): row for row in dismissals
        }
        self._places = {(row.context_id, row.fingerprint) for row in self._rows.values()}

    def of(self, context_id: int, source: str, target: str, finding: Finding) -> Dismissal | None:
        """The dismissal of a finding that holds for these texts at this place."""
        if (context_id, finding.fingerprint) not in self._places:
            return None
        return self._rows.get((context_id, finding.fingerprint, digest(source), digest(target)))


def dismissals_of(translation: Translation) -> Dismissed:
    """All that was dismissed in a translation. One query."""
    return Dismissed(
        Dismissal.objects.filter(
            locale_id=translation.target_locale_id, context__object_id=translation.source.object_id
        ).select_related("by")
    )


def dismiss(
    translation: Translation, segment: StringSegment, target: str, fingerprint: str, reason: str, user: Any
) -> Dismissal:
    """Leave a text as it is, for a reason. `target` is the translation that the person has before her."""
    dismissal, _created = Dismissal.objects.update_or_create(
        **_place(translation, segment, target, fingerprint), defaults={"reason": reason, "by": user}
    )
    return dismissal


def restore(translation: Translation, segment: StringSegment, target: str, fingerprint: str) -> int:
    """Take a dismissal back; returns how many there were, one or none."""
    return Dismissal.objects.filter(**_place(translation, segment, target, fingerprint)).delete()[0]


def _place(translation: Translation, segment: StringSegment, target: str, fingerprint: str) -> dict[str, Any]:
    return {
        "context_id": segment.context_id,
        "locale_id": translation.target_locale_id,
        "fingerprint": fingerprint,
        "source_digest": digest(segment.string.data),
        "target_digest": digest(target),
    }
