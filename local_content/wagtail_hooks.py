"""Registration with Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from local_content.bulk_actions import DeleteRows
from local_content.models import LocalContent
from local_content.places import has_place
from local_content.viewsets import LocalContentPolicy, LocalContentViewSet

register_snippet(LocalContentViewSet)
# After Wagtail's own, which it takes the place of.
hooks.register("register_bulk_action", DeleteRows, order=1)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def add_button(page: Page, user: Any, *args: Any, **kwargs: Any) -> Iterator[Button]:
    """Leads from a page, and from its line in lists, to what a section adds beside it."""
    if has_place(page) and LocalContentPolicy(LocalContent).user_has_permission(user, "add"):
        address = reverse("wagtailsnippets_local_content_localcontent:add")
        yield Button(
            label=_("Add local content"), url=f"{address}?page={page.pk}", icon_name="calendar-alt", priority=15
        )
