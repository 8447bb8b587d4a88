"""The main navigation of a language: the pages below its home page that are marked for menus. One query."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page, Site

from campaign_pages.querysets import unrestricted


@dataclass(frozen=True)
class NavigationItem:
    """A link of the main navigation. `current` is true on the page itself and on the pages below it."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class Navigation:
    """The home page's address and the links below it."""

    home_url: str
    items: list[NavigationItem]

    @property
    def section(self) -> NavigationItem | None:
        """The link whose page or section is shown, for breadcrumbs."""
        return next((item for item in self.items if item.current), None)


def navigation_for(language: str, url_path: str = "") -> Navigation:
    """Links of a language; `url_path` is that of the page being shown, or "" for none."""
    root = next((root for root in Site.get_site_root_paths() if root.language_code == language), None)
    if root is None:
        return Navigation(home_url=f"/{language}/", items=[])
    pages = (
        Page.objects.live()
        .filter(unrestricted(), show_in_menus=True, url_path__startswith=root.root_path, alias_of__isnull=True)
        .filter(depth=3)
        .order_by("path")
        .values_list("title", "url_path")
    )
    items = [
        NavigationItem(
            title=title,
            url=f"/{language}/{path[len(root.root_path) :]}",
            current=bool(url_path) and url_path.startswith(path),
        )
        for title, path in pages
    ]
    return Navigation(home_url=f"/{language}/", items=items)
