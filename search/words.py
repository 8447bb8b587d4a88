"""Words as the search compares them: one spelling for what people write and type in different ways. Pure: reads no database.

Letters are folded as names are (library/names.py); what is added here are variants of letters that matter in names little and
in prose much, digits of all scripts, and umlauts that are spelled out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from library.endings import is_unspaced, script_name, stem
from library.names_in_text import Folded

#: Raise it when the same text gives other words: every row of the index is then written anew.
VERSION = 1
#: Longer words are compared by their beginning.
LONGEST_WORD = 40
#: Shorter words of a question have to stand in a text as they are; longer ones may go on.
SHORTEST_BEGINNING = 3
#: How much of a question is read.
LONGEST_QUESTION = 200
MOST_WORDS = 8

#: Letters of single languages, by the letter that everybody has on the keyboard. Applied to letters that are folded already.
VARIANTS = {
    **dict.fromkeys("ےۍېێؠۑ", "ی"),
    **dict.fromkeys("ۆۇۋۏۅۉ", "و"),
    **dict.fromkeys("ٱٲٳ", "ا"),
    "ں": "ن",
    "ە": "ه",
    "ڪ": "ک",
    "ګ": "گ",
    "ء": "",
    "ँ": "ं",
    "þ": "th",
    "ð": "d",
    "ŧ": "t",
    "ŋ": "n",
    "ĸ": "k",
    **dict.fromkeys("ʼʻʿʾʹʺˈ", ""),
}
#: Letters that people spell out where their keyboard lacks them.
SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
#: How many letters at the end of a longer word may be another ending: from so many letters on, so many.
_LONG_ENDINGS = ((10, 3), (8, 2), (6, 1))
_ENDINGS = {"LATIN": _LONG_ENDINGS, "CYRILLIC": _LONG_ENDINGS, "ARABIC": ((7, 2), (5, 1))}
#: Of how many characters it is remembered what they are: whoever types all of Unicode fills no memory.
_MOST_KEPT = 20_000
_LATER = re.compile("[\u0e00-\U0010ffff]")
#: Scripts of which one sign says as much as two or three letters.
_SYLLABLES = ("HANGUL",)
_VARIANTS = str.maketrans(VARIANTS)


class Letters(Folded):
    """What each character is to the search: folded, "" for marks, " " between words."""

    def __missing__(self, code: int) -> str:
        folded = super().__missing__(code)
        if folded != " ":
            digits = ((unicodedata.decimal(letter, None), letter) for letter in folded.translate(_VARIANTS))
            # What falls apart into syllables' letters, as Korean does, is put together again.
            folded = unicodedata.normalize("NFC", "".join(letter if n is None else str(n) for n, letter in digits))
        self[code] = folded
        if len(self) > _MOST_KEPT:
            del self[code]
        return folded


LETTERS = Letters()
_SPELLED = Letters()
for _letter, _spelled in SPELLED_OUT.items():
    _SPELLED[ord(_letter)] = _SPELLED[ord(_letter.upper())] = _spelled


@dataclass(frozen=True)
class Wanted:
    """A word of a question: the ways to write it, and with which letters words begin that may be forms of it."""

    forms: tuple[str, ...]
    roots: tuple[str, ...]
    is_whole: bool = False


@dataclass(frozen=True)
class Question:
    """What somebody is looking for. `is_cut` where more was typed than is read; `is_any` where one of the words is enough."""

    words: tuple[Wanted, ...] = ()
    is_cut: bool = False
    is_any: bool = False


def words(text: str) -> list[str]:
    """The words of a text in order; those with umlauts in both spellings, scripts without spaces in pairs of signs.

    >>> words("Masood-ur-Réhmans Straße ۱۷")
    ['masood', 'ur', 'rehmans', 'strasse', '17']
    >>> words("Müller"), words("人权律师")
    (['muller', 'mueller'], ['人权', '权律', '律师', '师'])
    """
    return [form for forms in _spellings(text) for word in forms for form in _parts(word)]


def question(text: str) -> Question:
    """The words that somebody looks for, each once; without letters that stand alone, unless there is nothing else.

    >>> [word.forms for word in question("l’avocat Müller").words]
    [('avocat',), ('muller', 'mueller')]
    """
    read = text[:LONGEST_QUESTION]
    typed = list(dict.fromkeys(_spellings(read)))
    typed = [forms for forms in typed if len(forms[0]) > 1 or is_unspaced(forms[0])] or typed
    found = list(dict.fromkeys(wanted for forms in typed for wanted in _wanted(forms)))
    return Question(tuple(found[:MOST_WORDS]), is_cut=len(found) > MOST_WORDS or bool(text[LONGEST_QUESTION:].strip()))


def any_of(asked: Question) -> Question:
    """The same question where one of its longer words is enough."""
    longer = tuple(word for word in asked.words if not word.is_whole)
    return Question(longer or asked.words, asked.is_cut, is_any=True)


def root(word: str) -> str:
    """What other forms of a folded word begin with; the word itself where that would be too little to tell.

    >>> root("prisoners"), root("φυλακισμενοι"), root("2025"), root("ali")
    ('prisone', 'φυλακισμεν', '2025', 'ali')
    """
    script = script_name(word)
    if script == "GREEK":
        base = stem(word)
        return base if len(base) > SHORTEST_BEGINNING else word
    if not word.isalpha():
        return word
    if script == "LATIN" and len(word) > 5 and word.endswith("ies"):
        return word[:-3]  # the plural of words in -y
    cut = next((cut for length, cut in _ENDINGS.get(script, ()) if len(word) >= length), 0)
    return word[: len(word) - cut]


def _spellings(text: str) -> Iterator[tuple[str, ...]]:
    """Each word as it is compared, and spelled out where that is another."""
    text = unicodedata.normalize("NFC", text)
    plain = text.translate(LETTERS).split()
    if not any(letter in SPELLED_OUT for letter in set(text.lower())):
        yield from ((word[:LONGEST_WORD],) for word in plain)
        return
    for word, spelled in zip(plain, text.translate(_SPELLED).split(), strict=True):
        yield tuple(dict.fromkeys((word[:LONGEST_WORD], spelled[:LONGEST_WORD])))


def _parts(word: str) -> Iterable[str]:
    """The word; of a script without spaces every two neighbouring signs, and the last one."""
    if not _LATER.search(word):
        return (word,)
    found: list[str] = []
    for unspaced, letters in groupby(word, is_unspaced):
        run = "".join(letters)
        found += [run[at : at + 2] for at in range(len(run))] if unspaced else [run]
    return found


def _wanted(forms: tuple[str, ...]) -> Iterator[Wanted]:
    parts = list(_parts(forms[0]))
    if parts == [forms[0]]:
        is_whole = (
            len(forms[0]) < SHORTEST_BEGINNING and script_name(forms[0]) not in _SYLLABLES and not is_unspaced(forms[0])
        )
        yield Wanted(forms, forms if is_whole else tuple(map(root, forms)), is_whole)
        return
    # The last sign of a run begins no pair.
    for part in parts[:-1] if len(parts[-1]) == 1 and len(parts) > 1 else parts:
        yield Wanted((part,), (part,))
