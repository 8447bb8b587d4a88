"""Builds the page that a translation's strings make. Never saves the live row: the caller saves a revision.

wagtail-localize's own `save_target(publish=False)` writes a draft into the row that visitors see, so it is used only
to create a page that does not exist yet.
"""

import json
from collections.abc import Iterator

from wagtail.models import Page
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

# Private-use characters around a string that stands in the original's language; preview.py turns them into markup.
FALLBACK_BEGIN = "\ue0f0"
FALLBACK_END = "\ue0f1"


def _strings(translation: Translation, *, mark_fallbacks: bool) -> Iterator[StringSegmentValue]:
    segments = (
        StringSegment.objects.filter(source_id=translation.source_id)
        .annotate_translation(translation.target_locale)
        .select_related("context", "string")
    )
    for segment in segments:
        data = segment.translation
        if not data or not data.strip():
            data = segment.string.data
            if mark_fallbacks:
                data = f"{FALLBACK_BEGIN}{data}{FALLBACK_END}"
        yield StringSegmentValue(
            segment.context.path, StringValue(data), attrs=json.loads(segment.attrs), order=segment.order
        )


def built_page(translation: Translation, *, mark_fallbacks: bool = False) -> Page:
    """The translated page in memory, with the original's text where a string is missing.

    With `mark_fallbacks` such text stands between FALLBACK_BEGIN and FALLBACK_END; never save that page.
    Raises wagtail_localize.models.SourceDeletedError when the original is gone.
    """
    source = translation.source
    original = source.as_instance()
    page: Page = source.get_translated_instance(translation.target_locale)
    own_slug = page.slug
    copy_synchronised_fields(original, page)
    if page.slug != own_slug and not Page._slug_is_available(page.slug, page.get_parent(), page):
        # Home pages of all languages are siblings, so they cannot share one slug.
        page.slug = own_slug
    others = [
        segment
        for segment in source._get_segments_for_translation(translation.target_locale, fallback=True)
        if not isinstance(segment, StringSegmentValue)
    ]
    strings = list(_strings(translation, mark_fallbacks=mark_fallbacks))
    ingest_segments(original, page, source.locale, translation.target_locale, [*strings, *others])
    return page
