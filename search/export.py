"""The index of one language as one small object, for a search that runs where there is no server. Reads only; writes no file.

Words are those of `search.words`: whoever looks something up folds it with `letters` first, as the keys say.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import takewhile
from typing import Any

from django.db.models import F
from wagtail.models import Site

from library.names import LOOKALIKES
from library.names_in_text import PLAIN
from search.excerpts import LONGEST, Marker
from search.models import Entry
from search.words import LONGEST_WORD, SPELLED_OUT, VARIANTS, VERSION, Question, words

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def index_for(language: str) -> dict[str, Any]:
    """What a language’s public pages are found by. Two queries at most.

    - `pages`: address below the language, title, first words; the newest first.
    - `words`: sorted; each begins with the number of letters (base 36) that it shares with the word before it.
    - `places`: for each word the pages that hold it, as gaps between their numbers in base 36; `!` behind a page that is called so.
    - `letters`, `spelled`, `longest`: how a question is folded after NFKD and without marks, as Python’s `search.words` does.
    """
    root = next((root for root in Site.get_site_root_paths() if root.language_code == language), None)
    entries = Entry.objects.public().filter(language=language).exclude(title="")
    rows = list(
        entries.order_by("-page__last_published_at", "page_id").values(
            "title", "found_by", "text", path=F("page__url_path")
        )
        if root
        else ()
    )
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for text, is_called in ((f"{row['title']}\n{row['found_by']}", True), (row["text"], False)):
            for word in words(text):
                found[word].setdefault(number, is_called)
    ordered = sorted(found)
    return {
        "version": VERSION,
        "language": language,
        "pages": [[row["path"][len(root.root_path) :], row["title"], _beginning(row["text"])] for row in rows if root],
        "words": _shortened(ordered),
        "places": [_places(found[word]) for word in ordered],
        "letters": _letters(),
        "spelled": SPELLED_OUT,
        "longest": LONGEST_WORD,
    }


def _beginning(text: str) -> str:
    return "".join(piece.text for piece in Marker(Question()).excerpt(text))[:LONGEST]


def _letters() -> dict[str, str]:
    """The letters that Unicode does not take apart by itself."""
    tables = ({chr(code): str(other or "") for code, other in table.items()} for table in (LOOKALIKES, PLAIN))
    merged = {letter: other for table in (*tables, VARIANTS) for letter, other in table.items()}
    return {letter: other for letter, other in merged.items() if unicodedata.normalize("NFKD", letter) != other}


def _shortened(ordered: list[str]) -> list[str]:
    """Words without the letters that they share with the one before.

    >>> _shortened(["arrest", "arrested", "bail"])
    ['0arrest', '6ed', '0bail']
    """
    result, before = [], ""
    for word in ordered:
        shared = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(before, word, strict=False)))
        kept = min(shared, len(_DIGITS) - 1)
        result.append(f"{_DIGITS[kept]}{word[kept:]}")
        before = word
    return result


def _places(pages: dict[int, bool]) -> str:
    """The numbers of pages, each as the gap to the one before.

    >>> _places({3: True, 40: False})
    '3! 11'
    """
    before, found = 0, []
    for number in sorted(pages):
        found.append(_base_36(number - before) + ("!" if pages[number] else ""))
        before = number
    return " ".join(found)


def _base_36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return _DIGITS[number] + digits
