"""Whether an appeal is stopped: by the secretariat in all languages, or by a later appeal of the kind “stop”.

The one place that knows both; lists, pages and letters ask here. Reads only.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from campaign_pages.choices import AppealKind
from interventions import reading
from interventions.choices import sentence_for

if TYPE_CHECKING:
    from campaign_pages.models import CampaignPage


@dataclass(frozen=True)
class Stopped:
    """What readers are told. `day` is None where a later appeal says the rest; `reason` may be empty."""

    day: datetime.date | None = None
    reason: str = ""

    @property
    def sentence(self) -> str:
        """Why, in the active language; "" where no reason is given."""
        return sentence_for(self.reason)


def _stopping_appeals(key: str) -> Any:
    # The page types import modules that ask here; asking the registry breaks the circle.
    return apps.get_model("campaign_pages", "AppealParent").objects.filter(
        parent__translation_key=OuterRef(key), page__kind=AppealKind.STOP, page__live=True
    )


def is_stopped(key: str = "translation_key") -> Q:
    """A condition: the appeal whose translation key stands in `key` is stopped."""
    return Q(reading.is_stopped(key)) | Q(Exists(_stopping_appeals(key)))


def columns(key: str = "translation_key") -> dict[str, Any]:
    """What `stopped` reads of a page, to be fetched with it."""
    return {"is_stopped": is_stopped(key), **reading.stop_columns(key)}


def moments(key: str = "translation_key") -> dict[str, Any]:
    """When the appeal was last stopped or its stop lifted, and when a later appeal that stops it was last published."""
    later = _stopping_appeals(key).order_by("-page__last_published_at").values("page__last_published_at")
    return {"stop_moved_at": reading.stop_moved_at(key), "stopping_appeal_at": Subquery(later[:1])}


def stopped(page: CampaignPage, key: str = "translation_key") -> Stopped | None:
    """Whether and why the appeal of a page is stopped. No query where the page was fetched with its `columns`."""
    known: dict[str, Any] = dict(vars(page))
    if "stopped_at" not in known:
        known = type(page)._default_manager.filter(pk=page.pk).values(**columns(key)).first() or {}
    return stopped_in(known)


def stopped_in(known: Mapping[str, Any]) -> Stopped | None:
    """The same from a row of a query that asked for `columns`."""
    if not known.get("is_stopped"):
        return None
    at = known["stopped_at"]
    return Stopped(timezone.localtime(at).date() if at else None, known["stop_reason"] or "")
