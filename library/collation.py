"""The order of words in a language's alphabet, near enough for short lists. No substitute for a collation library."""

from __future__ import annotations

import unicodedata

#: Alphabets that accents alone do not give: letters of their own at the end, or another order than that of Unicode.
ALPHABETS = {
    "da": "abcdefghijklmnopqrstuvwxyzæøå",
    "nb": "abcdefghijklmnopqrstuvwxyzæøå",
    "sv": "abcdefghijklmnopqrstuvwxyzåäö",
    "fi": "abcdefghijklmnopqrstuvwxyzåäö",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "ur": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے",
}


def folded(text: str) -> str:
    """The text without case and accents.

    >>> folded("Élan")
    'elan'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def sort_key(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """What to sort words of `language` by: letters of its alphabet in their order, others as the letter below the accent.

    >>> sorted(["Østrig", "Åland", "Zambia", "Ægypten"], key=lambda word: sort_key(word, "da"))
    ['Zambia', 'Ægypten', 'Østrig', 'Åland']
    >>> sorted(["Österreich", "Pakistan", "Oman"], key=lambda word: sort_key(word, "de"))
    ['Oman', 'Österreich', 'Pakistan']
    """
    alphabet = ALPHABETS.get(language, "")
    return tuple(
        place for letter in unicodedata.normalize("NFC", text.casefold()) for place in _places(letter, alphabet)
    )


def _places(letter: str, alphabet: str) -> list[tuple[int, int]]:
    """Spaces and signs come before letters, letters of the alphabet before all others."""
    if letter in alphabet:
        return [(1, alphabet.index(letter))]
    places = []
    for plain in folded(letter):
        if plain in alphabet:
            places.append((1, alphabet.index(plain)))
        else:
            places.append((2 if plain.isalpha() else 0, ord(plain)))
    return places
