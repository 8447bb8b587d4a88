"""Puts fields in the place of `[square brackets]` of a document's newest draft. Saves a draft, publishes nothing."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify
from wagtail.blocks import StreamValue

from campaign_pages.placeholders.brackets import Bracket, brackets, replace_brackets
from campaign_pages.placeholders.texts import Text, stream_texts, with_changed_texts
from translations.field_labels import field_label

if TYPE_CHECKING:
    from campaign_pages.models import ModelDocumentPage

LONGEST_KEY = 40


@dataclass(frozen=True)
class Use:
    """One bracket in the document; `number` counts them from 0 in reading order."""

    number: int
    place: str
    bracket: Bracket


@dataclass
class Group:
    """All uses of one label, whatever its capitals."""

    label: str
    uses: list[Use] = field(default_factory=list)

    @property
    def replaceable(self) -> list[Use]:
        """The uses that a token can take the place of."""
        return [use for use in self.uses if not use.bracket.is_split]


@dataclass(frozen=True)
class NewField:
    """A field to be added to the document."""

    key: str
    label: str
    kind: str


def groups_of(page: "ModelDocumentPage") -> list[Group]:
    """The brackets of the document by label, in the order of their first use."""
    groups: dict[str, Group] = {}
    number = 0
    for text in stream_texts(page.content, "content"):
        place = field_label(type(page), text.path)
        for bracket in brackets(text.value, is_html=text.is_html):
            group = groups.setdefault(bracket.label.casefold(), Group(bracket.label))
            group.uses.append(Use(number, place, bracket))
            number += 1
    return list(groups.values())


def suggested_key(label: str, taken: set[str]) -> str:
    """A key made of the Latin letters of a label, different from those that are taken.

    >>> suggested_key("Your Name", set()), suggested_key("Name", {"name"}), suggested_key("نام", set())
    ('your_name', 'name_2', 'field')
    """
    words = slugify(re.sub(r"\W+", " ", label)).replace("-", "_").split("_")
    key = "_".join(word for word in words if word)[:LONGEST_KEY].rstrip("_")
    if not key or not key[0].isalpha():
        key = f"field_{key}" if key else "field"
    number, candidate = 2, key
    while candidate in taken:
        candidate, number = f"{key}_{number}", number + 1
    return candidate


def put_fields(page: "ModelDocumentPage", keys: Mapping[int, str], new_fields: list[NewField]) -> int:
    """Replace the uses with these numbers by tokens and add the fields, in memory; how many were replaced.

    A use that formatting splits is left as it is.
    """
    block = page.content.stream_block
    number = replaced = 0

    def change(text: Text) -> str:
        nonlocal number, replaced
        replacements = {}
        for bracket in brackets(text.value, is_html=text.is_html):
            if number in keys and not bracket.is_split:
                replacements[bracket.start, bracket.end] = f"{{{{ {keys[number]} }}}}"
            number += 1
        replaced += len(replacements)
        return replace_brackets(text.value, replacements)

    content = with_changed_texts(block, page.content.get_prep_value(), change, "content")
    page.content = StreamValue(block, content, is_lazy=True)
    page.fields = StreamValue(
        page.fields.stream_block,
        [*page.fields.get_prep_value(), *(_stored(new) for new in new_fields)],
        is_lazy=True,
    )
    return replaced


def _stored(new: NewField) -> dict[str, Any]:
    return {
        "type": "field",
        "value": {"key": new.key, "kind": new.kind, "label": new.label, "help": "", "options": [], "optional": False},
        "id": str(uuid.uuid4()),
    }
