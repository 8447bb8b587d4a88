"""A translation beside its original, sentence by sentence, with what differs from the live page marked. Reads only.

The translation's side are the strings as they are now: approval publishes these. The live page remembers no strings, so
its sentences are extracted from it as wagtail-localize extracts an original's, and paired by their place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translations.field_labels import field_label
from translations.inline_html import plain
from translations.publication.completeness import Row

#: Words with the space behind them; Chinese and Japanese signs one by one.
WORD = re.compile(r"[\u3040-\u9fff]|[^\s\u3040-\u9fff]+\s*|\s+")

#: A sentence's place: the path of its text, and its number there.
Place = tuple[str, int]


@dataclass(frozen=True)
class Piece:
    """Some words of a sentence: `kind` is "equal", or "addition" or "deletion" against the live page."""

    kind: str
    text: str


@dataclass(frozen=True)
class Compared:
    """One sentence. `live` is None where no page is live, `text` is empty while it is missing."""

    segment_id: int
    label: str
    source: str
    text: str
    live: str | None

    @property
    def is_changed(self) -> bool:
        """Whether readers will find something else here than now."""
        return bool(self.text) and self.live is not None and self.live != self.text

    @property
    def pieces(self) -> list[Piece]:
        """The sentence in pieces, what the live page says otherwise among them."""
        if not self.is_changed:
            return [Piece("equal", self.text)]
        return list(differences(self.live or "", self.text))


def differences(before: str, after: str) -> Iterator[Piece]:
    """What became of a text, word by word. Wagtail's own passes over words of four letters, which many languages live of.

    >>> [(piece.kind, piece.text) for piece in differences("We ask you", "We demand of you")]
    [('equal', 'We '), ('deletion', 'ask '), ('addition', 'demand of '), ('equal', 'you')]
    """
    old, new = WORD.findall(before), WORD.findall(after)
    for operation, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            yield Piece("equal", "".join(new[k:m]))
            continue
        if i < j:
            yield Piece("deletion", "".join(old[i:j]))
        if k < m:
            yield Piece("addition", "".join(new[k:m]))


def compare(translation: Translation, page: Page, rows: Iterable[Row]) -> list[Compared]:
    """All sentences of a translation, whose strings are `rows` (`strings_of`); `page` is its target. Few queries for any number."""
    model = translation.source.specific_content_type.model_class()
    live = live_texts(page) if page.live else {}
    numbers: Counter[str] = Counter()
    found = []
    for segment, translated in rows:
        context = segment.context
        place = (context.path, numbers[context.path])
        numbers[context.path] += 1
        found.append(
            Compared(
                segment_id=segment.pk,
                label=field_label(model, context.field_path or context.path) if model else context.path,
                source=plain(segment.string.data),
                text=plain(translated.data if translated else ""),
                live=live.get(place, "" if page.live else None),
            )
        )
    return found


def live_texts(page: Page) -> dict[Place, str]:
    """The sentences that readers see, by their place."""
    numbers: Counter[str] = Counter()
    found = {}
    for value in extract_segments(page.specific):
        if isinstance(value, StringSegmentValue):
            found[value.path, numbers[value.path]] = plain(value.string.data)
            numbers[value.path] += 1
    return found
