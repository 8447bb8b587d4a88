"""Characters that nobody sees, that were damaged, or that are taken from another alphabet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Final

from django.utils.translation import gettext_lazy as _

from translations.checks.check import Check, quoted
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding, Severity
from translations.checks.scripts import letters_by_script, script_of_letter, scripts_of
from translations.checks.texts import Text

#: Embeddings and overrides: isolates have taken their place, and one that is left open turns the rest of a page.
_OVERRIDES: Final = re.compile("[\u202a-\u202e]")
_ISOLATES: Final = re.compile("[\u2066-\u2069]")
_DIRECTION_MARKS: Final = re.compile("[\u200e\u200f\u061c]")
_INVISIBLE: Final = re.compile(
    "[\u200b\u2060-\u2064\u180e\ufeff\u115f\u1160\u3164\ufff9-\ufffb]|\u00ad(?=\\W|$)|(?<!\\w)\u00ad"
)
_JOINERS: Final = re.compile("[\u200c\u200d]")
#: What the second byte of a letter becomes when UTF-8 is read as Windows-1252.
_SECOND: Final = "[\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"
_DAMAGED: Final = re.compile(
    f"\ufffd|\ufffc|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[ÃÂ]{_SECOND}|â€{_SECOND}|(?:[ÃÂÎÏØÙÚÛÅÄ]{_SECOND}){{2,}}"
)
_ESCAPED: Final = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|hellip|[lr]dquo|[lr]squo|[lr]aquo|[mn]dash|#\d{2,5}|#x[0-9a-fA-F]{2,5}|[aeiouAEIOU](?:uml|acute|grave|circ)|szlig|[cC]cedil|[nN]tilde);"
)
_JOINING: Final = frozenset(
    {"ARABIC", "DEVANAGARI", "BENGALI", "SYRIAC", "MALAYALAM", "TAMIL", "TELUGU", "KANNADA", "SINHALA", "GUJARATI"}
)
_ALIKE: Final = frozenset({"LATIN", "GREEK", "CYRILLIC"})
#: Letters of Cyrillic and Greek that look like Latin ones, and what they look like.
_LOOKALIKES: Final = dict(
    zip(
        "аеорсухіјѕԁһӏАВЕКМНОРСТУХІЈЅοαρνικυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdhlABEKMHOPCTYXIJSoapvikuABEZHIKMNOPTYX",
        strict=True,
    )
)
#: Letters of the Arabic keyboard that other languages in this script have letters of their own for.
_OWN_LETTERS: Final = {
    "ur": {"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ۃ"},
    "fa": {"ي": "ی", "ى": "ی", "ك": "ک"},
}  # fmt: skip


class Invisible(Check):
    """Direction controls, zero-width characters and damaged ones."""

    id = "invisible"
    name = _("Invisible and damaged characters")
    why = _("Such characters tear words apart for search and turn the order of what follows.")

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        plain = text.plain
        span = next(_hidden(plain, text), None)
        if span is not None and not (original is not None and plain[slice(*span)] in original.plain):
            yield self.found(text, span, fix="", hidden=_told(plain[slice(*span)]))
        damaged = _DAMAGED.search(plain)
        if damaged and not (original is not None and damaged.group() in original.plain):
            yield self.found(text, damaged.span(), severity=Severity.ERROR, damaged=_told(damaged.group()))

    def sentence(self, finding: Finding) -> str:
        if finding.values.get("hidden"):
            return str(_("An invisible character stands here: %(text)s.")) % {"text": quoted(finding.values["hidden"])}
        return str(_("A damaged character stands here: %(text)s.")) % {"text": quoted(finding.values["damaged"])}


class MixedScripts(Check):
    """Words with letters of two alphabets that look alike, and letters of the keyboard of another language."""

    id = "mixed-scripts"
    name = _("Letters of another alphabet")
    why = _("The word looks right, but search does not find it and a screen reader cannot read it.")

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        own = _OWN_LETTERS.get(text.main_language, {})
        scripts = scripts_of(text.language)
        for word in text.words:
            written = word.group()
            if written.isascii():
                continue
            right = "".join(own.get(letter, letter) for letter in written) if own else written
            if right == written:
                right = _one_alphabet(written, scripts)
            if right != written and not (original is not None and written in original.plain):
                yield self.found(text, word.span(), fix=right or None, wrong=written, right=right)
        for match in re.finditer(r"\d{2,}", text.prose):
            if len({ord(digit) - unicodedata.decimal(digit, 0) for digit in match.group()}) > 1:
                right = "".join(str(unicodedata.decimal(digit)) for digit in match.group())
                yield self.found(text, match.span(), fix=right, wrong=match.group(), right=right)

    def sentence(self, finding: Finding) -> str:
        return str(_("%(text)s has letters of another alphabet that look the same.")) % {
            "text": quoted(finding.values["wrong"])
        }


class DoubleEscaped(Check):
    """Entities that readers would see as they are, such as `&amp;`."""

    id = "double-escaped"
    name = _("Entities")
    why = _("Readers would see the code of a character in place of the character.")
    severity = Severity.ERROR

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        match = _ESCAPED.search(text.plain)
        if match and not (original is not None and _ESCAPED.search(original.plain)):
            right = unescape(match.group())
            yield self.found(text, match.span(), fix=right, wrong=match.group(), right=right)


def _hidden(plain: str, text: Text) -> Iterator[tuple[int, int]]:
    """Where characters stand that nobody sees and nobody needs."""
    if plain.isascii():
        return
    yield from (match.span() for match in _OVERRIDES.finditer(plain))
    yield from (match.span() for match in _INVISIBLE.finditer(plain))
    isolates = list(_ISOLATES.finditer(plain))
    closed = sum(match.group() == "\u2069" for match in isolates)
    if closed * 2 != len(isolates):
        yield isolates[0].span()
    for match in _DIRECTION_MARKS.finditer(plain):
        if not _turns(plain):
            yield match.span()
    for match in _JOINERS.finditer(plain):
        before, after = plain[: match.start()][-1:], plain[match.end() :][:1]
        is_sign = unicodedata.category(before or " ") in ("So", "Mn", "Sk") or before == "\ufe0f"
        if (
            not is_sign and not (script_of_letter(before) in _JOINING or unicodedata.category(before or " ")[0] == "M")
        ) or (not is_sign and not after.strip()):
            yield match.span()


def _turns(plain: str) -> bool:
    """Whether a text has letters of both directions, so that a mark of direction may be needed."""
    kinds = {unicodedata.bidirectional(character) for character in plain}
    return bool({"R", "AL"} & kinds) and bool({"L", "EN", "AN"} & (kinds - {"R", "AL"})) and len(plain) > 1


def _one_alphabet(word: str, scripts: frozenset[str]) -> str:
    """A word in the letters of the alphabet that most of it is in; as it is where nothing is mixed."""
    counted = {script: number for script, number in letters_by_script(word).items() if script in _ALIKE}
    if scripts == {"LATIN"} and counted.keys() == {"CYRILLIC"} and all(letter in _LOOKALIKES for letter in word):
        return "".join(_LOOKALIKES[letter] for letter in word) if len(word) == 1 else word
    if len(counted) < 2 or "µ" in word or "μ" in word[:1] or "Ω" in word:
        return word
    if max(counted, key=lambda script: counted[script]) == "LATIN":
        return "".join(_LOOKALIKES.get(letter, letter) for letter in word)
    back = {
        latin: other
        for other, latin in _LOOKALIKES.items()
        if script_of_letter(other) == max(counted, key=lambda s: counted[s])
    }
    return "".join(back.get(letter, letter) if script_of_letter(letter) == "LATIN" else letter for letter in word)


def _told(characters: str) -> str:
    """Names of characters that cannot be shown.

    >>> _told("\u200b")
    'ZERO WIDTH SPACE (U+200B)'
    """
    return ", ".join(f"{unicodedata.name(each, '?')} (U+{ord(each):04X})" for each in characters)
