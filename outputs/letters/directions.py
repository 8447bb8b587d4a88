"""Keeps numbers and addresses in order where a letter runs from right to left. Changes no other text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from campaign_pages.letters import Letter, Paragraph, Part, Run

#: Left-to-right mark: shows nothing and counts as a Latin letter. Word, LibreOffice, mail and PDF all honour it.
LRM = "\u200e"
#: Latin, Arabic-Indic, and those of Urdu and Persian.
_DIGITS = r"0-9\u0660-\u0669\u06f0-\u06f9"
#: A telephone number, or an e-mail address. The browser's scripts hold the same expression.
ADDRESS = re.compile(
    rf"[+(]?[{_DIGITS}][{_DIGITS} ()/.\u00a0-]{{5,}}[{_DIGITS}]"
    r"|[^\s@<>()\[\]{},;:\u060c\u061b\u200e]{1,64}@[A-Za-z0-9.-]*[A-Za-z0-9]"
)


def marked(text: str, direction: str) -> str:
    """The text with a left-to-right mark on both sides of telephone numbers and e-mail addresses, if it needs any.

    >>> marked("+44 20 7946 0000", "rtl") == LRM + "+44 20 7946 0000" + LRM
    True
    >>> marked("+44 20 7946 0000", "ltr")
    '+44 20 7946 0000'
    """
    return ADDRESS.sub(lambda found: f"{LRM}{found.group()}{LRM}", text) if direction == "rtl" else text


def direction_of(text: str, otherwise: str) -> str:
    """Where a text begins, by its first letter; `otherwise` when it has none.

    >>> direction_of("(سلام)", "ltr"), direction_of("2025", "rtl")
    ('rtl', 'rtl')
    """
    for character in text:
        strength = unicodedata.bidirectional(character)
        if strength in ("R", "AL"):
            return "rtl"
        if strength == "L":
            return "ltr"
    return otherwise


def enclosed(text: str) -> str:
    """A text inside one from right to left, with a mark on both sides of each line that begins with a Latin letter.

    Without it a house number goes behind its street, and the full stop of “e.V.” before it.

    >>> enclosed("34 Lowndes Square") == LRM + "34 Lowndes Square" + LRM
    True
    """
    return "\n".join(
        f"{LRM}{line}{LRM}" if direction_of(line, "rtl") == "ltr" and not line.startswith(LRM) else line
        for line in text.split("\n")
    )


def with_marks(letter: Letter) -> Letter:
    """The letter with marks wherever one of its texts or values needs them."""
    if letter.direction != "rtl":
        return letter

    def run_of(run: Run) -> Run:
        return replace(run, text=marked(run.text, "rtl"), value=enclosed(marked(run.value, "rtl")))

    def paragraph_of(paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, runs=tuple(run_of(run) for run in paragraph.runs))

    parts = (Part(part.kind, tuple(paragraph_of(paragraph) for paragraph in part.paragraphs)) for part in letter.parts)
    return replace(letter, parts=tuple(parts))
