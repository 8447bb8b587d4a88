"""Addresses with the site's host, and where public pages stand in every language. Reads only."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from wagtail.models import Page, Site

from campaign_pages.querysets import unrestricted

_ORDER = {code: place for place, (code, _name) in enumerate(settings.LANGUAGES)}


@dataclass(frozen=True)
class Address:
    """A public page in one language, and when it was last published."""

    key: uuid.UUID
    language: str
    url: str
    changed: datetime | None


def base_url() -> str:
    """The address of the site without a slash at its end."""
    return str(settings.BASE_URL).rstrip("/")


def absolute(path: str) -> str:
    """An address of the site with its host."""
    return f"{base_url()}{path}"


def public_pages() -> QuerySet[Page]:
    """Live pages that everybody may read, aliases left out."""
    found: QuerySet[Page] = Page.objects.live().filter(unrestricted(), alias_of__isnull=True, depth__gt=1)
    return found


def home_paths() -> dict[str, str]:
    """Where the home page of each language stands in the tree. No query: Wagtail keeps it in the cache."""
    return {root.language_code: root.root_path for root in Site.get_site_root_paths()}


def path_of(language: str, url_path: str, homes: Mapping[str, str]) -> str:
    """The path of a page's address; "" where it stands below no home page of its language."""
    home = homes.get(language)
    return f"/{language}/{url_path[len(home) :]}" if home and url_path.startswith(home) else ""


def public_addresses(condition: Q | None = None) -> list[Address]:
    """The public pages for which a condition holds, all by default, in the order of the tree. One query."""
    homes, base = home_paths(), base_url()
    pages = public_pages().filter(condition or Q()).order_by("path")
    rows = pages.values_list("translation_key", "locale__language_code", "url_path", "last_published_at")
    return [
        Address(key, language, f"{base}{path}", changed)
        for key, language, url_path, changed in rows
        if (path := path_of(language, url_path, homes))
    ]


def home_page(language: str) -> Page:
    """The public home page of a language; Http404 where there is none."""
    return get_object_or_404(Page.objects.live().filter(unrestricted()), url_path=home_paths().get(language))


def stable_id(key: uuid.UUID, *parts: object) -> uuid.UUID:
    """The id under which programs know a thing for good, whatever its address and its host: of a translation key and
    what tells it from others of the same key."""
    return uuid.uuid5(key, "/".join(map(str, parts)))


def for_everybody(languages: Collection[str]) -> str:
    """Of the languages of a page the one for readers of none of them: the site's first, else the first of its list."""
    if settings.LANGUAGE_CODE in languages:
        return str(settings.LANGUAGE_CODE)
    return min(languages, key=lambda code: (_ORDER.get(code, len(_ORDER)), code))
