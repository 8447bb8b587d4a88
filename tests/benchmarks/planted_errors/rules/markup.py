"""Links and inline tags: lost, doubled, unbalanced."""

from __future__ import annotations

import random
import re

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, PairRule, World, replaced

LINK = re.compile(r"(<a\b[^>]*>)(.*?)(</a>)")
INLINE = re.compile(r"(<(b|i|em|strong)>)(.*?)(</\2>)")


class LinkLost(PairRule):
    """The words of a link without the link."""

    id = "link-lost"
    error = ErrorClass.LINKS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(LINK.finditer(pair.target))
        if not found:
            return None
        match = dice.choice(found)
        return replaced(pair.target, match.span(), match[2])


class LinkDoubled(PairRule):
    """A link that stands twice."""

    id = "link-doubled"
    error = ErrorClass.LINKS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(LINK.finditer(pair.target))
        if not found:
            return None
        match = dice.choice(found)
        return replaced(pair.target, match.span(), f"{match.group()} {match.group()}")


class LinkRenamed(PairRule):
    """A link whose id is that of no link of the source."""

    id = "link-renamed"
    error = ErrorClass.LINKS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(re.finditer(r'<a id="([^"]*)">', pair.target))
        if not found:
            return None
        return replaced(pair.target, dice.choice(found).span(), f'<a id="a{len(found) + 1}">')


class LinkUnbalanced(PairRule):
    """A link that is opened and never closed."""

    id = "link-unbalanced"
    error = ErrorClass.LINKS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(LINK.finditer(pair.target))
        if not found:
            return None
        match = dice.choice(found)
        return replaced(pair.target, match.span(), match[1] + match[2])


class TagLost(PairRule):
    """Words that were bold or italic and no longer are."""

    id = "tag-lost"
    error = ErrorClass.TAGS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(INLINE.finditer(pair.target))
        if not found:
            return None
        match = dice.choice(found)
        return replaced(pair.target, match.span(), match[3])


class TagDoubled(PairRule):
    """A tag within the same tag, or one more that the source does not have."""

    id = "tag-doubled"
    error = ErrorClass.TAGS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(INLINE.finditer(pair.target))
        if not found:
            return None
        match = dice.choice(found)
        return replaced(pair.target, match.span(), f"{match[1]}{match.group()}{match[4]}")


class TagUnbalanced(PairRule):
    """A tag without its end, or an end without its tag."""

    id = "tag-unbalanced"
    error = ErrorClass.TAGS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        found = list(INLINE.finditer(pair.target))
        if not found:
            return None
        match = dice.choice(found)
        return replaced(pair.target, match.span(), dice.choice([match[1] + match[3], match[3] + match[4]]))
