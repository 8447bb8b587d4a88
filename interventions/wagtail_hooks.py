"""Registration with Wagtail's admin. Computes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.action_menu import ActionMenuItem

from interventions.rights import may_open
from interventions.views.base import HUB_TITLE
from interventions.views.editing import hold_back
from interventions.views.redact import PersonAction, person_buttons
from library.models import Person


@hooks.register("register_admin_urls")
def intervention_urls() -> list[URLResolver]:
    """The screens."""
    return [path("in-all-languages/", include("interventions.urls"))]


@hooks.register("register_page_header_buttons")
def header_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu at the top of a page's screens."""
    yield from _button(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """In the menu of a page in lists."""
    yield from _button(page, user)


def _button(page: Page, user: Any) -> Iterator[Button]:
    if may_open(user) and not page.is_root():
        url = reverse("interventions:page", args=[page.pk])
        yield Button(HUB_TITLE, url=url, icon_name="globe", priority=62)


@hooks.register("before_edit_page")
def before_edit_page(request: HttpRequest, page: Page) -> None:
    """A page that is held back can be edited, not published."""
    hold_back(request, page)


@hooks.register("before_create_page")
def before_create_page(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """Nothing is published below a page that is held back."""
    hold_back(request, parent_page)


@hooks.register("register_snippet_listing_buttons")
def person_listing_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """In the menu of a person in lists."""
    yield from person_buttons(snippet, user)


@hooks.register("register_snippet_action_menu_item")
def person_action(model: type[Any]) -> ActionMenuItem | None:
    """Among the actions of a person's form."""
    return PersonAction(order=50) if issubclass(model, Person) else None


@hooks.register("insert_global_admin_css")
def interventions_css() -> str:
    """A few rules on Wagtail's own colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("interventions/css/interventions.css"))
