"""What an update shows beside its prose: the appeals it belongs to and its sources."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from campaign_pages.reading.related import RelatedPages, related_pages
from library.models import Source

if TYPE_CHECKING:
    from campaign_pages.models import AppealPage, UpdatePage


class UpdateReading:
    """Reads what belongs to one update when the template asks for it."""

    def __init__(self, page: UpdatePage) -> None:
        self.page = page
        self.language = page.language

    @cached_property
    def related(self) -> RelatedPages:
        """The appeals in the page's language."""
        keys = [row.appeal.translation_key for row in self.page.appeals.select_related("appeal")]
        return related_pages(self.page, appeal_keys=keys)

    @property
    def appeals(self) -> list[AppealPage]:
        """The appeals the update belongs to."""
        return self.related.appeals

    @cached_property
    def sources(self) -> list[Source]:
        """The sources, in the order the editor gave them."""
        return [row.source for row in self.page.sources.select_related("source")]
