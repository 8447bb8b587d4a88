"""Carries translations over to sentences that changed in typography alone, so that nobody types them again.

wagtail-localize drops the translation of a sentence with any change. The old one stays in its tables; where old and new
sentence differ in marks, spaces, tags or the writing of numbers only (wording.py), it is stored for the new one too. What
readers see stays as it is.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import IntegrityError, models, transaction
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from translations.findings.marking import one_inspection
from translations.freshness.degrees import Degree, TextChange, degree_of_text
from translations.memory.notes import is_confirmed
from translations.models import StringNote
from translations.storable import is_storable

#: A new sentence, and the old translation that is carried over to it.
Carried = tuple[StringSegment, StringTranslation]
_QUESTION_MARKS = frozenset("?؟\u037e")


def extract(source: TranslationSource) -> None:
    """Store the strings of the published original, with the translations of those that changed in typography alone."""
    source.update_from_db()
    carry_over(source)


def carry_over(source: TranslationSource) -> int:
    """Store old translations for the new sentences that they still translate; returns how many. Overwrites nothing.

    They stay confirmed where they were, and need review where somebody can see the difference. Three queries where
    there is nothing to carry.
    """
    left_over = _left_over(source)
    if not left_over:
        return 0
    segments = StringSegment.objects.filter(source=source, context_id__in=left_over).select_related("string", "context")
    found = list(_carried(segments, left_over, source.locale.language_code))
    taken = set(
        StringTranslation.objects.filter(
            translation_of_id__in=[segment.string_id for segment, _old in found]
        ).values_list("locale_id", "translation_of_id", "context_id")
    )
    with one_inspection():
        return sum(
            _store(segment, old)
            for segment, old in found
            if (old.locale_id, segment.string_id, segment.context_id) not in taken
        )


def _left_over(source: TranslationSource) -> dict[int, list[StringTranslation]]:
    """The translations of sentences that are gone, newest first, by the place on the page where these stood."""
    here = StringSegment.objects.filter(
        source=source, context=models.OuterRef("context"), string=models.OuterRef("translation_of")
    )
    strings = (
        StringTranslation.objects.filter(
            ~models.Exists(here),
            context__object_id=source.object_id,
            locale__in=source.translations.filter(enabled=True).values("target_locale"),
            has_error=False,
        )
        .exclude(data="")
        .select_related("translation_of", "note")
        .order_by("-updated_at", "-pk")
    )
    found: dict[int, list[StringTranslation]] = defaultdict(list)
    for string in strings:
        found[string.context_id].append(string)
    return found


def _carried(
    segments: Iterable[StringSegment], left_over: dict[int, list[StringTranslation]], language: str
) -> Iterator[Carried]:
    for segment in segments:
        new, done = segment.string.data, set()
        for old in left_over[segment.context_id]:
            if old.locale_id in done or not _is_typography(old.translation_of.data, new, language):
                continue
            if is_storable(new, old.data):
                done.add(old.locale_id)
                yield segment, old


def _is_typography(old: str, new: str, language: str) -> bool:
    return degree_of_text(TextChange("", old, new), language) == Degree.MINOR


def _store(segment: StringSegment, old: StringTranslation) -> bool:
    before = segment.string.data, old.translation_of.data
    try:
        with transaction.atomic():
            string = StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale_id=old.locale_id,
                data=old.data,
                translation_type=old.translation_type,
                tool_name=old.tool_name,
                last_translated_by_id=old.last_translated_by_id,
            )
            _note(
                string, old, is_visible=_seen(before[0]) != _seen(before[1]), asks=_asks(before[0]) != _asks(before[1])
            )
    except IntegrityError:
        return False  # Somebody has translated it in the same moment. What is there stays.
    return True


def _note(string: StringTranslation, old: StringTranslation, *, is_visible: bool, asks: bool) -> None:
    """What is known of the old text holds for the new one; a statement that became a question is confirmed by nobody."""
    known: StringNote | None = getattr(old, "note", None)
    defaults = {
        "origin": known.origin if known else StringNote.Origin.HUMAN,
        "is_confirmed": is_confirmed(old) and not asks,
        "confirmed_by_id": known.confirmed_by_id if known and not asks else None,
        "confirmed_at": known.confirmed_at if known and not asks else None,
        "needs_review": is_visible or bool(known and known.needs_review),
    }
    StringNote.objects.update_or_create(string=string, defaults=defaults)


def _seen(text: str) -> str:
    """The text without what nobody sees: kinds of spaces, and signs without a shape."""
    shown = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return " ".join(shown.split())


def _asks(text: str) -> int:
    return sum(each in _QUESTION_MARKS for each in text)
