"""Blocks that hold sentences: text, heading, quotation, demands. Nothing here is computed from records."""

from django.utils.translation import gettext_lazy as _

from translations import blocks

PROSE_FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link"]
LINE_FEATURES = ["bold", "italic", "link"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside the body: level two, so that the outline of the page stays whole."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "campaign_pages/blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    """Paragraphs and lists."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", PROSE_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "campaign_pages/blocks/text.html"


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, with who said them and where."""

    text = blocks.TextBlock(
        label=_("Quotation"), help_text=_("Without quotation marks: the page sets those of its language.")
    )
    attribution = blocks.CharBlock(label=_("Who said it"), required=False)
    source = blocks.CharBlock(label=_("Where it was said"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "campaign_pages/blocks/quotation.html"


class DemandBlock(blocks.RichTextBlock):
    """One demand, one sentence."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", LINE_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Demand")
        template = "campaign_pages/blocks/demand.html"


class DemandStreamBlock(blocks.StreamBlock):
    """The demands of an appeal, in order."""

    demand = DemandBlock()


class DemandsBlock(blocks.StructBlock):
    """A list of demands inside a body."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)
    items = blocks.ListBlock(DemandBlock(), label=_("Demands"))

    class Meta:
        icon = "list-ol"
        label = _("Demands")
        template = "campaign_pages/blocks/demands.html"
