"""Saves what somebody typed whose rights ended while she was typing. Gives no right: it only words the refusal."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from wagtail.admin.localization import get_localized_response
from wagtail.models import Page

from sections.pages import may_with_page
from sections.roles import Action

EDIT_VIEW = "section_page_edit"
#: Shorter values are choices, numbers and marks of the form, not what somebody wrote.
SHORTEST_TEXT = 12
_NO_TEXT = ("csrfmiddlewaretoken", "next", "loaded_revision_id", "loaded_revision_created_at", "comments-")


class LostRightsMiddleware:
    """Wagtail would answer with a redirect to its first page, and the text would be gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """The refusal when a page is saved by somebody who may not change it any more; else None."""
        match = request.resolver_match
        if request.method != "POST" or match is None or match.view_name != EDIT_VIEW:
            return None
        if not request.user.is_authenticated or request.headers.get("x-requested-with") == "XMLHttpRequest":
            return None
        page = Page.objects.filter(pk=kwargs["page_id"]).select_related("locale").first()
        if page is None or may_with_page(request.user, Action.CHANGE_PAGE, page):
            return None
        response: HttpResponse = get_localized_response(_refuse, request, page)
        return response


def _refuse(request: HttpRequest, page: Page) -> HttpResponse:
    typed = texts_in(request.POST.dict())
    context = {"page_title": page.get_admin_display_title(), "typed": typed}
    return render(request, "sections/admin/lost_rights.html", context, status=HTTPStatus.FORBIDDEN)


def texts_in(fields: dict[str, Any]) -> list[str]:
    """What a person has written in a form, without its machinery; rich text as plain text.

    >>> texts_in({"title": "A title of some length", "kind": "update", "body-count": "1"})
    ['A title of some length']
    """
    texts = [plain(value) for name, value in fields.items() if not name.startswith(_NO_TEXT)]
    return [text for text in texts if len(text) >= SHORTEST_TEXT and not _is_machinery(text)]


def plain(value: str) -> str:
    """The text of a field; that of a rich text field is what stands in its paragraphs."""
    try:
        content = json.loads(value)
    except ValueError:
        return value.strip()
    if isinstance(content, dict) and "blocks" in content:
        return "\n".join(block.get("text", "") for block in content["blocks"]).strip()
    return ""


def _is_machinery(text: str) -> bool:
    """Identifiers of blocks: 36 letters and digits with hyphens, without a space."""
    return len(text) == 36 and text.count("-") == 4 and " " not in text
