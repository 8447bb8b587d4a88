"""Turns stored text into runs: tokens, bold and italic, and the gaps that go when an optional token stays empty."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from campaign_pages.letters.letter import Paragraph, Role, Run
from translations.tokens import TOKEN

_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
_GAP_BEFORE = re.compile(r"(?:[ \u00a0]*[,،;؛·/–—-][ \u00a0]*|[ \u00a0]+)\Z")
#: What a line, or words in brackets or quotation marks, begin behind.
_BEGINNINGS = ("\n", "(", "[", "«", "“", "„", "‘", "‚")
_GAP_AFTER = re.compile(r"\A(?:[ \u00a0]*[,،;؛·/–—-][ \u00a0]*|[ \u00a0]+)")


def plain_runs(text: str, optional: Collection[str] = ()) -> tuple[Run, ...]:
    """Runs of a plain text; line feeds stay.

    >>> [run.text or run.key for run in plain_runs("Dear {{ name }}!")]
    ['Dear ', 'name', '!']
    """
    lines = [_SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").strip().split("\n")]
    return with_gaps(tuple(_split("\n".join(lines))), optional)


def plain_lines(text: str, optional: Collection[str] = ()) -> list[Paragraph]:
    """One paragraph for each line of an address or a signature; empty lines at the edges are dropped."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    return [Paragraph(plain_runs(line, optional), Role.LINE) for line in lines]


def rich_paragraphs(html: str, optional: Collection[str] = ()) -> list[Paragraph]:
    """Paragraphs of rich text: `p`, and the items of `ul` and `ol`, with bold, italic and line breaks."""
    soup = BeautifulSoup(html, "html.parser")
    paragraphs = []
    for role, element in _blocks(soup):
        runs = _trimmed(list(_inline(element)))
        if runs:
            paragraphs.append(Paragraph(with_gaps(tuple(runs), optional), role))
    return paragraphs


def _blocks(soup: Tag) -> Iterator[tuple[Role, Tag]]:
    for child in soup.children:
        if isinstance(child, Tag) and child.name in ("ul", "ol"):
            role = Role.NUMBER if child.name == "ol" else Role.BULLET
            for item in child.find_all("li"):
                yield role, item
        elif isinstance(child, Tag):
            yield Role.TEXT, child
        elif str(child).strip():
            loose = BeautifulSoup("", "html.parser").new_tag("p")
            loose.string = str(child)
            yield Role.TEXT, loose


def _inline(element: PageElement, bold: bool = False, italic: bool = False) -> Iterator[Run]:
    if isinstance(element, NavigableString):
        text = _SPACES.sub(" ", str(element).replace("\n", " "))
        yield from (replace(run, bold=bold, italic=italic) for run in _split(text))
    elif isinstance(element, Tag):
        if element.name == "br":
            yield Run("\n")
        for child in element.children:
            yield from _inline(child, bold or element.name in ("b", "strong"), italic or element.name in ("i", "em"))


def _split(text: str) -> Iterator[Run]:
    end = 0
    for match in TOKEN.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()])
        yield Run(key=match.group(1))
        end = match.end()
    if end < len(text):
        yield Run(text[end:])


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without spaces at the edges of the paragraph."""
    if runs and not runs[0].key:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    if runs and not runs[-1].key:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return [run for run in runs if run.key or run.text]


def with_gaps(runs: tuple[Run, ...], optional: Collection[str]) -> tuple[Run, ...]:
    """The same runs, with what separates optional tokens from their neighbours as runs of their own.

    Optional tokens that only separators part are a group. What stands before it goes with the whole group, at the
    beginning of a line what stands behind it. What stands inside goes when nothing is left on one of its sides.
    """
    result = list(runs)
    position = 0
    while position < len(result):
        if result[position].key not in optional:
            position += 1
            continue
        keys, end = _group(result, position, optional)
        whole = "+".join(dict.fromkeys(keys))
        before = result[position - 1] if position else Run("\n")
        after = result[end] if end < len(result) else Run("\n")
        if before.key or after.key:
            pass  # a token that stays stands close to the group, and keeps what is around them
        elif before.text and not before.text.endswith(_BEGINNINGS):
            if found := _GAP_BEFORE.search(before.text):
                gap = replace(before, text=found.group(), gap=whole)
                rest = replace(before, text=before.text[: found.start()])
                result[position - 1 : position] = [rest, gap] if rest.text else [gap]
                end += bool(rest.text)
        elif found := _GAP_AFTER.match(after.text):
            gap = replace(after, text=found.group(), gap=whole)
            rest = replace(after, text=after.text[found.end() :])
            result[end : end + 1] = [gap, rest] if rest.text else [gap]
        position = end
    return tuple(result)


def _group(runs: list[Run], start: int, optional: Collection[str]) -> tuple[list[str], int]:
    """The keys of the group that begins here and the place behind it; what stands inside becomes gaps."""
    keys = [runs[start].key]
    end = start + 1
    while end < len(runs):
        if runs[end].key in optional:
            keys.append(runs[end].key)
            end += 1
            continue
        following = runs[end + 1].key if end + 1 < len(runs) else ""
        if runs[end].key or following not in optional or not _GAP_AFTER.fullmatch(runs[end].text):
            break
        runs[end] = replace(runs[end], gap=f"{following}|{'+'.join(dict.fromkeys(keys))}")
        end += 1
    return keys, end
