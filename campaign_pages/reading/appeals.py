"""What an appeal shows beside its sentences: people and their state, counts, steps, sources, what has happened since."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils import timezone

from campaign_pages.choices import AppealKind
from campaign_pages.reading.cards import LaterEvent, PersonCard, later_events, person_card
from campaign_pages.reading.pictures import body_pictures
from campaign_pages.reading.related import RelatedPages, related_pages
from campaign_pages.reading.steps import Step, document_ids, steps_of
from campaign_pages.stops import Stopped, stopped
from library import status
from library.choices import Custody, Status
from library.models import CampaignImage, Case, CaseCount, Person, Source
from library.querysets import attach_cards
from local_content.reading import SectionSlots, slots_beside

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from campaign_pages.models import AppealPage

MISSING = (Status.MISSING, Status.FEARED_ABDUCTED)


@dataclass(frozen=True)
class StatusLine:
    """The counts under an appeal's title. Numbers of people; None where nobody has reported a total."""

    in_custody: int | None
    in_custody_named: int
    missing: int | None
    missing_named: int
    as_of: datetime.date


def cases_in_boxes(stream: StreamValue) -> set[int]:
    """Ids of the cases that fact boxes of a text show, without looking them up."""
    values = (row.get("value") or {} for row in stream.raw_data if row["type"] == "fact_box")
    return {value["case"] for value in values if value.get("case")}


class AppealReading:
    """Reads the records of one appeal, each kind once, when the template asks for it."""

    def __init__(self, page: AppealPage) -> None:
        self.page = page
        self.language = page.language
        # A draft may still lack its days; it is then shown as of today.
        self.as_of = page.facts_as_of or timezone.localdate()
        self.issued = page.issued or timezone.localdate()

    @cached_property
    def is_over(self) -> bool:
        """Whether readers are no longer asked to act: the appeal has ended or is stopped."""
        return self.page.is_over() or self.is_stopped

    @cached_property
    def stopped(self) -> Stopped | None:
        """What readers are told where the appeal is stopped."""
        return stopped(self.page)

    @property
    def is_stopped(self) -> bool:
        """Whether the appeal is stopped, in all languages or by a later one in this."""
        return self.stopped is not None or self.stopped_by is not None

    @cached_property
    def sections(self) -> list[SectionSlots]:
        """What the sections of this language have put beside the appeal; nothing more once it is over."""
        return [] if self.is_over else slots_beside(self.page)

    @cached_property
    def people(self) -> list[Person]:
        """The people concerned, in the order the editor gave them."""
        people = [row.person for row in self.page.people.select_related("person__portrait")]
        attach_cards(people)
        return people

    @cached_property
    def cards(self) -> list[PersonCard]:
        """Their cards, as of the page's day."""
        return [
            person_card(person, self.language, self.as_of, self.related.profiles.get(person.pk))
            for person in self.people
        ]

    @cached_property
    def related(self) -> RelatedPages:
        """Profiles, documents, updates, earlier and later appeals in the page's language."""
        return related_pages(
            self.page,
            people=[person.pk for person in self.people],
            document_ids=document_ids(self.page.steps),
            updates_of=self.page.translation_key,
            chained_to=self.page,
        )

    @cached_property
    def cases(self) -> dict[int, Case]:
        """The page's case and those that boxes in its text show, with all that a box shows of them but the totals."""
        of_page = {self.page.case.pk: self.page.case} if self.page.case else {}
        of_boxes = cases_in_boxes(self.page.body) - of_page.keys()
        if not of_boxes:
            return of_page
        return of_page | Case.objects.select_related("place", "country", "organisation").in_bulk(of_boxes)

    @cached_property
    def counts_by_case(self) -> dict[int, list[CaseCount]]:
        """All reported totals of these cases, those of each in the order of their dates."""
        wanted = cases_in_boxes(self.page.body)
        if self.page.case_id:
            wanted.add(self.page.case_id)
        found: dict[int, list[CaseCount]] = {pk: [] for pk in wanted}
        if wanted:
            for count in CaseCount.objects.filter(case__in=wanted).select_related("source"):
                found[count.case_id].append(count)
        return found

    @property
    def counts(self) -> list[CaseCount]:
        """All reported totals of the page's case."""
        return self.counts_by_case.get(self.page.case_id or 0, [])

    @cached_property
    def status_line(self) -> StatusLine:
        """How many are held or missing, and how many of them the page names, on the page's day."""
        on = self.as_of
        tally = status.tally(card.state for card in self.cards)
        return StatusLine(
            in_custody=self._reported((Status.IN_CUSTODY,)),
            in_custody_named=tally[Custody.IN_CUSTODY],
            missing=self._reported(MISSING),
            missing_named=tally[Custody.MISSING] + tally[Custody.FEARED_ABDUCTED],
            as_of=on,
        )

    def _reported(self, statuses: tuple[Status, ...]) -> int | None:
        relevant = [count for count in status.counted(self.counts, self.as_of) if count.status in statuses]
        return relevant[-1].number if relevant else None

    @cached_property
    def later_counts(self) -> list[CaseCount]:
        """Undisputed totals reported for a time after the page's day."""
        return [
            count
            for count in status.counted(self.counts)
            if count.when.earliest is not None and count.when.earliest > self.as_of
        ]

    @cached_property
    def since_then(self) -> list[LaterEvent]:
        """What has happened to the people after the page's day, from the records."""
        return later_events(self.cards, self.as_of)

    @property
    def developments(self) -> list[LaterEvent | CaseCount]:
        """Events and totals after the page's day together, in the order of their dates."""
        found: list[LaterEvent | CaseCount] = [*self.since_then, *self.later_counts]
        return sorted(
            found,
            key=lambda item: (item.event if isinstance(item, LaterEvent) else item).when.earliest or self.as_of,
        )

    @cached_property
    def steps(self) -> list[Step]:
        """What the reader can do; nothing once the appeal is over."""
        if self.is_over:
            return []
        return steps_of(self.page.steps, self.related)

    @property
    def main_step(self) -> Step | None:
        """The first step: the one main action."""
        return self.steps[0] if self.steps else None

    @property
    def other_steps(self) -> list[Step]:
        """The steps after the main one."""
        return self.steps[1:]

    @cached_property
    def sources(self) -> list[Source]:
        """The sources, in the order the editor gave them."""
        return [row.source for row in self.page.sources.select_related("source")]

    @property
    def earlier(self) -> list[AppealPage]:
        """Related appeals issued before this one."""
        return [appeal for appeal in self.related.appeals if (appeal.issued or self.issued) <= self.issued]

    @property
    def later(self) -> list[AppealPage]:
        """Related appeals issued after this one; the reader should see them first."""
        return [appeal for appeal in self.related.appeals if (appeal.issued or self.issued) > self.issued]

    @property
    def stopped_by(self) -> AppealPage | None:
        """The appeal that stops this one, if there is one."""
        return next((appeal for appeal in self.later if appeal.kind == AppealKind.STOP), None)

    @cached_property
    def picture(self) -> CampaignImage | None:
        """The page's picture, with the renditions of all pictures of the page fetched at once."""
        pictures = [person.public_portrait for person in self.people]
        pictures += [self.page.picture, *body_pictures(self.page.body)]
        present = [picture for picture in pictures if picture is not None]
        if present:
            prefetch_related_objects(present, "renditions")
        return self.page.picture
