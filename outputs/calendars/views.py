"""Answers with the calendar of a section, of a language, or of one local action, in the language of the address."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from campaign_pages.querysets import unrestricted
from local_content.choices import Kind
from local_content.models import LocalContent
from outputs.addresses import absolute, home_page
from outputs.answers import answer
from outputs.calendars.entries import actions, deadlines
from outputs.calendars.ics import MEDIA_TYPE, Entry, written
from sections.models import NationalSection


@require_safe
def language_calendar(request: HttpRequest) -> HttpResponseBase:
    """Until when to act on the appeals of a language."""
    page = home_page(_language())
    return _answer(request, deadlines(page.locale_id), _("Appeals"), absolute(request.path))


@require_safe
def section_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same, with the local actions of a section; it stands where the section has its page."""
    section = get_object_or_404(NationalSection, slug=slug)
    page = _page_of(section)
    entries = [*actions(section, page), *deadlines(page.locale_id)]
    return _answer(request, entries, section.public_name, absolute(request.path))


@require_safe
def action_calendar(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One local action, to be put into a calendar; Http404 once it is over or was never public."""
    row = get_object_or_404(LocalContent.objects.select_related("section"), pk=pk, kind=Kind.ACTION)
    entries = actions(row.section, _page_of(row.section), pk)
    if not entries:
        raise Http404
    return _answer(request, entries, entries[0].summary)


def _language() -> str:
    return translation.get_language() or str(settings.LANGUAGE_CODE)


def _page_of(section: NationalSection) -> Page:
    """The public page of a section in the language of the address."""
    pages = Page.objects.live().filter(unrestricted(), sectionpage__section=section)
    return get_object_or_404(pages, locale__language_code=_language())


def _answer(request: HttpRequest, entries: list[Entry], name: str, url: str = "") -> HttpResponseBase:
    language = _language()
    content = written(entries, name=f"{name} – {settings.WAGTAIL_SITE_NAME}", language=language, url=url)
    return answer(request, content, f"{MEDIA_TYPE}; charset=utf-8", language)
