"""What lists of pages call a translation that is not published. Changes nothing that readers see."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue


def show_title(translation: Translation, rows: Iterable[StringTranslation]) -> None:
    """Let lists of pages show the title, where it is among new strings."""
    strings = StringTranslation.objects.filter(pk__in=[row.pk for row in rows], context__path="title")
    for title in strings.values_list("data", flat=True):
        keys = {"translation_key": translation.source.object_id, "locale_id": translation.target_locale_id}
        Page.objects.filter(**keys).update(draft_title=StringValue(title).render_text())
