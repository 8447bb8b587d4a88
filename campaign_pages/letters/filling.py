"""Puts a reader's answers into a letter: cleaned, limited, and never read as anything but text. Stores nothing."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext

from campaign_pages.choices import ClauseRequirement, FieldKind
from campaign_pages.letters.letter import Field, Letter, Paragraph, Part, Role, Run
from campaign_pages.letters.wording import no_email_address_sentence
from library.choices import Precision
from library.dates import format_date

if TYPE_CHECKING:
    from library.protocol import MissionWords

#: Longest answers in characters: one line, several lines. A PDF's cost grows with its text.
TEXT_LIMIT = 200
LINES_LIMIT = 2000
#: Marks that may stand on one letter; Urdu and Vietnamese need two or three, a flood has thousands.
MARKS_LIMIT = 4

_DIRECTION_OVERRIDES = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_LABEL = re.compile(r"\[([^\[\]\n]+)\]")
_SPACE_RUNS = re.compile(r"[^\S\n]+")
_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]{2,}\Z")


@dataclass(frozen=True)
class Answers:
    """What a reader has said: values by key, ids of what she leaves out, her own words for local clauses, her mission."""

    values: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    own_words: Mapping[str, str] = field(default_factory=dict)
    mission: MissionWords | None = None
    #: Keys by label, as own words name blanks in square brackets; those of the letter where nothing is given.
    labels: Mapping[str, str] = field(default_factory=dict)


def cleaned(text: str, *, lines: bool = False) -> str:
    """The text without control characters, direction overrides and floods of combining marks; spaces made single.

    >>> cleaned(" a\\u202eb \\n c"), cleaned(" a \\n c ", lines=True)
    ('ab c', 'a\\nc')
    """
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        category = unicodedata.category(character)
        if ord(character) in _DIRECTION_OVERRIDES or (category in ("Cc", "Cs", "Cn") and character not in "\n\t"):
            continue
        if category != "Cf":  # an invisible sign between marks does not begin a new letter
            marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > MARKS_LIMIT:
            continue
        kept.append(character)
    cut = "".join(kept)
    if not lines:
        return _SPACE_RUNS.sub(" ", cut.replace("\n", " ")).strip()
    return "\n".join(_SPACE_RUNS.sub(" ", line).strip() for line in cut.split("\n")).strip("\n")


def is_email(text: str) -> bool:
    """Whether a mail can be sent there, as far as its looks tell."""
    return bool(_EMAIL.match(text))


def limit_of(asked: Field) -> int:
    """The most characters that an answer may have."""
    return LINES_LIMIT if asked.has_lines else TEXT_LIMIT


def value_of(asked: Field, answer: str, language: str) -> str:
    """The words that an answer becomes in a letter of that language; empty when it says nothing usable."""
    if asked.kind == FieldKind.CHOICE:
        return dict(asked.options).get(answer, "")
    if asked.kind == FieldKind.DATE:
        try:
            return format_date(datetime.date.fromisoformat(answer.strip()), Precision.DAY, language)
        except ValueError:
            return cleaned(answer)
    return cleaned(answer, lines=asked.has_lines)


def mission_value(asked: Field, words: MissionWords | None) -> str:
    """What the chosen mission gives for a field."""
    if words is None:
        return ""
    return {
        FieldKind.MISSION_HEAD: words.head,
        FieldKind.MISSION_OFFICE: words.office,
        FieldKind.MISSION_TITLE: words.title,
        FieldKind.MISSION_ADDRESS: words.address,
        FieldKind.MISSION_SALUTATION: words.salutation,
    }.get(asked.kind, "")


def filled(letter: Letter, answers: Answers) -> Letter:
    """The letter with the answers in it.

    What is left out is gone, so that numbers follow; an optional blank goes with its gap, and a line or item that
    held nothing else goes too. Blanks that the text needs stay blanks.
    """
    if not answers.labels:
        answers = replace(answers, labels=letter.keys)
    values: dict[str, str] = {}
    gone: set[str] = set()
    for asked in letter.fields:
        value = value_of(asked, answers.values.get(asked.key, ""), letter.language) if asked.is_asked else ""
        if asked.is_of_mission and not value:
            value = mission_value(asked, answers.mission)
        if value:
            values[asked.key] = value
        elif asked.is_asked and asked.optional and (answers.mission or not asked.is_of_mission):
            gone.add(asked.key)
    parts = []
    for part in letter.parts:
        paragraphs = [
            paragraph
            for given in part.paragraphs
            if (paragraph := _filled_paragraph(given, answers, values, gone)) is not None
        ]
        if any(paragraph.role != Role.HEADING for paragraph in paragraphs) and not _only_lead_in(part, paragraphs):
            parts.append(Part(part.kind, tuple(paragraphs)))
    return replace(letter, parts=tuple(parts))


def _only_lead_in(part: Part, paragraphs: list[Paragraph]) -> bool:
    """Whether a list has lost all its items, so that its introduction leads nowhere."""
    items = (Role.BULLET, Role.NUMBER)
    had = any(paragraph.role in items for paragraph in part.paragraphs)
    return part.kind != "section" and had and not any(paragraph.role in items for paragraph in paragraphs)


def _filled_paragraph(
    paragraph: Paragraph, answers: Answers, values: Mapping[str, str], gone: set[str]
) -> Paragraph | None:
    if paragraph.id and paragraph.id in answers.left_out:
        return None
    if paragraph.requirement == ClauseRequirement.LOCAL and paragraph.id in answers.own_words:
        own = cleaned(answers.own_words[paragraph.id], lines=True)
        return replace(paragraph, runs=_own_runs(own, answers.labels, values)) if own else None
    runs = tuple(
        replace(run, value=values[run.key]) if run.key in values else run
        for run in paragraph.runs
        if not run.is_lost(gone)
    )
    if len(runs) < len(paragraph.runs):
        if not any(run.key or run.text.strip() for run in runs):
            return None
        if not runs[0].key:
            runs = (replace(runs[0], text=runs[0].text.lstrip()), *runs[1:])
    return replace(paragraph, runs=runs)


def _own_runs(text: str, keys: Mapping[str, str], values: Mapping[str, str]) -> tuple[Run, ...]:
    """Own words, with every field that they name by its label in square brackets as a token."""
    runs = []
    for place, piece in enumerate(_LABEL.split(text)):
        if place % 2 and piece in keys:
            runs.append(Run(key=keys[piece], value=values.get(keys[piece], "")))
        elif piece:
            runs.append(Run(f"[{piece}]" if place % 2 else piece))
    return tuple(runs)


def complaints(letter: Letter, answers: Answers, language: str) -> dict[str, str]:
    """What is wrong with the answers, by key, in the language of the page the reader reads."""
    found = {}
    with translation.override(language):
        for asked in letter.fields:
            answer = answers.values.get(asked.key, "").strip()
            if too_long := _too_long(len(answer), limit_of(asked)):
                found[asked.key] = too_long
            elif asked.kind == FieldKind.EMAIL and answer and not is_email(answer):
                found[asked.key] = no_email_address_sentence()
        for key, own in answers.own_words.items():
            if too_long := _too_long(len(own), LINES_LIMIT):
                found[key] = too_long
    return found


def _too_long(length: int, limit: int) -> str:
    if length <= limit:
        return ""
    return gettext("This is too long: %(length)d characters, and there is room for %(limit)d.") % {
        "length": length,
        "limit": limit,
    }
