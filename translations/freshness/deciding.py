"""Which changes of an original some readers still miss, and saying how grave they are. Publishes nothing.

What was proposed counts until somebody says otherwise. Once every translation has followed, a change is history.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from translations.freshness.degrees import Degree
from translations.models import SourceChange, TranslatedRevision


def text_from() -> Coalesce:
    """When the original said what a live translation says: of pages, as an expression."""
    built = TranslatedRevision.objects.filter(revision=OuterRef("live_revision")).values("source_updated_at")[:1]
    return Coalesce(Subquery(built), F("last_published_at"))


def open_changes(original: Page) -> list[SourceChange]:
    """The changes that at least one live translation of a page is behind, the newest first. Two queries."""
    source = TranslationSource.objects.filter(object_id=original.translation_key, locale_id=original.locale_id).first()
    if source is None:
        return []
    live = Page.objects.filter(translation_key=original.translation_key, live=True, alias_of__isnull=True)
    behind = live.exclude(pk=original.pk).annotate(text_from=text_from()).filter(text_from__lt=source.last_updated_at)
    oldest = behind.aggregate(oldest=Min("text_from"))["oldest"]
    if oldest is None:
        return []
    return list(source.changes.filter(at__gte=oldest).select_related("decided_by").order_by("-at", "-pk"))


def latest_change(original: Page) -> SourceChange | None:
    """The last change of a page that was written down. One query."""
    source = Q(source__object_id=original.translation_key, source__locale_id=original.locale_id)
    return SourceChange.objects.filter(source).order_by("at", "pk").last()


def say_degree(change: SourceChange, degree: Degree, by: Any) -> None:
    """Let a change count as grave as somebody who may publish the original says."""
    change.degree, change.decided_by = degree, by
    change.save(update_fields=["degree", "decided_by"])
