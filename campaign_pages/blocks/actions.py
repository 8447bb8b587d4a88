"""Blocks for what the reader can do. Which document is meant is a reference; its language is chosen when it is shown."""

from django.utils.translation import gettext_lazy as _

from campaign_pages.blocks.text import LINE_FEATURES
from translations import blocks


def _instructions() -> blocks.RichTextBlock:
    return blocks.RichTextBlock(label=_("What to do"), required=False, features=[*LINE_FEATURES, "ul"])


class DocumentStepBlock(blocks.StructBlock):
    """A step that is done with a model document."""

    title = blocks.CharBlock(label=_("Title"), help_text=_("An invitation, for example: Write to the embassy"))
    text = _instructions()
    document = blocks.PageChooserBlock(page_type="campaign_pages.ModelDocumentPage", label=_("Model document"))

    class Meta:
        icon = "mail"
        template = "campaign_pages/blocks/step_document.html"


class ProtestStepBlock(blocks.StructBlock):
    """A step that is done in public."""

    title = blocks.CharBlock(label=_("Title"))
    text = _instructions()
    places = blocks.ListBlock(blocks.SnippetChooserBlock("library.Place"), label=_("Places"), default=[])

    class Meta:
        icon = "group"
        label = _("Protest")
        template = "campaign_pages/blocks/step_protest.html"


class LinkStepBlock(blocks.StructBlock):
    """A step that is done elsewhere or needs no document."""

    title = blocks.CharBlock(label=_("Title"))
    text = _instructions()
    url = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        icon = "form"
        template = "campaign_pages/blocks/step_link.html"


class ShareStepBlock(blocks.StructBlock):
    """A step that spreads the page."""

    title = blocks.CharBlock(label=_("Title"))
    text = _instructions()

    class Meta:
        icon = "redirect"
        label = _("Share")
        template = "campaign_pages/blocks/step_share.html"


class StepStreamBlock(blocks.StreamBlock):
    """The steps of an appeal, the most important first."""

    write_letter = DocumentStepBlock(label=_("Write a letter"))
    pass_motion = DocumentStepBlock(label=_("Pass a motion"), icon="clipboard-list")
    protest = ProtestStepBlock()
    sign = LinkStepBlock(label=_("Sign"))
    share = ShareStepBlock()
    other = LinkStepBlock(label=_("Other step"), icon="plus")


class ActionStepsBlock(blocks.StructBlock):
    """Steps inside a body."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)
    steps = StepStreamBlock(label=_("Steps"))

    class Meta:
        icon = "tasks"
        label = _("Action steps")
        template = "campaign_pages/blocks/action_steps.html"


class DocumentLinkBlock(blocks.StructBlock):
    """A prominent link to a model document."""

    document = blocks.PageChooserBlock(page_type="campaign_pages.ModelDocumentPage", label=_("Model document"))
    text = blocks.CharBlock(label=_("Why to use it"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Model document")
        template = "campaign_pages/blocks/document_link.html"
