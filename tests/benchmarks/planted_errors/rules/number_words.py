"""Numbers in words that became another number. Only those whose words cannot be taken for anything else."""

from __future__ import annotations

import random
import re

from tests.benchmarks.planted_errors.pairs import Pair
from tests.benchmarks.planted_errors.planting import Change, ErrorClass, PairRule, Span, World, replaced
from tests.benchmarks.planted_errors.reading import free, outside, western

FIRST = 3
#: The words from three on; forms of gender in one entry.
WORDS = {
    "en": "three four five six seven eight nine ten eleven twelve",
    "de": "drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "trois quatre cinq six sept huit neuf dix onze douze",
    "it": "tre quattro cinque sei sette otto nove dieci undici dodici",
    "es": "tres cuatro cinco seis siete ocho nueve diez once doce",
    "pt-br": "três quatro cinco seis sete oito nove dez onze doze",
    "nl": "drie vier vijf zes zeven acht negen tien elf twaalf",
    "da": "tre fire fem seks syv otte ni ti elleve tolv",
    "el": "τρεις|τρία τέσσερις|τέσσερα πέντε έξι επτά οκτώ εννέα δέκα έντεκα δώδεκα",
    "ur": "تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ",
}


def numbers_in_words(text: str, language: str) -> list[tuple[int, Span]]:
    """The numbers that a text has in words, with their places.

    >>> numbers_in_words("all three dates", "en")
    [(3, (4, 9))]
    """
    taken = outside(text)
    found: list[tuple[int, Span]] = []
    for number, forms in enumerate(WORDS.get(language, "").split(), FIRST):
        matches = re.finditer(rf"(?<![\w-])(?:{forms})(?![\w-])", text, re.IGNORECASE)
        found += [(number, match.span()) for match in matches if free(match.span(), taken)]
    return found


class NumberWordChanged(PairRule):
    """A number in words is another one, which neither text names."""

    id = "number-word-changed"
    error = ErrorClass.NUMBERS

    def change(self, pair: Pair, dice: random.Random, world: World) -> Change | None:
        source = {number for number, _span in numbers_in_words(pair.source, pair.source_language)}
        target = numbers_in_words(pair.target, pair.target_language)
        shared = [(number, span) for number, span in target if number in source]
        if not shared:
            return None
        named = source | {number for number, _span in target}
        named |= {int(figure) for figure in re.findall(r"\d+", western(pair.source + pair.target))}
        _number, span = dice.choice(shared)
        other = dice.choice([value for value in range(FIRST, FIRST + 10) if value not in named])
        word = WORDS[pair.target_language].split()[other - FIRST].split("|")[0]
        return replaced(pair.target, span, word.capitalize() if pair.target[span[0]].isupper() else word)
