"""Walks the block definitions of every StreamField. Reads definitions only, never a page's content.

>>> from translations import blocks
>>> [found.path for found in iter_blocks(blocks.StreamBlock([("a", blocks.ListBlock(blocks.CharBlock()))]), "body")]
['body', 'body.a', 'body.a.item']
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from wagtail import blocks as wagtail_blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from translations.blocks import TranslationSafe

# Blocks that hold text or a choice, or hold blocks that do. Each must come from translations.blocks.
GUARDED = (
    wagtail_blocks.CharBlock,
    wagtail_blocks.TextBlock,
    wagtail_blocks.RichTextBlock,
    wagtail_blocks.RawHTMLBlock,
    wagtail_blocks.RegexBlock,
    wagtail_blocks.URLBlock,
    wagtail_blocks.EmailBlock,
    wagtail_blocks.ChoiceBlock,
    wagtail_blocks.MultipleChoiceBlock,
    wagtail_blocks.PageChooserBlock,
    SnippetChooserBlock,
    wagtail_blocks.BaseStructBlock,
    wagtail_blocks.BaseStreamBlock,
    wagtail_blocks.ListBlock,
)


@dataclass(frozen=True)
class FoundBlock:
    """One block definition and where it stands: names joined by dots, list items as `item`."""

    path: str
    block: wagtail_blocks.Block

    @property
    def is_leaf(self) -> bool:
        return not _children(self.block)


def _children(block: wagtail_blocks.Block) -> list[tuple[str, wagtail_blocks.Block]]:
    if isinstance(block, wagtail_blocks.ListBlock):
        return [("item", block.child_block)]
    return list(getattr(block, "child_blocks", {}).items())


def iter_blocks(block: wagtail_blocks.Block, path: str) -> Iterator[FoundBlock]:
    """The block itself, then everything below it, depth first. A block that contains itself is entered once."""
    yield from _walk(block, path, frozenset())


def _walk(block: wagtail_blocks.Block, path: str, above: frozenset[int]) -> Iterator[FoundBlock]:
    yield FoundBlock(path, block)
    if id(block) in above:
        return
    for name, child in _children(block):
        yield from _walk(child, f"{path}.{name}", above | {id(block)})


def iter_model_blocks(model_classes: Iterable[type[models.Model]]) -> Iterator[FoundBlock]:
    """Every block of every StreamField declared on or inherited by the given models."""
    for model in model_classes:
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                yield from iter_blocks(field.stream_block, f"{model._meta.label}.{field.name}")


def unsafe_blocks(found: Iterable[FoundBlock]) -> list[FoundBlock]:
    """Those that Wagtail supplies raw although translations.blocks has a safe class of the same name."""
    return [
        entry
        for entry in found
        # ImageBlock keeps its text in a Wagtail CharBlock that cannot be replaced; use a StructBlock with a chooser.
        if isinstance(entry.block, GUARDED)
        and (not isinstance(entry.block, TranslationSafe) or isinstance(entry.block, ImageBlock))
    ]
