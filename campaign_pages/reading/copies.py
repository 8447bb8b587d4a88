"""Who gets copies of a letter in the reader's country, from what sections have put beside its appeal. Writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page

from campaign_pages.letters.copies import LocalCopies
from campaign_pages.letters.filling import cleaned
from local_content.reading import copies_beside

if TYPE_CHECKING:
    from campaign_pages.models import ModelDocumentPage
    from local_content.models import LocalContent


def local_copies(letter: ModelDocumentPage, page: ModelDocumentPage | None = None) -> dict[str, LocalCopies]:
    """By country, in the letter's language; where nothing is written in it, in that of the `page` its reader reads.

    One query; none for a document without an appeal.
    """
    if letter.appeal_id is None:
        return {}
    locales = list(dict.fromkeys([letter.locale_id, (page or letter).locale_id]))
    rows = copies_beside(Page.objects.filter(pk=letter.appeal_id).values("translation_key"), locales)
    by_country: dict[str, dict[int | None, list[LocalContent]]] = {}
    for row in rows:
        by_country.setdefault(row.section.country, {}).setdefault(row.locale_id, []).append(row)
    return {
        country: _of_country(next(found[locale] for locale in locales if locale in found))
        for country, found in by_country.items()
    }


def _of_country(rows: list[LocalContent]) -> LocalCopies:
    return LocalCopies(
        sections=tuple(dict.fromkeys(str(row.section) for row in rows)),
        lines=tuple(dict.fromkeys(line for row in rows for copy in row.copies if (line := cleaned(copy)))),
    )
