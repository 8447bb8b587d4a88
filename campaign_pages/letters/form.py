"""The form beside a letter: what is asked, what was answered, what is wrong with it. Knows no request and stores nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext

from campaign_pages.choices import ClauseRequirement, FieldKind
from campaign_pages.letters.copies import COPIES
from campaign_pages.letters.filling import Answers, complaints, limit_of
from campaign_pages.letters.letter import Field, Letter, Paragraph
from library.missions import choice_by_value

if TYPE_CHECKING:
    from django.http import QueryDict

    from library.missions import MissionChoice
    from library.protocol import MissionWords

#: Names of the form's own controls; those of fields are `f-` and the key, of local clauses `own-` and the id.
MISSION, KEPT, OFFERED, LETTER_LANGUAGE = "mission", "keep", "offered", "letter"
EXCERPT_WORDS = 14

_INPUT_TYPES = {FieldKind.DATE: "date", FieldKind.EMAIL: "email"}


@dataclass(frozen=True)
class Entry:
    """One question, with the answer and what is wrong with it."""

    field: Field
    value: str
    error: str

    @property
    def name(self) -> str:
        return f"f-{self.field.key}"

    @property
    def control(self) -> str:
        """`select`, `textarea`, or the type of an input."""
        if self.field.kind == FieldKind.CHOICE:
            return "select"
        return "textarea" if self.field.has_lines else _INPUT_TYPES.get(self.field.kind, "text")

    @property
    def limit(self) -> int:
        return limit_of(self.field)


@dataclass(frozen=True)
class ClauseEntry:
    """A paragraph that may be left out; `own` is the text of a local clause, as the reader has it now."""

    id: str
    excerpt: str
    is_kept: bool
    is_local: bool
    own: str
    suggested: str = ""
    error: str = ""


class FillIn:
    """The form of a letter, empty or with what a reader has posted."""

    def __init__(self, letter: Letter, missions: Sequence[MissionChoice], posted: QueryDict | None = None) -> None:
        self.letter = letter
        self.missions = missions
        self.posted = posted

    @property
    def is_posted(self) -> bool:
        return self.posted is not None

    def _answer(self, name: str) -> str:
        # Browsers send line feeds in pairs, whatever was typed.
        return str(self.posted.get(name, "")).replace("\r\n", "\n") if self.posted is not None else ""

    @cached_property
    def chosen(self) -> MissionChoice | None:
        """The mission that the reader has chosen, if it is one of those offered."""
        return choice_by_value(self.missions, self._answer(MISSION))

    @property
    def keeps_copies(self) -> bool:
        """Whether she names those who get copies in her country; she is asked once it is known."""
        return self.posted is None or COPIES not in self.posted.getlist(OFFERED) or self._is_kept(COPIES)

    @property
    def mission_error(self) -> str:
        """What to say when the chosen mission is not offered (any more), in the language of the page."""
        if self.chosen or not self.missions or not self._answer(MISSION):
            return ""
        with translation.override(self.letter.language):
            return gettext("The mission that you chose is no longer in the list. Please choose again.")

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """What can be left out or rewritten, in reading order; nothing that goes by itself when its field stays empty."""
        optional = self.letter.optional
        return [part for part in self.letter.paragraphs() if part.can_go and not _is_of(part, optional)]

    def _is_kept(self, id_: str) -> bool:
        if self.posted is None or not self._answer(OFFERED):
            return True
        return id_ in self.posted.getlist(KEPT)

    def _words(self, paragraph: Paragraph) -> str:
        """The words of a paragraph, with the labels of its blanks in square brackets."""
        return "".join(f"[{self.letter.label_of(run.key)}]" if run.key else run.text for run in paragraph.runs)

    def answers(self, mission: MissionWords | None = None) -> Answers:
        """What goes into a letter; `mission` in the words of that letter's language."""
        asked = [field for field in self.letter.fields if field.is_asked]
        left_out = {paragraph.id for paragraph in self.paragraphs if not self._is_kept(paragraph.id)}
        return Answers(
            values={field.key: self._answer(f"f-{field.key}") for field in asked},
            left_out=frozenset(left_out if self.keeps_copies else {*left_out, COPIES}),
            own_words=self._own_words(),
            mission=mission,
            labels=self.letter.keys,
        )

    def _own_words(self) -> Mapping[str, str]:
        local = [part for part in self.paragraphs if part.requirement == ClauseRequirement.LOCAL]
        texts = {part.id: self._answer(f"own-{part.id}") for part in local if self.posted is not None}
        # Words that nobody has changed are the document's, so that a letter in another language has them in that one.
        suggested = {part.id: self._words(part) for part in local}
        return {id_: text for id_, text in texts.items() if text.strip() != suggested[id_]}

    @cached_property
    def errors(self) -> dict[str, str]:
        """Sentences in the language of the page, by key of a field or id of a clause; empty when all is well."""
        return complaints(self.letter, self.answers(), self.letter.language) if self.posted is not None else {}

    @property
    def is_wrong(self) -> bool:
        """Whether the reader has to look at something before she gets a file."""
        return bool(self.errors or self.mission_error)

    def _entry(self, field: Field) -> Entry:
        return Entry(field, self._answer(f"f-{field.key}"), self.errors.get(field.key, ""))

    @property
    def entries(self) -> list[Entry]:
        """What the reader is asked for."""
        return [self._entry(field) for field in self.letter.fields if field.is_asked and not field.is_of_mission]

    @property
    def mission_entries(self) -> list[Entry]:
        """What the mission gives, for readers who would rather write it themselves."""
        return [self._entry(field) for field in self.letter.fields if field.is_of_mission]

    @property
    def is_mission_open(self) -> bool:
        """Whether the reader should see at once what a mission gives.

        There is no list, her country has no mission in it, or she has written something.
        """
        if not self.missions or (self.chosen and not self.chosen.mission):
            return True
        return any(entry.value or entry.error for entry in self.mission_entries)

    @property
    def clauses(self) -> list[ClauseEntry]:
        own = self._own_words()
        return [self._clause(paragraph, self._words(paragraph), own) for paragraph in self.paragraphs]

    def _clause(self, paragraph: Paragraph, words: str, own: Mapping[str, str]) -> ClauseEntry:
        return ClauseEntry(
            id=paragraph.id,
            excerpt=excerpt(words),
            is_kept=self._is_kept(paragraph.id),
            is_local=paragraph.requirement == ClauseRequirement.LOCAL,
            own=own.get(paragraph.id, words),
            suggested=words,
            error=self.errors.get(paragraph.id, ""),
        )


def _is_of(paragraph: Paragraph, optional: Collection[str]) -> bool:
    return all(run.key in optional if run.key else run.gap or not run.text.strip() for run in paragraph.runs)


def excerpt(text: str) -> str:
    """The beginning of a text, whole words."""
    words = text.split()
    return " ".join(words[:EXCERPT_WORDS]) + (" …" if len(words) > EXCERPT_WORDS else "")
