"""Blocks of the page types, one file per purpose, one template per block. Import neither pages nor views."""

from campaign_pages.blocks.actions import StepStreamBlock
from campaign_pages.blocks.body import BodyStreamBlock
from campaign_pages.blocks.documents import DocumentContentStreamBlock, DocumentFieldStreamBlock
from campaign_pages.blocks.media import VideoBlock
from campaign_pages.blocks.text import DemandStreamBlock

__all__ = [
    "BodyStreamBlock",
    "DemandStreamBlock",
    "DocumentContentStreamBlock",
    "DocumentFieldStreamBlock",
    "StepStreamBlock",
    "VideoBlock",
]
