"""Walks the texts of a stored stream, however deep, and writes changed ones back. Touches no choice, key, id or record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail import blocks as wagtail_blocks

TEXT_BLOCKS = (wagtail_blocks.CharBlock, wagtail_blocks.TextBlock)


@dataclass(frozen=True)
class Text:
    """A text and where it stands: block names joined by dots, as field_labels.py reads them."""

    path: str
    value: str
    is_html: bool


def with_changed_texts(block: wagtail_blocks.Block, stored: Any, change: Callable[[Text], str], path: str = "") -> Any:
    """A copy of the stored form of a block's value in which every text is what `change` makes of it."""
    if isinstance(block, (wagtail_blocks.RichTextBlock, *TEXT_BLOCKS)):
        if not isinstance(stored, str):
            return stored
        return change(Text(path, stored, isinstance(block, wagtail_blocks.RichTextBlock)))
    if isinstance(block, wagtail_blocks.BaseStreamBlock):
        return [_changed_item(block.child_blocks.get(item["type"]), item, change, path) for item in stored or []]
    if isinstance(block, wagtail_blocks.ListBlock):
        return [_changed_item(block.child_block, item, change, path) for item in stored or []]
    if isinstance(block, wagtail_blocks.BaseStructBlock) and isinstance(stored, dict):
        return {
            name: with_changed_texts(block.child_blocks[name], value, change, f"{path}.{name}")
            if name in block.child_blocks
            else value
            for name, value in stored.items()
        }
    return stored


def _changed_item(
    block: wagtail_blocks.Block | None, item: dict[str, Any], change: Callable[[Text], str], path: str
) -> dict[str, Any]:
    if block is None:
        return item
    return {**item, "value": with_changed_texts(block, item["value"], change, f"{path}.{item['type']}")}


def stream_texts(stream: Any, path: str) -> Iterator[Text]:
    """Every text of a StreamField's value in reading order."""
    found: list[Text] = []

    def note(text: Text) -> str:
        found.append(text)
        return text.value

    with_changed_texts(stream.stream_block, stream.get_prep_value(), note, path)
    yield from found
