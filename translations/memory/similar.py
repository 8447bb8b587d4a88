"""Finds sentences of the memory that resemble another, by the words they share. Reads only; lookup.py ranks and shows.

For every word and pair of words of the sentence the index gives the sentences that have it, nearest in length first and
never more than `BUCKET` in each direction. So the work is bounded however large the memory grows, and a word that stands
everywhere costs no more than a rare one; rare ones decide, because their buckets are small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef
from rapidfuzz import fuzz, process

from translations.memory.fingerprints import masked, tokens
from translations.models import MemorySource, MemoryToken, MemoryUnit

#: From which likeness on a sentence is of use, in percent.
ENOUGH = 70
#: Only what is the same to the letter is the same.
ALMOST = 99
BUCKET = 120
#: How many sentences that share words are compared letter by letter.
COMPARED = 150

_BUCKETS = f"""
SELECT token, source_id FROM (SELECT token, source_id FROM {MemoryToken._meta.db_table}
    WHERE token = %s AND length >= %s AND length <= %s ORDER BY length LIMIT {BUCKET}) AS longer
UNION ALL
SELECT token, source_id FROM (SELECT token, source_id FROM {MemoryToken._meta.db_table}
    WHERE token = %s AND length < %s AND length >= %s ORDER BY length DESC LIMIT {BUCKET}) AS shorter
"""  # noqa: S608  (a table and a number of our own)


@dataclass(frozen=True)
class Similar:
    """A sentence of the memory by its id, and how like it is, in percent."""

    source_id: int
    score: int


def similar_sources(text: str, language: str, target_language: str, *, limit: int) -> list[Similar]:
    """Sentences that resemble the plain `text` and have a translation into `target_language`, the likest first.

    Two queries. Sentences that differ in numbers or placeholders alone count as almost the same.
    """
    wanted = masked(text)
    shared = _sharing(tokens(language, wanted), len(wanted))
    if not shared:
        return []
    has_unit = MemoryUnit.objects.filter(source=OuterRef("pk"), target_language=target_language)
    found = MemorySource.objects.filter(Exists(has_unit), pk__in=shared).values_list("pk", "plain")
    candidates = {pk: masked(plain) for pk, plain in found}
    scored = process.extract(wanted, candidates, scorer=fuzz.ratio, processor=None, score_cutoff=ENOUGH, limit=limit)
    return [Similar(pk, min(int(score), ALMOST)) for _text, score, pk in scored]


def _sharing(wanted: Iterable[int], length: int) -> list[int]:
    """The sentences that share most with these tokens; a token counts for more, the fewer sentences have it."""
    wanted = sorted(wanted)
    if not wanted:
        return []
    shortest, longest = _lengths(length)
    params = [value for token in wanted for value in (token, length, longest, token, length, shortest)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([_BUCKETS] * len(wanted)), params)
        rows = cursor.fetchall()
    buckets: dict[int, list[int]] = defaultdict(list)
    for token, source_id in rows:
        buckets[token].append(source_id)
    weights: dict[int, float] = defaultdict(float)
    for bucket in buckets.values():
        for source_id in bucket:
            weights[source_id] += 1 / len(bucket)
    return sorted(weights, key=lambda source_id: (-weights[source_id], source_id))[:COMPARED]


def _lengths(length: int) -> tuple[int, int]:
    """How long a sentence may be to be like enough: the ratio counts what both share against what both have."""
    share = ENOUGH / 100
    return int(length * share / (2 - share)), int(length * (2 - share) / share) + 1
