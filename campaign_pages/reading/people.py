"""What a profile shows beside its prose: the record's name, roles, timeline, sources, and the person's appeals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from campaign_pages.reading.cards import PersonCard, person_card
from campaign_pages.reading.related import RelatedPages, related_pages
from library.models import Person, Source

if TYPE_CHECKING:
    from campaign_pages.models import DetaineeProfilePage
    from library.models import StatusEvent


@dataclass(frozen=True)
class TimelineEntry:
    """An event and the accounts that contradict it."""

    event: StatusEvent
    disputed_by: list[StatusEvent]

    @property
    def sources(self) -> list[Source]:
        """The sources of the event itself."""
        return list(self.event.sources.all())


class ProfileReading:
    """Reads the record of one person when the template asks for it."""

    def __init__(self, page: DetaineeProfilePage) -> None:
        self.page = page
        self.language = page.language

    @cached_property
    def person(self) -> Person:
        """The person with everything a timeline shows."""
        return Person.objects.for_timeline().get(pk=self.page.person_id)

    @cached_property
    def card(self) -> PersonCard:
        """The person as of the present."""
        return person_card(self.person, self.language, profile=self.page)

    @cached_property
    def timeline(self) -> list[TimelineEntry]:
        """Events in the order in which they happened, each with the accounts that contradict it."""
        events = self.person.events()
        return [
            TimelineEntry(event, [other for other in events if other.disputes_id == event.pk])
            for event in events
            if event.disputes_id is None
        ]

    @cached_property
    def sources(self) -> list[Source]:
        """Sources of all events, each once, in the order in which they are first used."""
        found: dict[int, Source] = {}
        for event in self.person.events():
            for source in event.sources.all():
                found.setdefault(source.pk, source)
        return list(found.values())

    @cached_property
    def related(self) -> RelatedPages:
        """The appeals for the person, in the page's language."""
        return related_pages(self.page, appeals_of_people=[self.page.person_id])
