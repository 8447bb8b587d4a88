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
_HYPHEN = re.compile("[-\u2010\u2011]")
#: Words with hyphens in them are one: “dix-sept”, “twenty-one”.
_WORD_OR_NUMBER = re.compile(rf"{_WORD.pattern}(?:{_HYPHEN.pattern}{_WORD.pattern})*|{_NUMBER.pattern}")
_MARK = re.compile("[.,٫٬]")
_BESIDE = re.compile(r"\s*|\S")
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


def canonical(text: str, language: str) -> str:
    """What is left of a text without typing: equal where only spaces, capitals, punctuation, marking or digits differ.

    >>> canonical("Free all eleven  now!", "en") == canonical("<b>Free</b> “all 11” now", "en")
    True
    """
    return "".join(
        character
        for character in word_key(_in_digits(unicodedata.normalize("NFC", plain(text)), language))
        if unicodedata.category(character)[0] in "LMN" or unicodedata.category(character) in _MONEY_OR_SHARE
    ).translate(_DIGITS)


class _Digits(dict[int, str]):
    """Every decimal digit as the Latin one; other characters as they are."""

    def __missing__(self, code: int) -> str:
        value = unicodedata.decimal(chr(code), None)
        self[code] = chr(code) if value is None else str(value)
        return self[code]


_DIGITS = _Digits()


def _numbers_of(written: str) -> list[str]:
    # Two numbers beside each other, such as a day and a year, are no grouped number; two full stops make a date.
    if _GROUPED.match(written):
        return [written]
    parts = re.split(r"[\s'’]", written)
    return [each for part in parts for each in (_MARK.split(part) if len(_MARK.findall(part)) > 1 else [part])]


def _number_key(written: str) -> str:
    if _GROUPED.match(written):
        return re.sub(r"\D", "", written)
    return re.sub(r"[,٫]", ".", written)


def _in_digits(text: str, language: str) -> str:
    """The text with its number words in digits, apart from those that make one number with another beside them."""
    values = NUMBER_WORDS.get(language.partition("-")[0], {})
    words = list(_WORD_OR_NUMBER.finditer(text))
    are_numbers = [_is_number(each.group(), values) for each in words]
    parts, end = [], 0
    for at, word in enumerate(words):
        value = values.get(word.group().casefold())
        beside = [(one, one + 1) for one in (at - 1, at) if one >= 0 and one + 1 < len(words)]
        is_alone = not any(
            are_numbers[one] and are_numbers[other] and _BESIDE.fullmatch(text[words[one].end() : words[other].start()])
            for one, other in beside
        )
        if value is not None and is_alone:
            parts += [text[end : word.start()], str(value)]
            end = word.end()
    return "".join([*parts, text[end:]])


def _is_number(word: str, values: Collection[str]) -> bool:
    return word[0].isdecimal() or any(part in values for part in _HYPHEN.split(word.casefold()))


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
    read = _in_digits(_CONTACT.sub(" ", read), language)
    for number in _NUMBER.findall(read):
        found.update(_number_key(part) for part in _numbers_of(number.translate(_DIGITS)))
    found.update(each for each in read if unicodedata.category(each) in _MONEY_OR_SHARE or each in "%٪")
    counted = NUMBER_WORDS.get(language.partition("-")[0], {})
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
