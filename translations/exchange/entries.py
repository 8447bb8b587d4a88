"""The strings of translations as they stand in the tables, with what files say of them. Three queries for any number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db import models
from django.utils.translation import get_language
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation, TranslationContext

from translations import field_labels
from translations.exchange import inline
from translations.exchange.units import Key, stamp
from translations.memory.notes import is_confirmed, needs_review


@dataclass(frozen=True)
class Entry:
    """One string of one translation; a string that stands twice in one place of the page is one."""

    translation: Translation
    string: String
    context: TranslationContext
    translated: StringTranslation | None

    @property
    def source(self) -> str:
        """The original as it is stored."""
        return str(self.string.data)

    @property
    def path(self) -> str:
        """Its place on the page, of blocks and their ids."""
        return str(self.context.path)

    @property
    def field_path(self) -> str:
        """Its place among the fields, the same for all items of a list."""
        return str(self.context.field_path or self.context.path)

    @property
    def target(self) -> str:
        """The translation as it is stored; empty where there is none."""
        return self.translated.data.strip() if self.translated else ""

    @property
    def is_left(self) -> bool:
        """Whether it is still to be translated, to be mended, or to be confirmed."""
        return not self.target or self.has_error or not self.is_confirmed

    @property
    def has_error(self) -> bool:
        """Whether the translation cannot be published as it is."""
        return bool(self.translated and self.translated.has_error)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person stands for the translation."""
        return self.translated is None or is_confirmed(self.translated)

    @property
    def in_doubt(self) -> bool:
        """Whether somebody has to look at the translation: it has an error, is confirmed by nobody, or needs review."""
        return self.has_error or not self.is_confirmed or bool(self.translated and needs_review(self.translated))

    @cached_property
    def key(self) -> Key:
        """What stands for it in files made now."""
        place = stamp(f"{self.translation.uuid}/{self.path}")
        return Key(self.translation.pk, place, stamp(self.source), stamp(inline.stored(self.target)))

    @property
    def id(self) -> str:
        """Tells it from all others."""
        return f"{self.translation.pk}-{self.string.pk}-{self.context.pk}"

    @property
    def label(self) -> str:
        """What editors call its place, in the active language."""
        return _label(self._model, self.field_path, get_language() or "") if self._model else self.field_path

    @property
    def limit(self) -> int | None:
        """The most characters that its field takes."""
        return field_labels.max_length(self._model, self.field_path) if self._model else None

    @property
    def _model(self) -> type[models.Model] | None:
        return self.translation.source.specific_content_type.model_class()


@lru_cache(maxsize=2000)
def _label(model: type[models.Model], path: str, language: str) -> str:
    return field_labels.field_label(model, path)


def with_sources(translations: models.QuerySet[Translation]) -> models.QuerySet[Translation]:
    """Translations with all that their entries ask of them."""
    return translations.select_related("source__locale", "source__specific_content_type", "target_locale")


def entries_of(translations: Iterable[Translation]) -> dict[int, list[Entry]]:
    """The strings of each translation by its number, in the order of the page."""
    chosen = list(translations)
    stored = {
        (string.locale_id, string.translation_of_id, string.context_id): string
        for string in StringTranslation.objects.filter(
            locale_id__in={each.target_locale_id for each in chosen},
            context__object_id__in={each.source.object_id for each in chosen},
        ).select_related("translation_of", "context", "note")
    }
    segments: dict[int, list[StringSegment]] = {}
    for segment in (
        StringSegment.objects.filter(source_id__in={each.source_id for each in chosen})
        .select_related("context", "string")
        .order_by("order")
    ):
        segments.setdefault(segment.source_id, []).append(segment)
    return {each.pk: _entries(each, segments.get(each.source_id, []), stored) for each in chosen}


def _entries(
    translation: Translation,
    segments: Iterable[StringSegment],
    stored: dict[tuple[int, int, int | None], StringTranslation],
) -> list[Entry]:
    found: dict[tuple[int, int], Entry] = {}
    for segment in segments:
        pair = (segment.string_id, segment.context_id)
        if pair not in found:
            found[pair] = Entry(
                translation=translation,
                string=segment.string,
                context=segment.context,
                translated=stored.get((translation.target_locale_id, *pair)),
            )
    return list(found.values())
