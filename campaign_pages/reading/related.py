"""Pages that belong to a page, in its language: documents, profiles, updates, earlier and later appeals. One query."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, IntegerField, Q, When
from wagtail.models import Page

from campaign_pages.querysets import unrestricted
from campaign_pages.stops import is_stopped

if TYPE_CHECKING:
    from uuid import UUID

    from campaign_pages.models import AppealPage, DetaineeProfilePage, ModelDocumentPage, UpdatePage

CHILD_LINKS = ("appealpage", "detaineeprofilepage", "modeldocumentpage", "updatepage")


@dataclass
class RelatedPages:
    """Live, public pages in one language, by type."""

    appeals: list[AppealPage] = field(default_factory=list)
    profiles: dict[int, DetaineeProfilePage] = field(default_factory=dict)
    documents: list[ModelDocumentPage] = field(default_factory=list)
    updates: list[UpdatePage] = field(default_factory=list)
    keys: dict[int, UUID] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)

    def document(self, pk: int | None) -> ModelDocumentPage | None:
        """The document in the page's language that readers may use, found by its id in any language."""
        key = self.keys.get(pk or 0)
        usable = (page for page in self.documents if page.pk not in self.withdrawn)
        return next((page for page in usable if page.translation_key == key), None)


def related_pages(
    page: Page,
    *,
    appeal_keys: Collection[Any] = (),
    document_ids: Collection[int] = (),
    documents_of: UUID | None = None,
    people: Collection[int] = (),
    appeals_of_people: Collection[int] = (),
    updates_of: UUID | None = None,
    chained_to: Page | None = None,
) -> RelatedPages:
    """Looks up everything asked for at once.

    `appeal_keys`: translation keys of appeals. `document_ids`: ids of documents in any language.
    `documents_of`, `updates_of`: translation key of the appeal they belong to. `people`: ids whose profiles are
    wanted. `appeals_of_people`: ids whose appeals are wanted. `chained_to`: the appeal whose earlier and later
    appeals are wanted.
    """
    wanted = Q(pk__in=[])
    if appeal_keys:
        wanted |= Q(translation_key__in=list(appeal_keys), appealpage__isnull=False)
    if document_ids:
        keys = Page.objects.filter(pk__in=list(document_ids)).values("translation_key")
        wanted |= Q(translation_key__in=keys, modeldocumentpage__isnull=False)
    if documents_of:
        wanted |= Q(modeldocumentpage__appeal__translation_key=documents_of)
    if people:
        wanted |= Q(detaineeprofilepage__person__in=list(people))
    if appeals_of_people:
        of_people = apps.get_model("campaign_pages", "AppealPerson").objects.filter(person__in=list(appeals_of_people))
        wanted |= Q(pk__in=of_people.values("page"))
    if updates_of:
        links = apps.get_model("campaign_pages", "UpdateAppeal").objects.filter(appeal__translation_key=updates_of)
        wanted |= Q(pk__in=links.values("page"))
    if chained_to is not None:
        parents = apps.get_model("campaign_pages", "AppealParent").objects
        earlier = parents.filter(page__translation_key=chained_to.translation_key).values("parent__translation_key")
        later = parents.filter(parent__translation_key=chained_to.translation_key).values("page__translation_key")
        wanted |= Q(translation_key__in=earlier) | Q(translation_key__in=later)
    readable = Q(wanted, unrestricted(), live=True, locale_id=page.locale_id, alias_of__isnull=True)
    rows = (
        Page.objects.filter(readable | Q(pk__in=list(document_ids)))
        .exclude(pk=page.pk)
        .annotate(is_readable=Case(When(readable, then=1), default=0, output_field=IntegerField()))
        .annotate(is_stopped=is_stopped(), is_withdrawn=is_stopped("modeldocumentpage__appeal__translation_key"))
        .select_related(*CHILD_LINKS)
        .order_by("path")
    )
    return _sorted_by_type(rows)


def _sorted_by_type(rows: Any) -> RelatedPages:
    found = RelatedPages()
    for row in rows:
        found.keys[row.pk] = row.translation_key
        if not row.is_readable:
            continue
        link = next((name for name in CHILD_LINKS if getattr(row, name, None) is not None), None)
        match link:
            case "appealpage":
                row.appealpage.is_stopped = row.is_stopped
                found.appeals.append(row.appealpage)
            case "detaineeprofilepage":
                found.profiles[row.detaineeprofilepage.person_id] = row.detaineeprofilepage
            case "modeldocumentpage":
                found.documents.append(row.modeldocumentpage)
                if row.is_withdrawn:
                    found.withdrawn.add(row.pk)
            case "updatepage":
                found.updates.append(row.updatepage)
    found.updates.sort(key=lambda update: update.date or datetime.date.min, reverse=True)
    found.appeals.sort(key=lambda appeal: appeal.issued or datetime.date.min, reverse=True)
    return found
