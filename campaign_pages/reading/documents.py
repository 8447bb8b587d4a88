"""A model document as the paper it will become: parts in order, clauses grouped and numbered, tokens as blanks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.safestring import SafeString

from campaign_pages.choices import ClauseRequirement, ClauseSort, FieldKind
from campaign_pages.reading.cards import PersonCard, person_card
from campaign_pages.reading.related import RelatedPages, related_pages
from campaign_pages.tokens import render_blanks
from library.models import Person

if TYPE_CHECKING:
    from campaign_pages.models import AppealPage, ModelDocumentPage


@dataclass(frozen=True)
class Clause:
    """A clause of a motion with its number inside its group, counted from 1."""

    number: int
    requirement: ClauseRequirement
    html: SafeString


@dataclass(frozen=True)
class Part:
    """A part of the paper: HTML, or a group of clauses of one sort."""

    kind: str
    html: SafeString | None = None
    sort: ClauseSort | None = None
    clauses: list[Clause] = field(default_factory=list)


class DocumentReading:
    """Reads one document when the template asks for it."""

    def __init__(self, page: ModelDocumentPage) -> None:
        self.page = page
        self.language = page.language

    @cached_property
    def fields(self) -> list[Any]:
        """The field definitions, in the order in which readers fill them in."""
        return [block.value for block in self.page.fields]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Label of each field by key."""
        return {row["key"]: row["label"] for row in self.fields}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Kind of each field by key."""
        return {row["key"]: row["kind"] or FieldKind.TEXT for row in self.fields}

    @property
    def is_expired(self) -> bool:
        """Whether the document is no longer to be used."""
        return bool(self.page.expires and self.page.expires < timezone.localdate())

    @cached_property
    def parts(self) -> list[Part]:
        """The parts in order; neighbouring clauses of one sort stand together and are numbered."""
        parts: list[Part] = []
        with translation.override(self.language):
            for block in self.page.content:
                html = render_blanks(
                    block.render({"cards": self.cards, "language": self.language}), self.labels, self.kinds
                )
                if block.block_type != "clause":
                    parts.append(Part(kind=block.block_type, html=html))
                    continue
                sort = ClauseSort(block.value["sort"])
                if not parts or parts[-1].sort != sort:
                    parts.append(Part(kind="clauses", sort=sort))
                group = parts[-1].clauses
                group.append(Clause(len(group) + 1, ClauseRequirement(block.value["requirement"]), html))
        return parts

    @cached_property
    def cards(self) -> dict[int, PersonCard]:
        """Cards of the people the document names, by id, as of the document's day."""
        ids = {
            item["value"] if isinstance(item, dict) else item
            for row in self.page.content.raw_data
            if row["type"] == "people_list"
            for item in row["value"].get("people") or []
        }
        people = Person.objects.for_cards().filter(pk__in=ids) if ids else []
        return {person.pk: person_card(person, self.language, self.page.facts_as_of) for person in people}

    @cached_property
    def related(self) -> RelatedPages:
        """The appeal and the newer document, in the page's language."""
        newer = [self.page.superseded_by_id] if self.page.superseded_by_id else []
        keys = [self.page.appeal.translation_key] if self.page.appeal else []
        return related_pages(self.page, appeal_keys=keys, document_ids=newer)

    @property
    def appeal(self) -> AppealPage | None:
        """The appeal it belongs to."""
        return self.related.appeals[0] if self.related.appeals else None

    @property
    def newer(self) -> ModelDocumentPage | None:
        """The document that supersedes this one."""
        return self.related.documents[0] if self.related.documents else None
