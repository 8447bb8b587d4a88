"""Finds persons and terms by any form, labels of the records that terms name included; by similar ones where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rapidfuzz import fuzz

from library.names import fold
from translations.checks import Entry
from translations.glossary.knowledge import current_snapshot

#: From here on a form is taken for what somebody meant, in hundredths: one letter in five may be another.
ALIKE = 80
#: Shorter queries are like too many names.
SHORTEST = 4


def matching(query: str) -> tuple[set[int], set[int]]:
    """The ids of persons whose names are public and of terms. Nothing for a query without a letter."""
    wanted = fold(query)
    if not wanted:
        return set(), set()
    entries = current_snapshot().entries
    keys = _keys(entries, lambda form: all(word in form for word in wanted.split()))
    if not keys and len(wanted) >= SHORTEST:
        keys = _keys(entries, lambda form: is_alike(wanted, form))
    found = [key.split(":") for key in keys]
    return {int(pk) for kind, pk in found if kind == "person"}, {int(pk) for kind, pk in found if kind == "term"}


def is_alike(wanted: str, form: str) -> bool:
    """Whether somebody may have meant a form, or words of it that stand together; both folded.

    >>> is_alike("ehsn ali", "ehsan ali"), is_alike("balochstan", "university of balochistan"), is_alike("ali", "wali")
    (True, True, False)
    """
    if min(len(wanted), len(form)) < SHORTEST:
        return False
    return any(fuzz.ratio(wanted, part) >= ALIKE for part in _parts(form, len(wanted.split())))


def _parts(form: str, number: int) -> Iterator[str]:
    words = form.split()
    yield form
    yield " ".join(reversed(words))
    for start in range(len(words) - number + 1):
        yield " ".join(words[start : start + number])


def _keys(entries: tuple[Entry, ...], fits: Callable[[str], bool]) -> list[str]:
    return [entry.key for entry in entries if any(fits(fold(form.text)) for form in entry.forms)]
