"""People as cards: the name for the reader, the state on the page's day and what has changed since."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.status import State

if TYPE_CHECKING:
    from campaign_pages.models import DetaineeProfilePage
    from library.models import CampaignImage, Person, PersonRole, StatusEvent


@dataclass(frozen=True)
class PersonCard:
    """A person as a page shows her. `later` is the present state where it differs from the one on the page's day."""

    person: Person
    language: str
    name: str
    second_name: str
    state: State
    later: State | None
    roles: list[PersonRole]
    portrait: CampaignImage | None
    profile: DetaineeProfilePage | None = None


@dataclass(frozen=True)
class LaterEvent:
    """Something that happened to one of the people after the page's day."""

    event: StatusEvent
    card: PersonCard


def person_card(
    person: Person, language: str, on: datetime.date | None = None, profile: DetaineeProfilePage | None = None
) -> PersonCard:
    """The card of a person fetched with `for_cards`, as of a day or of the present."""
    state, now = person.state_at(on), person.state_at()
    changed = on is not None and (state.custody, state.event) != (now.custody, now.event)
    return PersonCard(
        person=person,
        language=language,
        name=person.display_name(language),
        second_name=person.second_name(language),
        state=state,
        later=now if changed else None,
        roles=person.current_roles(on),
        portrait=person.public_portrait,
        profile=profile,
    )


def later_events(cards: Iterable[PersonCard], after: datetime.date) -> list[LaterEvent]:
    """Undisputed events that certainly happened after a day, in the order in which they happened."""
    found = [
        LaterEvent(event, card)
        for card in cards
        for event in card.person.events()
        if event.disputes_id is None and event.when.earliest is not None and event.when.earliest > after
    ]
    return sorted(found, key=lambda later: later.event.when.earliest or after)
