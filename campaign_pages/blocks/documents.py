"""Parts of a model document and the fields its `{{ tokens }}` stand for. Rendering tokens is tokens.py's work."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError

from campaign_pages.choices import ClauseRequirement, ClauseSort, FieldKind
from translations import blocks
from translations.tokens import KEY_PATTERN

PARAGRAPH_FEATURES = ["bold", "italic", "ul", "ol", "document-placeholders"]
SAME_LABEL = _(
    "Another field is called “%(label)s”, too. Give this one another label, so that readers can tell the two apart."
)
KEY_ERRORS = {
    "invalid": _("Use small Latin letters, digits and underscores, beginning with a letter, for example branch_name.")
}


class FieldChoiceBlock(blocks.StructBlock):
    """One option of a choice field; the key is data, the label is translated."""

    key = blocks.RegexBlock(regex=KEY_PATTERN, label=_("Key"), error_messages=KEY_ERRORS)
    label = blocks.CharBlock(label=_("Wording"), help_text=_("As it stands in the sentence."))


class DocumentFieldBlock(blocks.StructBlock):
    """A placeholder of the document. Its key never changes and is never translated."""

    key = blocks.RegexBlock(
        regex=KEY_PATTERN,
        label=_("Key"),
        error_messages=KEY_ERRORS,
        help_text=_("Written in the text between double braces, for example {{ branch_name }}."),
    )
    kind = blocks.ChoiceBlock(choices=FieldKind.choices, default=FieldKind.TEXT, label=_("Kind"))
    label = blocks.CharBlock(label=_("Label"), help_text=_("What the reader is asked for."))
    help = blocks.CharBlock(label=_("Help"), required=False)
    options = blocks.ListBlock(FieldChoiceBlock(), label=_("Options"), default=[], help_text=_("Only for a choice."))
    optional = blocks.BooleanBlock(label=_("May be left empty"), required=False)

    class Meta:
        icon = "edit"
        label = _("Field")


class DocumentFieldStreamBlock(blocks.StreamBlock):
    """The fields of a document, in the order in which the reader fills them in."""

    field = DocumentFieldBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        """Refuses a label that another field has already, at the second one."""
        cleaned: StreamValue = super().clean(value)
        errors: dict[int, Any] = {
            place: StructBlockValidationError({"label": ValidationError(SAME_LABEL, params={"label": label})})
            for place, label in labels_again(child.value["label"] for child in cleaned)
        }
        if errors:
            raise StreamBlockValidationError(errors)
        return cleaned


def labels_again(labels: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Place and wording of every label that stood before. Own words name blanks by their labels.

    >>> list(labels_again(["Name", "Date", "name "]))
    [(2, 'name')]
    """
    known = set()
    for place, label in enumerate(each.strip() for each in labels):
        if label.casefold() in known:
            yield place, label
        known.add(label.casefold())


class SectionBlock(blocks.StructBlock):
    """Paragraphs of a document, with or without a heading."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)
    body = blocks.RichTextBlock(label=_("Text"), features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Section")


class PeopleBlock(blocks.StructBlock):
    """The people the document names, with their roles as the records have them."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)
    intro = blocks.TextBlock(label=_("Introduction"), required=False)
    people = blocks.ListBlock(blocks.SnippetChooserBlock("library.Person"), label=_("People"))

    class Meta:
        icon = "group"
        label = _("People named")


class NumberedListBlock(blocks.StructBlock):
    """Demands or requests: an introduction and numbered sentences."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)
    intro = blocks.TextBlock(label=_("Introduction"), required=False)
    items = blocks.ListBlock(blocks.TextBlock(label=_("Sentence")), label=_("Sentences"))

    class Meta:
        icon = "list-ol"


class PointsBlock(NumberedListBlock):
    """Points without an order."""

    class Meta:
        icon = "list-ul"
        label = _("Points")


class CopyBlock(blocks.StructBlock):
    """Somebody who gets a copy."""

    text = blocks.TextBlock(label=_("Recipient"))
    optional = blocks.BooleanBlock(label=_("May be left out"), required=False)


class CopiesToBlock(blocks.StructBlock):
    """Who gets a copy of the letter."""

    intro = blocks.CharBlock(label=_("Lead-in"), default="", required=False)
    items = blocks.ListBlock(CopyBlock(), label=_("Recipients"))

    class Meta:
        icon = "mail"
        label = _("Copies to")


class ClauseBlock(blocks.StructBlock):
    """One clause of a motion; the number and the lead-in of its sort are set when it is shown."""

    sort = blocks.ChoiceBlock(choices=ClauseSort.choices, label=_("Sort"))
    requirement = blocks.ChoiceBlock(
        choices=ClauseRequirement.choices, default=ClauseRequirement.REQUIRED, label=_("Requirement")
    )
    text = blocks.TextBlock(label=_("Clause"), help_text=_("Begins so that it follows the lead-in, without a number."))

    class Meta:
        icon = "list-ol"
        label = _("Clause")


class LinesBlock(blocks.TextBlock):
    """Lines that stay lines: addresses, signatures."""

    class Meta:
        icon = "bars"


class LineBlock(blocks.CharBlock):
    """A single line."""

    class Meta:
        icon = "minus"


class DocumentContentStreamBlock(blocks.StreamBlock):
    """The parts of a model document in the order in which they stand on the paper."""

    date = LineBlock(label=_("Date"))
    addressee = LinesBlock(label=_("Addressee"))
    salutation = LineBlock(label=_("Salutation"))
    subject = LineBlock(label=_("Subject"))
    section = SectionBlock()
    people_list = PeopleBlock()
    points = PointsBlock()
    demands = NumberedListBlock(label=_("Demands"))
    requests = NumberedListBlock(label=_("Requests"))
    closing = LinesBlock(label=_("Closing"))
    signature = LinesBlock(label=_("Signature block"))
    copies_to = CopiesToBlock()
    clause = ClauseBlock()
    slogan = LineBlock(label=_("Slogan"))
    movers = LinesBlock(label=_("Proposed and seconded by"))
