"""Which public addresses there are: of pages, and of what is made of them. Reads only."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import translation

from campaign_pages.models import ModelDocumentPage
from home.models import HomePage
from outputs.addresses import home_paths, path_of, public_pages


def addresses_of(pages: Any) -> dict[str, int]:
    """The addresses of public pages with the ids of the pages. One query."""
    homes = home_paths()
    found: dict[str, int] = {}
    rows = pages.values_list("pk", "locale__language_code", "url_path", "modeldocumentpage", "slug")
    for pk, language, url_path, document, slug in rows:
        path = path_of(language, url_path, homes)
        if path:
            found[path] = pk
        if path and document:
            found[data_address(language, slug)] = pk
    return found


def data_address(language: str, slug: str) -> str:
    """Where a browser loads what it needs to fill a letter in."""
    with translation.override(language):
        return reverse("letter_data", kwargs={"slug": slug})


def language_of(address: str) -> str:
    """The language that an address begins with, "" for what stands above the languages."""
    return address.split("/", 2)[1] if address.count("/") > 1 else ""


def standing_addresses() -> list[str]:
    """What lists pages and is none itself: sitemaps and robots.txt."""
    return ["/robots.txt", "/sitemap.xml", *(f"/sitemap-{code}.xml" for code in live_languages())]


def live_languages() -> list[str]:
    """The languages whose home page readers can open."""
    homes = HomePage.objects.live().filter(alias_of__isnull=True)
    return sorted(homes.values_list("locale__language_code", flat=True))


def documents() -> Any:
    """Public documents, as pages."""
    return public_pages().filter(pk__in=ModelDocumentPage.objects.values("pk"))
