"""The paper of a letter as HTML: for the page, for the browser that fills it in, and for the PDF. Escapes everything.

What the browser needs to go on: `data-f` on what a field fills, `data-s` on a gap that goes with an optional field,
`data-part` on what can be left out.
"""

from __future__ import annotations

from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from campaign_pages.letters.letter import Letter, Paragraph, Part, Role, Run

_TAGS = {Role.BULLET: "ul", Role.NUMBER: "ol"}


def paper(letter: Letter) -> SafeString:
    """Everything on the paper, from the date to the copies."""
    renderer = _Renderer(letter)
    return mark_safe("\n".join(renderer.part(part) for part in letter.parts))  # noqa: S308 - escaped piece by piece


def _breaks(text: str) -> str:
    return escape(text).replace("\n", "<br>")


class _Renderer:
    """Writes parts, with what is known of the fields at hand."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.kinds = {field.key: field.kind.value.replace(".", "-") for field in letter.fields}

    def part(self, part: Part) -> str:
        pieces = []
        number = 1
        for role, group in groupby(part.paragraphs, key=lambda paragraph: paragraph.role):
            if role in _TAGS:
                items = [self._item(paragraph) for paragraph in group]
                start = f' start="{number}"' if role == Role.NUMBER and number > 1 else ""
                number += len(items) if role == Role.NUMBER else 0
                pieces.append(f"<{_TAGS[role]}{start}>{''.join(items)}</{_TAGS[role]}>")
            elif role == Role.LINE:
                lines = "".join(f'<span class="line">{self._runs(paragraph)}</span>' for paragraph in group)
                pieces.append(f'<p class="lines">{lines}</p>')
            else:
                tag = "h3" if role == Role.HEADING else "p"
                pieces += [f"<{tag}>{self._runs(paragraph)}</{tag}>" for paragraph in group]
        return f'<div class="{escape(part.kind)}">{"".join(pieces)}</div>'

    def _item(self, paragraph: Paragraph) -> str:
        leave = f' data-part="{escape(paragraph.id)}"' if paragraph.can_go else ""
        return f"<li{leave}>{self._runs(paragraph)}</li>"

    def _runs(self, paragraph: Paragraph) -> str:
        return "".join(self._run(run) for run in paragraph.runs)

    def _run(self, run: Run) -> str:
        if run.key:
            html = self._token(run)
        elif run.gap:
            html = f'<span data-s="{escape(run.gap)}">{escape(run.text)}</span>'
        elif run.foreign:
            html = f"<bdi>{_breaks(run.text)}</bdi>"
        else:
            html = _breaks(run.text)
        html = f"<b>{html}</b>" if run.bold else html
        return f"<i>{html}</i>" if run.italic else html

    def _token(self, run: Run) -> str:
        blank = f"blank blank-{self.kinds.get(run.key, 'text')}"
        look = "filled" if run.value else blank + (" optional" if run.key in self.letter.optional else "")
        shown = _breaks(run.value) if run.value else escape(self.letter.label_of(run.key))
        return f'<span class="{look}" data-f="{escape(run.key)}" dir="auto">{shown}</span>'
