"""Adds to a demo site what sections put beside appeals, and copies of letters they ask for. Runs inside that site's own process."""

from __future__ import annotations

from typing import Any

from campaign_pages.models import AppealPage
from local_content.choices import Kind
from local_content.models import LocalContent
from sections.models import NationalSection
from tests.browser.reader_pages import APPEAL

#: By section and language. The two German ones share a page; the British one stands beside the letter's appeal.
ROWS: list[tuple[str, str, Kind, dict[str, Any]]] = [
    ("austria", "de", Kind.CONTACT, {"title": "Gruppe Wien", "email": "wien@campaign.example"}),
    ("austria", "de", Kind.COPIES, {"text": "Sektion Österreich, copies@campaign.example\nAußenministerium, Wien"}),
    ("germany", "de", Kind.NOTE, {"text": "Postkarten gibt es bei uns."}),
    (
        "united-kingdom",
        "en",
        Kind.COPIES,
        {"text": "Section in Britain, copies@campaign.example\nThe Foreign Secretary"},
    ),
]


def add() -> None:
    """Store the rows beside the appeal that the tests read."""
    slug = APPEAL.path.rstrip("/").rpartition("/")[2]
    key = AppealPage.objects.filter(slug=slug).values_list("translation_key", flat=True)[0]
    for section_slug, language, kind, values in ROWS:
        section = NationalSection.objects.get(slug=section_slug)
        locale = section.section_locales.get(locale__language_code=language).locale
        row = LocalContent(section=section, page_key=key, kind=kind, locale=locale, live=True, **values)
        row.full_clean()
        row.save()
