"""What two wordings of a sentence have in common: the same words in other typography, the facts and names in them. Pure.

Texts are wagtail-localize's: inline HTML with entities, or plain.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache

from babel.dates import get_day_names, get_month_names

from library.dates import babel_locale
from translations.freshness.number_words import NUMBER_WORDS
from translations.inline_html import plain
from translations.tokens import TOKEN

#: Letters with the marks on them, and what stands inside words.
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0dff])*(?:['’][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,٫٬'’\u00a0\u202f ]\d+)*")
_GROUPED = re.compile(r"^\d{1,3}(?:[.,٬'’\u00a0\u202f ]\d{3})+$")
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>\"]+")
#: Letters that keyboards of neighbouring languages write differently, and what only stretches a word.
_SAME_LETTER = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ہ": "ه", "ۀ": "ه", "ة": "ه", "ـ": "", "أ": "ا", "إ": "ا"})
#: Signs that change what a number means.
_MONEY_OR_SHARE = frozenset({"Sc"})
#: Behind these a capital begins a sentence.
_SENTENCE_END = '.!?:;…“„"«»‘(–—۔؟'
#: Languages that write common nouns with a capital.
_CAPITAL_NOUNS = frozenset({"de"})


def _is_mark_of_typing(character: str) -> bool:
    # In Arabic and Greek script vowel signs and accents come and go with typing; in Latin they tell words apart.
    if not unicodedata.combining(character):
        return unicodedata.category(character) == "Cf"
    return not "\u0300" <= character <= "\u036f"


def word_key(word: str) -> str:
    """A word as it is compared: without case, vowel signs and what keyboards do.

    >>> word_key("ΑΛΊ") == word_key("Αλί"), word_key("كتاب") == word_key("کتاب"), word_key("où") == word_key("ou")
    (True, True, False)
    """
    folded = unicodedata.normalize("NFKC", word).translate(_SAME_LETTER).casefold().replace("’", "'")
    if any("\u0370" <= each <= "\u03ff" for each in folded):
        decomposed = unicodedata.normalize("NFD", folded)
        return "".join(each for each in decomposed if not unicodedata.combining(each) or len(decomposed) < 4)
    return "".join(each for each in folded if not _is_mark_of_typing(each))


def canonical(text: str) -> str:
    """What is left of a text without typography: equal where only spaces, capitals, punctuation or marking differ.

    >>> canonical("Free Ehsan-Ali  now!") == canonical("<b>Free</b> “Ehsan Ali” now")
    True
    """
    return "".join(
        character
        for character in word_key(plain(text))
        if unicodedata.category(character)[0] in "LMN" or unicodedata.category(character) in _MONEY_OR_SHARE
    ).translate(_DIGITS)


class _Digits(dict[int, str]):
    """Every decimal digit as the Latin one; other characters as they are."""

    def __missing__(self, code: int) -> str:
        value = unicodedata.decimal(chr(code), None)
        self[code] = chr(code) if value is None else str(value)
        return self[code]


_DIGITS = _Digits()


def _number_key(written: str) -> str:
    written = written.translate(_DIGITS)
    if _GROUPED.match(written):
        return re.sub(r"\D", "", written)
    return re.sub(r"[,٫]", ".", written)


@lru_cache(maxsize=64)
def _calendar_words(language: str) -> frozenset[str]:
    locale = babel_locale(language)
    words = set()
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            words |= {name.strip(".") for name in get_month_names(width, context, locale).values()}
        words |= set(get_day_names("wide", context, locale).values())
    return frozenset(words)


def _is_calendar_word(word: str, language: str) -> bool:
    # “May” is a month, “may” is none, where months have a capital.
    return word in _calendar_words(language) or word.lower() in _calendar_words(language)


def facts(text: str, language: str) -> Counter[str]:
    """Numbers, words of dates and counts, placeholders, addresses of mail and web: what a translation must repeat.

    >>> sorted(facts("On 15 May 2025 eleven men wrote to a@b.org", "en"))
    ['15', '2025', 'a@b.org', 'eleven', 'may']
    """
    read = unicodedata.normalize("NFC", plain(text))
    found: Counter[str] = Counter(f"{{{key}}}" for key in TOKEN.findall(read))
    read = TOKEN.sub(" ", read)
    found.update(address.rstrip(".,;:!?)").casefold() for address in _CONTACT.findall(read))
    read = _CONTACT.sub(" ", read)
    for number in _NUMBER.findall(read):
        # Two numbers beside each other, such as a day and a year, are no grouped number.
        parts = [number] if _GROUPED.match(number.translate(_DIGITS)) else re.split(r"[\s'’]", number)
        found.update(_number_key(part) for part in parts)
    found.update(each for each in read if unicodedata.category(each) in _MONEY_OR_SHARE or each in "%٪")
    counted = NUMBER_WORDS.get(language.partition("-")[0], frozenset())
    for word in _WORD.findall(read):
        if word.casefold() in counted or _is_calendar_word(word, language):
            found[word_key(word)] += 1
    return found


def names(text: str, language: str, known: Collection[str] = ()) -> Counter[str]:
    """Words that are names: those in `known`, and those with a capital inside a sentence, where that means a name.

    >>> sorted(names("Yesterday they took Ehsan Ali to Gilgit.", "en"))
    ['ali', 'ehsan', 'gilgit']
    """
    return Counter(_names(plain(text), language, known))


def _names(text: str, language: str, known: Collection[str]) -> Iterator[str]:
    tells_names = language.partition("-")[0] not in _CAPITAL_NOUNS
    for match in _WORD.finditer(text):
        word = match.group()
        key = word_key(word)
        has_case = word[0].lower() != word[0].upper()
        if not has_case:
            if key in known:
                yield key
        elif word[0].isupper():
            before = text[: match.start()].rstrip()
            inside = bool(before) and before[-1] not in _SENTENCE_END
            if key in known or (tells_names and inside and len(word) > 1):
                yield key
