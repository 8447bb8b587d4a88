"""What a text says against the records: counts of people in custody, dates of what happened to a person."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext_lazy as _

from library.choices import Status
from translations.checks.check import Check, listed, quoted
from translations.checks.compiled import Compiled
from translations.checks.dates import Date, dates_in
from translations.checks.findings import Finding
from translations.checks.names import matches
from translations.checks.number_words import bare, number_of
from translations.checks.numbers import numbers_in
from translations.checks.sentences import sentences_in
from translations.checks.texts import Pair, Text

#: How words for people in custody begin, per language, as `bare` writes them.
_CUSTODY: Final = {
    "en": "custod detain detention prison imprison jail",
    "de": "haft inhaft gefangen festgehalten",
    "fr": "detention detenu prison incarcer emprisonn",
    "it": "carcer detenut detenzion prigion",
    "es": "detenid detencion. preso presa prision carcel encarcel custodia",
    "pt": "detid detencao. preso presa prisao. cadeia encarcer custodia",
    "nl": "hechtenis gevangen gedetineerd vastgehouden vast.",
    "da": "fængsl fang varetægt tilbageholdt",
    "el": "κρατουμεν κρατησ κρατουντ φυλακ",
    "ur": "حراست قید جیل",
}
#: Words beside a number that make it a part of the whole: “5 of those in custody”, “4 others”.
_PART: Final = {
    "en": "of more other others further another",
    "de": "von der davon noch weitere weiteren andere anderen",
    "fr": "des d de autres plus encore",
    "it": "di dei delle altri altre piu ancora",
    "es": "de mas otros otras",
    "pt": "de dos das outros outras mais",
    "nl": "van andere nog",
    "da": "af andre flere yderligere",
    "el": "απο ακομη ακομα αλλοι αλλες αλλα αλλων",
    "ur": "میں دیگر مزید اور",
}
#: How words begin that make a number a span of time: “after 15 days in custody”.
_TIME: Final = {
    "en": "day month year hour week",
    "de": "tag monat jahr stunde woche",
    "fr": "jour mois an. ans. annee heure semaine",
    "it": "giorn mes. mesi. ann ore. settiman",
    "es": "dia mes. meses. ano hora semana",
    "pt": "dia mes. meses. ano hora semana",
    "nl": "dag maand jaar uur weken. week.",
    "da": "dag maned ar. time uge",
    "el": "μερ ημερ μην ετη. ετων. χρον ωρες. εβδομαδ",
    "ur": "دن ماہ مہین سال گھنٹ ہفت",
}
#: Before a number these do not make it a part: “fell from 11 to 2”.
_FROM: Final = frozenset({"de", "von", "van", "απο", "di", "af"})
#: How words for an arrest begin.
_ARREST: Final = {
    "en": "arrest rearrest",
    "de": "verhaft festgenommen festnahm",
    "fr": "arret interpell",
    "it": "arrest",
    "es": "deten detuv arrest",
    "pt": "pres detid detenc pris",
    "nl": "gearresteerd arrest aangehouden opgepakt",
    "da": "anhold arrest",
    "el": "συνεληφθ συλληφθ συλληψ",
    "ur": "گرفتار",
}
#: How words for a release begin, on bail or for good.
_RELEASE: Final = {
    "en": "releas bailed freed",
    "de": "freigelassen freilass entlassen freikam",
    "fr": "libere liberat",
    "it": "liberat rilasci scarcer",
    "es": "liberad liberac excarcel",
    "pt": "libertad libertac soltos solto.",
    "nl": "vrijgelaten vrijlat",
    "da": "løslad",
    "el": "απελευθερω αποφυλακ αφεθ",
    "ur": "رہا رہائی ضمانت",
}
#: How words for a disappearance or an abduction begin.
_DISAPPEARANCE: Final = {
    "en": "disappear abduct missing vanish",
    "de": "verschwunden verschwand verschwinden entführ vermisst",
    "fr": "dispar enlev",
    "it": "scompar rapit rapiment",
    "es": "desapar secuestr",
    "pt": "desapar sequestr",
    "nl": "verdwen verdwijn ontvoer vermist",
    "da": "forsvund forsvandt bortfør",
    "el": "εξαφαν απαγ αγνοει",
    "ur": "لاپتا گمشد اغوا",
}
_EVENTS: Final = (_ARREST, _RELEASE, _DISAPPEARANCE)
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|[.,;:!?۔؟؛،]")
_REACH: Final = 5
_BACK: Final = 4
_YEARS: Final = 1900
_NEAR_DAYS: Final = 3
_LAST_DAY: Final = 31


class Counts(Check):
    """Numbers of people in custody that no record has."""

    id = "counts"
    name = _("Counts against the records")
    why = _("The records hold how many people are in custody, and readers see both numbers.")

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        numbers = {n for count in known.knowledge.counts if count.subject == Status.IN_CUSTODY for n in count.numbers}
        if not numbers or text.main_language not in _CUSTODY:
            return
        for number, start, end in _people_in_custody(text):
            if number not in numbers:
                on_record = [str(each) for each in sorted(numbers)]
                yield self.found(text, (start, end), number=text.prose[start:end], on_record=on_record)

    def sentence(self, finding: Finding) -> str:
        return str(_("The text says %(number)s; on record are: %(numbers)s.")) % {
            "number": quoted(finding.values["number"]),
            "numbers": ", ".join(finding.values["on_record"]),
        }


class DatesOnRecord(Check):
    """The day of a person's arrest, where it is none that the records or a disputing source give."""

    id = "dates-on-record"
    name = _("Dates against the records")
    why = _("The records hold this date with its source, and readers see both.")

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        if not known.knowledge.dates or not _speaks_of(text.prose, _ARREST.get(text.main_language)):
            return
        for start, end in sentences_in(text.plain, text.main_language):
            dates = [each for each in _days(text) if start <= each.start and each.end <= end]
            if len(dates) != 1 or not _speaks_of(text.prose[start:end], _ARREST.get(text.main_language)):
                continue
            people = [each for each in matches(text, known) if start <= each.start and each.end <= end]
            names = {form.text for match in people for form in match.form.entry.forms}
            days = _days_of(names, known)
            if days and not any(_is_day(dates[0], day) for day in days):
                span = (dates[0].start, dates[0].end)
                on_record = [day.isoformat() for day in sorted(days)]
                yield self.found(text, span, number=text.prose[slice(*span)].strip(), on_record=on_record)

    def sentence(self, finding: Finding) -> str:
        return BY_RECORD.sentence(finding)


class TwoDates(Check):
    """An arrest, release or disappearance on two days that lie close together.

    Days that one sentence of the page names side by side are told as disputed, and may stand alone elsewhere.
    """

    id = "two-dates"
    name = _("Two dates of one event")
    why = _("Readers cannot tell which of the two is right.")

    def in_source(self, texts: Sequence[Text], known: Compiled) -> Iterator[Finding]:
        yield from self._in(texts)

    def in_page(self, pairs: Sequence[Pair], known: Compiled) -> Iterator[Finding]:
        yield from self._in([pair.target for pair in pairs])

    def _in(self, texts: Sequence[Text]) -> Iterator[Finding]:
        disputed = {day for text in texts for day in _said_together(text)}
        for stems in _EVENTS:
            yield from self._of_event(texts, stems, disputed)

    def _of_event(
        self, texts: Sequence[Text], stems: Mapping[str, str], disputed: set[tuple[int | None, int]]
    ) -> Iterator[Finding]:
        seen: list[tuple[Date, Text]] = []
        for text in texts:
            for date in _event_days(text, stems):
                if (date.day, date.month) in disputed:
                    continue
                rival = next((each for each in seen if _rival(date, each[0])), None)
                if rival:
                    other = rival[1].prose[rival[0].start : rival[0].end].strip()
                    here = text.prose[date.start : date.end].strip()
                    yield self.found(text, (date.start, date.end), others=[rival[1].key], dates=[here, other])
                seen.append((date, text))

    def sentence(self, finding: Finding) -> str:
        return str(_("One event on two days: %(dates)s.")) % {"dates": listed(finding.values["dates"])}


BY_RECORD: Final = Counts()


def _people_in_custody(text: Text) -> Iterator[tuple[int, int, int]]:
    """Numbers that a text says of people in custody, with their places."""
    language = text.main_language
    tokens = list(_TOKEN.finditer(text.prose))
    taken = {place for date in dates_in(text.prose, text.language) for place in range(date.start, date.end)}
    in_digits = {each.start: each for each in numbers_in(text.prose, text.language)}
    words = [bare(token.group()) for token in tokens]
    for at, token in enumerate(tokens):
        said = in_digits.get(token.start())
        number = int(said.value) if said and said.value.isdigit() else number_of(words[at], language)
        if number is None or number >= _YEARS or token.start() in taken:
            continue
        ahead = _clause(words[at + 1 : at + 1 + _REACH])
        behind = _clause(words[max(0, at - _BACK) : at][::-1])
        beside = [*ahead[:1], *(word for word in behind[:1] if word not in _FROM)]
        if any(word in _split(_PART[language]) for word in beside):
            continue
        if ahead and _begins(ahead[0], _TIME[language]):
            continue
        if any(_begins(word, _CUSTODY[language]) for word in (*ahead, *behind)):
            yield number, token.start(), token.end()


def _clause(words: Sequence[str]) -> list[str]:
    """Words up to the next mark or the next number."""
    kept: list[str] = []
    for word in words:
        if word in ".,;:!?۔؟؛،" or word.isdigit():
            break
        kept.append(word)
    return kept


def _begins(word: str, stems: str) -> bool:
    """Whether a word begins with one of the stems; one with a full stop has to be the word."""
    return any(word == stem[:-1] if stem[-1] == "." else word.startswith(stem) for stem in _split(stems))


@lru_cache(maxsize=64)
def _split(stems: str) -> tuple[str, ...]:
    return tuple(bare(stem) for stem in stems.split())


def _speaks_of(prose: str, stems: str | None) -> bool:
    return stems is not None and any(_begins(bare(word), stems) for word in re.findall(r"[^\W\d_]+", prose))


def _days(text: Text) -> list[Date]:
    return [each for each in dates_in(text.prose, text.language) if each.day is not None and not each.is_open]


def _event_days(text: Text, stems: Mapping[str, str]) -> Iterator[Date]:
    """The days of sentences that name one day and speak of the event."""
    for start, end in sentences_in(text.plain, text.main_language):
        dates = [each for each in _days(text) if start <= each.start and each.end <= end]
        if len(dates) == 1 and _speaks_of(text.prose[start:end], stems.get(text.main_language)):
            yield dates[0]


def _said_together(text: Text) -> Iterator[tuple[int | None, int]]:
    """Days that a text names side by side, as in “on 14, 15 or 16 May”."""
    for start, end in sentences_in(text.plain, text.main_language):
        numbers = [
            int(each.value)
            for each in numbers_in(text.prose, text.language)
            if start <= each.start < end and each.value.isdigit()
        ]
        dates = [each for each in _days(text) if start <= each.start and each.end <= end]
        if len(dates) > 1 or (dates and len([n for n in numbers if n <= _LAST_DAY]) > 1):
            yield from ((number, date.month) for date in dates for number in numbers)


def _days_of(names: set[str], known: Compiled) -> set[datetime.date]:
    """All days on record of these people; empty when one of the arrests is not known to the day."""
    dates = [date for date in known.knowledge.dates if date.person in names]
    arrests = [date for date in dates if date.event in (Status.ARRESTED, Status.REARRESTED)]
    if not any(date.precision == "day" for date in arrests):
        return set()
    return {day for date in dates if date.precision == "day" for day in (date.day, *date.disputed)}


def _is_day(date: Date, day: datetime.date) -> bool:
    return date.day == day.day and date.month == day.month and date.year in (None, day.year)


def _rival(date: Date, other: Date) -> bool:
    same_month = date.month == other.month and date.year == other.year
    return same_month and 0 < abs((date.day or 0) - (other.day or 0)) <= _NEAR_DAYS
