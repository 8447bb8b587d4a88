"""Where else a page can be read. One query for all languages; aliases and drafts count as not there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import TranslationSource

from translations.freshness.urgent_core import holds_core


@dataclass(frozen=True)
class Sibling:
    """A page in one language. `title` and `url` are "" when it cannot be read there."""

    language: str
    title: str
    url: str
    is_original: bool
    is_current: bool
    #: Whether only the urgent core can be read there.
    is_core: bool = False

    @property
    def exists(self) -> bool:
        """Whether readers find the page in this language."""
        return bool(self.url)


def page_path(url_path: str, language: str, root_paths: Iterable[str]) -> str:
    """The address of a page without host, "" when it lies under none of `root_paths`.

    A root path is the `url_path` of a language's home page; the home page stands for that language's prefix.
    """
    for root in root_paths:
        if url_path.startswith(root):
            with translation.override(language):
                return reverse("wagtail_serve", args=(url_path[len(root) :],))
    return ""


def site_root_paths() -> list[str]:
    """The `url_path` of every home page, longest first; Wagtail keeps them in the cache."""
    return sorted({root.root_path for root in Site.get_site_root_paths()}, key=len, reverse=True)


def siblings(page: Page, root_paths: Iterable[str] | None = None) -> list[Sibling]:
    """One entry for each locale of the site, `page`'s own among them, by language code. One query.

    `root_paths` are looked up (from the cache) when they are not given.
    """
    roots = list(site_root_paths() if root_paths is None else root_paths)
    live = Page.objects.filter(
        translation_key=page.translation_key, locale_id=OuterRef("pk"), live=True, alias_of__isnull=True
    )
    core = live.annotate(is_core=holds_core()).values("is_core")
    source = TranslationSource.objects.filter(object_id=page.translation_key, locale_id=OuterRef("pk"))
    rows: Any = (
        Locale.objects.order_by("language_code")
        .annotate(
            page_title=Subquery(live.values("title")[:1]),
            page_url_path=Subquery(live.values("url_path")[:1]),
            is_source=Exists(source),
            is_core=Subquery(core[:1]),
        )
        .values_list("pk", "language_code", "page_title", "page_url_path", "is_source", "is_core")
    )
    found = [
        Sibling(
            language=language,
            title=title or "",
            url=page_path(url_path, language, roots) if url_path else "",
            is_original=is_source,
            is_current=locale_id == page.locale_id,
            is_core=bool(is_core),
        )
        for locale_id, language, title, url_path, is_source, is_core in rows
    ]
    if not any(sibling.is_original for sibling in found):
        return [replace(sibling, is_original=True) if sibling.is_current else sibling for sibling in found]
    return found


def live_siblings(page: Page, root_paths: Iterable[str] | None = None) -> list[Sibling]:
    """The languages in which readers find the page, its own included. One query."""
    return [sibling for sibling in siblings(page, root_paths) if sibling.exists]
