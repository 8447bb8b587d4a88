"""What the tests of the sections' screens share: a client for a role, the fields of the form, what a page says."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Locale

from sections.models import User


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: HttpResponse) -> str:
    """The text of a page, spaces made one, without the marks that set names apart from their surroundings."""
    text = BeautifulSoup(response.content, "html.parser").get_text(" ")
    return " ".join(text.replace("\u2068", "").replace("\u2069", "").split())


def section_fields(*languages: tuple[str, str], **values: Any) -> dict[str, Any]:
    """The posted form of a section with these languages and the standing in each."""
    rows: dict[str, Any] = {
        "section_locales-TOTAL_FORMS": len(languages),
        "section_locales-INITIAL_FORMS": 0,
        "section_locales-MIN_NUM_FORMS": 0,
        "section_locales-MAX_NUM_FORMS": 1000,
    }
    for place, (code, standing) in enumerate(languages):
        locale, _created = Locale.objects.get_or_create(language_code=code)
        rows |= {
            f"section_locales-{place}-locale": locale.pk,
            f"section_locales-{place}-standing": standing,
            f"section_locales-{place}-DELETE": "",
        }
    standard = {
        "country": "AT",
        "slug": "austria",
        "public_name_en": "Austria section",
        "colour": "#5a4a3a",
        "state": "active",
    }
    return {**standard, **rows, **values}
