"""Dismissing a finding with a reason, and taking that back. Whether it may be done is asked elsewhere.

What is dismissed in an original stands with the original's own language, and its text counts as source and as target.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import StringSegment, TranslatableObject, Translation, TranslationContext

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


class DismissedInOriginal:
    """The dismissals of an original, whose places are told by their paths: they need not have been extracted yet."""

    def __init__(self, page: Page) -> None:
        rows = list(
            Dismissal.objects.filter(locale_id=page.locale_id, context__object_id=page.translation_key).select_related(
                "by", "context"
            )
        )
        self._contexts = {row.context.path: row.context_id for row in rows}
        self._dismissed = Dismissed(rows)

    def of(self, path: str, text: str, finding: Finding) -> Dismissal | None:
        """The dismissal of a finding that holds for this text at this place."""
        context_id = self._contexts.get(path)
        return self._dismissed.of(context_id, text, text, finding) if context_id else None


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
        **_in_translation(translation, segment, target, fingerprint), defaults={"reason": reason, "by": user}
    )
    return dismissal


def restore(translation: Translation, segment: StringSegment, target: str, fingerprint: str) -> int:
    """Take a dismissal back; returns how many there were, one or none."""
    return Dismissal.objects.filter(**_in_translation(translation, segment, target, fingerprint)).delete()[0]


def dismiss_in_original(page: Page, path: str, text: str, fingerprint: str, reason: str, user: Any) -> Dismissal:
    """Leave a `text` of an original as it is, for a reason. `path` is the content path of wagtail-localize."""
    owner, _created = TranslatableObject.objects.get_or_create_from_instance(page)
    context, _created = TranslationContext.objects.get_or_create(object=owner, path=path)
    dismissal, _created = Dismissal.objects.update_or_create(
        **_place(context.pk, page.locale_id, text, text, fingerprint), defaults={"reason": reason, "by": user}
    )
    return dismissal


def _in_translation(translation: Translation, segment: StringSegment, target: str, fingerprint: str) -> dict[str, Any]:
    source = segment.string.data
    return _place(segment.context_id, translation.target_locale_id, source, target, fingerprint)


def _place(context_id: int, locale_id: int, source: str, target: str, fingerprint: str) -> dict[str, Any]:
    return {
        "context_id": context_id,
        "locale_id": locale_id,
        "fingerprint": fingerprint,
        "source_digest": digest(source),
        "target_digest": digest(target),
    }
