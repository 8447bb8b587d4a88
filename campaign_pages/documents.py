"""Walks the parts of a model document. Pure functions on block values; knows no page."""

from collections.abc import Iterator
from typing import Any

from wagtail.rich_text import RichText


def document_texts(value: Any) -> Iterator[str]:
    """Yields every sentence-bearing text of a block value, however deep, in reading order.

    Rich text is yielded as its stored HTML.
    """
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, str):
        yield value
    elif hasattr(value, "bound_blocks"):
        bound = value.bound_blocks
        for child in bound.values() if hasattr(bound, "values") else bound:
            yield from document_texts(child.value)
    elif hasattr(value, "stream_block"):
        for child in value:
            yield from document_texts(child.value)
