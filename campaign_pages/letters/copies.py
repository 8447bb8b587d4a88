"""Who gets a copy of a letter besides those it names: what the section of the reader's country asks for. Reads no record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from campaign_pages.choices import ClauseRequirement, DocumentKind
from campaign_pages.letters.letter import Letter, Paragraph, Part, Role, Run
from campaign_pages.letters.wording import copies_to

PART = "copies_to"
#: What the reader leaves out who does not want to name them, whichever her country is.
COPIES = "copies"
#: What stands for a name on the paper, like a field's value; no field can have such a key.
COPY = "local-copy"


@dataclass(frozen=True)
class LocalCopies:
    """What the sections of one country ask for: the sections as readers know them, and the lines, each once."""

    sections: tuple[str, ...]
    lines: tuple[str, ...]


def takes_copies(letter: Letter) -> bool:
    """Whether copies of it go anywhere, and its reader says from which country she writes."""
    is_sent = letter.kind == DocumentKind.LETTER or any(part.kind == PART for part in letter.parts)
    return bool(letter.sending_country) and is_sent


def with_copies(letter: Letter, copies: LocalCopies) -> Letter:
    """The letter with these behind its own copies, or at its end when it names none."""
    added = tuple(
        Paragraph((Run(key=COPY, value=line),), Role.BULLET, COPIES, ClauseRequirement.OPTIONAL)
        for line in copies.lines
    )
    parts = list(letter.parts)
    place = max((place for place, part in enumerate(parts) if part.kind == PART), default=None)
    if place is None:
        lead = Paragraph((Run(copies_to(letter.language)),))
        parts.append(Part(PART, (lead, *added)))
    else:
        parts[place] = replace(parts[place], paragraphs=(*parts[place].paragraphs, *added))
    return replace(letter, parts=tuple(parts))
