"""Where appeals, letters, motions and updates stand in lists of translations, and how urgent they are. Reads only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from campaign_pages.choices import AppealKind, DeadlineKind
from campaign_pages.models import AppealPage, ModelDocumentPage, UpdatePage
from campaign_pages.stops import is_stopped
from translations.board.placements import Placement, Urgency, urgency_on

_COLUMNS = ("pk", "appealpage__kind", "appealpage__deadline_kind", "appealpage__act_until", "is_over")
_LETTER_OF = "modeldocumentpage__appeal__translation_key"
_NEWS_OF = "updatepage__appeals__appeal__translation_key"


def placements_of_campaign(pages: Collection[int]) -> dict[int, Placement]:
    """Appeals by their deadline; letters, motions and updates under their appeal and as urgent as it. One query."""
    rows = list(
        Page.objects.filter(pk__in=pages, content_type__in=_types())
        .annotate(is_over=is_stopped())
        .order_by("updatepage__appeals__sort_order", "updatepage__appeals__pk")
        .values(*_COLUMNS, key=F("translation_key"), letter_of=F(_LETTER_OF), news_of=F(_NEWS_OF))
    )
    appeals = {row["pk"]: _placement(row) for row in rows if row["appealpage__kind"]}
    by_key = {row["key"]: row["pk"] for row in rows if row["pk"] in appeals}
    below: dict[int, int] = {}
    for row in rows:
        appeal = by_key.get(row["letter_of"] or row["news_of"])
        if appeal is not None:
            below.setdefault(row["pk"], appeal)  # of several appeals, the first
    return appeals | {page: replace(appeals[appeal], under=appeal) for page, appeal in below.items()}


def _types() -> list[int]:
    """The content types that have a place. No query once Django knows them."""
    models = ContentType.objects.get_for_models(AppealPage, ModelDocumentPage, UpdatePage)
    return [content_type.pk for content_type in models.values()]


def _placement(row: dict[str, Any]) -> Placement:
    if row["is_over"] or row["appealpage__kind"] in (AppealKind.STOP, AppealKind.OUTCOME):
        return Placement(Urgency.OVER, row["appealpage__act_until"])
    as_soon_as_possible = row["appealpage__deadline_kind"] == DeadlineKind.ASAP
    urgency = urgency_on(timezone.localdate(), row["appealpage__act_until"], as_soon_as_possible=as_soon_as_possible)
    return Placement(urgency, row["appealpage__act_until"])
