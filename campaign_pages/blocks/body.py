"""The body of a page: which blocks an editor may put there."""

from campaign_pages.blocks.actions import ActionStepsBlock, DocumentLinkBlock
from campaign_pages.blocks.media import PictureBlock, VideoBlock
from campaign_pages.blocks.records import FactBoxBlock, PeopleListBlock, SourcesBlock
from campaign_pages.blocks.text import DemandsBlock, HeadingBlock, QuotationBlock, TextBlock
from translations import blocks


class BodyStreamBlock(blocks.StreamBlock):
    """Everything that the running text of a page may hold."""

    text = TextBlock()
    heading = HeadingBlock()
    picture = PictureBlock()
    quotation = QuotationBlock()
    video = VideoBlock()
    fact_box = FactBoxBlock()
    people_list = PeopleListBlock()
    demands = DemandsBlock()
    action_steps = ActionStepsBlock()
    document_link = DocumentLinkBlock()
    sources = SourcesBlock()
