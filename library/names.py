"""How a person's name is written for a reader: by language, script and publish level. Reads no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils import translation
from django.utils.translation import gettext

from library.choices import NameKind, PublishLevel, Script

#: Languages not written in Latin letters.
SCRIPT_BY_LANGUAGE = {
    "ar": Script.ARABIC,
    "bal": Script.ARABIC,
    "ckb": Script.ARABIC,
    "fa": Script.ARABIC,
    "ks": Script.ARABIC,
    "pnb": Script.ARABIC,
    "ps": Script.ARABIC,
    "sd": Script.ARABIC,
    "skr": Script.ARABIC,
    "ug": Script.ARABIC,
    "ur": Script.ARABIC,
    "el": Script.GREEK,
    "bg": Script.CYRILLIC,
    "be": Script.CYRILLIC,
    "mk": Script.CYRILLIC,
    "ru": Script.CYRILLIC,
    "sr": Script.CYRILLIC,
    "uk": Script.CYRILLIC,
    "hi": Script.DEVANAGARI,
    "mr": Script.DEVANAGARI,
    "ne": Script.DEVANAGARI,
    "bn": Script.BENGALI,
    "zh-hans": Script.HAN_SIMPLIFIED,
    "zh-hant": Script.HAN_TRADITIONAL,
    "ja": Script.JAPANESE,
    "ko": Script.KOREAN,
}

#: The mark after an initial; a full stop where nothing else is said.
ABBREVIATION_MARKS = {"ur": "\u06d4", "pnb": "\u06d4", "skr": "\u06d4", "ks": "\u06d4"}

#: Scripts that do not shorten names to letters: readers get the Latin initials.
SCRIPTS_WITHOUT_INITIALS = frozenset({Script.HAN_SIMPLIFIED, Script.HAN_TRADITIONAL, Script.JAPANESE, Script.KOREAN})

#: Letters that people type for one another, mostly because of their keyboards.
LOOKALIKES = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "ك": "ک",
        "ہ": "ه",
        "ۃ": "ه",
        "ة": "ه",
        "ھ": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ß": "ss",
    }
)


class WrittenName(Protocol):
    """One written form of a name; a stored PersonName has it all."""

    language: str
    script: str
    kind: str
    text: str


class Named(Protocol):
    """The parts of a person that decide how the name is written."""

    name: str
    native_name: str
    native_language: str
    publish_level: str


def script_of(language: str) -> Script:
    """The writing system of a language.

    >>> str(script_of("ur")), str(script_of("pt-br"))
    ('Arab', 'Latn')
    """
    return SCRIPT_BY_LANGUAGE.get(language, Script.LATIN)


def preferred_form(person: Named, names: Iterable[WrittenName], language: str) -> tuple[str, str]:
    """The full name for readers of `language`, with the language of that form.

    First the form preferred in that language, then one preferred for its script without a language, then the
    native name if the reader can read its script, then the canonical name in Latin letters.
    """
    script = script_of(language)
    preferred = [name for name in names if name.kind == NameKind.PREFERRED]
    for name in preferred:
        if name.language == language:
            return name.text, language
    if person.native_name and person.native_language == language:
        return person.native_name, language
    for name in preferred:
        if not name.language and name.script == script:
            return name.text, language
    if person.native_name and script != Script.LATIN and script_of(person.native_language) == script:
        return person.native_name, person.native_language
    return person.name, "en" if script != Script.LATIN else language


def display_name(person: Named, names: Iterable[WrittenName], language: str) -> str:
    """The name as readers of `language` may see it: in full, as initials, or a sentence that it is withheld."""
    if person.publish_level == PublishLevel.WITHHELD:
        return name_withheld(language)
    text, written_in = preferred_form(person, names, language)
    if person.publish_level == PublishLevel.FULL:
        return text
    if script_of(written_in) in SCRIPTS_WITHOUT_INITIALS:
        return initials(person.name, "en")
    return initials(text, written_in)


def latin_name(person: Named) -> str:
    """The canonical name in Latin letters as far as it may be shown; empty when it is withheld."""
    if person.publish_level == PublishLevel.WITHHELD:
        return ""
    return person.name if person.publish_level == PublishLevel.FULL else initials(person.name, "en")


def name_withheld(language: str) -> str:
    with translation.override(language):
        return gettext("Name withheld")


def shows_less(level: str, than: str) -> bool:
    """Whether readers see less of a name at one level of publication than at another.

    >>> shows_less("withheld", "initials"), shows_less("full", "full")
    (True, False)
    """
    order = list(PublishLevel)
    return order.index(PublishLevel(level)) > order.index(PublishLevel(than))


def initials(name: str, language: str) -> str:
    """The first letter of each part of a name.

    >>> initials("Masood-ur-Rehman", "en")
    'M. U. R.'
    """
    mark = ABBREVIATION_MARKS.get(language, ".")
    letters = (first_letter(part) for part in re.split(r"[\s\-\u2010-\u2015]+", name))
    return " ".join(f"{letter.upper()}{mark}" for letter in letters if letter)


def first_letter(word: str) -> str:
    """The first letter of a word with the marks that belong to it; empty when there is none."""
    for position, character in enumerate(word):
        if unicodedata.category(character).startswith("L"):
            end = position + 1
            while end < len(word) and unicodedata.category(word[end]).startswith("M"):
                end += 1
            return word[position:end]
    return ""


def fold(text: str) -> str:
    """A spelling by which names are compared: no capitals, accents, vowel marks or hyphens, one space between parts.

    >>> fold("Masood-ur-Réhman")
    'masood ur rehman'
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(LOOKALIKES).casefold()).translate(LOOKALIKES)
    letters = (c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return " ".join("".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in letters).split())


def folded_words(query: str) -> Sequence[str]:
    return fold(query).split()


def betrays(text: str, name: str) -> bool:
    """Whether a public text holds a part of a name that may not be shown; parts of one or two letters do not count.

    >>> betrays("a-teacher-ali", "Ehsan Ali"), betrays("prisoner-7", "Ehsan Ali")
    (True, False)
    """
    words = set(folded_words(text))
    return any(part in words for part in folded_words(name) if len(part) > 2)
