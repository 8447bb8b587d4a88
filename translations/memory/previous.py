"""What a sentence was before the original changed, and how it was translated then. Reads only.

wagtail-localize keeps the translations of sentences that are gone, under the same context: the place on the page. A rich text
is one place with many sentences, so the old one is the likest of those that are left over there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translations.inline_html import plain
from translations.memory.fingerprints import masked
from translations.memory.lookup import Difference, explained
from translations.memory.notes import is_confirmed
from translations.publication.comparison import differences

#: How like the old sentence has to be, in percent, where a place holds several.
LIKE_ENOUGH = 50


@dataclass(frozen=True)
class Previous:
    """The sentence that stood here before, as stored, its translation, and what became of the sentence."""

    old_source: str
    new_source: str
    translation: StringTranslation
    differences: list[Difference]


def previous_version(segment: StringSegment, locale: Locale) -> Previous | None:
    """What a sentence was before; None where it is new, was never translated, or is translated by now. Two queries."""
    beside = StringSegment.objects.filter(source_id=segment.source_id, context_id=segment.context_id)
    return _previous([segment], list(beside), _strings(locale, [segment.context_id])).get(segment.pk)


def previous_versions(translation: Translation, segments: Iterable[StringSegment]) -> dict[int, Previous]:
    """The same for many segments of one translation, by their ids; two queries for any number."""
    segments = list(segments)
    places = {segment.context_id for segment in segments}
    beside = StringSegment.objects.filter(source_id=translation.source_id, context_id__in=places)
    return _previous(segments, list(beside), _strings(translation.target_locale, places))


def _strings(locale: Locale, contexts: Iterable[int]) -> list[StringTranslation]:
    found = StringTranslation.objects.filter(locale=locale, context_id__in=contexts).exclude(data="")
    return list(found.select_related("translation_of", "note").order_by("-updated_at", "-pk"))


def _previous(
    wanted: list[StringSegment], present: list[StringSegment], strings: list[StringTranslation]
) -> dict[int, Previous]:
    current: dict[int, set[int]] = defaultdict(set)
    for segment in present:
        current[segment.context_id].add(segment.string_id)
    left_over: dict[int, list[StringTranslation]] = defaultdict(list)
    done = {(string.context_id, string.translation_of_id) for string in strings if is_confirmed(string)}
    for string in strings:
        if string.translation_of_id not in current[string.context_id]:
            left_over[string.context_id].append(string)
    found = {}
    for segment in wanted:
        if (segment.context_id, segment.string_id) in done:
            continue
        is_alone = len(current[segment.context_id]) == 1
        old = _likest(segment.string.data, left_over[segment.context_id], any_will_do=is_alone)
        if old:
            before, after = plain(old.translation_of.data), plain(segment.string.data)
            pieces = list(explained(differences(before, after)))
            found[segment.pk] = Previous(old.translation_of.data, segment.string.data, old, pieces)
    return found


def _likest(text: str, strings: list[StringTranslation], *, any_will_do: bool) -> StringTranslation | None:
    """The newest where the place holds one sentence; else the likest, the newest of several that are as like."""
    if any_will_do or not strings:
        return strings[0] if strings else None
    wanted = masked(plain(text))
    scores = [fuzz.ratio(wanted, masked(plain(string.translation_of.data))) for string in strings]
    best = max(scores)
    return strings[scores.index(best)] if best >= LIKE_ENOUGH else None
