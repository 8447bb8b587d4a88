"""Puts the memory's translations of the same sentences into a translation, as text that a person has to confirm.

Never touches a string that has a row. Rows are made in bulk, which sends no signals: what the receivers of StringTranslation
do otherwise is done here, and text that they would refuse is left to the look-up.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue, validate_translation_links

from translations.memory.lookup import Asked, exact_matches
from translations.memory.notes import note_unconfirmed
from translations.models import StringNote
from translations.publication.completeness import strings_of
from translations.tokens import token_differences

#: What wagtail-localize is told of who translated it.
TOOL = "Translation memory"


def fill_from_memory(translation: Translation) -> int:
    """Fill in every empty string whose sentence the memory knows; returns how many. A fixed number of queries."""
    source = translation.source
    asked = {
        (segment.string_id, segment.context_id): Asked(
            segment.string.data, source.object_id, segment.context.field_path[:255]
        )
        for segment, string in strings_of(translation)
        if string is None
    }
    if not asked:
        return 0
    found = exact_matches(asked.values(), source.locale.language_code, translation.target_locale.language_code)
    rows = [
        StringTranslation(
            translation_of_id=string_id,
            context_id=context_id,
            locale_id=translation.target_locale_id,
            data=text,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            tool_name=TOOL,
        )
        for (string_id, context_id), each in asked.items()
        if (text := _first_sound(each, [match.unit.text for match in found.get(each, [])]))
    ]
    return _store(translation, rows) if rows else 0


def _store(translation: Translation, rows: list[StringTranslation]) -> int:
    try:
        with transaction.atomic():
            StringTranslation.objects.bulk_create(rows)
            note_unconfirmed(rows, StringNote.Origin.MEMORY)
    except IntegrityError:
        # Somebody has begun to type, or another process fills in the same. What is there stays.
        return 0
    show_title(translation, rows)
    return len(rows)


def show_title(translation: Translation, rows: Iterable[StringTranslation]) -> None:
    """Let lists of pages show the title, where it is among new rows; readers see what they saw."""
    strings = StringTranslation.objects.filter(pk__in=[row.pk for row in rows], context__path="title")
    for title in strings.values_list("data", flat=True):
        keys = {"translation_key": translation.source.object_id, "locale_id": translation.target_locale_id}
        Page.objects.filter(**keys).update(draft_title=StringValue(title).render_text())


def _first_sound(asked: Asked, texts: list[str]) -> str:
    return next((text for text in texts if is_sound(asked.text, text)), "")


def is_sound(original: str, translated: str) -> bool:
    """Whether wagtail-localize and the guard of placeholders would take this translation."""
    try:
        StringValue.from_translated_html(translated)
        validate_translation_links(original, translated)
    except ValueError:
        return False
    return bool(translated.strip()) and not token_differences(original, translated)
