"""Puts the memory's translations of the same sentences into a translation, as text that a person has to confirm.

Never touches a string that has a row. Rows are made in bulk, which sends no signals: what the receivers of StringTranslation
do otherwise is done here, and text that they would refuse is left to the look-up.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from wagtail_localize.models import StringTranslation, Translation

from translations.findings.marking import Inspector
from translations.memory.lookup import Asked, exact_matches
from translations.memory.notes import note_unconfirmed
from translations.models import StringNote
from translations.publication.completeness import strings_of
from translations.storable import is_storable
from translations.titles import show_title

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
    languages = (source.locale.language_code, translation.target_locale.language_code)
    inspector = Inspector()
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
        if (text := _first_sound(inspector, each.text, [match.unit.text for match in found.get(each, [])], languages))
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


def _first_sound(inspector: Inspector, original: str, texts: list[str], languages: tuple[str, str]) -> str:
    """The first text that can be stored and in which the checks find no error."""
    sound = (text for text in texts if is_storable(original, text) and not inspector.errors(original, text, languages))
    return next(sound, "")
