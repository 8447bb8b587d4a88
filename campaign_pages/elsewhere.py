"""What a language lacks and others have: the pages of one type that can be read elsewhere, with their languages. One query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef
from wagtail.models import Page

from campaign_pages.querysets import unrestricted
from campaign_pages.stops import is_stopped
from library.names import name_withheld
from translations.freshness.urgent_core import holds_core

if TYPE_CHECKING:
    from campaign_pages.models import CampaignPage

NATIVE_NAMES: dict[str, str] = dict(settings.LANGUAGES)
LANGUAGE_ORDER = {code: rank for rank, code in enumerate(NATIVE_NAMES)}


@dataclass(frozen=True)
class ForeignAddress:
    """A language that has a page, in its own name."""

    code: str
    name: str
    url: str


@dataclass(frozen=True)
class ForeignPage:
    """A page that the reader's language lacks; `title` is in `title_language`, the first of the languages that have it."""

    title: str
    title_language: str
    languages: list[ForeignAddress] = field(default_factory=list)


def pages_elsewhere(page: CampaignPage, model: str) -> list[ForeignPage]:
    """Pages of a type that are public in other languages and not in that of `page`, in the order of their tree."""
    here = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale_id=page.locale_id, live=True, alias_of__isnull=True
    )
    rows: Any = (
        apps.get_model("campaign_pages", model)
        .objects.live()
        .filter(unrestricted(), ~Exists(here), alias_of__isnull=True)
        .exclude(locale_id=page.locale_id)
        .annotate(holds_core=holds_core())
        .select_related("locale", *(["person"] if model == "DetaineeProfilePage" else []))
        .order_by("path")
    )
    if model == "ModelDocumentPage":
        rows = rows.exclude(is_stopped("appeal__translation_key"))
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.translation_key, []).append(row)
    return [_foreign_page(group, page.language) for group in groups.values()]


def _foreign_page(group: list[Any], language: str) -> ForeignPage:
    # Languages that have only the urgent core come after those that have all of it.
    group.sort(key=lambda row: (row.holds_core, LANGUAGE_ORDER.get(row.language, len(LANGUAGE_ORDER))))
    first = group[0]
    title, title_language = first.title, first.language
    if hasattr(first, "person"):  # a profile is titled as its person may be named, whatever the page is called
        title = first.person.latin_name()
        if not title:
            title, title_language = name_withheld(language), language
    addresses = [
        ForeignAddress(row.language, NATIVE_NAMES.get(row.language, row.language), row.url or "") for row in group
    ]
    return ForeignPage(title, title_language, addresses)
