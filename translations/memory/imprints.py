"""Finds paragraphs of other pages that almost repeat a text, by rows of words that both have.

Of all rows of three words of a text, the few with the smallest hashes stand for it. Which ones these are depends on the words
alone, so that texts which share most of their rows share most of these. Whether they are alike is decided letter by letter
elsewhere (`checks.check_against_others`).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef
from wagtail.models import Page

from translations.checks import Segment
from translations.inline_html import plain
from translations.memory.fingerprints import WORD, masked
from translations.models import MemoryImprint, MemoryUnit, MemoryUse

#: Shorter texts are headings and calls that many appeals have in common.
SHORTEST: Final = 60
_ROW: Final = 3
_KEPT: Final = 6
#: Text that stands everywhere tells nothing; then some of its places will do.
_AT_MOST: Final = 300
_BATCH: Final = 2_000


def imprint(language: str, text: str) -> set[int]:
    """The numbers that stand for a plain text; none for a short one.

    >>> imprint("en", "Too short.")
    set()
    """
    if len(text) < SHORTEST:
        return set()
    words = WORD.findall(masked(text))
    rows = {" ".join(words[at : at + _ROW]) for at in range(len(words) - _ROW + 1)}
    numbers = (
        int.from_bytes(blake2b(f"{language}\0{row}".encode(), digest_size=8).digest(), signed=True) for row in rows
    )
    return set(sorted(numbers)[:_KEPT])


def store_imprints(units: Iterable[MemoryUnit]) -> None:
    """Enter units into the index; those that are in it stay."""
    MemoryImprint.objects.bulk_create(
        (
            MemoryImprint(token=token, unit_id=unit.pk)
            for unit in units
            for token in imprint(unit.target_language, unit.plain)
        ),
        ignore_conflicts=True,
        batch_size=_BATCH,
    )


def paragraphs_like(segments: Iterable[Segment], page_key: UUID) -> list[Segment]:
    """Translations that readers find on other pages and that share rows of words with one of `segments`. One query.

    All segments are of one page, `page_key`, and in one language; each answer is named by the key of its page.
    """
    segments = list(segments)
    tokens = {token for each in segments for token in imprint(each.target_language, plain(each.target))}
    if not tokens:
        return []
    language = segments[0].target_language
    live = Page.objects.filter(live=True, translation_key=OuterRef("page_key"), locale__language_code=language)
    uses = (
        MemoryUse.objects.filter(
            Exists(live),
            unit__target_language=language,
            unit__in=MemoryImprint.objects.filter(token__in=tokens).values("unit_id"),
        )
        .exclude(page_key=page_key)
        .select_related("unit__source")
        .order_by("unit_id", "page_key")[:_AT_MOST]
    )
    return [
        Segment(
            use.unit.source.text,
            use.unit.text,
            use.unit.source.language,
            language,
            key=str(use.page_key),
            page=str(use.page_key),
        )
        for use in uses
    ]
