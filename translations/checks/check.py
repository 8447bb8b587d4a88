"""What a check is: an id, a name, a why, a severity, what it looks at, and a sentence for each of its findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from translations.checks.compiled import Compiled
from translations.checks.findings import Finding, Fix, Severity
from translations.checks.plain import as_stored
from translations.checks.texts import Pair, Text

_ISOLATE, _END = "\u2068", "\u2069"
#: How many pieces a sentence names before it stops.
_MANY = 6
_LONGEST = 80


class Check:
    """A check; each looks at what it can judge and leaves the other methods as they are.

    `in_text` looks at one text; for a translation it is given the `original` too, so that what the original has is
    not held against it. `in_pair` compares two, `in_page` all pairs of a page, `in_source` all texts of a source page.
    """

    id: ClassVar[str]
    name: ClassVar[str | Promise]
    why: ClassVar[str | Promise]
    severity: ClassVar[Severity] = Severity.WARNING

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        yield from ()

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        yield from ()

    def in_page(self, pairs: Sequence[Pair], known: Compiled) -> Iterator[Finding]:
        yield from ()

    def in_source(self, texts: Sequence[Text], known: Compiled) -> Iterator[Finding]:
        yield from ()

    def sentence(self, finding: Finding) -> str:
        """What is wrong and what to do, in the active language."""
        return self.say(**finding.values)

    def say(self, **values: Any) -> str:
        """The sentence for the values of a finding: what is written, what is meant, what is missing, what is extra."""
        if values.get("wrong") and values.get("right"):
            return _("Write %(right)s instead of %(wrong)s.") % {
                "right": quoted(values["right"]),
                "wrong": quoted(values["wrong"]),
            }
        if values.get("missing"):
            return ngettext(
                "%(texts)s stands in the original but not in the translation.",
                "These stand in the original but not in the translation: %(texts)s.",
                len(values["missing"]),
            ) % {"texts": listed(values["missing"])}
        return ngettext(
            "%(texts)s stands in the translation but not in the original.",
            "These stand in the translation but not in the original: %(texts)s.",
            len(values["extra"]),
        ) % {"texts": listed(values["extra"])}

    def found(
        self,
        text: Text,
        span: tuple[int, int] | None = None,
        *,
        severity: Severity | None = None,
        fix: str | None = None,
        others: Iterable[str] = (),
        **values: Any,
    ) -> Finding:
        """A finding in a text. `span` is in characters of the plain text, and `fix` the plain text to put there."""
        stored = text.html.span(*span) if span is not None else None
        mended = None
        if fix is not None and stored is not None:
            mended = Fix(*stored, as_stored(fix))
        return Finding(
            check=self.id,
            severity=severity or self.severity,
            segment=text.key,
            values=values,
            target_span=None if text.is_source else stored,
            source_span=stored if text.is_source else None,
            others=tuple(others),
            fix=mended,
        )


def quoted(text: object) -> str:
    """A piece of a text within a sentence, in the quotation marks of the active language and its own direction.

    Without the isolates a name in Latin letters would tear an Urdu sentence apart, and the reverse.
    """
    piece = str(text)
    isolated = get_language_bidi() or any("\u0590" <= character <= "\u08ff" for character in piece)
    return _("“%(text)s”") % {"text": f"{_ISOLATE}{piece}{_END}" if isolated else piece}


def listed(texts: Iterable[object]) -> str:
    """Several pieces of a text within a sentence."""
    pieces = list(texts)
    return ", ".join([quoted(each) for each in pieces[:_MANY]] + ["…"] * (len(pieces) > _MANY))


def shortened(text: str) -> str:
    """The beginning of a long piece of text."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 20].rstrip()} …"
