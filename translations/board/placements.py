"""What page types tell about the urgency and the place of their pages in lists, so that this app needs to import none.

    add_placer(placements_of_campaign)

A placer is asked about many originals at once, and answers in a fixed number of queries.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urgency(models.TextChoices):
    """How soon readers have to act on a page, the most urgent first. The values are part of stored links to the board."""

    URGENT = "urgent", _("Urgent")
    DATED = "dated", _("With a later deadline")
    OPEN = "open", _("Without a deadline")
    OVER = "over", _("Over")


#: Days before the last day from which a page is urgent.
URGENT_DAYS = 14


@dataclass(frozen=True)
class Placement:
    """Where a page stands in lists. `under` is the original that it belongs to, by id; None where it stands alone."""

    urgency: Urgency = Urgency.OPEN
    deadline: datetime.date | None = None
    under: int | None = None


ALONE = Placement()

#: Of originals, by id; pages that it does not know are left out.
Placer = Callable[[Collection[int]], Mapping[int, Placement]]
_PLACERS: list[Placer] = []


def add_placer(placer: Placer) -> None:
    """Let an app tell about its page types."""
    if placer not in _PLACERS:
        _PLACERS.append(placer)


def placements(pages: Collection[int]) -> dict[int, Placement]:
    """What is known about these originals, by id. As many queries as the placers make, whatever the number of pages."""
    found: dict[int, Placement] = {}
    for placer in _PLACERS if pages else []:
        found.update(placer(pages))
    return found


def urgency_on(day: datetime.date, deadline: datetime.date | None, *, as_soon_as_possible: bool) -> Urgency:
    """How urgent something is on a day.

    >>> urgency_on(datetime.date(2025, 6, 1), datetime.date(2025, 6, 10), as_soon_as_possible=False).value
    'urgent'
    """
    if deadline is None:
        return Urgency.URGENT if as_soon_as_possible else Urgency.OPEN
    days = (deadline - day).days
    if days < 0:
        return Urgency.OVER
    return Urgency.URGENT if days <= URGENT_DAYS else Urgency.DATED
