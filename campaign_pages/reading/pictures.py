"""Pictures in the running text of a page, so that their renditions can be fetched together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from library.models import CampaignImage


def body_pictures(stream: StreamValue) -> Iterator[CampaignImage]:
    """The pictures of a body's picture blocks and the still pictures of its videos, in order."""
    for row, block in zip(stream.raw_data, stream, strict=True):
        name = {"picture": "image", "video": "poster"}.get(row["type"])
        if name and block.value.get(name):
            yield block.value[name]
