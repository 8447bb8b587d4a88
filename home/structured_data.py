"""JSON-LD for search engines: what a page is and where it stands. Pure; reads nothing from the database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from campaign_pages.models import AppealPage, CampaignPage, DetaineeProfilePage, UpdatePage
from home.addresses import absolute
from home.models import HomePage

if TYPE_CHECKING:
    from home.frame import Frame

# What would end a script element or begin a comment inside it.
UNSAFE_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def structured_data(page: CampaignPage, frame: Frame) -> SafeString:
    """The description of a page, safe inside a script element."""
    described = _described(page, frame)
    graph: list[dict[str, Any]] = [described] if described else []
    if frame.crumbs:
        steps = [*((crumb.title, crumb.url) for crumb in frame.crumbs), (frame.title, frame.canonical)]
        graph.append(
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": position, "name": title, "item": absolute(url)}
                    for position, (title, url) in enumerate(steps, start=1)
                ],
            }
        )
    data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(data.translate(UNSAFE_IN_SCRIPT))  # noqa: S308 - what could leave the script element is escaped


def _organisation() -> dict[str, str]:
    return {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": absolute("/")}


def _described(page: CampaignPage, frame: Frame) -> dict[str, Any]:
    """What the page is, for the types that search engines show in a way of their own; empty for all others."""
    if isinstance(page, HomePage):
        particular = {"@type": "WebSite", "name": settings.WAGTAIL_SITE_NAME, "publisher": _organisation()}
    elif isinstance(page, AppealPage | UpdatePage):
        particular = {"@type": "Article", "headline": frame.title, "author": _organisation()}
        published = page.issued if isinstance(page, AppealPage) else page.date
        if published:  # a draft may still lack its date
            particular["datePublished"] = published.isoformat()
    elif isinstance(page, DetaineeProfilePage):
        particular = {"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": frame.title}}
    else:
        return {}
    described = particular | {"url": frame.canonical, "description": frame.description, "inLanguage": page.language}
    if page.last_published_at:
        described["dateModified"] = page.last_published_at.isoformat(timespec="seconds")
    if frame.image:
        described["image"] = frame.image_address
    return described
