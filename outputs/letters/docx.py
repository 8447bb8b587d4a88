"""A letter as DOCX that can be filled in, in a word processor or by `site/static/js/docx.js`. Puts no reader's name in it.

A blank is a content control with the tag `f:KEY`, its label in square brackets inside. A blank letter also says what
goes with what, for the browser: `s:KEY|KEY+KEY` is a gap, `p:ID` a paragraph that can be left out, `n:PART` a number,
`c:` what further copies are added to, and `g:section` or `g:list` a part that may lose all that it introduces. Word does
not draw those. Numbers and bullets are text, so that they are the same in every output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from campaign_pages.letters import Letter, Paragraph, Part, Role, Run
from campaign_pages.letters.copies import PART
from campaign_pages.letters.wording import BULLET, numeral
from outputs.letters.directions import direction_of, with_marks
from outputs.letters.docx_package import NAMESPACES, package
from outputs.letters.text import PEN

#: A4 with 2.5 cm around it, in twentieths of a point.
_PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" '
_PAGE += 'w:header="709" w:footer="709" w:gutter="0"/>'

#: Word opens no file with a longer one.
LONGEST_TAG = 64
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_STYLES = {
    "addressee": "LetterAddressee",
    "closing": "LetterClosing",
    "signature": "LetterSignature",
    "movers": "LetterMovers",
}
_ITEMS = (Role.BULLET, Role.NUMBER)
_TEXT_STYLES = {"subject": "Heading1", "slogan": "LetterSlogan"}


def docx_of(letter: Letter) -> bytes:
    """The letter as a file; the same bytes for the same letter."""
    marked = with_marks(letter)
    body = "".join(_Body(marked).parts())
    section = f"<w:sectPr>{_PAGE}{'<w:bidi/>' if letter.direction == 'rtl' else ''}</w:sectPr>"
    return package(
        f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
        title=_in_xml(letter.title),
        language=letter.language,
        direction=letter.direction,
        notice=_in_xml(letter.notice),
    )


def _in_xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


class _Body:
    """Writes the paragraphs of one letter."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        #: Once something is filled in, what is left out is left out, and only blanks are still to be found.
        self.is_filled = any(run.value for run in letter.runs())
        self.ids = count(1001)

    def parts(self) -> Iterator[str]:
        for index, part in enumerate(self.letter.parts):
            followers = [*(paragraph.role for paragraph in part.paragraphs[1:]), None]
            paragraphs = "".join(
                self._paragraph(part, index, number, paragraph, leads=follower in _ITEMS)
                for (number, paragraph), follower in zip(part.numbered(), followers, strict=True)
            )
            if not self.is_filled and part.kind == PART:
                paragraphs = self._control("c:", paragraphs)
            if not self.is_filled and self._may_shrink(part):
                paragraphs = self._control("g:section" if part.kind == "section" else "g:list", paragraphs)
            yield paragraphs

    def _may_shrink(self, part: Part) -> bool:
        return any(
            paragraph.can_go or any(run.key in self.letter.optional for run in paragraph.runs)
            for paragraph in part.paragraphs
        )

    def _paragraph(self, part: Part, index: int, number: int, paragraph: Paragraph, *, leads: bool) -> str:
        style = self._style(part, paragraph)
        properties = f'<w:pStyle w:val="{style}"/>' if style else ""
        # What leads in to a list stays on the page of its first item.
        properties += "<w:keepNext/>" if leads and paragraph.role not in _ITEMS else ""
        properties = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        runs = "".join(self._run(run) for run in paragraph.runs)
        xml = f"<w:p>{properties}{self._prefix(index, number, paragraph.role)}{runs}</w:p>"
        return self._control(f"p:{paragraph.id}", xml) if paragraph.can_go and not self.is_filled else xml

    def _style(self, part: Part, paragraph: Paragraph) -> str:
        return {
            Role.HEADING: "Heading2",
            Role.BULLET: "LetterItem",
            Role.NUMBER: "LetterItem",
            Role.LINE: _LINE_STYLES.get(part.kind, "LetterLine"),
            Role.TEXT: _TEXT_STYLES.get(part.kind, ""),
        }[paragraph.role]

    def _prefix(self, index: int, number: int, role: Role) -> str:
        if role == Role.BULLET:
            return f"{self._text_run(Run(BULLET), BULLET)}<w:r><w:tab/></w:r>"
        if not number:
            return ""
        sign = self._text_run(Run(), numeral(number, self.letter.language))
        return f"{sign if self.is_filled else self._control(f'n:{index}', sign)}<w:r><w:tab/></w:r>"

    def _run(self, run: Run) -> str:
        if run.is_blank and run.key in self.letter.pens:
            return self._text_run(run, PEN)
        if run.is_blank:
            return self._blank(run)
        xml = self._text_run(run, run.value if run.key else run.text)
        return self._control(_gap_tag(run.gap), xml) if run.gap and not self.is_filled else xml

    def _blank(self, run: Run) -> str:
        label = self.letter.label_of(run.key)
        kind = f"<w:alias w:val={quoteattr(_in_xml(label))}/>"
        return (
            f"<w:sdt><w:sdtPr>{kind}<w:tag w:val={quoteattr(f'f:{run.key}')}/>"
            f'<w:id w:val="{next(self.ids)}"/><w:showingPlcHdr/><w:text w:multiLine="1"/></w:sdtPr>'
            f"<w:sdtContent>{self._text_run(run, f'[{label}]', is_placeholder=True)}</w:sdtContent></w:sdt>"
        )

    def _control(self, tag: str, content: str) -> str:
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val={quoteattr(_in_xml(tag))}/><w:id w:val="{next(self.ids)}"/>'
            f'<w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
        )

    def _text_run(self, run: Run, text: str, *, is_placeholder: bool = False) -> str:
        """A run of one direction; the browser's script makes the same out of a value."""
        look = '<w:rStyle w:val="PlaceholderText"/>' if is_placeholder else ""
        look += "<w:b/><w:bCs/>" if run.bold else ""
        look += "<w:i/><w:iCs/>" if run.italic else ""
        look += "<w:rtl/>" if direction_of(text, self.letter.direction) == "rtl" else ""
        lines = _in_xml(text).split("\n")
        words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in lines)
        return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{words}</w:r>"


def _gap_tag(gap: str) -> str:
    """What a gap belongs to; of too many keys the nearest."""
    tag = f"s:{gap}"
    return tag if len(tag) <= LONGEST_TAG else re.split("[|+]", tag)[0]
