"""Texts that nobody has translated, in whole or in part, and texts in a wrong language or script.

Short strings and names look alike in many languages: about those nothing is said. translate-toolkit's `unchanged` is not
used: it knows whole strings that are equal, and neither half of one nor a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from translations.checks.check import Check, quoted, shortened
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding, Severity
from translations.checks.function_words import COMPLETE, WORDS, of_language, only_in
from translations.checks.names import matches
from translations.checks.scripts import letters_by_script, scripts_of
from translations.checks.sentences import sentences_in
from translations.checks.texts import Pair, Text, blanked

#: Lingua's names of the languages it is asked about, by our codes.
_ASKED: Final = {
    "en": "ENGLISH", "de": "GERMAN", "fr": "FRENCH", "it": "ITALIAN", "es": "SPANISH", "pt": "PORTUGUESE",
    "nl": "DUTCH", "da": "DANISH", "el": "GREEK", "ur": "URDU", "ar": "ARABIC", "fa": "PERSIAN", "sv": "SWEDISH",
    "tr": "TURKISH", "pl": "POLISH", "ru": "RUSSIAN", "uk": "UKRAINIAN", "hi": "HINDI", "ca": "CATALAN",
}  # fmt: skip
_LETTERS_TO_IDENTIFY: Final = 45
_LETTERS_TO_CONFIRM: Final = 20
_SURE: Final = 0.8
_OUT_OF_QUESTION: Final = 0.03
_RUN: Final = 3
#: Before and after a word that is a part of a path, a file name or a piece of code.
_TECHNICAL: Final = re.compile(r"[/_\\=%@.](?=\w)")
_PATH: Final = re.compile(r"[/_\\=](?=\w)|\.(?=[a-z])|[(]\)")
#: A text is in another script when its own has less than a part of this of the letters.
_FEW: Final = 4
#: Languages so near to each other that a heading may be the same in both.
_FAMILIES: Final = (frozenset({"fr", "it", "es", "pt", "ca", "gl", "ro"}), frozenset({"da", "sv", "nb", "no", "nn"}))
_ONLY_URDU: Final = frozenset("ٹڈڑںےھہۓۂ")


class Untranslated(Check):
    """Strings, or parts of them, that are still in the language of the original."""

    id = "untranslated"
    name = _("Untranslated text")
    why = _("Readers of this language may not understand what is left in another one.")
    severity = Severity.ERROR

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        if pair.same_language or not pair.target.plain.strip():
            return
        source, target = _own_words(pair.source, known), _own_words(pair.target, known)
        if [word for word, _at in source] == [word for word, _at in target]:
            if _is_prose(source, pair):
                yield self.found(pair.target, untranslated=pair.target.plain.strip())
            return
        run = _common_run(source, target, pair)
        if run:
            yield self.found(pair.target, run, severity=Severity.WARNING, untranslated=pair.target.prose[slice(*run)])

    def sentence(self, finding: Finding) -> str:
        return str(_("This is not translated: %(text)s.")) % {"text": quoted(shortened(finding.values["untranslated"]))}


class WrongScript(Check):
    """Texts in letters of another script than the language's."""

    id = "script"
    name = _("Wrong script")
    why = _("The text is written in letters that readers of this language may not be able to read.")
    severity = Severity.ERROR

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        allowed = scripts_of(text.language)
        if not allowed:
            return
        words = [(word, at) for word, at in _own_words(text, known) if word[0].isalpha()]
        foreign = [(word, at) for word, at in words if not _is_in(word, allowed)]
        if original is not None and _own_letters(original, known) == _own_letters(text, known):
            return
        own_letters = sum(len(word) for word, _at in words) - sum(len(word) for word, _at in foreign)
        if len(foreign) > 1 and own_letters * _FEW < sum(len(word) for word, _at in foreign):
            yield self.found(text, foreign=text.plain.strip())
            return
        run = _longest_run(words, allowed, allowed_names="LATIN" not in allowed)
        if run:
            yield self.found(text, run, severity=Severity.WARNING, foreign=text.prose[slice(*run)])

    def sentence(self, finding: Finding) -> str:
        return str(_("This is in another script: %(text)s.")) % {"text": quoted(shortened(finding.values["foreign"]))}


class WrongLanguage(Check):
    """Translations in a third language: by their small words, and in longer texts by lingua."""

    id = "language"
    name = _("Wrong language")
    why = _("The text is in another language than the one it stands under.")
    severity = Severity.ERROR

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        language = text.main_language
        if language not in COMPLETE or (original is not None and original.plain == text.plain):
            return
        words = [(word.casefold(), at) for word, at in _own_words(text, known) if len(word) > 1 or word.islower()]
        other = self._other([word for word, _at in words], text)
        if other:
            yield self.found(text, language=other)
            return
        sentences = sentences_in(text.plain, language)
        for start, end in sentences if len(sentences) > 1 else ():
            other = self._other([word for word, at in words if start <= at < end], text)
            if other:
                yield self.found(text, (start, end), severity=Severity.WARNING, language=other)

    def _other(self, words: Sequence[str], text: Text) -> str:
        return self._by_small_words(words, text.main_language) or self._by_lingua(text, words)

    def _by_small_words(self, words: Sequence[str], language: str) -> str:
        """The language whose small words stand there, where none of those stand there that it does not share."""
        rated = []
        for other in WORDS:
            theirs = [word for word in words if word in only_in(other, language)]
            own = [word for word in words if word in only_in(language, other)]
            if theirs and len(own) * 5 <= len(theirs):
                rated.append((len(theirs), len(set(theirs)), other))
        most, different, other = max(rated, default=(0, 0, ""))
        if different > 1:
            return other
        is_long = most and sum(map(len, words)) >= _LETTERS_TO_CONFIRM
        return other if is_long and _confidence(" ".join(words)).get(other, 0) > _SURE else ""

    def _by_lingua(self, text: Text, words: Sequence[str]) -> str:
        own = sum(word in of_language(text.main_language) for word in words)
        if sum(map(len, words)) < _LETTERS_TO_IDENTIFY or own * 10 > len(words):
            return ""
        if text.main_language == "ur" and not _ONLY_URDU.isdisjoint("".join(words)):
            return ""
        confidence = _confidence(" ".join(words))
        likeliest = max(confidence, key=lambda code: confidence[code])
        is_another = confidence.get(text.main_language, 1.0) < _OUT_OF_QUESTION and confidence[likeliest] > _SURE
        return likeliest if is_another else ""

    def sentence(self, finding: Finding) -> str:
        return str(_("This seems to be in another language."))


def _own_words(text: Text, known: Compiled) -> list[tuple[str, int]]:
    """The words that a translator has written: without names on record, addresses and placeholders."""
    names = [(each.start, each.end) for each in matches(text, known) if each.form.is_own]
    taken = blanked(text.said, names)
    found: list[tuple[str, int]] = []
    for word in text.words:
        if (
            taken[word.start()] == " "
            or _TECHNICAL.match(taken, max(0, word.start() - 1))
            or _PATH.match(taken, word.end())
        ):
            continue
        if found and found[-1][1] + len(found[-1][0]) == word.start() - 1 and taken[word.start() - 1] == "-":
            before, at = found.pop()
            found.append((f"{before}-{word.group()}", at))
        else:
            found.append((word.group(), word.start()))
    return found


def _own_letters(text: Text, known: Compiled) -> str:
    return "".join(word for word, _at in _own_words(text, known))


def _is_prose(words: Sequence[tuple[str, int]], pair: Pair) -> bool:
    """Whether words are a text to translate rather than names: a small word of the language, or words without capitals."""
    source, target = pair.source.main_language, pair.target.main_language
    small = sum(word.casefold() in only_in(source, target) for word, _at in words)
    plain = sum(not word[0].isupper() and len(word) > 1 for word, _at in words)
    if not pair.same_script:
        return len(words) > 1 and (plain > 0 or small > 0)
    has_space = " " in pair.source.plain.strip()
    if _are_kindred(source, target):
        return has_space and small > 0
    return has_space and len(words) > 1 and (small > 0 or plain > 1 or (plain == 1 and len(words) == 2))


def _common_run(
    source: Sequence[tuple[str, int]], target: Sequence[tuple[str, int]], pair: Pair
) -> tuple[int, int] | None:
    """The longest stretch of the original that stands in the translation as it is."""
    telling = only_in(pair.source.main_language, pair.target.main_language)
    words = [word.casefold() for word, _at in source]
    rows = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    best: tuple[int, int] | None = None
    at = 0
    while at + _RUN <= len(target):
        end = at
        while tuple(word.casefold() for word, _at in target[end : end + _RUN]) in rows:
            end += 1
        if end > at:
            stretch = target[at : end + _RUN - 1]
            small = sum(word.casefold() in telling for word, _at in stretch)
            lower = sum(word[0].islower() for word, _at in stretch)
            is_kindred = _are_kindred(pair.source.main_language, pair.target.main_language)
            is_prose = lower >= _RUN and (small > 1 if is_kindred else small > 0 or lower > _RUN + 1)
            if _is_quoted(stretch, pair.target.prose):
                at = end
                continue
            if is_prose or (not pair.same_script and _is_cased_prose(stretch, small, pair.target.prose)):
                span = (stretch[0][1], stretch[-1][1] + len(stretch[-1][0]))
                best = max(best or span, span, key=lambda each: each[1] - each[0])
        at = max(end, at + 1)
    return best


def _are_kindred(language: str, other: str) -> bool:
    return any({language, other} <= family for family in _FAMILIES)


def _is_quoted(stretch: Sequence[tuple[str, int]], prose: str) -> bool:
    """Whether a stretch is all that stands between two quotation marks, as the label of a button does."""
    before, after = prose[: stretch[0][1]].rstrip()[-1:], prose[stretch[-1][1] + len(stretch[-1][0]) :].lstrip()[:1]
    return before != "" and before in '“”„«»"‘' and after != "" and after in '“”«»"’'


def _is_cased_prose(stretch: Sequence[tuple[str, int]], small: int, prose: str) -> bool:
    """Whether words of another script are a sentence rather than names or file types in a row."""
    if small > 0:
        return True
    between = (prose[at + len(word) : after] for (word, at), (_word, after) in pairwise(stretch))
    return sum(not word[0].isupper() for word, _at in stretch) > 1 and all(each in (" ", ", ") for each in between)


def _is_in(word: str, allowed: frozenset[str]) -> bool:
    return bool(letters_by_script(word).keys() & allowed) or not letters_by_script(word)


def _longest_run(
    words: Sequence[tuple[str, int]], allowed: frozenset[str], *, allowed_names: bool
) -> tuple[int, int] | None:
    """A stretch of three or more words in another script. In other scripts, names in Latin letters are no prose."""
    row: list[tuple[str, int]] = []
    best: list[tuple[str, int]] = []
    for word, at in [*words, ("", 0)]:
        if word and not _is_in(word, allowed):
            row.append((word, at))
            continue
        counted = [each for each, _at in row if not (allowed_names and each[0].isupper())]
        if len(counted) >= _RUN and len(row) > len(best):
            best = row
        row = []
    return (best[0][1], best[-1][1] + len(best[-1][0])) if best else None


@lru_cache(maxsize=1)
def _detector() -> Any:
    # Its models take a moment to load, which a process that checks nothing need not wait for.
    from lingua import Language, LanguageDetectorBuilder

    asked = [getattr(Language, name) for name in _ASKED.values()]
    return LanguageDetectorBuilder.from_languages(*asked).with_low_accuracy_mode().build()


@lru_cache(maxsize=1024)
def _confidence(text: str) -> dict[str, float]:
    """How likely a text is in each language, from 0 to 1."""
    values = {each.language.name: each.value for each in _detector().compute_language_confidence_values(text)}
    return {code: values.get(name, 0.0) for code, name in _ASKED.items()}
