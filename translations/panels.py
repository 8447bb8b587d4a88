"""What stands in the page editor about languages and texts: how far each language is, what the checks find. Saves nothing."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from translations.findings.originals import SourceLine, findings_of_original, is_original
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


class SourceFindingsPanel(Panel):
    """Lists what the checks find in the texts of a saved original, what was dismissed folded; hidden where they find
    nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("What the checks found"), "icon": "warning", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "translations/source_findings_panel.html"

        def is_shown(self) -> bool:
            """Texts that are being typed are checked when they are saved."""
            return bool(super().is_shown() and self.instance.pk and self.lines)

        @cached_property
        def lines(self) -> list[SourceLine]:
            """The findings; none of a translation that is edited on its own."""
            return findings_of_original(self.instance) if is_original(self.instance) else []

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds the findings, the language of the texts, and the page where its findings may be dismissed."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["open"] = [line for line in self.lines if line.is_open]
            context["dismissed"] = [line for line in self.lines if not line.is_open]
            permissions = self.instance.permissions_for_user(self.request.user)
            context["page_id"] = self.instance.pk if permissions.can_edit() else None
            context["language"] = self.instance.locale.language_code
            return context
