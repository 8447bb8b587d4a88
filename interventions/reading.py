"""What is in force on pages, as conditions and columns for other queries. Reads only; costs no query of its own."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from interventions.models import Stop, TakeDown, TakenAddress


def is_stopped(key: str = "translation_key") -> Exists:
    """A condition: the page whose translation key stands in `key` is stopped."""
    return Exists(Stop.in_force().filter(page_key=OuterRef(key)))


def is_taken_down(key: str = "translation_key") -> Exists:
    """A condition: the page whose translation key stands in `key` is taken down in all languages."""
    return Exists(TakeDown.in_force().filter(page_key=OuterRef(key), locale=None))


def is_held() -> Q:
    """A condition for pages: nobody may publish it, as `held_by` finds for a single one."""
    tops = Page.objects.filter(translation_key__in=TakeDown.in_force().filter(locale=None).values("page_key"))
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    own = TakeDown.in_force().filter(page_key=OuterRef("translation_key"), locale=OuterRef("locale"))
    return Q(Exists(tops.annotate(below=path).filter(below__startswith=F("path")))) | Q(Exists(own))


def held_pages() -> QuerySet[Page]:
    """The pages that nobody may publish."""
    pages: QuerySet[Page] = Page.objects.filter(is_held())
    return pages


def stop_columns(key: str = "translation_key") -> dict[str, Any]:
    """Since when and with which reason for readers a page is stopped; both None where it is not."""
    stops = Stop.in_force().filter(page_key=OuterRef(key))
    return {"stopped_at": Subquery(stops.values("at")[:1]), "stop_reason": Subquery(stops.values("reason")[:1])}


def stop_moved_at(key: str = "translation_key") -> Subquery:
    """A column: when a page was last stopped, or its stop lifted; None where it never was."""
    stops = Stop.objects.filter(page_key=OuterRef(key)).annotate(moved=Coalesce("lifted_at", "at"))
    return Subquery(stops.order_by("-moved").values("moved")[:1])


def held_by(page: Page) -> TakeDown | None:
    """The take-down for which a page may not be published: its own, or in all languages one of a page above it."""
    above = Page.objects.ancestor_of(page, inclusive=True).order_by().values("translation_key")
    own = Q(page_key=page.translation_key) & (Q(locale=None) | Q(locale=page.locale_id))
    found = TakeDown.in_force().filter(own | Q(page_key__in=above, locale=None))
    return found.order_by(F("locale").asc(nulls_first=True), "pk").first()


def was_taken_down(url_path: str) -> bool:
    """Whether a page that is held back stood at this path."""
    return TakenAddress.objects.filter(url_path=url_path, take_down__lifted_at=None).exists()
