"""Pages that nobody is to work on at present, as other apps tell: taken down, or held back until a name is gone from them."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet
from wagtail.models import Page

_LEFT_OUT: list[Callable[[], QuerySet[Page]]] = []


def leave_out(pages: Callable[[], QuerySet[Page]]) -> None:
    """Let another app keep pages out of lists of work, of mails and of files."""
    if pages not in _LEFT_OUT:
        _LEFT_OUT.append(pages)


def held_pages() -> QuerySet[Page]:
    """All of them, originals and translations."""
    condition = Q(pk__in=[])
    for pages in _LEFT_OUT:
        condition |= Q(pk__in=pages().values("pk"))
    return Page.objects.filter(condition)
