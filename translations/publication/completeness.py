"""What a translation still lacks before it may go live. Reads only; publishing.py decides what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from translations.field_labels import field_label, max_length
from translations.models import StringNote

#: A string of the original and its translation, if it has one.
Row = tuple[StringSegment, StringTranslation | None]


class Problem(Enum):
    """Why a string cannot be published."""

    MISSING = "missing"
    ERRORED = "errored"
    TOO_LONG = "too_long"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class MissingString:
    """One string of the original without a publishable translation."""

    segment_id: int
    label: str
    source: str
    problem: Problem
    reason: str
    #: The name of the field it stands in.
    field: str = ""

    def __str__(self) -> str:
        return f"{self.label}: {self.source}"


def _problem(
    segment: StringSegment, translated: StringTranslation | None, limit: int | None
) -> tuple[Problem, str] | None:
    if translated is None or not translated.data.strip():
        return Problem.MISSING, gettext("Not translated yet.")
    if translated.has_error:
        return Problem.ERRORED, translated.get_error() or gettext("The translation has an error.")
    if limit is not None:
        length = len(StringValue(translated.data).render_text())
        if length > limit:
            sentence = gettext("The translation has %(length)d characters, %(limit)d are allowed.")
            return Problem.TOO_LONG, sentence % {"length": length, "limit": limit}
    note: StringNote | None = getattr(translated, "note", None)
    if note is not None and not note.is_confirmed:
        return Problem.UNCONFIRMED, _unconfirmed(note)
    return None


def _unconfirmed(note: StringNote) -> str:
    if note.origin == StringNote.Origin.MACHINE:
        return gettext("A machine has translated this; no person has confirmed it yet.")
    if note.origin == StringNote.Origin.FILE:
        return gettext("This came with a file, marked as in doubt; no person has confirmed it yet.")
    return gettext("This was filled in from the translation memory; no person has confirmed it yet.")


def strings_of(translation: Translation) -> list[Row]:
    """Every string of the original with its translation, if it has one, in the order of the page. Two queries."""
    segments = StringSegment.objects.filter(source_id=translation.source_id)
    translated = {
        (entry.translation_of_id, entry.context_id): entry
        for entry in StringTranslation.objects.filter(
            locale_id=translation.target_locale_id, context__object_id=translation.source.object_id
        ).select_related("translation_of", "context", "note")
    }
    return [
        (segment, translated.get((segment.string_id, segment.context_id)))
        for segment in segments.select_related("context", "string").order_by("order")
    ]


def missing_strings(translation: Translation, rows: Sequence[Row] | None = None) -> list[MissingString]:
    """Every string that is missing, in error, too long for its field or confirmed by nobody, in the order of the page.

    Two queries; none with `rows`, what `strings_of` returned. Believes what is noted of errors: what is to be published is
    asked of `findings.obstacles`.
    """
    model = translation.source.specific_content_type.model_class()
    limits: dict[str, int | None] = {}
    missing = []
    for segment, translated in strings_of(translation) if rows is None else rows:
        path = segment.context.field_path or segment.context.path
        if path not in limits:
            limits[path] = max_length(model, path) if model else None
        found = _problem(segment, translated, limits[path])
        if found:
            problem, reason = found
            missing.append(
                MissingString(
                    segment_id=segment.pk,
                    label=field_label(model, path) if model else path,
                    source=StringValue(segment.string.data).render_text(),
                    problem=problem,
                    reason=reason,
                    field=path.partition(".")[0],
                )
            )
    return missing
