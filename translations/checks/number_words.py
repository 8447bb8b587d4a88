"""Small numbers as words, per language. Words that mean something else too are marked with an asterisk: they excuse a
number that is missing, and are never taken for a number themselves."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: From two on; forms of one number are separated by `/`.
_WORDS: Final[dict[str, str]] = {
    "en": "two three four five six seven eight nine ten eleven twelve/dozen*/noon*/midnight* thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
    "de": "zwei/zweier/beide*/beiden* drei/dreier vier fünf sechs sieben* acht* neun zehn elf* zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
    "fr": "deux trois quatre cinq six sept huit neuf* dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt",
    "it": "due tre quattro cinque sei* sette* otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti*",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte",
    "pt": "dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze "
    "dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove vinte",
    "nl": "twee drie vier vijf zes zeven acht* negen tien elf* twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien twintig",
    "da": "to* tre fire* fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve",
    "el": "δύο/δυο τρεις/τρία/τριών τέσσερις/τέσσερα/τεσσάρων πέντε έξι επτά/εφτά οκτώ/οχτώ εννέα/εννιά δέκα "
    "έντεκα/ένδεκα δώδεκα δεκατρείς/δεκατρία/δεκατριών δεκατέσσερις/δεκατέσσερα/δεκατεσσάρων δεκαπέντε δεκαέξι "
    "δεκαεπτά/δεκαεφτά δεκαοκτώ/δεκαοχτώ δεκαεννέα/δεκαεννιά είκοσι",
    "ur": "دو*/دونوں*/دوسرا*/دوسری*/دوسرے* تین/تینوں/تیسرا*/تیسری* چار/چاروں پانچ/پانچوں/پانچویں چھ/چھے/چھہ "
    "سات/ساتوں/ساتویں آٹھ/آٹھوں نو* دس/دسویں گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس",
}
#: Thirty, forty … a hundred, a thousand.
_TENS: Final[dict[str, str]] = {
    "en": "thirty forty fifty sixty/sixties seventy/seventies eighty/eighties ninety hundred thousand",
    "de": "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert/einhundert tausend",
    "fr": "trente/trentaine quarante/quarantaine cinquante/cinquantaine soixante/soixantaine soixante-dix "
    "quatre-vingts/quatre-vingt quatre-vingt-dix cent/centaine mille",
    "it": "trenta quaranta cinquanta sessanta/sessantina/ultrasessantenne settanta ottanta novanta cento mille/mila",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien/ciento/centenar mil/millar",
    "pt": "trinta quarenta cinquenta sessenta setenta oitenta noventa cem/cento/centena mil/milhar",
    "nl": "dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend",
    "da": "tredive fyrre halvtreds tres/tresserne halvfjerds firs halvfems hundrede tusind/tusinde",
    "el": "τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα εκατό/εκατόν χίλια/χίλιοι/χίλιες",
    "ur": "تیس چالیس پچاس ساٹھ ستر اسی* نوے سو* ہزار",
}
#: First to tenth; they excuse a numeral and nothing more, and so does “one”.
_ORDINALS: Final[dict[str, str]] = {
    "en": "one/first/once/single second/twice third/thrice fourth fifth sixth seventh eighth ninth tenth",
    "de": "ein/eine/einen/einem/einer/eines/eins/erste/ersten/erster/erstes zweite/zweiten/zweiter/zweimal "
    "dritte/dritten/dritter vierte/vierten/vierter/viertes fünfte/fünften/fünfter sechste/sechsten siebte/siebten "
    "achte/achten neunte/neunten zehnte/zehnten",
    "fr": "un/une/premier/première/1er deuxième/second/seconde troisième quatrième cinquième sixième septième huitième "
    "neuvième dixième",
    "it": "un/uno/una/primo/prima secondo/seconda terzo/terza quarto/quarta quinto/quinta sesto/sesta settimo/settima "
    "ottavo/ottava nono/nona decimo/decima",
    "es": "un/uno/una/primer/primero/primera segundo/segunda tercer/tercero/tercera cuarto/cuarta quinto/quinta "
    "sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima",
    "pt": "um/uma/primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta sexto/sexta "
    "sétimo/sétima oitavo/oitava nono/nona décimo/décima",
    "nl": "een/één/eerste tweede/tweemaal derde vierde vijfde zesde zevende achtste negende tiende",
    "da": "en/et/én/ét/første anden/andet/andre tredje fjerde femte sjette syvende ottende niende tiende",
    "el": "ένας/ένα/μία/μια/ενός/μίας/πρώτη/πρώτος/πρώτο/πρώτης δεύτερη/δεύτερος/δεύτερο τρίτη/τρίτος/τρίτο "
    "τέταρτη/τέταρτος/τέταρτο πέμπτη/πέμπτος/πέμπτο έκτη/έκτος/έκτο έβδομη/έβδομος/έβδομο όγδοη/όγδοος/όγδοο "
    "ένατη/ένατος/ένατο δέκατη/δέκατος/δέκατο",
    "ur": "ایک/پہلا/پہلی/پہلے دوسرا/دوسری/دوسرے تیسرا/تیسری/تیسرے چوتھا/چوتھی/چوتھے پانچواں/پانچویں چھٹا/چھٹی/چھٹے "
    "ساتواں/ساتویں آٹھواں/آٹھویں نواں/نویں دسواں/دسویں",
}
_COMPOUNDING: Final = frozenset({"de", "nl", "da"})
LANGUAGES: Final = frozenset(_WORDS)
_ROMAN: Final = re.compile(r"\b[XVI]{2,6}(?=(?:e|ème|º)?\b)|\b[XVI](?=(?:e|ème)\b)")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10}


def bare(word: str) -> str:
    """A word without capitals and accents, as number words are compared; Urdu keeps its letters."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=64)
def _table(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Words that are certainly numbers, and words that may be one; each with its number."""
    certain: dict[str, int] = {}
    possible: dict[str, int] = {}
    rows = [(_WORDS, range(2, 21)), (_TENS, [*range(30, 101, 10), 1000]), (_ORDINALS, range(1, 11))]
    for words, numbers in rows:
        for forms, number in zip(words.get(language, "").split(), numbers, strict=False):
            for form in forms.split("/"):
                may_be = form.endswith("*") or words is _ORDINALS
                (possible if may_be else certain).setdefault(bare(form.rstrip("*")), number)
    return certain, possible


def number_words(text: str, language: str) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers that a text says in words: those that are certain, and all that are possible.

    >>> number_words("They came on one of two days", "en")
    (frozenset({2}), frozenset({1, 2}))
    """
    certain_words, possible_words = _table(language)
    if not certain_words:
        return frozenset(), frozenset()
    words = {bare(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)}
    words |= {part for word in words for part in word.split("-")} if language != "fr" else set()
    certain = frozenset(certain_words[word] for word in words if word in certain_words)
    possible = frozenset(possible_words[word] for word in words if word in possible_words)
    return certain, certain | possible | _romans(text)


def begins_a_word(number: int, text: str, language: str) -> bool:
    """Whether a number is the beginning of a compound of the text: “zweitägig”, “vierzehnköpfig”.

    >>> begins_a_word(14, "die vierzehnköpfige Gruppe", "de")
    True
    """
    if language not in _COMPOUNDING:
        return False
    forms = [form for form, value in _table(language)[0].items() if value == number and len(form) > 3]
    return any(bare(word).startswith(form) for form in forms for word in re.findall(r"[^\W\d_]{5,}", text))


def doubtful_numbers(text: str, language: str) -> frozenset[int]:
    """The numbers of words that may be another word: “acht”, “sei”."""
    words = {bare(word) for word in re.findall(r"[^\W\d_]+", text)}
    return frozenset(number for form, number in _doubtful(language).items() if form in words)


@lru_cache(maxsize=64)
def _doubtful(language: str) -> dict[str, int]:
    rows = zip(_WORDS.get(language, "").split(), range(2, 21), strict=False)
    return {bare(form[:-1]): number for forms, number in rows for form in forms.split("/") if form.endswith("*")}


def number_of(word: str, language: str) -> int | None:
    """The number that a word, as `bare` writes it, certainly says."""
    return _table(language)[0].get(word)


def any_number_of(word: str, language: str) -> int | None:
    """The number that a word, as `bare` writes it, says or may say; ordinals say none here."""
    return _table(language)[0].get(word) or _doubtful(language).get(word) or _DOUBTFUL_TENS.get((language, word))


#: Of the tens that may be another word.
_DOUBTFUL_TENS: Final = {("ur", "اسی"): 80, ("ur", "سو"): 100}


def _romans(text: str) -> frozenset[int]:
    found = set()
    for match in _ROMAN.finditer(text):
        values = [_ROMAN_VALUES[letter] for letter in match.group()]
        found.add(sum(-v if v < max(values[i:]) else v for i, v in enumerate(values)))
    return frozenset(found)
