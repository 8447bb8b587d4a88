"""The texts that checks look at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """One string of a page and its translation, as wagtail-localize keeps them: inline HTML with entities.

    Languages are Wagtail's codes, such as `pt-br`. `key` tells the segment from the others of its page. An empty
    `target` is a string that nobody has translated yet. `limit` is the longest text that the field takes, in
    characters of plain text. `page` tells pages apart where several are looked at together.
    """

    source: str
    target: str
    source_language: str
    target_language: str
    key: str = ""
    limit: int | None = None
    page: str = ""
