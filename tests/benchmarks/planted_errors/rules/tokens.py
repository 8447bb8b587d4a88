"""Placeholders that are lost, misspelt or invented."""

from __future__ import annotations

import random

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


class TokenMisspelt(PairRule):
    """A token with two letters exchanged, a capital, one brace too few, or a blank in its key."""

    id = "token-misspelt"
    error = ErrorClass.TOKENS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        keys = token_keys(pair.target)
        found = [m for m in TOKEN.finditer(pair.target) if len(m[1]) > 3 and m[1] in token_keys(pair.source)]
        if not found:
            return None
        match = dice.choice([m for m in found if keys.count(m[1]) == 1] or found)
        key = match[1]
        at = next((n for n in range(1, len(key) - 1) if key[n] != key[n + 1] and "_" not in key[n : n + 2]), None)
        wrong = [f"{{{{ {key.capitalize()} }}}}", f"{{{{ {key} }}", f"{{{{ {key[0]} {key[1:]} }}}}"]
        if at is not None:
            wrong.append(f"{{{{ {key[:at]}{key[at + 1]}{key[at]}{key[at + 2 :]} }}}}")
        return replaced(pair.target, match.span(), dice.choice(wrong))


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
