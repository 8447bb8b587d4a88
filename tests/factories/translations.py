"""Enters translated strings in bulk. Publishes nothing and creates no page.

Strings are matched by content path or by the original text, as wagtail-localize stores it: rich text keeps inline tags,
with `<a id="a1">` in place of link addresses; line breaks in plain text are `<br/>`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from wagtail_localize.models import StringSegment, StringTranslation, Translation

#: A few small words of a language, by which texts count as written in it.
_SMALL_WORDS = {"de": "nicht", "fr": "pas", "it": "non", "nl": "niet", "ur": "یہ نہیں ہے"}


def pretended(text: str, language: str = "de", *, in_brackets: bool = True) -> str:
    """A text that the checks take for a translation of an English one: itself in brackets, behind words of the language.

    In letters, brackets would be taken for blanks.

    >>> pretended("Free them")
    'nicht [Free them]'
    """
    words = [_SMALL_WORDS[language]] * (1 + len(text.split()) // 4)
    return f"{' '.join(words)} {f'[{text}]' if in_brackets else text}"


@dataclass
class Filled:
    """What became of the texts that were given."""

    done: int = 0
    missing: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


@transaction.atomic
def fill(translation: Translation, texts: Mapping[str, str], user: Any = None, *, checked: bool = True) -> Filled:
    """Set the translation of every string whose content path or original text is a key of `texts`.

    Existing translations of these strings are replaced when they differ; all others stay. `missing` lists the
    originals that have no translation afterwards, `unused` the keys that matched nothing. New texts that are not
    `checked` count as right and are stored at once.
    """
    new: list[StringTranslation] = []
    result = Filled()
    used: set[str] = set()
    segments = list(
        StringSegment.objects.filter(source_id=translation.source_id)
        .select_related("context", "string")
        .order_by("order")
    )
    known = {
        (entry.translation_of_id, entry.context_id): entry
        for entry in StringTranslation.objects.filter(
            locale_id=translation.target_locale_id, context__object_id=translation.source.object_id
        )
    }
    for segment in segments:
        key = segment.context.path if segment.context.path in texts else segment.string.data
        present = known.get((segment.string_id, segment.context_id))
        if key not in texts:
            if present is None:
                result.missing.append(segment.string.data)
            continue
        used.add(key)
        result.done += 1
        if present is not None and present.data == texts[key] and not present.has_error:
            continue
        string = {
            "translation_of_id": segment.string_id,
            "context_id": segment.context_id,
            "locale_id": translation.target_locale_id,
        }
        values = {
            "data": texts[key],
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "",
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        }
        if present is None and not checked:
            new.append(StringTranslation(**string, **values))
        else:
            StringTranslation.objects.update_or_create(**string, defaults=values)
    # The same text may stand in one place of a page twice.
    StringTranslation.objects.bulk_create(new, ignore_conflicts=True)
    result.unused = [key for key in texts if key not in used]
    return result
