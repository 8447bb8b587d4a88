"""Words written twice in a row. translate-toolkit's `doublewords` gives no place, and knows no words that are rightly doubled."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from translations.checks.check import Check, quoted
from translations.checks.compiled import Compiled
from translations.checks.findings import Finding
from translations.checks.texts import Text

_SHORTEST: Final = 2
#: Up to here a word may end one that has a hyphen and stand by itself after it: “a sit-in in the city”.
_SHORT: Final = 3
_BETWEEN: Final = re.compile(r"[ \u00a0\u202f]+")
#: Words that a language may write twice. Languages that are not listed double words freely.
_MAY_DOUBLE: Final = {
    "en": "that had very bye no so her",
    "de": "die der das sie ihr den wir uns ihnen",
    "fr": "nous vous",
    "it": "via piano poco quasi così mano ora lì",
    "es": "poco muy",
    "pt": "logo já pouco",
    "nl": "die dat ze zij was had had u heel",
    "da": "der det den meget som",
    "el": "πολύ σιγά λίγο πρώτα κάπου ένα ένας μία δύο του της",
    "ur": "ساتھ کبھی الگ جلد جلدی آہستہ بار طرح کئی کچھ کون کیا کہاں کہیں کوئی کس جو جس جن جہاں گھر شہر گاؤں ملک بات قدم "
    "دن رات صبح شام اپنے اپنی اپنا ایک دو تین چار پانچ دس سو نئے نئی نیا بڑے بڑی بڑا چھوٹے چھوٹی چھوٹا اچھے اچھی مختلف "
    "پاس دور ہاں نہیں فرد لفظ لمحہ لمحے ذرہ ذرا تھوڑا تھوڑی تھوڑے کم زیادہ صاف ٹھیک خود کرتے چلتے ہوتے جاتے آتے دیکھتے بیٹھے "
    "رفتہ پہلے پیچھے آگے درمیان بیچ ہنستے روتے سال پل لوگ گلی کوچہ طرف پورے پوری رہ پھر حرف روز مل وقتاً فوقتاً ہر یوں جوں ای بی سی ڈی ایف",
}  # fmt: skip


class DoubledWords(Check):
    """A word that stands twice in a row."""

    id = "doubled-word"
    name = _("Doubled words")
    why = _("A word that stands twice in a row is mostly a slip.")

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        may = _MAY_DOUBLE.get(text.main_language)
        if may is None:
            return
        for first, second in zip(text.words, text.words[1:], strict=False):
            word = second.group()
            if not _is_repeated(first.group(), word) or not _BETWEEN.fullmatch(text.prose, first.end(), second.start()):
                continue
            is_joined = "-" in (
                text.prose[first.start() - 1 : first.start()],
                text.prose[second.end() : second.end() + 1],
            )
            if is_joined and len(word) <= _SHORT:
                continue
            if word.casefold() in may.split() or (original is not None and _has(original, word)):
                continue
            yield self.found(text, (first.end(), second.end()), fix="", doubled=word)

    def sentence(self, finding: Finding) -> str:
        return str(_("This stands there twice: %(text)s.")) % {"text": quoted(finding.values["doubled"])}


def _is_repeated(first: str, second: str) -> bool:
    """Whether a word is the one before it, which may have an article such as l’ written to it."""
    return len(second) >= _SHORTEST and re.split(r"['’]", first)[-1].casefold() == second.casefold()


def _has(text: Text, word: str) -> bool:
    """Whether a text itself has this word, or another one, twice in a row in the same letters."""
    words = [each.group().casefold() for each in text.words]
    return any(one == other == word.casefold() for one, other in itertools.pairwise(words))
