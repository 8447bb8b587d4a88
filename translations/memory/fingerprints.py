"""What makes two sentences the same, or similar: digests, tokens. Pure functions; read no database.

A sentence is compared without what changes from page to page: numbers count as one, placeholders as one.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from wagtail_localize.models import String

from translations.tokens import TOKEN

#: A word with its marks; Chinese, Japanese and Thai signs one by one, because nothing parts their words.
WORD: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff]|[^\W_\u0e00-\u0e7f\u3040-\u9fff]+(?:[\u064b-\u065f]+\w*)*|\{\}")
_NUMBER: Final = re.compile(r"\d+(?:[.,:٫٬]\d+)*")
#: Shorter words stand in too many sentences to say much; they count in pairs.
_TELLING: Final = 4
#: More of a sentence need not be looked at to find its like.
TOKENS_AT_MOST: Final = 32


def digest(text: str) -> uuid.UUID:
    """The same for the same text: as wagtail-localize's `String.data_hash`."""
    return uuid.uuid5(String.UUID_NAMESPACE, text)


def masked(text: str) -> str:
    """Plain text with one sign for every number and every placeholder, in small letters.

    >>> masked("On 17 June, ۱۱ of {{ branch_name }}")
    'on 0 june, 0 of {}'
    """
    return _NUMBER.sub("0", TOKEN.sub("{}", text)).casefold()


def tokens(language: str, text: str) -> set[int]:
    """The words and pairs of words of a masked text, as numbers that fit a column of the database."""
    words = WORD.findall(text)
    pairs = {f"{first} {second}" for first, second in zip(["", *words], [*words, ""], strict=True)}
    found = pairs | {word for word in words if len(word) >= _TELLING}
    return set(sorted(_numbers(language, found))[:TOKENS_AT_MOST])


def _numbers(language: str, found: Iterable[str]) -> set[int]:
    return {
        int.from_bytes(blake2b(f"{language}\0{token}".encode(), digest_size=8).digest(), signed=True) for token in found
    }
