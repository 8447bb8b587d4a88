"""What the page editor needs to show and insert placeholders: the Draftail feature and its words. Draws nothing itself.

The scripts have no catalogue of their own: every word they show comes from here, in the editor's language.
"""

from typing import Any, Final

from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext
from wagtail.admin.rich_text.editors.draftail.features import Feature

from campaign_pages.placeholders.brackets import KEPT, LONGEST

FEATURE: Final = "document-placeholders"
SCRIPTS: Final = ("js/placeholders-fields.js", "js/placeholders-draftail.js", "js/placeholders-inputs.js")


class PlaceholderFeature(Feature):
    """Chips for placeholders and brackets, and a menu that inserts a placeholder. Stores nothing but plain text."""

    def __init__(self) -> None:
        super().__init__(js=list(SCRIPTS))

    def construct_options(self, options: dict[str, Any]) -> None:
        """Turn on the two plugins of placeholders-draftail.js."""
        options.setdefault("decorators", []).append({"type": FEATURE})
        options.setdefault("controls", []).append({"type": FEATURE})


def configuration() -> SafeString:
    """What the scripts read: words, and what counts as a bracket to be filled in."""
    return json_script(
        {
            "feature": FEATURE,
            "longest": LONGEST,
            "kept": sorted(KEPT),
            "words": {
                "insert": gettext("Insert a placeholder"),
                # Translators: heading of the menu that lists a document's fields
                "menu": pgettext("menu", "Fields of the document"),
                "empty": gettext("The document has no fields yet. Add them under “Fields”."),
                "unknown": gettext("No field of the document has this key."),
                "malformed": gettext("This is not a placeholder. Write it like {{ branch_name }}."),
                "bracket": gettext("Not yet a field: make it one under “Placeholders”."),
            },
        },
        "placeholders-configuration",
    )
