"""Errors between several strings of a page: other translations, doubled items, two spellings, two dates."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import ErrorClass, PageRule, World
from tests.benchmarks.planted_errors.reading import dates, in_digits_of, words
from tests.benchmarks.planted_errors.rules.names import named, script, written
from translations.checks import EntryKind, FormStatus

Faulty = Iterable[tuple[Sequence[Pair], set[str]]]
MOST_PER_PAGE = 6
ENOUGH_WORDS = 4
ALIKE = 60


def _instead(page: Sequence[Pair], *others: Pair) -> list[Pair]:
    by_id = {pair.id: pair for pair in others}
    return [by_id.get(pair.id, pair) for pair in page]


class OtherTranslation(PageRule):
    """A sentence that stands twice on a page and is translated in two ways."""

    id = "same-source"
    error = ErrorClass.SAME_SOURCE

    def pages(self, page: Sequence[Pair], world: World) -> Faulty:
        for pair in list(page)[:MOST_PER_PAGE]:
            other = _otherwise(pair, pair.dice(self.id), world)
            if other is not None:
                again = replace(pair, id=f"{pair.id}-again", target=other)
                yield [*page, again], {pair.id, again.id}


def _otherwise(pair: Pair, dice: random.Random, world: World) -> str | None:
    spans = [span for span in words(pair.target, 5) if not pair.target[span[0]].isupper()]
    if not spans or len(words(pair.target)) < ENOUGH_WORDS:
        return None
    start, end = dice.choice(spans)
    vocabulary = [p.target[slice(*s)] for p in world.in_language(pair.target_language)[:80] for s in words(p.target, 5)]
    alike = [word for word in vocabulary if word not in pair.target and not word[0].isupper()]
    return pair.target[:start] + dice.choice(alike) + pair.target[end:] if alike else None


class SameTranslation(PageRule):
    """A translation that was pasted in the place of another string's, too."""

    id = "same-target"
    error = ErrorClass.SAME_TARGET

    def pages(self, page: Sequence[Pair], world: World) -> Faulty:
        long = [pair for pair in page if len(words(pair.target)) >= ENOUGH_WORDS and not _in_list(pair)]
        for one, other in list(itertools.pairwise(long))[:MOST_PER_PAGE]:
            if _differ(one, other):
                yield _instead(page, other.with_target(one.target)), {one.id, other.id}


def _differ(one: Pair, other: Pair) -> bool:
    return fuzz.ratio(one.source, other.source) < ALIKE and fuzz.ratio(one.target, other.target) < ALIKE


def _in_list(pair: Pair) -> bool:
    return bool(re.search(r"demands|items|clause", pair.id))


def _list_of(pair: Pair) -> str:
    """What the ids of all items of a list begin with."""
    return re.split(r"items|(?<=demands)|\d+\.clause", pair.id)[0]


class ItemDoubled(PageRule):
    """An item of a list stands twice, and the next one is missing."""

    id = "item-doubled"
    error = ErrorClass.ITEMS

    def pages(self, page: Sequence[Pair], world: World) -> Faulty:
        items = [pair for pair in page if _in_list(pair) and len(words(pair.target)) >= ENOUGH_WORDS]
        for one, other in list(itertools.pairwise(items))[:MOST_PER_PAGE]:
            if _list_of(one) == _list_of(other) and _differ(one, other):
                yield _instead(page, other.with_target(one.target)), {one.id, other.id}


class TwoSpellings(PageRule):
    """A name in two spellings, each of which may be written, on one page."""

    id = "two-spellings"
    error = ErrorClass.SPELLINGS

    def pages(self, page: Sequence[Pair], world: World) -> Faulty:
        for entry in world.knowledge.entries:
            language = page[0].target_language
            if entry.kind != EntryKind.PERSON:
                continue
            forms = [f for f in world.forms(entry, language, script(language)) if f.status != FormStatus.FORBIDDEN]
            stands = [
                pair for pair in page if any(kept is entry for kept, _span in named(pair, world, (EntryKind.PERSON,)))
            ]
            if len(forms) < 2 or len(stands) < 2:
                continue
            pair = stands[-1]
            start, end = next(written(entry, pair.target, language, world))
            other = next((form.text for form in forms if form.text != pair.target[start:end]), None)
            if other is not None:
                target = pair.target[:start] + other + pair.target[end:]
                yield _instead(page, pair.with_target(target)), {one.id for one in stands}


class TwoDates(PageRule):
    """An event of one person has two days on a page, in source and translation alike."""

    id = "two-dates"
    error = ErrorClass.TWO_DATES

    def pages(self, page: Sequence[Pair], world: World) -> Faulty:
        for entry in world.knowledge.entries:
            if entry.kind != EntryKind.PERSON:
                continue
            about = [
                pair for pair in page if any(kept is entry for kept, _span in named(pair, world, (EntryKind.PERSON,)))
            ]
            for pair in about:
                faulty = _other_day(pair, [other for other in about if other is not pair], world)
                if faulty is not None:
                    yield _instead(page, faulty), {other.id for other in about}
                    break


def _other_day(pair: Pair, others: list[Pair], world: World) -> Pair | None:
    on_record = {day.day for date in world.knowledge.dates for day in (date.day, *date.disputed)}
    whole = [date for date in dates(pair.source, pair.source_language) if date.year]
    for date in whole:
        told = (date.day, date.month, date.year)
        known = any(
            told == (other.day, other.month, other.year)
            for page in others
            for other in dates(page.source, page.source_language)
        )
        same = [other for other in dates(pair.target, pair.target_language) if (other.day, other.month) == told[:2]]
        if known and same and len(whole) == 1:
            day = next(other for other in range(2, 28) if other not in on_record | {date.day})
            return replace(
                pair,
                source=_with_day(pair.source, date.day_span, day),
                target=_with_day(pair.target, same[0].day_span, day),
            )
    return None


def _with_day(text: str, span: tuple[int, int], day: int) -> str:
    return text[: span[0]] + in_digits_of(text[slice(*span)], day) + text[span[1] :]
