"""Answers with the feed of a language or of an appeal, in the language of the address."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from campaign_pages.models import AppealPage, UpdatePage
from campaign_pages.models.appeals import AppealParent
from outputs.addresses import absolute, home_page, public_addresses, stable_id
from outputs.answers import answer
from outputs.feeds.atom import MEDIA_TYPE, Entry, Feed, written
from outputs.feeds.entries import changed_at, developments_of, entries_of, newest
from sections.choices import Standing
from sections.models import NationalSection

#: Those of which there is something new come first, so that no stop is left out.
ENTRIES = 50
NAME = "feed.atom"


@require_safe
def language_feed(request: HttpRequest) -> HttpResponseBase:
    """The newest appeals and updates of a language."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    home = home_page(language)
    pages = [page for model in (AppealPage, UpdatePage) for page in newest(model, language, ENTRIES)]
    pages = sorted(pages, key=lambda page: (changed_at(page), page.pk), reverse=True)[:ENTRIES]
    title = f"{_('Appeals and updates')} – {settings.WAGTAIL_SITE_NAME}"
    return _answer(request, home, language, title, entries_of(pages))


@require_safe
def appeal_feed(request: HttpRequest, path: str) -> HttpResponseBase:
    """An appeal, its updates, the appeals that follow it, and what has happened to its people since."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    home = home_page(language)
    appeal = get_object_or_404(newest(AppealPage, language, None, Q(url_path=home.url_path + path)))
    key = appeal.translation_key
    following = AppealParent.objects.filter(parent__translation_key=key).values("page__translation_key")
    of_appeal = Q(pk__in=UpdatePage.objects.filter(appeals__appeal__translation_key=key).values("pk"))
    pages = [
        appeal,
        *newest(AppealPage, language, ENTRIES, Q(translation_key__in=following)),
        *newest(UpdatePage, language, ENTRIES, of_appeal),
    ]
    title = f"{appeal.title} – {settings.WAGTAIL_SITE_NAME}"
    return _answer(request, appeal, language, title, [*entries_of(pages), *developments_of(appeal)])


def _answer(request: HttpRequest, page: Page, language: str, title: str, entries: Sequence[Entry]) -> HttpResponseBase:
    """The feed that belongs to a page; its author is the section that leads the language, else the campaign."""
    addresses = _addresses(page)
    section = NationalSection.objects.active().filter(
        section_locales__locale_id=page.locale_id, section_locales__standing=Standing.LEAD
    )
    author = section.first()
    feed = Feed(
        id=stable_id(page.translation_key, language, "feed").urn,
        title=title,
        language=language,
        url=f"{addresses[language]}{NAME}",
        page_url=addresses[language],
        author=author.public_name if author else settings.WAGTAIL_SITE_NAME,
        author_url=(author.website if author else "") or absolute(f"/{language}/"),
        updated=max([entry.updated for entry in entries], default=_published(page)),
        entries=sorted(entries, key=lambda entry: (entry.published, entry.id), reverse=True),
        alternates={code: f"{url}{NAME}" for code, url in addresses.items()},
    )
    return answer(request, written(feed), f"{MEDIA_TYPE}; charset=utf-8", language)


def _addresses(page: Page) -> Mapping[str, str]:
    return {address.language: address.url for address in public_addresses(Q(translation_key=page.translation_key))}


def _published(page: Page) -> datetime.datetime:
    moment: datetime.datetime = page.last_published_at or datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    return moment
