"""A letter as plain text, for copying, mail and .txt files. Knows no markup.

The rules, which the browser follows too when it reads the paper of a page, where `p`, `h3`, `p.lines`, `ul` and `ol`
are the blocks, `.line` and `li` their lines and `br` a line feed:

1. Blocks stand in reading order with one empty line between them. A paragraph is a block; neighbouring lines of an
   address or signature are one block, and so are neighbouring items of a list; they stand line under line.
2. A blank is its label in square brackets; one for a pen is `PEN`.
3. In a letter from right to left, telephone numbers and e-mail addresses get a left-to-right mark on both sides,
   paragraph by paragraph (`directions.ADDRESS`).
4. Before an item stands `• `, or its number and a space. Numbers count inside a part.
5. Spaces at the end of a line go, empty blocks too; the text ends with one line feed.
"""

from __future__ import annotations

import re
from itertools import groupby

from campaign_pages.letters import Letter, Paragraph, Part, Role
from campaign_pages.letters.wording import BULLET, numeral
from outputs.letters.directions import marked

#: A blank that a pen fills.
PEN = "_" * 24

_SPACES_AT_END = re.compile(r"[ \u00a0]+$", re.MULTILINE)
_CLOSE = {Role.LINE, Role.BULLET, Role.NUMBER}


def text_of(letter: Letter) -> str:
    """The whole letter as text."""
    blocks = [block for part in letter.parts for block in _blocks(part, letter)]
    return "\n\n".join(blocks) + "\n"


def _blocks(part: Part, letter: Letter) -> list[str]:
    blocks = []
    for role, group in groupby(part.numbered(), key=lambda numbered: numbered[1].role):
        lines = [_prefix(number, role, letter) + _words(paragraph, letter) for number, paragraph in group]
        for block in ["\n".join(lines)] if role in _CLOSE else lines:
            block = _SPACES_AT_END.sub("", block).strip("\n")
            if block:
                blocks.append(block)
    return blocks


def _prefix(number: int, role: Role, letter: Letter) -> str:
    if role == Role.BULLET:
        return f"{BULLET} "
    return f"{numeral(number, letter.language)} " if number else ""


def _words(paragraph: Paragraph, letter: Letter) -> str:
    pieces = []
    for run in paragraph.runs:
        if run.is_blank:
            pieces.append(PEN if run.key in letter.pens else f"[{letter.label_of(run.key)}]")
        else:
            pieces.append(run.value if run.key else run.text)
    return marked("".join(pieces), letter.direction)
