"""Who is named as a translator under a page: those who want it, by the name they chose, and nothing else of their account."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from library.collation import sort_key


def translators_of(page: Page) -> list[str]:
    """The names of those who translated what stands on a page, by name. One query; ask it of translations only.

    A sentence counts for whoever changed it last, until the original drops it. What a machine wrote is nobody's.
    """
    on_the_page = StringSegment.objects.filter(
        string=OuterRef("translation_of"), context=OuterRef("context"), source__object_id=page.translation_key
    )
    names = (
        StringTranslation.objects.filter(
            Exists(on_the_page),
            locale_id=page.locale_id,
            context__object_id=page.translation_key,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            last_translated_by__isnull=False,
        )
        # A name is no address, whatever stood in the account before the form refused one.
        .exclude(last_translated_by__credit__contains="@")
        .exclude(last_translated_by__credit="")
        .values_list("last_translated_by__credit", flat=True)
        .distinct()
    )
    language = page.locale.language_code
    return sorted({" ".join(name.split()) for name in names}, key=lambda name: sort_key(name, language))
