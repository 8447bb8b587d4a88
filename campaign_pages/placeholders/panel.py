"""The line in the form of a document that leads to its placeholders. Shows only; it saves nothing."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import Panel

URL_NAME: Final = "model_document_placeholders"


class PlaceholdersPanel(Panel):
    """A link to the screen on which brackets become fields, for a page that was saved once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": pgettext_lazy("button", "Placeholders"), "icon": "code", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "campaign_pages/admin/placeholders_panel.html"

        def is_shown(self) -> bool:
            """Hidden until the page is saved: before, there is no draft to work on."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds where to go."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["url"] = reverse(URL_NAME, args=[self.instance.pk])
            return context
