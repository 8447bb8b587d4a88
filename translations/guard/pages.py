"""Answers for the hooks of Wagtail's page screens that work with a bare Page, which does not know the policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from sections.pages import may_with_page
from sections.roles import Action
from translations.guard.rights import may_read, readable
from translations.publication.cascades import followers

#: What a bulk action needs on each page; one that is not named needs the right to change it.
BULK = {
    "publish": Action.PUBLISH_PAGE,
    "unpublish": Action.UNPUBLISH_PAGE,
    "delete": Action.DELETE_PAGE,
    "move": Action.DELETE_PAGE,
}


def first_refused(user: Any, action: Action, pages: Iterable[Page]) -> Page | None:
    """The first of `pages` with which somebody may not do this."""
    return next((page for page in pages if not may_with_page(user, action, page)), None)


def refuse_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], view: Any) -> HttpResponse | None:
    """Nothing is done with any page when one of them, or one below that goes with it, is out of reach."""
    pages = [page for page in objects if isinstance(page, Page)]
    if not pages:
        return None
    data = getattr(view.cleaned_form, "cleaned_data", {})
    if action_type in {"delete", "move"} or data.get("include_descendants"):
        for page in list(pages):
            pages += Page.objects.descendant_of(page)
    if action_type in {"delete", "unpublish"}:
        pages += _followers(pages, action_type)
    refused = first_refused(request.user, BULK.get(action_type, Action.CHANGE_PAGE), pages)
    if refused is None and action_type == "move" and (parent := data.get("chooser")):
        refused = _refused_place(request.user, parent, any(page.live for page in pages))
    return _refusal(request, refused, view.next_url) if refused else None


def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """A page moves with all that is below it, to where one may add pages, and publish them when they are live."""
    pages = list(Page.objects.descendant_of(page, inclusive=True))
    refused = first_refused(request.user, Action.DELETE_PAGE, pages)
    refused = refused or _refused_place(request.user, destination, any(each.live for each in pages))
    return _refusal(request, refused) if refused else None


def refuse_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Only what one may change is copied, to where one may add pages; what would be live at once needs more."""
    refused = first_refused(request.user, Action.CHANGE_PAGE, [page])
    place = str(request.POST.get("new_parent_page", ""))
    if refused is None and place.isascii() and place.isdigit():
        parent = Page.objects.filter(pk=place).first()
        lives = "publish_copies" in request.POST or "alias" in request.POST
        refused = _refused_place(request.user, parent, lives) if parent else None
    return _refusal(request, refused) if refused else None


def refuse_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail asks about the page alone, and deletes what is below it and all its translations."""
    pages = list(Page.objects.descendant_of(page, inclusive=True))
    pages += _followers([page], "delete")
    refused = first_refused(request.user, Action.DELETE_PAGE, pages)
    return _refusal(request, refused) if refused else None


def unpublish_alone(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An original that is taken down takes its translations along only by the hand of somebody who may do so."""
    others = [follower for follower in _followers([page], "unpublish") if follower.live]
    if request.method != "POST" or first_refused(request.user, Action.UNPUBLISH_PAGE, others) is None:
        return None
    below = page.get_descendants().live() if request.POST.get("include_descendants") else []
    for each in [page, *below]:
        if may_with_page(request.user, Action.UNPUBLISH_PAGE, each):
            each.specific.unpublish(user=request.user)
    messages.warning(
        request,
        _(
            "“%(title)s” was taken down in %(language)s alone. Its other languages belong to other sections: ask the "
            "secretariat to take it down everywhere."
        )
        % {"title": page.get_admin_display_title(), "language": page.locale.get_display_name()},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def _followers(pages: Iterable[Page], action: str) -> list[Page]:
    """The translations that Wagtail would take along."""
    return [follower for group in followers(pages, action).values() for follower in group]


def readable_children(request: HttpRequest, parent: Page, pages: QuerySet[Page]) -> QuerySet[Page]:
    """The pages that somebody may read below a page that she may read. Raises PermissionDenied below another."""
    if not parent.is_root() and not may_read(request.user, parent):
        raise PermissionDenied
    return readable(request.user, pages)


def _refused_place(user: Any, parent: Page, lives: bool) -> Page | None:
    if parent.is_root():
        return None
    needed = [Action.ADD_PAGE, Action.PUBLISH_PAGE] if lives else [Action.ADD_PAGE]
    return parent if any(not may_with_page(user, action, parent) for action in needed) else None


def _refusal(request: HttpRequest, page: Page, next_url: str = "") -> HttpResponse:
    messages.error(
        request,
        _("You may not do this with “%(title)s” in %(language)s. Nothing was done.")
        % {"title": page.title, "language": page.locale.get_display_name()},
    )
    if next_url and next_url != request.path:
        return redirect(next_url)
    return redirect("wagtailadmin_home")
