"""StreamField blocks that survive translation: no null text, no list item without an id. Refuses raw text blocks.

Page code imports every block from here (`from translations import blocks`), never from `wagtail.blocks`.
wagtail-localize fails on a page whose text block holds null, and silently leaves out list items without an id and
lists nested two structures deep. The classes below keep Wagtail's names and stored form, and close those gaps.
`Frozen…` variants hold text that is never offered for translation: keys, references, case numbers.
"""

import json
import logging
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks as wagtail_blocks
from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    DateBlock,
    DateTimeBlock,
    DecimalBlock,
    FloatBlock,
    IntegerBlock,
    StaticBlock,
    StreamBlockValidationError,
    StreamValue,
    StructBlockValidationError,
    StructValue,
    TimeBlock,
)
from wagtail.blocks.list_block import ListBlockValidationError, ListValue
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds import blocks as embed_blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import TranslatableMixin
from wagtail.rich_text import RichText
from wagtail.snippets import blocks as snippet_blocks
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

__all__ = [
    "BlockGroup",
    "BlockQuoteBlock",
    "BooleanBlock",
    "CharBlock",
    "ChoiceBlock",
    "DateBlock",
    "DateTimeBlock",
    "DecimalBlock",
    "DocumentChooserBlock",
    "EmailBlock",
    "EmbedBlock",
    "FloatBlock",
    "FrozenCharBlock",
    "FrozenRichTextBlock",
    "FrozenTextBlock",
    "ImageChooserBlock",
    "IntegerBlock",
    "ListBlock",
    "ListBlockValidationError",
    "ListValue",
    "MultipleChoiceBlock",
    "PageChooserBlock",
    "RawHTMLBlock",
    "RegexBlock",
    "RichTextBlock",
    "SnippetChooserBlock",
    "StaticBlock",
    "StreamBlock",
    "StreamBlockValidationError",
    "StreamValue",
    "StructBlock",
    "StructBlockValidationError",
    "StructValue",
    "TimeBlock",
    "TranslationSafe",
    "URLBlock",
]

logger = logging.getLogger(__name__)

# Ids derived from content must be the same on every machine and in every release: they are part of stored paths.
ID_NAMESPACE = uuid.UUID("6f0b3f6e-3c1d-5a52-9a45-7d1f0a5f8c11")


class TranslationSafe:
    """Marks a block class that wagtail-localize can extract from and write to without loss."""


def derived_id(value: Any, taken: set[str]) -> str:
    """A block id computed from JSON-like `value`: equal for equal input, never one of `taken`."""
    text = json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder)
    for occurrence in range(len(taken) + 1):
        candidate = str(uuid.uuid5(ID_NAMESPACE, f"{occurrence}:{text}"))
        if candidate not in taken:
            break
    return candidate


def with_distinct_ids(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Copies of raw stream or list items in which every item has an id and no id occurs twice."""
    taken: set[str] = set()
    result = []
    for item in items:
        if not item.get("id"):
            item = {**item, "id": derived_id(item.get("value"), taken)}
        elif item["id"] in taken:
            item = {**item, "id": derived_id([item["id"], item.get("value")], taken)}
        taken.add(item["id"])
        result.append(item)
    return result


class _NullIsEmpty(TranslationSafe):
    """Text-like block whose native value is never None."""

    def normalize(self, value: Any) -> Any:
        return "" if value is None else super().normalize(value)  # type: ignore[misc]

    def to_python(self, value: Any) -> Any:
        return "" if value is None else super().to_python(value)  # type: ignore[misc]

    def get_prep_value(self, value: Any) -> Any:
        return "" if value is None else super().get_prep_value(value)  # type: ignore[misc]


class _Frozen:
    """Keeps the source value in every language: nothing is extracted, so nothing is ever written back."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value


class CharBlock(_NullIsEmpty, wagtail_blocks.CharBlock):
    """One line of text that is translated."""


class _PlainLines(_NullIsEmpty):
    """Lines end in a line feed alone. Browsers send two characters, and to wagtail-localize the other belongs to the text."""

    def value_from_form(self, value: Any) -> Any:
        text = super().value_from_form(value)  # type: ignore[misc]
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class TextBlock(_PlainLines, wagtail_blocks.TextBlock):
    """Several lines of text that are translated as one string."""


class BlockQuoteBlock(_PlainLines, wagtail_blocks.BlockQuoteBlock):
    """A quotation that is translated as one string."""


class URLBlock(_NullIsEmpty, wagtail_blocks.URLBlock):
    """An address that a translator may replace, for example by one in the reader's language."""


class EmailBlock(_NullIsEmpty, wagtail_blocks.EmailBlock):
    """An e-mail address that a translator may replace."""


class ChoiceBlock(_NullIsEmpty, wagtail_blocks.ChoiceBlock):
    """One of fixed values. Never translated: the labels are, by the interface catalogues."""


class RegexBlock(_Frozen, _NullIsEmpty, wagtail_blocks.RegexBlock):
    """Text in a fixed form, such as a reference. Never translated."""


class RawHTMLBlock(_Frozen, _NullIsEmpty, wagtail_blocks.RawHTMLBlock):
    """Trusted HTML. Never translated; prefer any other block."""


class FrozenCharBlock(_Frozen, CharBlock):
    """One line that stays as it is in every language: keys, ids, case numbers."""


class FrozenTextBlock(_Frozen, TextBlock):
    """Several lines that stay as they are in every language, such as an original quotation."""


class MultipleChoiceBlock(TranslationSafe, wagtail_blocks.MultipleChoiceBlock):
    """Some of fixed values, as a list that is never None. Never translated."""

    def normalize(self, value: Any) -> Any:
        return [] if value is None else super().normalize(value)

    def to_python(self, value: Any) -> Any:
        return [] if value is None else super().to_python(value)


class PageChooserBlock(_Frozen, TranslationSafe, wagtail_blocks.PageChooserBlock):
    """A page, the same in every language: the template shows its translation."""


class SnippetChooserBlock(TranslationSafe, snippet_blocks.SnippetChooserBlock):
    """A shared record, the same in every language; a record that is itself translated is replaced by its translation."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        if not isinstance(value, TranslatableMixin):
            return []
        segments: list[Any] = StreamFieldSegmentExtractor(None).handle_related_object_block(value)
        return segments


class RichTextBlock(TranslationSafe, wagtail_blocks.RichTextBlock):
    """Formatted text, translated paragraph by paragraph."""

    def normalize(self, value: Any) -> RichText:
        normalized: RichText = super().normalize(value)
        return normalized

    def get_prep_value(self, value: Any) -> str:
        return self.normalize(value).source

    def value_for_form(self, value: Any) -> str:
        return self.normalize(value).source


class FrozenRichTextBlock(_Frozen, RichTextBlock):
    """Formatted text that stays as it is in every language."""


class EmptyEmbed(embed_blocks.EmbedValue):
    """The value of an embed block without an address. False in templates, renders as nothing."""

    html = ""

    def __init__(self) -> None:
        super().__init__("")

    def __bool__(self) -> bool:
        return False


class EmbedBlock(TranslationSafe, embed_blocks.EmbedBlock):
    """An embedded address whose empty value has a `url`, as wagtail-localize expects."""

    def get_default(self) -> embed_blocks.EmbedValue:
        return super().get_default() or EmptyEmbed()

    def to_python(self, value: Any) -> embed_blocks.EmbedValue:
        return super().to_python(value) or EmptyEmbed()

    def normalize(self, value: Any) -> embed_blocks.EmbedValue:
        return super().normalize(value) or EmptyEmbed()

    def value_from_form(self, value: Any) -> embed_blocks.EmbedValue:
        return super().value_from_form(value) or EmptyEmbed()

    def clean(self, value: Any) -> embed_blocks.EmbedValue:
        return super().clean(value or None) or EmptyEmbed()


class StructBlock(TranslationSafe, wagtail_blocks.StructBlock):
    """A group of named blocks. A missing or null group is a group of defaults."""

    def normalize(self, value: Any) -> StructValue:
        return super().normalize({} if value is None else value)

    def to_python(self, value: Any) -> StructValue:
        return super().to_python({} if value is None else value)

    def bulk_to_python(self, values: Iterable[Any]) -> list[StructValue]:
        converted: list[StructValue] = super().bulk_to_python([{} if value is None else value for value in values])
        return converted

    def get_translatable_segments(self, value: StructValue) -> list[Any]:
        # wagtail-localize hands the stored form down one level only; rebuilt here, lists and pictures at any depth
        # are found.
        extractor = StreamFieldSegmentExtractor(None, include_overridables=True)
        segments: list[Any] = extractor.handle_struct_block(value, raw_value={"value": self.get_prep_value(value)})
        return segments


class ListBlock(TranslationSafe, wagtail_blocks.ListBlock):
    """A list in which every item has an id: a stored one, or one derived from its content until it is saved."""

    def _full_form(self, value: Iterable[Any] | None) -> list[dict[str, Any]]:
        return with_distinct_ids(
            item if self._item_is_in_block_format(item) else {"type": "item", "value": item, "id": None}
            for item in value or []
        )

    def _with_derived_ids(self, items: Iterable[Any]) -> Iterator[ListValue.ListChild]:
        taken: set[str] = set()
        for item in items:
            stored = self._item_is_in_block_format(item)
            value = self.child_block.normalize(item["value"] if stored else item)
            item_id = item["id"] if stored else None
            if not item_id or item_id in taken:
                item_id = derived_id(self.child_block.get_prep_value(value), taken)
            taken.add(item_id)
            yield ListValue.ListChild(self.child_block, value, id=item_id)

    def normalize(self, value: Any) -> ListValue:
        if isinstance(value, ListValue):
            return value
        if value is None or isinstance(value, list | tuple):
            return ListValue(self, bound_blocks=list(self._with_derived_ids(value or [])))
        return super().normalize(value)

    def to_python(self, value: Any) -> ListValue:
        return super().to_python(self._full_form(value))

    def bulk_to_python(self, values: Iterable[Any]) -> list[ListValue]:
        converted: list[ListValue] = super().bulk_to_python([self._full_form(value) for value in values])
        return converted

    def get_prep_value(self, value: Any) -> list[dict[str, Any]]:
        prepared: list[dict[str, Any]] = super().get_prep_value(self.normalize(value))
        return prepared

    def get_translatable_segments(self, value: ListValue) -> list[Any]:
        extractor = StreamFieldSegmentExtractor(None, include_overridables=True)
        segments: list[Any] = extractor.handle_list_block(value, raw_value=self.get_prep_value(value))
        return segments


class StreamBlock(TranslationSafe, wagtail_blocks.StreamBlock):
    """A stream in which every item has an id of its own. Code that offers an unknown block name is refused."""

    def _checked(self, value: Any) -> Any:
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return value
        if not isinstance(value, list | tuple) or not value:
            return value
        if all(isinstance(item, dict) for item in value):
            unknown = {item["type"] for item in value} - set(self.child_blocks)
            if unknown:
                # Stored data outlives code: dropping the block keeps the page readable, the log keeps it noticed.
                logger.error("Stored stream holds unknown blocks: %s.", ", ".join(sorted(unknown)))
            return with_distinct_ids(value)
        for item in value:
            name = item.block_type if isinstance(item, StreamValue.StreamChild) else item[0]
            if name not in self.child_blocks:
                raise ValueError(f"Unknown block {name!r}; known are {', '.join(self.child_blocks)}.")
        return value

    def to_python(self, value: Any) -> StreamValue:
        return super().to_python(self._checked(value))

    def bulk_to_python(self, values: Iterable[Any]) -> list[StreamValue]:
        converted: list[StreamValue] = super().bulk_to_python([self._checked(value) or [] for value in values])
        return converted
