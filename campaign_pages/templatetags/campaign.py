"""Dates, states and counts as a page shows them. Every tag takes the language; none reads the active one for data."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template
from django.db.models import prefetch_related_objects
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from campaign_pages.reading.appeals import MISSING, AppealReading
from campaign_pages.reading.cards import LaterEvent, PersonCard, person_card
from campaign_pages.reading.developments import Development, gathered
from campaign_pages.stops import is_stopped
from library.choices import Custody, Precision, Status
from library.dates import ImpreciseDate, format_date, format_elapsed, list_separator
from library.querysets import attach_cards
from library.status import CUSTODY_AFTER

if TYPE_CHECKING:
    from campaign_pages.models import DetaineeProfilePage, ModelDocumentPage
    from campaign_pages.reading.appeals import StatusLine
    from library.models import Case, CaseCount, Person
    from translations.freshness.lag import Lag

register = template.Library()

#: The mark in front of a state: filled for those who are held or gone, half for those on bail, open for the free.
MARKS = {
    Custody.IN_CUSTODY: "held",
    Custody.MISSING: "held",
    Custody.FEARED_ABDUCTED: "held",
    Custody.DIED: "died",
    Custody.BAILED: "half",
    Custody.RELEASED: "free",
    Custody.FREE: "free",
}


def _imprecise(value: datetime.date | ImpreciseDate | None) -> ImpreciseDate:
    if isinstance(value, ImpreciseDate):
        return value
    return ImpreciseDate(value, Precision.DAY) if value else ImpreciseDate()


@register.filter
def day(value: datetime.date | ImpreciseDate | None, language: str) -> SafeString:
    """A date, as far as it is known, as a `<time>` element in a language."""
    when = _imprecise(value)
    text = when.in_language(language)
    return format_html('<time datetime="{}">{}</time>', when.iso, text) if when.is_known else format_html("{}", text)


@register.filter
def plain_day(value: datetime.date | ImpreciseDate | None, language: str) -> str:
    """A date without markup, for titles and attributes."""
    when = _imprecise(value)
    return format_date(when.value, when.precision, language)


@register.filter
def told(lag: Lag, language: str) -> str:
    """What readers of a translation that is behind are told first."""
    return lag.sentence(language)


@register.filter
def mark(custody: str) -> str:
    """The class of the mark that goes with a state of custody.

    >>> mark("in_custody"), mark("unknown")
    ('held', 'open')
    """
    return MARKS.get(Custody(custody), "open")


@register.filter
def event_mark(status: str) -> str:
    """The class of an event's mark on a timeline.

    >>> event_mark("arrested"), event_mark("bailed"), event_mark("charged")
    ('held', 'half', 'other')
    """
    custody = CUSTODY_AFTER.get(Status(status))
    return mark(custody) if custody else "other"


@register.filter
def days_held(card: PersonCard, on: datetime.date | None) -> str:
    """How long somebody had been held on a day, in words; empty when the day of the arrest is not known or nobody is held."""
    days = card.state.days_held(on) if on and card.state.since.precision == Precision.DAY else None
    return format_elapsed(days, card.language) if days else ""


@dataclass(frozen=True)
class Phrase:
    """A count in words; a total has a mark in front of it."""

    text: str
    is_total: bool


@register.simple_tag
def status_phrases(line: StatusLine) -> list[Phrase]:
    """The counts under an appeal's title, each a phrase of its own, in the active language."""
    phrases: list[Phrase] = []
    for reported, named, phrase in (
        (line.in_custody, line.in_custody_named, _in_custody),
        (line.missing, line.missing_named, _missing),
    ):
        total = named if reported is None else reported
        if total or reported is not None:
            phrases.append(Phrase(phrase(total), is_total=True))
        if named and named != total:
            phrases.append(Phrase(_named_here(named), is_total=False))
    return phrases


def _in_custody(number: int) -> str:
    return ngettext("%(number)d person in custody", "%(number)d people in custody", number) % {"number": number}


def _missing(number: int) -> str:
    return ngettext("%(number)d person missing", "%(number)d people missing", number) % {"number": number}


@register.filter
def people_counted(count: CaseCount) -> str:
    """A reported total in words, for example “2 people in custody”."""
    status = Status(count.status)
    if status == Status.IN_CUSTODY:
        return _in_custody(count.number)
    if status in MISSING:
        return _missing(count.number)
    return f"{status.label}: {count.number}"


def _named_here(number: int) -> str:
    # Translators: follows a total, for example “11 people in custody · 5 named here”.
    return ngettext("%(number)d named here", "%(number)d named here", number) % {"number": number}


@register.simple_tag(takes_context=True)
def cards_of(context: Context, people: Iterable[Person]) -> list[PersonCard]:
    """Cards of people chosen in a block, in the editor's order; those the page's reading already has are used again."""
    chosen = [person for person in people if person]
    cards = _known_cards(context)
    others = [person for person in chosen if person.pk not in cards]
    if others:
        prefetch_related_objects(others, "portrait__renditions")
        attach_cards(others)
    on = getattr(context.get("page"), "facts_as_of", None)
    return [cards.get(person.pk) or person_card(person, context["language"], on) for person in chosen]


@dataclass(frozen=True)
class CaseFacts:
    """A case and all totals reported of it."""

    case: Case
    counts: list[CaseCount]


@register.simple_tag(takes_context=True)
def facts_of_case(context: Context, case: Case) -> CaseFacts:
    """What a box shows of a case; what the page's reading already has of the same case is used again."""
    reading = context.get("reading")
    if isinstance(reading, AppealReading) and case.pk in reading.cases:
        return CaseFacts(reading.cases[case.pk], reading.counts_by_case.get(case.pk, []))
    return CaseFacts(case, list(case.counts.all()))


def _known_cards(context: Context) -> dict[int, PersonCard]:
    cards = context.get("cards")
    if isinstance(cards, dict):
        return cards
    of_page = getattr(context.get("reading"), "cards", None)
    if isinstance(of_page, dict):
        return of_page
    return {card.person.pk: card for card in of_page or []}


@dataclass(frozen=True)
class CardGroup:
    """People who are in one state, under its name."""

    label: str
    cards: list[PersonCard]


@register.simple_tag
def people_by_state(profiles: Iterable[DetaineeProfilePage], language: str) -> list[CardGroup]:
    """Listed profiles as cards, as of the present, grouped by where the people are: those who are held come first."""
    cards = [person_card(profile.person, language, None, profile) for profile in profiles]
    groups = [
        CardGroup(str(custody.label), [card for card in cards if card.state.custody == custody]) for custody in Custody
    ]
    return [group for group in groups if group.cards]


@register.simple_tag(takes_context=True)
def document_here(context: Context, document: ModelDocumentPage | None) -> ModelDocumentPage | None:
    """The published document in the language of the page, when the block names it in another one; None without it.

    None, too, where it was withdrawn.
    """
    page = context.get("page")
    if document is None or page is None:
        return None
    related = getattr(context.get("reading"), "related", None)
    known = related.document(document.pk) if related is not None else None
    if known is not None:
        return known
    here = type(document).objects.live().filter(translation_key=document.translation_key, locale_id=page.locale_id)
    return here.filter(alias_of__isnull=True).exclude(is_stopped("appeal__translation_key")).first()


@register.filter
def told_once(items: Iterable[LaterEvent | CaseCount]) -> list[Development]:
    """What has happened since, gathered so that the same sentence does not stand once for each person."""
    return gathered(items)


@register.filter
def comma(language: str) -> str:
    """What a language puts between the items of a list."""
    return list_separator(language)


@register.filter
def in_list(value: Any) -> list[Any]:
    """One thing as a list of one, for tags that want lists; nothing as an empty list."""
    return [value] if value else []
