"""A model document as its page shows it: the paper, blank or filled, the form beside it, and what belongs to it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.safestring import SafeString

from campaign_pages.letters import Letter, filled, letter_of
from campaign_pages.letters.copies import LocalCopies, takes_copies, with_copies
from campaign_pages.letters.form import FillIn
from campaign_pages.letters.html import paper
from campaign_pages.reading.cards import LaterEvent, PersonCard, later_events, person_card
from campaign_pages.reading.copies import local_copies
from campaign_pages.reading.related import RelatedPages, related_pages
from campaign_pages.stops import Stopped, stopped
from library.missions import missions_for_readers
from library.models import Person
from library.protocol import mission_words
from translations.freshness.lag import lag_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from campaign_pages.models import AppealPage, ModelDocumentPage
    from library.missions import MissionChoice
    from library.protocol import MissionWords


class DocumentReading:
    """Reads one document when the template asks for it.

    `posted` is what a reader has filled in on this page; `other` is the same document in the language in which she
    wants the letter, when that is not the page's.
    """

    def __init__(
        self, page: ModelDocumentPage, posted: QueryDict | None = None, other: ModelDocumentPage | None = None
    ) -> None:
        self.page = page
        self.posted = posted
        self.other = other or page
        self.language = page.language
        #: Why what the reader asked for could not be done, as a sentence; she gets the form back as she filled it in.
        self.refusal = ""

    @property
    def is_expired(self) -> bool:
        """Whether the document is no longer to be used."""
        return bool(self.page.expires and self.page.expires < timezone.localdate())

    @cached_property
    def is_over(self) -> bool:
        """Whether readers may only read it any more: nobody should send what is out of date."""
        return self.is_expired or self.withdrawn is not None or self.newer is not None

    @cached_property
    def withdrawn(self) -> Stopped | None:
        """Set where the appeal of the document is stopped: then readers see neither the form nor the paper."""
        return stopped(self.page, "appeal__translation_key") if self.page.appeal_id else None

    @cached_property
    def can_be_filled(self) -> bool:
        """Whether readers may fill it in here: what only some may read is not given out in other forms either."""
        return not self.is_over and not self.page.get_view_restrictions().exists()

    @cached_property
    def cards(self) -> dict[int, PersonCard]:
        """Cards of the people whom the document names, by id."""
        with translation.override(self.language):
            return cards_of_people(self.page)

    @property
    def developments(self) -> list[LaterEvent]:
        """What has happened to them after the page's day, from the records."""
        return later_events(self.cards.values(), self.page.facts_as_of) if self.page.facts_as_of else []

    @cached_property
    def blank(self) -> Letter:
        """The letter of the page, with nothing filled in."""
        return blank_letter(self.page, self.cards)

    @cached_property
    def missions(self) -> list[MissionChoice]:
        """The missions that readers choose from."""
        country = self.page.missions_of
        return missions_for_readers(country.code, self.language) if country else []

    @cached_property
    def form(self) -> FillIn:
        """What the reader is asked."""
        return FillIn(self.blank, self.missions, self.posted)

    @cached_property
    def copies(self) -> LocalCopies | None:
        """Who gets copies in the country that the reader has chosen; nobody knows hers before."""
        if not self.form.chosen or not self.can_be_filled or not takes_copies(self.blank):
            return None
        return local_copies(self.other, self.page).get(self.form.chosen.country_code)

    @cached_property
    def mission(self) -> MissionWords | None:
        """The chosen mission in the words of the letter."""
        chosen = self.form.chosen
        if chosen is None or chosen.mission is None:
            return None
        return mission_words(chosen.mission, self.other.language, chosen.country_code)

    @cached_property
    def letter(self) -> Letter:
        """The letter that is shown."""
        letter = self.blank if self.other.pk == self.page.pk else blank_letter(self.other)
        if not self.form.is_posted:
            return letter
        if self.copies:
            letter = with_copies(letter, self.copies)
        return filled(letter, self.form.answers(self.mission))

    @property
    def paper(self) -> SafeString:
        """The letter as HTML."""
        return paper(self.letter)

    @property
    def open_labels(self) -> list[str]:
        """What is still blank, in the words of the page."""
        return [self.blank.labels.get(field.key, field.label) for field in self.letter.open_fields()]

    @cached_property
    def related(self) -> RelatedPages:
        """The appeal and the newer document, in the page's language."""
        newer = [self.page.superseded_by_id] if self.page.superseded_by_id else []
        keys = [self.page.appeal.translation_key] if self.page.appeal else []
        return related_pages(self.page, appeal_keys=keys, document_ids=newer)

    @property
    def appeal(self) -> AppealPage | None:
        """The appeal it belongs to."""
        return self.related.appeals[0] if self.related.appeals else None

    @cached_property
    def newer(self) -> ModelDocumentPage | None:
        """The document that supersedes this one: in the page's language, or in the one in which it can be read."""
        if self.page.superseded_by_id is None:
            return None
        if self.related.documents:
            return self.related.documents[0]
        named = self.page.superseded_by
        if named is None or not named.live or named.get_view_restrictions().exists():
            return None
        return named


def blank_letter(page: ModelDocumentPage, cards: dict[int, PersonCard] | None = None) -> Letter:
    """The letter of a page; the people it names are looked up, as of the page's day, unless their `cards` are given.

    Of a page that was fetched as readers get it, it says that the facts have changed since.
    """
    lag = lag_of(page)
    # Names of records follow the active language, and a letter may be in another than its reader's page.
    with translation.override(page.language):
        letter = letter_of(page, cards_of_people(page) if cards is None else cards)
    return replace(letter, notice=lag.sentence(page.language)) if lag else letter


def cards_of_people(page: ModelDocumentPage) -> dict[int, PersonCard]:
    """Cards of the people the document names, by id. No query when it names none."""
    ids = {
        item["value"] if isinstance(item, dict) else item
        for row in page.content.raw_data
        if row["type"] == "people_list"
        for item in row["value"].get("people") or []
    }
    people = Person.objects.for_cards().filter(pk__in=ids) if ids else []
    return {person.pk: person_card(person, page.language, page.facts_as_of) for person in people}
