"""End marks, marks of other languages, and the spaces that French puts before marks.

translate-toolkit's checks were tried on right translations into ten languages and left: `endpunc` alarmed at all those
from Urdu, `puncspacing` at up to 7 % of those into French, Greek and Urdu, `startpunc` at up to 4 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from django.utils.translation import gettext_lazy as _

from translations.checks.check import Check, quoted
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding, Severity
from translations.checks.function_words import COMPLETE
from translations.checks.locators import addresses_in
from translations.checks.scripts import scripts_of
from translations.checks.texts import Pair, Text, blanked
from translations.tokens import TOKEN

_CLOSERS: Final = " \t\n\u00a0\u202f\u200e\u200f\"'”“’‘»«›‹)]"
#: A short word on its own with a full stop is cut off, and no sentence.
_ABBREVIATED: Final = re.compile(r"^\W*(?:\w+\s)?[^\W\d_]{1,3}\.$|\.[^\W\d_]\.$")
_KINDS: Final = {
    **dict.fromkeys(".۔。।．", "."),
    **dict.fromkeys("?؟？", "?"),
    **dict.fromkeys("!！", "!"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys("…", "…"),
    **dict.fromkeys(";؛·；", ";"),
    **dict.fromkeys(",،、，", ","),
}
_ARABIC_MARKS: Final = {",": "،", ";": "؛", "?": "؟"}
#: What ends a sentence in a language, where it is not what most languages write.
_OWN: Final = {
    "ur": {".": "۔", **_ARABIC_MARKS},
    "el": {"?": ";", ";": "·"},
    "hi": {".": "।"},
    "zh": {".": "。", "?": "？", "!": "！", ":": "：", ",": "，", ";": "；"},
    "ja": {".": "。", "?": "？", "!": "！", ":": "：", ",": "、"},
    **dict.fromkeys(["ar", "fa", "ps", "sd", "ckb", "pnb", "ug", "ks", "skr", "bal"], _ARABIC_MARKS),
}
_WITHOUT_MARKS: Final = frozenset({"th", "lo", "km", "my", "bo", "hy", "am"})
_FULL_STOPS: Final = {"ur": "۔"}
_LETTER: Final = "[\u0620-\u064a\u066e-\u06d3]"
_AFTER_ARABIC: Final = re.compile(rf"(?<={_LETTER})[\u064b-\u0655]?[\"”’)]?([,;?])")
_STOP_AFTER_ARABIC: Final = re.compile(rf"(?<={_LETTER})[\"”’)]?(\.)(?![.\w])")
_STOP_AT_END: Final = re.compile(r"(?<=[\d)\]\"”’»])(\.)[\"”’)]*\s*$")
_FOREIGN_TO_ARABIC: Final = re.compile(r"([।。？！，；：])")
_FOREIGN_TO_LATIN: Final = re.compile(r"[؟،؛۔。、，？！：；।]")
_SPACED: Final = re.compile(r"\w([ \u00a0\u202f]+)[!?;:,.](?=\s|$)")
_WITHOUT_SPACE: Final = re.compile(
    r"[^\s\u00a0\u202f«(\[?!.:;…]()(?:[;!?»](?![\w/])|:(?=\s|$))|«()(?=[^\s\u00a0\u202f])"
)
_BREAKABLE: Final = re.compile(r"\w( )[;!?»](?=\s|$)|«( )")
_LATIN_MARKS: Final = frozenset({"en", "de", "it", "es", "pt", "nl", "da"})


class EndMarks(Check):
    """The mark at the end: lost, or of another kind than the original's. Exclamation marks are a matter of style."""

    id = "end-mark"
    name = _("Mark at the end")
    why = _("A lost mark is often the sign of a text that was cut off.")

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        if pair.target.main_language in _WITHOUT_MARKS or pair.source.main_language in _WITHOUT_MARKS:
            return
        wanted, place = _end_mark(pair.source)
        if wanted == "." and _ABBREVIATED.search(pair.source.plain[: place + 1]):
            return
        present, at = _end_mark(pair.target)
        if not wanted or wanted == present or not pair.target.plain.strip():
            if not wanted and present in (".", ";", ",") and len(pair.source.words) < len(pair.target.plain):
                yield self.found(pair.target, (at, at + 1), severity=Severity.HINT, extra=[pair.target.plain[at]])
            return
        mark = own_mark(wanted, pair.target.main_language)
        is_known = pair.target.main_language in COMPLETE
        if not present and (wanted == "," or not is_known or _ends_with_address(pair.target)):
            return
        if not present:
            yield self.found(pair.target, (at, at), fix=mark, mark=mark)
        elif {wanted, present} & {"?", ":", ","} and not _is_free(wanted, present):
            yield self.found(pair.target, (at, at + 1), fix=mark, wrong=pair.target.plain[at], right=mark)

    def sentence(self, finding: Finding) -> str:
        if finding.values.get("mark"):
            return str(_("The mark %(text)s is missing.")) % {"text": quoted(finding.values["mark"])}
        return super().sentence(finding)


class OwnMarks(Check):
    """Marks that the language does not use, or uses otherwise."""

    id = "marks"
    name = _("Punctuation of the language")
    why = _("Each language has its own marks and its own spaces around them.")

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        prose, language = _prose(text), text.main_language
        wrong = next(self._wrong(prose, language), None)
        if wrong is not None:
            start, end, right = wrong
            yield self.found(text, (start, end), fix=right, wrong=text.prose[start:end], right=right)
        if language == "es" and text.words:
            yield from self._inverted(text, prose)
        elif language == "fr" and text.language != "fr-ca":
            yield from self._unspaced(text, prose)
        elif language in _LATIN_MARKS or language in ("el", "ur"):
            yield from self._spaced(text, prose, original)

    def in_page(self, pairs: Sequence[Pair], known: Compiled) -> Iterator[Finding]:
        yield from self._breakable([pair.target for pair in pairs])

    def in_source(self, texts: Sequence[Text], known: Compiled) -> Iterator[Finding]:
        yield from self._breakable(texts)

    def _wrong(self, prose: str, language: str) -> Iterator[tuple[int, int, str]]:
        own = _OWN.get(language, {})
        if "؟" in own.values():
            found = list(_AFTER_ARABIC.finditer(prose))
            if "." in own:
                found += _STOP_AFTER_ARABIC.finditer(prose)
                found += _STOP_AT_END.finditer(prose)
            found += _FOREIGN_TO_ARABIC.finditer(prose)
            yield from (
                (
                    each.start(each.lastindex or 0),
                    each.end(each.lastindex or 0),
                    own_mark(_KINDS[each[each.lastindex or 0]], language),
                )
                for each in found
            )
        elif language == "el":
            yield from ((each.start(), each.end(), ";") for each in re.finditer(r"(?<=[\w»)])\?", prose))
        if scripts_of(language) and scripts_of(language) <= {"LATIN", "GREEK", "CYRILLIC"}:
            for each in _FOREIGN_TO_LATIN.finditer(prose):
                yield each.start(), each.end(), own_mark(_KINDS[each.group()], language)
        if language in _LATIN_MARKS - {"es"}:
            yield from ((each.start(), each.end(), "") for each in re.finditer(r"[¿¡]", prose))

    def _inverted(self, text: Text, prose: str) -> Iterator[Finding]:
        for close, opening in (("?", "¿"), ("!", "¡")):
            ends = len(re.findall(rf"(?<![?!]){re.escape(close)}", prose))
            starts = prose.count(opening)
            if starts < ends:
                at = len(prose) - len(prose.lstrip(' \n«“"(')) if ends == 1 else None
                before = prose[: prose.index(close)]
                is_one = ends == 1 and not re.search(r"[.:;,…]\s", before)
                span = (at, at) if is_one and at is not None else None
                yield self.found(text, span, fix=opening if span else None, mark=opening)
            elif starts > ends:
                yield self.found(text, mark=close)

    def _unspaced(self, text: Text, prose: str) -> Iterator[Finding]:
        match = _WITHOUT_SPACE.search(prose)
        if match:
            at = match.start(1) if match[1] is not None else match.start(2)
            mark = prose[at - 1] if match[1] is None else prose[at]
            space = "\u00a0" if mark == ":" else "\u202f"
            yield self.found(text, (at, at), fix=space, spaced=mark)

    def _breakable(self, texts: Iterable[Text]) -> Iterator[Finding]:
        """Plain spaces of a French page at which a line may break: a hint for the first, because whoever types one types all."""
        french = (text for text in texts if text.main_language == "fr" and text.language != "fr-ca")
        found = ((text, match) for text in french if (match := _BREAKABLE.search(_prose(text))))
        for text, match in islice(found, 1):
            span = match.span(match.lastindex or 0)
            mark = match.group()[-1] if match.lastindex == 1 else "«"
            yield self.found(text, span, severity=Severity.HINT, fix="\u202f", spaced=mark)

    def _spaced(self, text: Text, prose: str, original: Text | None) -> Iterator[Finding]:
        match = _SPACED.search(prose)
        is_french = original is None or original.main_language == "fr"
        if match and (is_french or not _SPACED.search(original.prose if original else "")):
            yield self.found(text, match.span(1), fix="", unspaced=prose[match.end() - 1])

    def sentence(self, finding: Finding) -> str:
        values = finding.values
        if values.get("mark"):
            return str(_("The mark %(text)s is missing.")) % {"text": quoted(values["mark"])}
        if values.get("spaced"):
            return str(_("A no-break space belongs between %(text)s and the word beside it.")) % {
                "text": quoted(values["spaced"])
            }
        if values.get("unspaced"):
            return str(_("No space belongs before %(text)s.")) % {"text": quoted(values["unspaced"])}
        if not values["right"]:
            return str(_("Do not write %(text)s.")) % {"text": quoted(values["wrong"])}
        return super().sentence(finding)


def own_mark(kind: str, language: str) -> str:
    """How a language writes a mark.

    >>> own_mark("?", "el"), own_mark(".", "ur"), own_mark(".", "de")
    (';', '۔', '.')
    """
    return _OWN.get(language, {}).get(kind, kind)


def _prose(text: Text) -> str:
    """The plain text with letters in the place of addresses and placeholders, because marks in them say nothing."""
    taken = [(each.start, each.end) for each in addresses_in(text.prose)]
    return blanked(text.plain, [*taken, *(match.span() for match in TOKEN.finditer(text.plain))], "x")


def _end_mark(text: Text) -> tuple[str, int]:
    """The kind of the last mark, and where it stands or should stand; empty where a text ends without one."""
    prose = text.plain.rstrip(_CLOSERS)
    after = len(prose)
    if not prose:
        return "", 0
    last = prose[-1]
    if (last == ";" and text.main_language == "el") or last == "\u037e":
        return "?", after - 1
    if prose.endswith(".."):
        return "…", after - 1
    kind = _KINDS.get(last, "")
    return kind, after - 1 if kind else _place_of_mark(text.plain, after)


def _ends_with_address(text: Text) -> bool:
    found = addresses_in(text.prose)
    return text.plain.rstrip().endswith("/") or (bool(found) and found[-1].end == len(text.plain.rstrip()))


def _place_of_mark(plain: str, after: int) -> int:
    """After the closing quotation marks and brackets of the last word, before spaces."""
    return len(plain.rstrip()) if plain[after:].strip() else after


def _is_free(wanted: str, present: str) -> bool:
    """Whether two marks may stand for each other: letters begin “Sir,” or “Sir:” or “Sir!”."""
    return {wanted, present} <= {",", ":", "!", ";"} or {wanted, present} <= {",", "."} or "…" in (wanted, present)
