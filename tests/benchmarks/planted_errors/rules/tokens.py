"""Placeholders that are lost, misspelt or invented."""

from __future__ import annotations

import random
import re

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, PairRule, World, removed, replaced
from tests.benchmarks.planted_errors.reading import SENTENCE_END, plain
from translations.tokens import TOKEN, token_keys

INVENTED = ("{{ city }}", "{{ reader_name }}", "{{ date_of_letter }}")


class TokenLost(PairRule):
    """A token that stands once is gone."""

    id = "token-lost"
    error = ErrorClass.TOKENS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        keys = token_keys(pair.target)
        once = [m for m in TOKEN.finditer(pair.target) if keys.count(m[1]) == 1 and m[1] in token_keys(pair.source)]
        return removed(pair.target, dice.choice(once).span()) if once else None


class TokenMalformed(PairRule):
    """A token with a capital, one brace too few, or a blank in its key."""

    id = "token-malformed"
    error = ErrorClass.TOKENS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        match = _any_token(pair, dice)
        if match is None:
            return None
        key = match[1]
        wrong = [f"{{{{ {key.capitalize()} }}}}", f"{{{{ {key} }}", f"{{{{ {key[0]} {key[1:]} }}}}"]
        return replaced(pair.target, match.span(), dice.choice(wrong))


class TokenMisspelt(PairRule):
    """A token with two letters of its key exchanged."""

    id = "token-misspelt"
    error = ErrorClass.TOKENS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        match = _any_token(pair, dice)
        if match is None:
            return None
        key = match[1]
        places = [at for at in range(1, len(key) - 1) if key[at] != key[at + 1] and "_" not in key[at : at + 2]]
        if not places:
            return None
        at = dice.choice(places)
        return replaced(pair.target, match.span(), f"{{{{ {key[:at]}{key[at + 1]}{key[at]}{key[at + 2 :]} }}}}")


def _any_token(pair: Pair, dice: random.Random) -> re.Match[str] | None:
    """A token of some length that the source has, too; one that stands once, if there is one."""
    keys = token_keys(pair.target)
    found = [m for m in TOKEN.finditer(pair.target) if len(m[1]) > 3 and m[1] in token_keys(pair.source)]
    return dice.choice([m for m in found if keys.count(m[1]) == 1] or found) if found else None


class TokenInvented(PairRule):
    """A token that the source does not have."""

    id = "token-invented"
    error = ErrorClass.TOKENS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        gaps = [m.end() for m in SENTENCE_END.finditer(pair.target)]
        if len(plain(pair.target).split()) < 4 or "<br/>" in pair.target:
            return None
        at = dice.choice(gaps) if gaps else len(pair.target) - 1
        token = dice.choice(INVENTED)
        return replaced(pair.target, (at, at), f"{token} " if gaps else f" {token}")
