"""What stands around a page: addresses in all languages, navigation, what search engines and shared links show. Reads only.

Costs two queries: one for the languages, one for the navigation; a translation one more, for its translators.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from babel.core import get_global
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language_info, gettext
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from campaign_pages.models import CampaignPage
from home.addresses import absolute, absolute_static
from home.models import HomePage
from home.navigation import Navigation, navigation_for
from home.structured_data import structured_data
from translations.credits import translators_of
from translations.freshness.lag import Lag, lag_of
from translations.siblings import Sibling, siblings

DESCRIPTION_WORDS = 40
SHARED_PICTURE = "fill-1200x630|format-jpeg"
#: Territory that goes with a language where shared links want one and Unicode's likely subtags suggest another.
TERRITORIES = {"en": "GB", "pt": "PT", "pt-br": "BR", "pnb": "PK", "zh-hans": "CN", "zh-hant": "TW"}
NATIVE_NAMES: Mapping[str, str] = dict(settings.LANGUAGES)


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
    is_original: bool = False
    #: Whether only the urgent core can be read there.
    is_core: bool = False


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
    translators: list[str] = field(default_factory=list)
    image: Any | None = None
    image_address: str = ""
    image_alt: str = ""
    structured: SafeString = field(default_factory=SafeString)
    #: What readers of a translation that is behind its original are told.
    lag: Lag | None = None

    @property
    def original(self) -> LanguageLink | None:
        """The language in which the page was written, where that is another one and can be read."""
        found = (each for each in self.languages if each.is_original and each.exists and not each.current)
        return next(found, None)

    @property
    def is_core(self) -> bool:
        """Whether the page holds only its urgent core."""
        return bool(self.current and self.current.is_core)

    @property
    def whole(self) -> list[LanguageLink]:
        """The other languages in which all of the page stands."""
        return [each for each in self.languages if each.exists and not each.is_core and not each.current]

    @property
    def current(self) -> LanguageLink | None:
        """The page's own language."""
        return next((language for language in self.languages if language.current), None)

    @property
    def code_url(self) -> str:
        """Where the QR code of the page is drawn; empty on the home page and for a draft that has no address yet."""
        path = self.current.url.strip("/") if self.current and self.canonical else ""
        return reverse("qr", kwargs={"path": path}) if "/" in path else ""

    @property
    def alternates(self) -> list[LanguageLink]:
        """The languages in which the page can be read."""
        return [language for language in self.languages if language.exists]


def frame_for(page: CampaignPage, title: str = "") -> Frame:
    """The frame of a page in the page's language; `title` is what readers see as its name, if not the page's title."""
    found = siblings(page)
    links = language_links(found, _path_below_home(page))
    canonical = next((link.address for link in links if link.current), "")
    readable = [link for link in links if link.exists]
    navigation = navigation_for(page.language, page.url_path)
    image = _shared_picture(page)
    frame = Frame(
        title=title or page.title,
        window_title=_window_title(page, title or page.title),
        description=_plain(page.search_description or page.lead),
        canonical=canonical,
        languages=links,
        default_address=_for_everybody(readable) or canonical,
        navigation=navigation,
        crumbs=_crumbs(page, navigation),
        open_graph_locale=open_graph_locale(page.language),
        translators=translators_of(page) if _is_translation(found) else [],
        lag=lag_of(page),
        image=image,
        image_address=absolute(image.url) if image else absolute_static("img/flame-180.png"),
        image_alt=page.social_picture.alt_text_in(page.language) if image and page.social_picture else "",
    )
    return replace(frame, structured=structured_data(page, frame))


def _for_everybody(readable: list[LanguageLink]) -> str:
    """Where readers of no language of the page are led: the same on each of its translations, as in the sitemaps."""
    first = next((link for link in readable if link.code == settings.LANGUAGE_CODE), None)
    return (first or readable[0]).address if readable else ""


def frame_without_page(language: str, title: str, path: str, languages: Collection[str]) -> Frame:
    """The frame of what is no page and stands at `path` below each of these languages. One query."""
    found = [
        Sibling(code, title, f"/{code}/{path}", is_original=False, is_current=code == language) for code in languages
    ]
    return Frame(
        title=title,
        window_title=f"{title} – {settings.WAGTAIL_SITE_NAME}",
        description="",
        canonical="",
        languages=language_links(found, path),
        default_address="",
        navigation=navigation_for(language),
        crumbs=[],
        open_graph_locale="",
    )


def _is_translation(found: list[Sibling]) -> bool:
    return any(sibling.is_current and not sibling.is_original for sibling in found)


def _window_title(page: CampaignPage, title: str) -> str:
    if isinstance(page, HomePage) and not page.seo_title:
        return f"{settings.WAGTAIL_SITE_NAME} – {title}"
    return f"{page.seo_title or title} – {settings.WAGTAIL_SITE_NAME}"


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
                is_original=sibling.is_original,
                is_core=sibling.is_core,
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
