"""What has happened since the day of an appeal's facts, told once for all to whom it happened. Pure; reads nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign_pages.reading.cards import LaterEvent, PersonCard
from library.dates import ImpreciseDate

if TYPE_CHECKING:
    from library.models import CaseCount, StatusEvent


@dataclass(frozen=True)
class Development:
    """A total, or an event that happened to everyone on the cards. Exactly one of `count` and `event` is set."""

    when: ImpreciseDate
    cards: list[PersonCard]
    event: StatusEvent | None = None
    count: CaseCount | None = None


def gathered(items: Iterable[LaterEvent | CaseCount]) -> list[Development]:
    """The items in their order; events alike in date, status and note are one development."""
    found: dict[object, Development] = {}
    for number, item in enumerate(items):
        if not isinstance(item, LaterEvent):
            found[number] = Development(item.when, [], count=item)
            continue
        event = item.event
        same = (event.date, event.precision, event.status, event.note)
        found.setdefault(same, Development(event.when, [], event=event)).cards.append(item.card)
    return list(found.values())
