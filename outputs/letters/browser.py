"""What a browser needs to fill in a letter in one language: the paper, the fields' wordings and every mission's words.

The same for every reader, so that it can be kept as a file; nothing that somebody types is part of it.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import translation

from campaign_pages.letters.copies import takes_copies
from campaign_pages.letters.html import paper
from campaign_pages.letters.letter import Letter
from campaign_pages.letters.wording import BULLET, copies_to, doubt, numeral
from campaign_pages.models import ModelDocumentPage
from campaign_pages.reading.copies import local_copies
from campaign_pages.reading.documents import blank_letter
from library.choices import Precision
from library.dates import format_date
from library.missions import missions_for_readers
from library.protocol import mission_words

#: A day and a year whose digits occur nowhere else in a date, so that the browser can put others in their place.
SAMPLE_DAY, SAMPLE_YEAR = 22, 3333


def letter_data(page: ModelDocumentPage) -> dict[str, Any]:
    """The data of a document, ready for JSON. Two queries for missions, one for copies, and those for the people named."""
    letter = blank_letter(page)
    return {
        "language": letter.language,
        "direction": letter.direction,
        "subject": letter.subject,
        "paper": paper(letter),
        "notice": letter.notice,
        "fields": {field.key: _field(field) for field in letter.fields},
        "missions": _missions(letter),
        "copies": {
            "lead": copies_to(letter.language),
            "by": {
                country: {"names": copies.lines, "sections": copies.sections}
                for country, copies in (local_copies(page) if takes_copies(letter) else {}).items()
            },
        },
        "dates": [
            format_date(datetime.date(SAMPLE_YEAR, month, SAMPLE_DAY), Precision.DAY, letter.language)
            for month in range(1, 13)
        ],
        "numeral": numeral(1, letter.language).replace("1", "#"),
        "bullet": BULLET,
    }


def _field(field: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": field.kind.value, "label": field.label}
    if field.optional:
        told["optional"] = True
    if field.options:
        told["options"] = dict(field.options)
    return told


def _missions(letter: Letter) -> dict[str, dict[str, str]]:
    if not letter.sending_country:
        return {}
    known = {}
    with translation.override(letter.language):
        for choice in missions_for_readers(letter.sending_country, letter.language):
            if choice.mission is None:
                continue
            words = mission_words(choice.mission, letter.language, choice.country_code)
            known[choice.value] = {
                "title": words.title,
                "head": words.head,
                "office": words.office,
                "address": words.address,
                "salutation": words.salutation,
                "email": words.email,
                "telephone": words.telephone,
                "note": choice.seat_note,
                "doubt": doubt(choice.mission),
            }
    return known
