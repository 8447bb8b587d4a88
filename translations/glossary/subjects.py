"""Whom a page is about and as of which day, told by the page types, so that this app needs to import none of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page


@dataclass(frozen=True)
class Subjects:
    """The people and cases of a page, by id. `day` is the day whose state it describes; None for the present."""

    people: frozenset[int] = frozenset()
    cases: frozenset[int] = frozenset()
    day: datetime.date | None = None


_TOLD: dict[str, Callable[[Any], Subjects]] = {}


def tell_subjects(model: str, subjects: Callable[[Any], Subjects]) -> None:
    """Tell whom pages of a type are about. `model` is its name, such as "campaign_pages.AppealPage"."""
    _TOLD[model.lower()] = subjects


def subjects_of(page: Page) -> Subjects | None:
    """Whom a page is about; None where its type has told nothing."""
    found = _TOLD.get(page.specific_class._meta.label_lower if page.specific_class else "")
    return found(page.specific) if found else None
