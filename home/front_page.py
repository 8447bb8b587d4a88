"""What the home page shows of the rest: appeals that ask for action, newest updates. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign_pages.models import AppealPage, UpdatePage
from campaign_pages.querysets import appeals_below, updates_below

if TYPE_CHECKING:
    from home.models import HomePage

UPDATES_SHOWN = 3
APPEALS_SHOWN = 6


@dataclass(frozen=True)
class FrontPage:
    """The lists of the home page; `leading` is the newest appeal, unless it is over."""

    appeals: list[AppealPage]
    updates: list[UpdatePage]

    @property
    def leading(self) -> AppealPage | None:
        """The appeal that opens the page."""
        first = self.appeals[0] if self.appeals else None
        return first if first and not first.is_over() else None

    @property
    def others(self) -> list[AppealPage]:
        """The appeals after the leading one."""
        return self.appeals[1:] if self.leading else self.appeals


def front_page(page: HomePage) -> FrontPage:
    """Lists for a home page, in the home page's language."""
    return FrontPage(
        appeals=list(appeals_below(page)[:APPEALS_SHOWN]),
        updates=list(updates_below(page)[:UPDATES_SHOWN]),
    )
