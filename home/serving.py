"""Finds the page for an address in few queries, and says in the reader's language when it is missing in hers.

Stands in for wagtail.views.serve: the same hooks run, but the address is looked up in one query instead of two for
each of its parts, and a page whose ancestors are not restricted is not asked for its restrictions again.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from wagtail import hooks
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath
from wagtail.views import serve_chain

from campaign_pages.models import CampaignPage
from campaign_pages.querysets import unrestricted
from campaign_pages.stops import Stopped, columns, stopped_in
from interventions.reading import was_taken_down
from translations.freshness.urgent_core import holds_core

NATIVE_NAMES: dict[str, str] = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class OtherLanguage:
    """A language in which the page that was asked for exists; `title` is "" for a profile. A stop holds in all of them."""

    code: str
    name: str
    title: str
    url: str
    stopped: Stopped | None = None
    #: Whether only the urgent core can be read there.
    is_core: bool = False


def site_roots(request: HttpRequest) -> dict[str, SiteRootPath]:
    """The home page of each language of the site that was asked for, by language code."""
    roots = Site.get_site_root_paths()
    if len({root.site_id for root in roots}) > 1:
        site = Site.find_for_request(request)
        roots = [root for root in roots if site and root.site_id == site.id]
    return {root.language_code: root for root in roots}


def live_roots(request: HttpRequest) -> dict[str, SiteRootPath]:
    """Those of the site's home pages that readers can open, by language code. One query."""
    roots = site_roots(request)
    paths = [root.root_path for root in roots.values()]
    live = set(Page.objects.live().filter(url_path__in=paths).values_list("url_path", flat=True))
    return {code: root for code, root in roots.items() if root.root_path in live}


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answers with the page at `/{language}/{path}`; raises Http404 where no language has it."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    roots = site_roots(request)
    page = find_page(roots[language], path) if language in roots else None
    if page is None:
        return missing_translation(request, language, path, roots)
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(page, request, [], {})
        if isinstance(result, HttpResponse):
            return result
    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    response: HttpResponse = chain(page, request, [], {})
    return response


def find_page(root: SiteRootPath, path: str) -> Page | None:
    """The live page at a path below a language's home page, of its own type; None when there is none."""
    found = (
        Page.objects.live()
        .filter(url_path=root.root_path + path, alias_of__isnull=True)
        .annotate(is_unrestricted=unrestricted())
        .first()
    )
    if found is None:
        return None
    model: Any = found.specific_class
    if model is None or not issubclass(model, CampaignPage):
        return found.specific
    pages = model._default_manager.select_related("locale", *model.reader_relations)
    page: CampaignPage = pages.annotate(**model.reader_columns()).get(pk=found.pk)
    page.known_unrestricted = bool(found.is_unrestricted)
    return page


def missing_translation(request: HttpRequest, language: str, path: str, roots: dict[str, SiteRootPath]) -> HttpResponse:
    """A 404 in the language that was asked for, naming the languages that have the page; Http404 when none has.

    A 410 where the page was taken down: readers and search engines are told that it is gone.
    """
    others = other_languages(path, roots)
    is_gone = language in roots and was_taken_down(roots[language].root_path + path)
    if not others and not is_gone:
        raise Http404
    shown = language if language in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE
    with translation.override(shown):
        response = render(
            request,
            "translation_missing.html",
            {
                "language": shown,
                "asked_language": NATIVE_NAMES.get(language, language),
                "others": others,
                "is_gone": is_gone,
                "stopped": next((other.stopped for other in others if other.stopped), None),
            },
            status=HTTPStatus.GONE if is_gone else HTTPStatus.NOT_FOUND,
        )
    response.headers["Content-Language"] = shown
    return response


def other_languages(path: str, roots: dict[str, SiteRootPath]) -> list[OtherLanguage]:
    """The languages that have a live, unrestricted page at the path, in the order of the settings: those that have all of it first."""
    addresses = {root.root_path + path: code for code, root in roots.items()}
    pages = (
        Page.objects.live()
        .filter(unrestricted(), url_path__in=addresses, alias_of__isnull=True)
        .values("url_path", "title", "detaineeprofilepage", is_core=holds_core(), **columns())
    )
    rows = {addresses[row["url_path"]]: row for row in pages}
    found = [
        OtherLanguage(
            code=code,
            name=name,
            # The name of a person may be withheld, whatever the page of her profile is called.
            title="" if rows[code]["detaineeprofilepage"] else rows[code]["title"],
            url=f"/{code}/{path}",
            stopped=stopped_in(rows[code]),
            is_core=rows[code]["is_core"],
        )
        for code, name in settings.LANGUAGES
        if code in rows
    ]
    return sorted(found, key=lambda other: other.is_core)
