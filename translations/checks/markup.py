"""Links and inline tags: those of the original, each once, and closed in the order in which they were opened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from translations.checks.check import Check, listed
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding, Severity
from translations.checks.plain import Tag
from translations.checks.texts import Pair, Text

_SAME: Final = {"strong": "b", "em": "i"}
_BROKEN: Final = re.compile(r"<\s*/?\s*[a-zA-Z][^<>\s]{0,12}(?:\s|$)|(?<![\w<])/?\b(?:a|b|i|em|strong|li|p)>")


class Markup(Check):
    """Links and tags such as bold. translate-toolkit's `xmltags` compares them as text and does not know our links."""

    id = "markup"
    name = _("Links and formatting")
    why = _("A lost link leads nowhere, and an unclosed tag spoils what follows it.")
    severity = Severity.ERROR

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        wanted, present = _kinds(pair.source.html.tags), _kinds(pair.target.html.tags)
        lost, extra = wanted - present, present - wanted
        if lost:
            only_breaks = set(lost) <= {"br"}
            yield self.found(
                pair.target, severity=Severity.WARNING if only_breaks else None, missing=_written(pair.source, lost)
            )
        if extra:
            first = next(tag for tag in pair.target.html.tags if _kind(tag) in extra)
            yield self._at(pair.target, first, extra=_written(pair.target, extra))
        if not extra and not lost:
            yield from self._closed(pair)

    def _closed(self, pair: Pair) -> Iterator[Finding]:
        opened: list[Tag] = []
        for tag in pair.target.html.tags:
            if tag.is_empty:
                continue
            if not tag.is_closing:
                opened.append(tag)
            elif opened and opened[-1].name == tag.name:
                opened.pop()
            else:
                yield self._at(pair.target, tag, unbalanced=[pair.target.stored[tag.start : tag.end]])
                return
        broken = _BROKEN.search(pair.target.plain)
        if opened:
            tag = opened[-1]
            yield self._at(pair.target, tag, unbalanced=[pair.target.stored[tag.start : tag.end]])
        elif broken and not _BROKEN.search(pair.source.plain):
            yield self.found(pair.target, broken.span(), unbalanced=[broken.group().strip()])

    def _at(self, text: Text, tag: Tag, **values: Any) -> Finding:
        return replace(self.found(text, **values), target_span=(tag.start, tag.end))

    def sentence(self, finding: Finding) -> str:
        if finding.values.get("unbalanced"):
            return str(_("%(text)s is opened and not closed, or closed and not opened.")) % {
                "text": listed(finding.values["unbalanced"])
            }
        return super().sentence(finding)


def _kind(tag: Tag) -> str:
    name = _SAME.get(tag.name, tag.name)
    return f"/{name}" if tag.is_closing else tag.kind.replace(tag.name, name, 1)


def _kinds(tags: Iterable[Tag]) -> Counter[str]:
    return Counter(_kind(tag) for tag in tags)


def _written(text: Text, kinds: Iterable[str]) -> list[str]:
    wanted = set(kinds)
    found = (text.stored[tag.start : tag.end] for tag in text.html.tags if _kind(tag) in wanted)
    return list(dict.fromkeys(found))
