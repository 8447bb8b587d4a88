"""Text in a third language or a foreign script, letters that only look right, and paragraphs of another appeal."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, Kind, PairRule, Planted, Rule, World, replaced
from tests.benchmarks.planted_errors.reading import script_of, words
from tests.benchmarks.planted_errors.rules.sentences import parallel

ENOUGH_WORDS = 6
GREEK = dict(zip("αβγδεζηικλμνξοπρστυφωςάέήίόύώ", "avgdeziiklmnxoprstyfosaeiioyo", strict=True))
GREEK |= {"θ": "th", "χ": "ch", "ψ": "ps"}
CYRILLIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстувшхыз", strict=True))
DEVANAGARI = dict(zip("ابپتٹجچحدڈرزسشعغفقکگلمنوہیےںھآخ", "अबपतटजचहदडरजसशअगफककगलमनवहईएँहआख", strict=True))
#: What the letters of a script are written in instead.
FOREIGN = {"Latn": CYRILLIC, "Grek": GREEK, "Arab": DEVANAGARI, "Cyrl": {other: own for own, other in CYRILLIC.items()}}
LATIN_LOOKALIKES = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х", "i": "і"}
#: Letters that look like one of another alphabet, or that keyboards of Arabic type where Urdu has its own.
LOOKALIKES = {
    "Latn": LATIN_LOOKALIKES,
    "Cyrl": {other: own for own, other in LATIN_LOOKALIKES.items()},
    "Grek": {"ο": "o", "α": "a", "ν": "v", "ρ": "p", "ι": "i"},
}
ARABIC_IN_URDU = {"ی": "ي", "ک": "ك", "ہ": "ه"}


class ThirdLanguage(PairRule):
    """The translation into another language of the corpus stands here."""

    id = "third-language"
    error = ErrorClass.LANGUAGE

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        others = sorted(world.other_translations(pair).items())
        texts = [text for _language, text in others if len(words(text, 2)) >= ENOUGH_WORDS]
        own = script_of(pair.target)
        alike = [text for text in texts if script_of(text) == own] or texts
        return Change(dice.choice(alike)) if alike else None


class SentenceInThirdLanguage(PairRule):
    """One sentence of several stands in another language of the corpus."""

    id = "sentence-third-language"
    error = ErrorClass.LANGUAGE

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        own = parallel(pair)
        if not own:
            return None
        possible = []
        for language, text in sorted(world.other_translations(pair).items()):
            other = parallel(replace(pair, target=text, target_language=language))
            for (_source, here), (_again, there) in zip(own, other, strict=False):
                sentence = text[slice(*there)]
                if len(other) == len(own) and len(words(sentence, 2)) >= ENOUGH_WORDS:
                    possible.append((here, sentence))
        return replaced(pair.target, *dice.choice(possible)) if possible else None


class ForeignScript(PairRule):
    """The words are written in the letters of another script."""

    id = "foreign-script"
    error = ErrorClass.SCRIPT

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        table = FOREIGN.get(script_of(pair.target))
        found = words(pair.target)
        if table is None or len(found) < ENOUGH_WORDS:
            return None
        text = pair.target
        for start, end in reversed(found):
            text = text[:start] + "".join(_letter(c, table) for c in text[start:end]) + text[end:]
        return Change(text)


def _letter(letter: str, table: dict[str, str]) -> str:
    other = table.get(letter.lower(), letter)
    return other.capitalize() if letter.isupper() else other


class Homoglyph(PairRule):
    """One letter of a word is that of another alphabet, or of an Arabic keyboard in Urdu."""

    id = "homoglyph"
    error = ErrorClass.SCRIPT

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        urdu = pair.target_language == "ur"
        table = ARABIC_IN_URDU if urdu else LOOKALIKES.get(script_of(pair.target), {})
        taken = set(table.values())
        places = [
            (at, start, end)
            for start, end in words(pair.target, 4)
            for at in range(start, end)
            if pair.target[at] in table and not taken.intersection(pair.target[start:end])
        ]
        if not places:
            return None
        at, start, end = dice.choice(places)
        change = replaced(pair.target, (at, at + 1), table[pair.target[at]])
        return Change(change.target, (start, end))


class OtherAppeal(Rule):
    """A paragraph of another page stands in the place of the translation."""

    id = "another-appeal"
    error = ErrorClass.OTHER_APPEAL

    def planted(self, page: Sequence[Pair], world: World) -> Iterable[Planted]:
        for pair in page:
            if not pair.page or len(words(pair.target)) < ENOUGH_WORDS:
                continue
            own = {other.target for other in page}
            others = world.other_pages(pair.page, pair.target_language)
            long = [other.target for other in others if len(words(other.target)) >= 2 * ENOUGH_WORDS]
            foreign = [text for text in long if text not in own]
            if foreign:
                taken = pair.dice(self.id).choice(foreign)
                yield Planted(
                    self.id,
                    self.error,
                    Kind.OTHERS,
                    (pair,),
                    (pair.with_target(taken),),
                    frozenset([pair.id]),
                    others=others,
                )
