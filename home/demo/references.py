"""What has been stored so far, by the keys of the demo files. Looks up, never creates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page


@dataclass
class References:
    """Records by section and key, pages by key and language."""

    records: dict[tuple[str, str], Any] = field(default_factory=dict)
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    def record(self, section: str, key: str | None) -> Any:
        """The record, or None for no key."""
        return None if key is None else self.records[section, key]

    def record_pks(self, section: str, keys: list[str] | None) -> list[int]:
        return [self.records[section, key].pk for key in keys or []]

    def page(self, key: str, language: str) -> Page:
        """The page in that language, or in any language where it has no such translation yet."""
        if (key, language) in self.pages:
            return self.pages[key, language]
        return next(page for (other, _language), page in self.pages.items() if other == key)
