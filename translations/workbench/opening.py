"""Opens wagtail-localize's translation editor with few queries. Stands in for the related objects that upstream forgets to select.

Its view reads the text and the place of each string, and its author, one by one: 888 queries for 150 translated strings. Here
the same view finds them selected. To be deleted when wagtail-localize selects them itself (views/edit_translation.py).
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import edit_translation

Place = tuple[int, int | None]


class _Number:
    """The answer to `segments.filter(string_id=…, context_id=…).values_list("id", flat=True)`, known beforehand."""

    def __init__(self, number: int | None) -> None:
        self.number = number

    def values_list(self, *_fields: str, **_options: Any) -> _Number:
        return self

    def first(self) -> int | None:
        return self.number


class EditorStrings(type(StringSegment.objects.all())):  # type: ignore[misc]
    """The strings of one original with text and place, and their translations with authors."""

    _places: dict[Place, int] | None = None

    def _clone(self) -> EditorStrings:
        clone: EditorStrings = super()._clone()
        clone._places = self._places
        return clone

    def filter(self, *args: Any, **kwargs: Any) -> Any:
        if self._places is not None and kwargs.keys() == {"string_id", "context_id"}:
            return _Number(self._places.get((kwargs["string_id"], kwargs["context_id"])))
        return super().filter(*args, **kwargs)

    def get_translations(self, locale: Any) -> QuerySet[StringTranslation]:
        found: QuerySet[StringTranslation] = super().get_translations(locale)
        return found.select_related("translation_of", "last_translated_by__wagtail_userprofile")


def open_editor(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """The translation editor of a page that a translation makes; None for other pages, and for what is posted."""
    if request.method != "GET" or page.alias_of_id:
        return None
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).select_related("source__locale", "source__specific_content_type", "target_locale")[:2]
    # Two are a fault that upstream reports.
    if len(found) != 1:
        return None
    answer: HttpResponseBase = edit_translation(request, prepared(found[0]), page)
    return answer


def prepared(translation: Translation) -> Translation:
    """The translation, whose source has its strings and values with what upstream reads of them. One query."""
    source = translation.source
    strings = EditorStrings(StringSegment).filter(source=source).select_related("context", "string")
    strings._places = {
        (string_id, context_id): pk
        for pk, string_id, context_id in strings.values_list("pk", "string_id", "context_id")
    }
    values = OverridableSegment.objects.filter(source=source).select_related("context")
    source._prefetched_objects_cache = {"stringsegment_set": strings, "overridablesegment_set": values}
    return translation
