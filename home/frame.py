"""What stands around a page: addresses in all languages, navigation, what search engines and shared links show. Reads only.

Costs two queries: one for the languages, one for the navigation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from babel.core import get_global
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.templatetags.static import static
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language_info, gettext
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from campaign_pages.models import AppealPage, CampaignPage, DetaineeProfilePage, UpdatePage
from home.models import HomePage
from home.navigation import Navigation, navigation_for
from translations.siblings import Sibling, siblings

DESCRIPTION_WORDS = 40
SHARED_PICTURE = "fill-1200x630|format-jpeg"
#: Territory that goes with a language where shared links want one and Unicode's likely subtags suggest another.
TERRITORIES = {"en": "GB", "pt": "PT", "pt-br": "BR", "pnb": "PK", "zh-hans": "CN", "zh-hant": "TW"}
NATIVE_NAMES: Mapping[str, str] = dict(settings.LANGUAGES)
# What would end a script element or begin a comment inside it.
UNSAFE_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site in its own name. `exists` is false where the page has no published translation."""

    code: str
    name: str
    direction: str
    url: str
    address: str
    exists: bool
    current: bool


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the home page; the last one, the page itself, is not shown."""

    title: str
    url: str


@dataclass(frozen=True)
class Frame:
    """Everything the frame of one page shows; `image` is a rendition of the page's picture."""

    title: str
    window_title: str
    description: str
    canonical: str
    languages: list[LanguageLink]
    default_address: str
    navigation: Navigation
    crumbs: list[Crumb]
    open_graph_locale: str
    open_graph_alternates: list[str]
    image: Any | None = None
    image_address: str = ""
    image_alt: str = ""
    structured: SafeString = field(default_factory=SafeString)

    @property
    def current(self) -> LanguageLink | None:
        """The page's own language."""
        return next((language for language in self.languages if language.current), None)

    @property
    def alternates(self) -> list[LanguageLink]:
        """The languages in which the page can be read."""
        return [language for language in self.languages if language.exists]


def frame_for(page: CampaignPage, title: str = "") -> Frame:
    """The frame of a page in the page's language; `title` is what readers see as its name, if not the page's title."""
    shown = title or page.title
    name = settings.WAGTAIL_SITE_NAME
    links = language_links(siblings(page), _path_below_home(page))
    canonical = next((link.address for link in links if link.current), "")
    navigation = navigation_for(page.language, page.url_path)
    image = _shared_picture(page)
    description = _plain(page.search_description or page.lead)
    crumbs = _crumbs(page, navigation)
    frame = Frame(
        title=shown,
        window_title=name if isinstance(page, HomePage) and not page.seo_title else f"{page.seo_title or shown} – {name}",
        description=description,
        canonical=canonical,
        languages=links,
        default_address=next((link.address for link in links if link.code == settings.LANGUAGE_CODE and link.exists), canonical),
        navigation=navigation,
        crumbs=crumbs,
        open_graph_locale=open_graph_locale(page.language),
        open_graph_alternates=[open_graph_locale(link.code) for link in links if link.exists and not link.current],
        image=image,
        image_address=absolute(image.url) if image else absolute(static("img/flame-180.png")),
        image_alt=page.social_picture.alt_text_in(page.language) if image and page.social_picture else "",
    )
    return Frame(**{**frame.__dict__, "structured": structured_data(page, frame)})


def absolute(url: str) -> str:
    """An address with the site's host; what already has a host stays as it is.

    >>> absolute("https://media.example.org/a.jpg")
    'https://media.example.org/a.jpg'
    """
    return url if "://" in url else f"{settings.BASE_URL.rstrip('/')}{url}"


def language_links(found: list[Sibling], path: str) -> list[LanguageLink]:
    """The languages in the order of the settings, each with the address of the page at `path` below its home page."""
    order = {code: position for position, code in enumerate(NATIVE_NAMES)}
    links = []
    for sibling in sorted(found, key=lambda sibling: order.get(sibling.language, len(order))):
        url = sibling.url or f"/{sibling.language}/{path}"
        links.append(
            LanguageLink(
                code=sibling.language,
                name=NATIVE_NAMES.get(sibling.language, sibling.language),
                direction="rtl" if get_language_info(sibling.language)["bidi"] else "ltr",
                url=url,
                address=absolute(url),
                exists=sibling.exists or sibling.is_current,
                current=sibling.is_current,
            )
        )
    return links


def open_graph_locale(language: str) -> str:
    """A language as shared links name it.

    >>> open_graph_locale("pt-br"), open_graph_locale("ur")
    ('pt_BR', 'ur_PK')
    """
    base = language.partition("-")[0]
    territory = TERRITORIES.get(language) or get_global("likely_subtags").get(base, "").rpartition("_")[2]
    return f"{base}_{territory}" if territory else base


def _path_below_home(page: Page) -> str:
    # Below the root stand the home pages of the languages, and below them the parts that addresses are made of.
    return "/".join(page.url_path.split("/")[2:])


def _plain(text: str) -> str:
    return Truncator(" ".join(strip_tags(text or "").split())).words(DESCRIPTION_WORDS)


def _shared_picture(page: CampaignPage) -> Any | None:
    picture = page.social_picture
    if not picture:
        return None
    prefetch_related_objects([picture], "renditions")
    try:
        return picture.get_rendition(SHARED_PICTURE)
    except SourceImageIOError:  # the file is gone; the page is still worth sharing
        return None


def _crumbs(page: CampaignPage, navigation: Navigation) -> list[Crumb]:
    if isinstance(page, HomePage):
        return []
    # Translators: first step of the way to a page.
    crumbs = [Crumb(gettext("Home"), navigation.home_url)]
    section = navigation.section
    if section and section.url != page.url:
        crumbs.append(Crumb(section.title, section.url))
    return crumbs


def structured_data(page: CampaignPage, frame: Frame) -> SafeString:
    """JSON-LD for search engines, safe inside a script element: who publishes, what the page is and where it stands."""
    publisher = {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": absolute("/"), "logo": absolute(static("img/flame-180.png"))}
    graph: list[dict[str, Any]] = [_described(page, frame, publisher)]
    if frame.crumbs:
        steps = [*frame.crumbs, Crumb(frame.title, frame.canonical)]
        graph.append(
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": position, "name": step.title, "item": absolute(step.url)}
                    for position, step in enumerate(steps, start=1)
                ],
            }
        )
    data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(data.translate(UNSAFE_IN_SCRIPT))  # noqa: S308 - what could leave the script element is escaped


def _described(page: CampaignPage, frame: Frame, publisher: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@type": "WebPage",
        "url": frame.canonical,
        "name": frame.title,
        "description": frame.description,
        "inLanguage": page.language,
        "publisher": publisher,
    }
    if isinstance(page, HomePage):
        described["@type"] = "WebSite"
        described["name"] = settings.WAGTAIL_SITE_NAME
    elif isinstance(page, AppealPage | UpdatePage):
        published = page.issued if isinstance(page, AppealPage) else page.date
        described |= {"@type": "Article", "headline": frame.title, "datePublished": published.isoformat(), "author": publisher}
    elif isinstance(page, DetaineeProfilePage):
        described |= {"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": frame.title}}
    if page.last_published_at:
        described["dateModified"] = page.last_published_at.isoformat(timespec="seconds")
    if frame.image:
        described["image"] = frame.image_address
    return described
