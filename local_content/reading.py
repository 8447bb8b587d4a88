"""What readers see of local content beside a page: by section, in one query. Writes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from local_content.choices import Kind
from local_content.models import LocalContent, LocalContentQuerySet
from sections.models import NationalSection


@dataclass
class SectionSlots:
    """What one section has put beside a page."""

    section: NationalSection
    actions: list[LocalContent] = field(default_factory=list)
    notes: list[LocalContent] = field(default_factory=list)
    contacts: list[LocalContent] = field(default_factory=list)
    copies: list[LocalContent] = field(default_factory=list)
    pictures: list[LocalContent] = field(default_factory=list)

    def add(self, row: LocalContent) -> None:
        """Put a row where its kind belongs."""
        {
            Kind.ACTION: self.actions,
            Kind.NOTE: self.notes,
            Kind.CONTACT: self.contacts,
            Kind.COPIES: self.copies,
            Kind.PICTURE: self.pictures,
        }[Kind(row.kind)].append(row)


def slots_beside(page: Any, now: datetime.datetime | None = None) -> list[SectionSlots]:
    """What the sections of the page's language say beside it, section by section, actions by date. One query."""
    rows = LocalContent.objects.public(now).beside(page.translation_key, page.locale_id)
    rows = rows.select_related("section", "picture").order_by("section__slug", "starts_at", "pk")
    return _by_section(rows)


def actions_of(
    section: NationalSection, locale_id: int, now: datetime.datetime | None = None, *, hidden: models.Q | None = None
) -> list[LocalContent]:
    """All local actions of a section that are to come, in a language, by date; without those that are `hidden`."""
    rows = LocalContent.objects.public(now).filter(section=section, kind=Kind.ACTION)
    if hidden is not None:
        rows = rows.exclude(hidden)
    return [row for row in rows.order_by("starts_at", "pk") if row.locale_id in (None, locale_id)]


def announced_actions(section: NationalSection, locale_id: int, pk: int | None = None) -> LocalContentQuerySet:
    """Local actions of a section to come, in a language, by date, or the one with an id; also those withdrawn since."""
    rows = LocalContent.objects.announced().filter(models.Q(locale=None) | models.Q(locale_id=locale_id))
    rows = rows.filter(section=section) if pk is None else rows.filter(section=section, pk=pk)
    return rows.order_by("starts_at", "pk")


def copies_beside(page_keys: Any, locale_ids: Iterable[int]) -> Iterable[LocalContent]:
    """Who is to get copies of the letters of a page, in these languages, section by section. One query.

    `page_keys` are translation keys of the page, or a query for it.
    """
    rows = LocalContent.objects.public().filter(kind=Kind.COPIES, page_key__in=page_keys, locale__in=locale_ids)
    rows = rows.filter(section__section_locales__locale=models.F("locale"))
    return rows.select_related("section").order_by("section__slug", "pk")


def _by_section(rows: Iterable[LocalContent]) -> list[SectionSlots]:
    found: dict[int, SectionSlots] = {}
    for row in rows:
        found.setdefault(row.section_id, SectionSlots(row.section)).add(row)
    return list(found.values())
