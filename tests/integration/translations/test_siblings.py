"""Where a page can be read: one query whatever the number of languages."""

from collections.abc import Callable

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from tests.factories.pages import make_home, make_locale
from translations.publication.publishing import publish
from translations.siblings import Sibling, live_siblings, page_path, siblings, site_root_paths

pytestmark = pytest.mark.django_db


def test_every_locale_is_listed_and_drafts_do_not_exist(translation: Translation, original: Page) -> None:
    make_locale("ur")
    assert siblings(original) == [
        Sibling("de", "", "", is_original=False, is_current=False),
        Sibling("en", "About us", "/en/about-us/", is_original=True, is_current=True),
        Sibling("ur", "", "", is_original=False, is_current=False),
    ]


def test_published_translations_have_title_and_address(complete: Translation, original: Page) -> None:
    page = publish(complete)
    assert live_siblings(page) == [
        Sibling("de", "nicht [About us]", "/de/about-us/", is_original=False, is_current=True),
        Sibling("en", "About us", "/en/about-us/", is_original=True, is_current=False),
    ]
    assert [sibling.language for sibling in live_siblings(original)] == ["de", "en"]


def test_aliases_do_not_exist(original: Page, german: Locale) -> None:
    original.copy_for_translation(german, alias=True)
    assert [sibling.language for sibling in live_siblings(original)] == ["en"]


def test_home_pages_stand_for_the_prefix_of_their_language(german: Locale) -> None:
    assert [sibling.url for sibling in live_siblings(make_home())] == ["/de/", "/en/"]


def test_a_page_outside_the_site_has_no_address() -> None:
    assert page_path("/elsewhere/", "en", ["/home/"]) == ""


@pytest.mark.parametrize("languages", [["fr"], ["fr", "it", "es", "nl", "da", "el", "ur", "pt-br", "pl", "sv"]])
def test_one_query_for_any_number_of_languages(
    original: Page, languages: list[str], django_assert_num_queries: Callable[..., object]
) -> None:
    for language in languages:
        make_home(language)
    roots = site_root_paths()
    with django_assert_num_queries(1):
        assert len(siblings(original, roots)) == len(languages) + 2
