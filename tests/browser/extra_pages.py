"""Adds to a demo site what only tests need: a page in one language, and videos. Runs inside that site's own process."""

from __future__ import annotations

import datetime

from django.test import Client

from library.models import CampaignImage
from tests.browser.reader_pages import EVERY_PAGE, ONLY_IN_FRENCH, WITH_VIDEO
from tests.factories.pages import make_standard_page, make_update

TITLES = {
    "en": "What the committee says",
    "de": "Was das Komitee sagt",
    "ur": "کمیٹی کیا کہتی ہے",
}
SUMMARIES = {
    "en": "Two videos of the committee, each behind a click.",
    "de": "Zwei Videos des Komitees, jedes hinter einem Klick.",
    "ur": "کمیٹی کی دو ویڈیوز، ہر ایک کلک کے بعد۔",
}
TRANSCRIPTS = {
    "en": "<p>The committee thanks all who write.</p>",
    "de": "<p>Das Komitee dankt allen, die schreiben.</p>",
    "ur": "<p>کمیٹی خط لکھنے والوں کا شکریہ ادا کرتی ہے۔</p>",
}


def add() -> None:
    """Publish the pages; call once in an otherwise finished demo site. Readers then find every picture in its sizes."""
    publish()
    for address in EVERY_PAGE:
        response = Client().get(address.in_language("en"), headers={"host": "127.0.0.1"})
        assert response.status_code == address.status, address


def publish() -> None:
    """A page that exists in French only, and an update with two videos."""
    make_standard_page("fr", title="Une page en français", slug=ONLY_IN_FRENCH)
    poster = CampaignImage.objects.order_by("pk").first()
    for language, title in TITLES.items():
        with_poster = {
            "url": "https://www.youtube.com/watch?v=abcdefghijk",
            "title": title,
            "poster": poster,
            "transcript": TRANSCRIPTS[language],
        }
        plain = {"url": "https://video.example.org/watch/1", "title": title, "poster": None, "transcript": ""}
        make_update(
            language,
            title=title,
            slug=WITH_VIDEO,
            date=datetime.date(2025, 6, 20),
            summary=SUMMARIES[language],
            body=[("video", with_poster), ("video", plain)],
        )
