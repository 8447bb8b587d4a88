"""Translates the demo pages: real wagtail-localize translations, in the states that structure.yaml plans.

A sentence is paired with its translation by building the page in both languages and taking the strings out of both:
the same path and the same position is the same sentence.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.demo.files import DemoContentError, PagePlan
from home.demo.pages import page_in_memory
from home.demo.references import References
from translations.publication.publishing import (
    IncompleteTranslation,
    InvalidTranslation,
    publish,
    publish_core,
    save_draft,
)
from translations.submission import submit

#: A string of a page: its content path, and which of the strings under this path it is.
Position = tuple[str, int]


def strings_by_position(page: Page) -> dict[Position, str]:
    """All strings of a page in memory, as wagtail-localize takes them out."""
    seen: Counter[str] = Counter()
    strings = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            strings[segment.path, seen[segment.path]] = segment.string.data
            seen[segment.path] += 1
    return strings


def fill_strings(translation: Translation, strings: dict[Position, str], user: Any) -> int:
    """Enter the translated strings; returns how many. Strings of no such position in the source are refused."""
    seen: Counter[str] = Counter()
    rows = []
    segments = StringSegment.objects.filter(source=translation.source).select_related("context").order_by("order")
    left = dict(strings)
    for segment in segments:
        path = segment.context.path
        text = left.pop((path, seen[path]), None)
        seen[path] += 1
        if text is not None:
            rows.append(
                StringTranslation(
                    translation_of_id=segment.string_id,
                    context_id=segment.context_id,
                    locale=translation.target_locale,
                    data=text,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                    last_translated_by=user,
                )
            )
    if left:
        path, number = next(iter(left))
        raise LookupError(f"the source has no string {number + 1} at {path}")
    # What the translation memory has filled in gives way to the planned text.
    StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=translation.source.object_id
    ).delete()
    unique = {(row.translation_of_id, row.context_id): row for row in rows}
    StringTranslation.objects.bulk_create(unique.values())
    return len(unique)


def translate(
    plan: PagePlan, languages: list[str], texts: dict[str, dict[str, Any]], references: References, user: Any
) -> None:
    """Translate a page into these languages, up to the state that is planned for each.

    `user` is named beside the strings; nobody in particular begins and publishes, because that account may do nothing.
    """
    if not languages:
        return
    page = Page.objects.get(pk=references.page(plan.key, plan.source).pk)
    locales = Locale.objects.filter(language_code__in=languages)
    for translation in submit(page, locales):
        language = translation.target_locale.language_code
        target = page_in_memory(plan, texts[language][plan.key], language, references)
        try:
            fill_strings(translation, strings_by_position(target), user)
            if plan.states[language] in ("partial", "draft"):
                save_draft(translation)
            elif plan.states[language] == "core":
                publish_core(translation)
            else:
                publish(translation)
        except (IncompleteTranslation, InvalidTranslation, LookupError) as error:
            raise DemoContentError(f"{language}.yaml", f"page “{plan.key}”", _reason(error)) from error
        references.pages[plan.key, language] = translation.get_target_instance()


def _reason(error: Exception) -> str:
    if isinstance(error, IncompleteTranslation):
        return "; ".join(f"{missing.label}: {missing.reason}" for missing in error.missing[:3])
    return str(error)
