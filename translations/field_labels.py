"""What editors call the place a string comes from. Reads field and block definitions, never content.

A field path is wagtail-localize's: names joined by dots, list items as `item` ("body.fact_box.title").
"""

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from wagtail import blocks as wagtail_blocks
from wagtail.fields import StreamField

SEPARATOR = " › "


def blocks_along(stream_block: wagtail_blocks.Block, names: list[str]) -> list[wagtail_blocks.Block]:
    found: list[wagtail_blocks.Block] = []
    block = stream_block
    for name in names:
        if isinstance(block, wagtail_blocks.ListBlock):
            block = block.child_block
        elif name in getattr(block, "child_blocks", {}):
            block = block.child_blocks[name]
        else:
            break
        found.append(block)
    return found


def _field(model: type[models.Model], path: str) -> tuple[models.Field | None, list[str]]:
    name, *rest = path.split(".")
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None, rest
    return (field if isinstance(field, models.Field) else None), rest


def field_label(model: type[models.Model], path: str) -> str:
    """The labels from the field down to the text, in the active language.

    The path itself stands in for what is no longer defined.
    """
    field, rest = _field(model, path)
    if field is None:
        return path
    labels = [capfirst(str(field.verbose_name))]
    if isinstance(field, StreamField):
        labels += [str(block.label) for block in blocks_along(field.stream_block, rest) if block.label]
    return SEPARATOR.join(labels)


def max_length(model: type[models.Model], path: str) -> int | None:
    """The largest number of characters that the field or block takes, if it has a limit on a single string."""
    field, rest = _field(model, path)
    if isinstance(field, StreamField):
        along = blocks_along(field.stream_block, rest)
        leaf = along[-1] if along else None
        if isinstance(leaf, wagtail_blocks.CharBlock | wagtail_blocks.TextBlock):
            limit: int | None = leaf.field.max_length
            return limit
        return None
    return field.max_length if isinstance(field, models.CharField) else None
