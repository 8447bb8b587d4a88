"""Makes the letter of a document page from its blocks and records. Costs no query beyond those of the cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from wagtail.rich_text import RichText

from campaign_pages.choices import ClauseRequirement, ClauseSort, FieldKind
from campaign_pages.letters.letter import Field, Letter, Paragraph, Part, Role, Run
from campaign_pages.letters.text import plain_lines, plain_runs, rich_paragraphs
from campaign_pages.letters.wording import copies_to, lead_in
from library.dates import list_separator
from sections.languages import direction

if TYPE_CHECKING:
    from campaign_pages.models import ModelDocumentPage
    from campaign_pages.reading.cards import PersonCard


def letter_of(page: ModelDocumentPage, cards: Mapping[int, PersonCard]) -> Letter:
    """The blank letter of a page in the page's language; `cards` are those of the people it names, by id."""
    fields = tuple(field_of(block.value) for block in page.fields)
    builder = _Builder(page.language, {field.key for field in fields if field.optional}, cards)
    for block in page.content:
        builder.add(block)
    return Letter(
        language=page.language,
        direction=direction(page.language),
        kind=page.kind,
        title=page.title,
        subject=next((str(block.value) for block in page.content if block.block_type == "subject"), page.title),
        version=page.version,
        facts_as_of=page.facts_as_of,
        parts=tuple(builder.parts),
        fields=fields,
        sending_country=page.missions_of.code if page.missions_of else "",
    )


def field_of(value: Any) -> Field:
    """A field from its block. What a mission gives may be missing there, so it is never asked for in vain."""
    kind = FieldKind(value["kind"] or FieldKind.TEXT)
    return Field(
        key=value["key"],
        kind=kind,
        label=value["label"],
        help=value["help"] or "",
        optional=bool(value["optional"]) or kind in (FieldKind.MISSION_TITLE, FieldKind.MISSION_HEAD),
        options=tuple((option["key"], option["label"]) for option in value["options"]),
    )


class _Builder:
    """Adds blocks to parts in the order in which they stand."""

    def __init__(self, language: str, optional: set[str], cards: Mapping[int, PersonCard]) -> None:
        self.language = language
        self.optional = optional
        self.cards = cards
        self.parts: list[Part] = []
        self.sort: ClauseSort | None = None

    def add(self, block: Any) -> None:
        kind = block.block_type
        if kind == "clause":
            self._clause(block)
            return
        self.sort = None
        make: Callable[[Any], list[Paragraph]] = {
            "section": self._section,
            "people_list": self._people,
            "points": self._points,
            "demands": self._numbered,
            "requests": self._numbered,
            "copies_to": self._copies,
            "addressee": self._lines,
            "closing": self._lines,
            "signature": self._lines,
            "movers": self._lines,
        }.get(kind, self._line)
        if paragraphs := make(block.value):
            self.parts.append(Part(kind, tuple(paragraphs)))

    def _clause(self, block: Any) -> None:
        sort = ClauseSort(block.value["sort"])
        clause = Paragraph(
            self._runs(block.value["text"]), Role.NUMBER, str(block.id), ClauseRequirement(block.value["requirement"])
        )
        if self.sort == sort:
            part = self.parts.pop()
            self.parts.append(Part(part.kind, (*part.paragraphs, clause)))
        else:
            heading = Paragraph((Run(lead_in(sort, self.language)),), Role.HEADING)
            self.parts.append(Part("clauses", (heading, clause)))
        self.sort = sort

    def _runs(self, text: str) -> tuple[Run, ...]:
        return plain_runs(text or "", self.optional)

    def _line(self, value: str) -> list[Paragraph]:
        return [Paragraph(self._runs(value), Role.TEXT)] if value else []

    def _lines(self, value: str) -> list[Paragraph]:
        return plain_lines(value, self.optional) if value else []

    def _opening(self, value: Any) -> list[Paragraph]:
        opening = [Paragraph(self._runs(value["heading"]), Role.HEADING)] if value["heading"] else []
        if value.get("intro"):
            opening.append(Paragraph(self._runs(value["intro"])))
        return opening

    def _section(self, value: Any) -> list[Paragraph]:
        body = value["body"]
        html = body.source if isinstance(body, RichText) else str(body or "")
        return [*self._opening(value), *rich_paragraphs(html, self.optional)]

    def _points(self, value: Any) -> list[Paragraph]:
        return [*self._opening(value), *(Paragraph(self._runs(item), Role.BULLET) for item in value["items"])]

    def _numbered(self, value: Any) -> list[Paragraph]:
        return [*self._opening(value), *(Paragraph(self._runs(item), Role.NUMBER) for item in value["items"])]

    def _copies(self, value: Any) -> list[Paragraph]:
        lead = Paragraph((Run(value["intro"] or copies_to(self.language)),))
        items = [
            Paragraph(
                self._runs(bound.value["text"]),
                Role.BULLET,
                str(bound.id or "") if bound.value["optional"] else "",
                ClauseRequirement.OPTIONAL if bound.value["optional"] else ClauseRequirement.REQUIRED,
            )
            for bound in value["items"].bound_blocks
        ]
        return [lead, *items]

    def _people(self, value: Any) -> list[Paragraph]:
        chosen = [self.cards[person.pk] for person in value["people"] if person and person.pk in self.cards]
        return [*self._opening(value), *(Paragraph(self._person(card), Role.BULLET) for card in chosen)]

    def _person(self, card: PersonCard) -> tuple[Run, ...]:
        runs = [Run(card.name, foreign=True)]
        if card.second_name:
            runs += [Run(" ("), Run(card.second_name, foreign=True), Run(")")]
        comma = list_separator(self.language)
        runs += [Run(f"{comma}{role.title}") for role in card.roles]
        return tuple(runs)
