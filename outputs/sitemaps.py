"""Sitemaps with alternates for every language, and robots.txt. One query for all addresses, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.html import escape
from django.views.decorators.http import require_safe

from outputs.addresses import Address, absolute, base_url, for_everybody, public_addresses
from outputs.answers import answer

#: With alternates in forty languages this many stay under the protocol's 50 MB, and far under its 50,000 addresses.
ADDRESSES_PER_SITEMAP = 9_000
XML = "application/xml; charset=utf-8"


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """The list of sitemaps: one for each language that has public pages, more where there are very many."""
    changes: dict[str, list[datetime | None]] = defaultdict(list)
    for address in public_addresses():
        changes[address.language].append(address.changed)
    return answer(request, _document("sitemapindex", "".join(_index_entries(changes))), XML)


def _index_entries(changes: Mapping[str, list[datetime | None]]) -> Iterator[str]:
    for language in sorted(changes):
        for start in range(0, len(changes[language]), ADDRESSES_PER_SITEMAP):
            part = f"-{start // ADDRESSES_PER_SITEMAP + 1}" if start else ""
            known = [moment for moment in changes[language][start : start + ADDRESSES_PER_SITEMAP] if moment]
            url = escape(f"{base_url()}/sitemap-{language}{part}.xml")
            yield f"<sitemap><loc>{url}</loc>{_last_changed(max(known, default=None))}</sitemap>"


@require_safe
def sitemap(request: HttpRequest, language: str, part: str | None = None) -> HttpResponseBase:
    """The public pages of one language, each with its alternates; Http404 for a language or part without any."""
    by_key: dict[UUID, list[Address]] = defaultdict(list)
    own = []
    for address in public_addresses():
        by_key[address.key].append(address)
        if address.language == language:
            own.append(address)
    start = (int(part or 1) - 1) * ADDRESSES_PER_SITEMAP
    listed = own[start : start + ADDRESSES_PER_SITEMAP]
    if not listed:
        raise Http404
    body = "".join(_entry(address, by_key[address.key]) for address in listed)
    return answer(request, _document("urlset", body), XML)


def _entry(address: Address, everywhere: list[Address]) -> str:
    return (
        f"<url><loc>{escape(address.url)}</loc>{_last_changed(address.changed)}"
        f"{_alternates(everywhere) if len(everywhere) > 1 else ''}</url>"
    )


def _alternates(everywhere: list[Address]) -> str:
    urls = {address.language: escape(address.url) for address in everywhere}
    urls["x-default"] = urls[for_everybody(urls)]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{url}"/>' for language, url in urls.items()
    )


def _last_changed(moment: datetime | None) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""


def _document(root: str, body: str) -> str:
    xhtml = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if root == "urlset" else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{xhtml}>{body}</{root}>'
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """Lets search engines read everything but the admin."""
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return answer(request, "\n".join(lines), f"text/plain; charset={settings.DEFAULT_CHARSET}")
