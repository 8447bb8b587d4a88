"""Pairs of a text and its translation, and files of them. Reads and checks their form; judges no wording."""

from __future__ import annotations

import json
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from translations.checks import Segment

NEEDED = ("id", "source", "target", "source_language", "target_language")


class MalformedCorpusError(ValueError):
    """A line of a file is not a pair. The message names the line and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A clean pair. `id` is unique in the corpus; pairs of one `page` are checked together; no page: checked alone."""

    id: str
    source: str
    target: str
    source_language: str
    target_language: str
    page: str = ""
    limit: int | None = None

    def segment(self) -> Segment:
        """What the checks look at; its key is the pair's id."""
        return Segment(
            self.source,
            self.target,
            self.source_language,
            self.target_language,
            key=self.id,
            limit=self.limit,
            page=self.page,
        )

    def with_target(self, target: str) -> Pair:
        """The same pair, translated otherwise."""
        return replace(self, target=target)

    def dice(self, *also: str) -> random.Random:
        """Chance that is the same in every run for this pair and what it is thrown for."""
        return random.Random(zlib.crc32("|".join([self.id, *also]).encode()))


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a JSONL file, whose form the docstring of the package tells; empty lines are passed over."""
    pairs = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                pairs.append(_pair(line, f"{path.name}, line {number}"))
    repeated = [name for name, times in Counter(pair.id for pair in pairs).items() if times > 1]
    if repeated:
        raise MalformedCorpusError(f"{path.name}: these ids stand twice: {', '.join(sorted(repeated))}.")
    return pairs


def _pair(line: str, place: str) -> Pair:
    try:
        told: Any = json.loads(line)
    except ValueError as error:
        raise MalformedCorpusError(f"{place}: this is not JSON.") from error
    if not isinstance(told, dict):
        raise MalformedCorpusError(f"{place}: this is not an object.")
    missing = [name for name in NEEDED if not isinstance(told.get(name), str) or not told[name].strip()]
    if missing:
        raise MalformedCorpusError(f"{place}: {', '.join(missing)} must be a text that is not empty.")
    limit = told.get("limit")
    return Pair(*(told[name] for name in NEEDED), page=str(told.get("page") or ""), limit=int(limit) if limit else None)


def pages(pairs: Iterable[Pair]) -> Iterator[tuple[Pair, ...]]:
    """The pairs that are checked together: those of one page in one language; a pair without a page is alone."""
    found: dict[tuple[str, ...], list[Pair]] = defaultdict(list)
    for pair in pairs:
        alone = () if pair.page else (pair.id,)
        found[pair.page, pair.source_language, pair.target_language, *alone].append(pair)
    return (tuple(page) for page in found.values())
