"""The line in the page editor that says how far each language is. Shows only; it saves nothing."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from translations.originals import original_of
from translations.states import states_of


class TranslationStatesPanel(Panel):
    """Lists the languages of a saved page with their state and a link to the translation. One query, and one for the
    original."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Translations"), "icon": "site", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "translations/states_panel.html"

        def is_shown(self) -> bool:
            """Hidden until the page is saved: before, there is nothing to translate."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds the states and the original."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["states"] = states_of(self.instance)
            context["is_behind"] = any(row.degree for row in context["states"])
            context["original"] = original_of(self.instance)
            context["is_original"] = context["original"].pk == self.instance.pk
            return context
