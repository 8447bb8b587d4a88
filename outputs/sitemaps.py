"""Sitemaps with alternates for every language, and robots.txt. One query for all addresses, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape
from wagtail.models import Page, Site

from campaign_pages.querysets import unrestricted

#: The sitemap protocol's own limit.
ADDRESSES_PER_SITEMAP = 50_000


@dataclass(frozen=True)
class Address:
    """A public page: its address in every language that has it, itself included."""

    url: str
    changed: datetime | None
    alternates: dict[str, str]


def base_url() -> str:
    """The address of the site without a slash at its end."""
    return str(settings.BASE_URL).rstrip("/")


def addresses() -> dict[str, list[Address]]:
    """Every public page by language, in the order of the tree. Two queries at most: root paths and pages."""
    roots = Site.get_site_root_paths()
    rows = (
        Page.objects.live()
        .filter(unrestricted(), alias_of__isnull=True, depth__gt=1)
        .order_by("path")
        .values_list("translation_key", "locale__language_code", "url_path", "latest_revision_created_at")
    )
    located = []
    languages: dict[object, dict[str, str]] = defaultdict(dict)
    for key, language, url_path, changed in rows:
        root = next((r for r in roots if r.language_code == language and url_path.startswith(r.root_path)), None)
        if root is None:
            continue
        url = f"{base_url()}/{language}/{url_path[len(root.root_path) :]}"
        languages[key][language] = url
        located.append((key, language, url, changed))
    result: dict[str, list[Address]] = defaultdict(list)
    for key, language, url, changed in located:
        result[language].append(Address(url, changed, languages[key]))
    return dict(result)


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of sitemaps, one for each language that has public pages."""
    entries = [
        f"<sitemap><loc>{escape(f'{base_url()}/sitemap-{language}.xml')}</loc></sitemap>"
        for language in sorted(addresses())
    ]
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</sitemapindex>')


def sitemap(request: HttpRequest, language: str) -> HttpResponse:
    """The public pages of one language, each with its alternates; Http404 for a language without any."""
    pages = addresses().get(language)
    if not pages:
        raise Http404
    body = "".join(_entry(page) for page in pages[:ADDRESSES_PER_SITEMAP])
    return _xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">{body}</urlset>'
    )


def _entry(page: Address) -> str:
    return "".join(_entry_parts(page))


def _entry_parts(page: Address) -> Iterator[str]:
    yield f"<url><loc>{escape(page.url)}</loc>"
    if page.changed:
        yield f"<lastmod>{page.changed.isoformat(timespec='seconds')}</lastmod>"
    if len(page.alternates) > 1:
        for language, url in page.alternates.items():
            yield f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(url)}/>'
    yield "</url>"


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}', content_type="application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    """Lets search engines read everything but the admin."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        f"Sitemap: {base_url()}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=f"text/plain; charset={settings.DEFAULT_CHARSET}")
