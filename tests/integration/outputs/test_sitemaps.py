"""What search engines find: every public page in each of its languages, and nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from campaign_pages.models import AppealIndexPage, AppealPage
from outputs import sitemaps
from tests.factories.pages import make_appeal, make_home, make_index

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
APPEAL = "http://testserver/{}/appeals/free-them/"


def read(path: str) -> ElementTree.Element:
    response = Client().get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def alternates(path: str, url: str) -> dict[str, str]:
    """The addresses that a sitemap gives for a page, by language."""
    entries = {entry.findtext("s:loc", None, NAMES): entry for entry in read(path).findall("s:url", NAMES)}
    links = entries[url].findall("x:link", NAMES)
    assert {link.get("rel") for link in links} <= {"alternate"}
    return {str(link.get("hreflang")): str(link.get("href")) for link in links}


def in_language(appeal: AppealPage, language: str) -> None:
    make_index(AppealIndexPage, language)
    make_appeal(language, slug=appeal.slug, translation_key=appeal.translation_key, reference=appeal.reference)


@pytest.fixture
def appeal() -> AppealPage:
    return make_appeal("en", slug="free-them")


def test_every_language_of_a_page_is_named_and_the_one_for_all_other_readers(appeal: AppealPage) -> None:
    in_language(appeal, "de")
    index = [entry.text for entry in read("/sitemap.xml").iterfind("s:sitemap/s:loc", NAMES)]
    assert index == ["http://testserver/sitemap-de.xml", "http://testserver/sitemap-en.xml"]
    everywhere = {code: APPEAL.format(code) for code in ("en", "de")} | {"x-default": APPEAL.format("en")}
    for code in ("en", "de"):
        assert alternates(f"/sitemap-{code}.xml", APPEAL.format(code)) == everywhere


def test_all_translations_of_a_page_that_is_not_in_english_name_the_same_one_for_other_readers(
    appeal: AppealPage,
) -> None:
    in_language(appeal, "ur")
    in_language(appeal, "de")
    appeal.unpublish()
    for code in ("de", "ur"):
        found = alternates(f"/sitemap-{code}.xml", APPEAL.format(code))
        assert found == {"de": APPEAL.format("de"), "ur": APPEAL.format("ur"), "x-default": APPEAL.format("de")}
        head = Client().get(f"/{code}/appeals/free-them/").content.decode()
        assert f'hreflang="x-default" href="{APPEAL.format("de")}"' in head


@pytest.mark.parametrize("how", ["draft", "restricted", "below what is restricted"])
def test_what_is_not_public_is_not_listed(appeal: AppealPage, how: str) -> None:
    if how == "draft":
        appeal.unpublish()
    else:
        page = appeal if how == "restricted" else appeal.get_parent()
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "free-them" not in Client().get("/sitemap-en.xml").content.decode()


def test_a_very_large_language_has_several(appeal: AppealPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "ADDRESSES_PER_SITEMAP", 2)
    index = [str(entry.text) for entry in read("/sitemap.xml").iterfind("s:sitemap/s:loc", NAMES)]
    assert index == ["http://testserver/sitemap-en.xml", "http://testserver/sitemap-en-2.xml"]
    listed = [entry.text for path in index for entry in read(path[17:]).iterfind("s:url/s:loc", NAMES)]
    assert len(listed) == len(set(listed)) == 3


@pytest.mark.parametrize("path", ["/sitemap-xx.xml", "/sitemap-de.xml", "/sitemap-en-2.xml", "/sitemap-en-0.xml"])
def test_there_is_none_where_there_are_no_pages(appeal: AppealPage, path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-en.xml", "/robots.txt"])
def test_who_has_it_already_gets_no_body_again(appeal: AppealPage, path: str) -> None:
    response: Any = Client().get(path)
    head = Client().head(path)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", response.headers["ETag"])
    again = Client().get(path, headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    appeal.unpublish()
    appeal.get_parent().delete()
    changed = Client().get(path, headers={"if-none-match": response.headers["ETag"]})
    assert changed.status_code == (304 if path == "/robots.txt" else 200)


def test_the_sitemaps_cost_one_query_whatever_the_number_of_pages_and_languages(appeal: AppealPage) -> None:
    def costs() -> list[int]:
        found = []
        for path in ("/sitemap.xml", "/sitemap-en.xml"):
            cache.clear()
            Site.get_site_root_paths()  # Wagtail keeps the addresses of the home pages in the cache for an hour
            with CaptureQueriesContext(connection) as queries:
                Client().get(path)
            found.append(len(queries))
        return found

    assert costs() == [1, 1]
    for code in ("de", "ur", "it"):
        make_home(code)
        in_language(appeal, code)
    for _number in range(5):
        make_appeal("en")
    assert costs() == [1, 1]


def test_robots_may_read_everything_but_the_admin() -> None:
    text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
