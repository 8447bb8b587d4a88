"""Wagtail's own edit screen of a page that is held back: it says so, and saves a draft where somebody wants to publish."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin import messages
from wagtail.models import Page

from interventions.taking_down import held


def hold_back(request: HttpRequest, page: Page) -> None:
    """Say why `page` is not published; what was typed is kept as a draft, where a refusal later would lose it."""
    sentence = held(page)
    if not sentence:
        return
    if request.method == "POST" and "action-publish" in request.POST:
        data = request.POST.copy()
        del data["action-publish"]
        request.POST = data  # type: ignore[assignment]
        messages.warning(request, sentence)
    elif request.method == "GET":
        messages.warning(request, sentence)
