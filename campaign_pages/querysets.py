"""What lists of pages need, each in a fixed number of queries whatever the number of rows or languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import (
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from campaign_pages.choices import AppealKind, DocumentKind
from campaign_pages.stops import is_stopped
from library.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from campaign_pages.models import AppealPage, DetaineeProfilePage, ModelDocumentPage, UpdatePage


def unrestricted() -> Any:
    """A condition on pages: neither the page nor one above it asks for a password, a login or a group."""
    # The place of a restriction is looked up, never joined: SQLite would go through all pages for each page.
    top = Page.objects.filter(pk=OuterRef("page_id")).order_by().values("path")
    above = PageViewRestriction.objects.alias(
        visited=ExpressionWrapper(OuterRef("path"), output_field=CharField()), top=Subquery(top)
    ).filter(visited__startswith=F("top"))
    return ~Exists(above)


def _public(model: str, page: Page) -> Any:
    # The page types import this module; asking the registry breaks the circle.
    pages = apps.get_model("campaign_pages", model).objects.descendant_of(page)
    return pages.live().filter(unrestricted(), alias_of__isnull=True).select_related("locale")


def appeals_below(page: Page) -> QuerySet[AppealPage]:
    """Appeals below a page: those that still ask for action first, then the newest."""
    over = (
        Q(kind__in=[AppealKind.STOP, AppealKind.OUTCOME]) | Q(act_until__lt=timezone.localdate()) | Q(is_stopped=True)
    )
    pages: QuerySet[AppealPage] = (
        _public("AppealPage", page)
        .select_related("picture", "place__country")
        .prefetch_related("picture__renditions")
        .annotate(is_stopped=is_stopped())
        .annotate(over=Case(When(over, then=Value(1)), default=Value(0), output_field=IntegerField()))
        .order_by("over", "-issued", "path")
    )
    return pages


def profiles_below(page: Page) -> QuerySet[DetaineeProfilePage]:
    """Profiles below a page, by name, with what a card shows."""
    pages: QuerySet[DetaineeProfilePage] = (
        _public("DetaineeProfilePage", page)
        .prefetch_related(Prefetch("person", Person.objects.for_cards()))
        .order_by("person__name", "path")
    )
    return pages


def documents_below(page: Page) -> QuerySet[ModelDocumentPage]:
    """Documents below a page that are not withdrawn: current ones first, letters before motions."""
    order = Case(
        When(kind=DocumentKind.LETTER, then=Value(0)),
        When(kind=DocumentKind.MOTION, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    pages: QuerySet[ModelDocumentPage] = (
        _public("ModelDocumentPage", page)
        .exclude(is_stopped("appeal__translation_key"))
        .annotate(kind_order=order)
        .order_by(F("superseded_by").asc(nulls_first=True), "kind_order", "title", "path")
    )
    return pages


def updates_below(page: Page) -> QuerySet[UpdatePage]:
    """Updates below a page, newest first."""
    pages: QuerySet[UpdatePage] = (
        _public("UpdatePage", page)
        .select_related("picture")
        .prefetch_related("picture__renditions")
        .order_by("-date", "path")
    )
    return pages
