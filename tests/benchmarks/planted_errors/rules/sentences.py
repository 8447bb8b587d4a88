"""Sentences, lines and words that are lost or doubled; texts that are cut off or too long for their field."""

from __future__ import annotations

import random

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, PairRule, Span, World, removed, replaced
from tests.benchmarks.planted_errors.reading import TAG, plain, sentences, words

LONG_SENTENCE = 20
LONG_WORD = 5
BREAK = "<br/>"


def parallel(pair: Pair) -> list[tuple[Span, Span]]:
    """The sentences of both texts, one beside the other, where both have the same number of them, all of some length."""
    one, other = sentences(pair.source, pair.source_language), sentences(pair.target, pair.target_language)
    spans = [*(pair.source[slice(*span)] for span in one), *(pair.target[slice(*span)] for span in other)]
    if len(one) != len(other) or len(one) < 2 or BREAK in pair.source:
        return []
    if any(len(text) < LONG_SENTENCE or len(TAG.findall(text)) % 2 for text in spans):
        return []
    return list(zip(one, other, strict=True))


class SentenceLost(PairRule):
    """One sentence of several is not translated."""

    id = "sentence-lost"
    error = ErrorClass.SENTENCES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        both = parallel(pair)
        if not both:
            return None
        source, target = dice.choice(both)
        change = removed(pair.target, target)
        return Change(change.target.strip(), source_span=source)


class SentenceDoubled(PairRule):
    """One sentence stands twice."""

    id = "sentence-doubled"
    error = ErrorClass.SENTENCES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        both = parallel(pair)
        if not both:
            return None
        start, end = dice.choice(both)[1]
        sentence = pair.target[start:end]
        return Change(f"{pair.target[:end]} {sentence}{pair.target[end:]}", (start, end + 1 + len(sentence)))


class LineLost(PairRule):
    """One line of several is gone."""

    id = "line-lost"
    error = ErrorClass.ITEMS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        lines = pair.target.split(BREAK)
        if len(lines) < 2 or len(lines) != len(pair.source.split(BREAK)):
            return None
        del lines[dice.randrange(len(lines))]
        return Change(BREAK.join(lines))


class LineDoubled(PairRule):
    """One line of several stands twice."""

    id = "line-doubled"
    error = ErrorClass.ITEMS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        lines = pair.target.split(BREAK)
        if len(lines) < 2 or len(lines) != len(pair.source.split(BREAK)):
            return None
        at = dice.randrange(len(lines))
        return Change(BREAK.join([*lines[: at + 1], *lines[at:]]))


class TextCut(PairRule):
    """The text breaks off in the middle."""

    id = "text-cut"
    error = ErrorClass.LENGTH

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = words(pair.target)
        if len(found) < 8 or TAG.search(pair.target):
            return None
        end = found[dice.randint(len(found) // 3, len(found) // 2)][1]
        return Change(pair.target[:end], (max(end - 1, 0), end))


class WordDoubled(PairRule):
    """A word stands twice in a row. Short words, which some languages double on purpose, are left alone."""

    id = "word-doubled"
    error = ErrorClass.SENTENCES

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = words(pair.target, LONG_WORD)
        if len(found) < 3:
            return None
        start, end = dice.choice(found)
        return Change(f"{pair.target[:end]} {pair.target[start:]}", (start, 2 * end - start + 1))


class TooLong(PairRule):
    """The field takes the source, but not the translation."""

    id = "too-long"
    error = ErrorClass.LENGTH

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        source, target = len(plain(pair.source)), len(plain(pair.target))
        if target <= source + 1 or pair.limit:
            return None
        return Change(pair.target, limit=dice.randint(source, target - 1))


class NotTranslated(PairRule):
    """The source stands in the place of its translation."""

    id = "untranslated"
    error = ErrorClass.UNTRANSLATED

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        return Change(pair.source) if len(words(pair.source, 2)) >= 5 else None


class HalfTranslated(PairRule):
    """One sentence of several, or the second half of the only one, still stands in the language of the source."""

    id = "half-untranslated"
    error = ErrorClass.UNTRANSLATED

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        both = [(one, other) for one, other in parallel(pair) if len(pair.source[slice(*one)].split()) >= 5]
        if both:
            one, other = dice.choice(both)
            return replaced(pair.target, other, pair.source[slice(*one)])
        source, target = words(pair.source), words(pair.target)
        if min(len(source), len(target)) < 12 or TAG.search(pair.source + pair.target):
            return None
        start = target[len(target) // 2][0]
        half = pair.source[source[len(source) // 2][0] :]
        return Change(pair.target[:start] + half, (start, start + len(half)))
