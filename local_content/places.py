"""Beside which pages sections may put something. Page types join by name; this app imports none of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from wagtail.models import Page

_TYPES: list[str] = []


def add_place(model: str) -> None:
    """Let sections add to pages of a type, such as "campaign_pages.AppealPage"."""
    if model not in _TYPES:
        _TYPES.append(model)


def has_place(page: Page) -> bool:
    """Whether sections may add to a page."""
    return page.alias_of_id is None and page.specific_class is not None and page.specific_class._meta.label in _TYPES


def pages_in(locale_codes: list[str]) -> dict[UUID, str]:
    """Titles of all pages that have a place for local content, by their translation key: in the first language known."""
    rank = {code: place for place, code in enumerate(locale_codes)}
    found: dict[UUID, tuple[int, str]] = {}
    for name in _TYPES:
        pages: Any = apps.get_model(name).objects.live().filter(alias_of__isnull=True)
        for key, title, code in pages.order_by("path").values_list("translation_key", "title", "locale__language_code"):
            candidate = (rank.get(code, len(rank)), title)
            if key not in found or candidate[0] < found[key][0]:
                found[key] = candidate
    return {key: title for key, (_rank, title) in sorted(found.items(), key=lambda item: item[1][1])}


def page_beside(key: UUID, locale_id: int | None = None) -> Page | None:
    """A page that a row stands beside: in a language, or in any."""
    pages = Page.objects.filter(translation_key=key, alias_of__isnull=True).order_by("-live", "pk")
    return (pages.filter(locale_id=locale_id).first() if locale_id else None) or pages.first()
