"""Placeholders that a translation loses, invents or misspells, and what only looks like one in a source text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from translations.checks.check import Check, listed
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding, Severity
from translations.checks.texts import Pair, Text
from translations.tokens import KEY_PATTERN, malformed, token_differences


class Tokens(Check):
    """Placeholders `{{ key }}`; see `translations.tokens`."""

    id = "tokens"
    name = _("Placeholders")
    why = _("A letter with a broken placeholder cannot be filled in.")
    severity = Severity.ERROR

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        if "{" not in pair.source.plain + pair.target.plain and not malformed(pair.target.plain):
            return
        found = token_differences(pair.source.plain, pair.target.plain)
        for written, meant in found.misspelt:
            wrong, right = _token(written), _token(meant)
            span = _place(pair.target.plain, written)
            yield self.found(pair.target, span, fix=right if span else None, wrong=wrong, right=right)
        if found.lost:
            yield self.found(pair.target, lost=[_token(key) for key in found.lost])
        for key in found.invented:
            yield self.found(pair.target, _place(pair.target.plain, key), invented=[_token(key)])
        for written in found.malformed:
            yield self.found(pair.target, _place(pair.target.plain, written), malformed=[written])

    def in_source(self, texts: Sequence[Text], known: Compiled) -> Iterator[Finding]:
        for text in texts:
            for written in malformed(text.plain):
                yield self.found(text, _place(text.plain, written), lookalikes=[written])

    def sentence(self, finding: Finding) -> str:
        values = finding.values
        if values.get("lost"):
            told = ngettext(
                "The placeholder %(keys)s is missing from the translation.",
                "These placeholders are missing from the translation: %(keys)s.",
                len(values["lost"]),
            )
            return told % {"keys": listed(values["lost"])}
        if values.get("invented"):
            told = ngettext(
                "The original has no placeholder %(keys)s.",
                "The original does not have these placeholders: %(keys)s.",
                len(values["invented"]),
            )
            return told % {"keys": listed(values["invented"])}
        if values.get("malformed"):
            told = ngettext(
                "This is not a placeholder: %(texts)s. Copy placeholders from the original as they are.",
                "These are not placeholders: %(texts)s. Copy placeholders from the original as they are.",
                len(values["malformed"]),
            )
            return told % {"texts": listed(values["malformed"])}
        if values.get("lookalikes"):
            told = ngettext(
                "This is not a placeholder: %(texts)s. Write it like {{ branch_name }}.",
                "These are not placeholders: %(texts)s. Write them like {{ branch_name }}.",
                len(values["lookalikes"]),
            )
            return told % {"texts": listed(values["lookalikes"])}
        return super().sentence(finding)


def _token(written: str) -> str:
    return f"{{{{ {written} }}}}" if re.match(KEY_PATTERN, written) else written


def _place(text: str, written: str) -> tuple[int, int] | None:
    if re.match(KEY_PATTERN, written):
        match = re.search(rf"\{{\{{\s*{re.escape(written)}\s*\}}\}}", text)
        return match.span() if match else None
    at = text.find(written)
    return (at, at + len(written)) if at >= 0 else None
