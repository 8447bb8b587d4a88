"""What page types tell about themselves, so that this app needs to import none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

Keys = Iterable[Any]


@dataclass(frozen=True)
class PageKind:
    """One page type. `model` is its name, such as "campaign_pages.AppealPage"."""

    model: str
    can_stop: bool = False
    #: Pages of other types, in all languages, that are withdrawn with stopped pages; asked with their translation keys.
    withdrawn_with: Callable[[Keys], Any] | None = None
    #: The people whom a page is about, as library.Person rows.
    people_of: Callable[[Any], QuerySet[Any]] | None = None


_KINDS: dict[str, PageKind] = {}


def add_kind(kind: PageKind) -> None:
    """Tell what can be done with pages of a type."""
    _KINDS[kind.model.lower()] = kind


def kinds() -> list[PageKind]:
    """Everything that page types have told."""
    return list(_KINDS.values())


def kind_of(page: Page) -> PageKind:
    """What is known about the type of a page."""
    label = page.specific_class._meta.label_lower if page.specific_class else ""
    return _KINDS.get(label, PageKind(label))
