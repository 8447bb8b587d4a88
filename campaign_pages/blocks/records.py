"""Blocks rendered from shared records, in every language at once. They hold references, never facts."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from translations import blocks


class FactBoxBlock(blocks.StructBlock):
    """Who, where, since when, under which law: taken from a person's or a case's record."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)
    person = blocks.SnippetChooserBlock("library.Person", label=_("Person"), required=False)
    case = blocks.SnippetChooserBlock("library.Case", label=_("Case"), required=False)

    def clean(self, value: dict[str, object]) -> blocks.StructValue:
        """Wants exactly one record."""
        result = super().clean(value)
        if bool(result.get("person")) == bool(result.get("case")):
            raise blocks.StructBlockValidationError(
                non_block_errors=[ValidationError(_("Choose either a person or a case."))]
            )
        return result

    class Meta:
        icon = "table"
        label = _("Fact box")
        template = "campaign_pages/blocks/fact_box.html"


class PeopleListBlock(blocks.StructBlock):
    """Cards of people with their present state."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)
    people = blocks.ListBlock(blocks.SnippetChooserBlock("library.Person"), label=_("People"))

    class Meta:
        icon = "group"
        label = _("People")
        template = "campaign_pages/blocks/people_list.html"


class SourcesBlock(blocks.StructBlock):
    """Where the statements of the text come from."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)
    sources = blocks.ListBlock(blocks.SnippetChooserBlock("library.Source"), label=_("Sources"))

    class Meta:
        icon = "link"
        label = _("Sources")
        template = "campaign_pages/blocks/sources.html"
