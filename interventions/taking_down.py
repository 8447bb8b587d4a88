"""Takes pages down in all languages at once, and lets them be published again. Deletes nothing.

While a take-down is in force, `held` keeps every way of publishing from undoing it (translations/publication/publishing.py asks).
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale, Page, Revision, WorkflowState

from interventions.asking import fulfil
from interventions.choices import RequestKind
from interventions.models import TakeDown, TakenAddress
from interventions.noting import note, require
from interventions.reading import held_by
from interventions.refusals import Refused
from interventions.touched import covered, documents_with, in_all_languages, in_order
from sections.roles import Action
from sections.trail import Deed

#: The depth of home pages, below the root of the tree.
HOME = 2


def held(page: Page) -> str:
    """Why a page may not be published, as a sentence for whoever tries; "" when it may."""
    if held_by(page) is None:
        return ""
    return gettext(
        "“%(title)s” has been taken down and is held back. Ask the secretariat: it can allow it to be published again."
    ) % {"title": page.get_admin_display_title()}


def take_down_of(page: Page) -> TakeDown | None:
    """What is in force on this very page: in all languages, or else in its own alone."""
    rows = TakeDown.in_force().filter(Q(locale=None) | Q(locale=page.locale_id), page_key=page.translation_key)
    return rows.select_related("by").order_by(F("locale").asc(nulls_first=True)).first()


def why_not_take_down(page: Page, locale: Locale | None = None) -> str:
    """Why a page cannot be taken down, as a sentence; "" when it can."""
    if page.depth <= HOME:
        return gettext("The home page cannot be taken down: all other pages are below it. Take those down instead.")
    rows = TakeDown.in_force().filter(page_key=page.translation_key)
    if rows.filter(Q(locale=None) | Q(locale=locale) if locale else Q(locale=None)).exists():
        return gettext("This page is taken down already.")
    return ""


@transaction.atomic
def take_down(page: Page, *, by: Any, why: str, locale: Locale | None = None) -> TakeDown:
    """Take a page down in all languages, with what is below it, its documents and all aliases; or in one language alone.

    Schedules and submissions of these pages are cancelled, those of drafts too. Raises Refused or PermissionDenied.
    """
    require(by, Action.TAKE_DOWN, why)
    if refusal := why_not_take_down(page, locale):
        raise Refused(refusal)
    row = _hold(page.translation_key, by, why, locale)
    if locale:
        one = Q(pk__in=in_all_languages(page).filter(locale=locale).values("pk"))
        affected = Page.objects.filter(one | Q(alias_of__in=Page.objects.filter(one).values("pk")))
    else:
        affected = covered(page)
        _hold_documents(page, row)
    # Whoever publishes one of these at this moment waits, and then finds that it is held back.
    pages = list(affected.select_for_update(of=("self",)).order_by("path"))
    _withdraw(pages, row, by)
    first = {page.translation_key}
    pages = list(Page.objects.filter(pk__in=[each.pk for each in pages], alias_of=None).select_related("locale"))
    pages.sort(key=lambda each: (each.pk != page.pk, each.translation_key not in first, each.path))
    note(Deed.TAKEN_DOWN, row, pages, by=by, why=why)
    fulfil(RequestKind.TAKE_DOWN, page, by=by)
    return row


@transaction.atomic
def allow_again(page: Page, *, by: Any, why: str, locale: Locale | None = None) -> TakeDown:
    """Let a page be published again; it stays a draft until somebody does. Raises Refused or PermissionDenied."""
    require(by, Action.TAKE_DOWN, why)
    rows = TakeDown.in_force().select_for_update()
    row = rows.filter(page_key=page.translation_key, locale=locale).first()
    if row is None:
        raise Refused(gettext("This page is not taken down."))
    lifted = {"lifted_at": timezone.now(), "lifted_by": by, "lifted_why": why}
    TakeDown.in_force().filter(Q(pk=row.pk) | Q(part_of=row.pk)).update(**lifted)
    pages = [each for each in in_order(page) if locale is None or each.locale_id == locale.pk]
    note(Deed.ALLOWED_AGAIN, row, pages, by=by, why=why)
    row.refresh_from_db()
    return row


def _hold(key: Any, by: Any, why: str, locale: Locale | None, part_of: TakeDown | None = None) -> TakeDown:
    try:
        with transaction.atomic():
            return TakeDown.objects.create(page_key=key, by=by, why=why, locale=locale, part_of=part_of)
    except IntegrityError as error:  # somebody else did it between the question and the answer
        raise Refused(gettext("This page is taken down already.")) from error


def _hold_documents(page: Page, row: TakeDown) -> None:
    """Documents stand elsewhere in the tree: each is held by itself, and let go with the page."""
    ids = [line.pk for line in documents_with(page)]
    keys = set(Page.objects.filter(pk__in=ids).values_list("translation_key", flat=True))
    keys -= set(TakeDown.in_force().filter(page_key__in=keys, locale=None).values_list("page_key", flat=True))
    for key in keys:
        _hold(key, row.by, row.why, None, part_of=row)


def _withdraw(pages: list[Page], row: TakeDown, by: Any) -> None:
    live = [page for page in pages if page.live]
    paths = [page.url_path for page in live if page.alias_of_id is None]
    TakenAddress.objects.bulk_create(TakenAddress(take_down=row, url_path=path) for path in paths)
    ids = [str(page.pk) for page in pages]
    # Wagtail forgets these for drafts.
    Revision.page_revisions.filter(object_id__in=ids).update(approved_go_live_at=None)
    for state in WorkflowState.objects.active().filter(base_content_type__model="page", object_id__in=ids):
        state.cancel(user=by)
    for page in live:
        current = Page.objects.get(pk=page.pk)  # an alias may have gone with its page
        if current.live:
            current.specific.unpublish(user=by)
