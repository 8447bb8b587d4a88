"""Languages in the switcher, in the order of the settings, and the addresses that leave the site."""

from __future__ import annotations

import pytest

from home.addresses import absolute
from home.frame import language_links, open_graph_locale
from translations.siblings import Sibling


def sibling(language: str, url: str = "", *, current: bool = False) -> Sibling:
    return Sibling(language, "A title" if url else "", url, is_original=current, is_current=current)


def test_languages_stand_in_the_order_of_the_settings() -> None:
    found = [sibling("da"), sibling("de", "/de/appeals/"), sibling("en", "/en/appeals/", current=True), sibling("ur")]
    assert [link.code for link in language_links(found, "appeals/")] == ["en", "de", "da", "ur"]


def test_a_language_without_the_page_leads_to_the_page_that_says_so() -> None:
    (link,) = language_links([sibling("nl")], "appeals/free-them/")
    assert (link.exists, link.url, link.name) == (False, "/nl/appeals/free-them/", "Nederlands")


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("ur", "rtl"), ("ps", "rtl"), ("pnb", "rtl"), ("el", "ltr")]
)
def test_a_language_has_the_direction_of_its_script(language: str, direction: str) -> None:
    (link,) = language_links([sibling(language)], "")
    assert link.direction == direction


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "en_GB"),
        ("de", "de_DE"),
        ("pt-br", "pt_BR"),
        ("pt", "pt_PT"),
        ("ur", "ur_PK"),
        ("el", "el_GR"),
        ("zh-hans", "zh_CN"),
    ],
)
def test_shared_links_name_the_language_with_a_territory(language: str, expected: str) -> None:
    assert open_graph_locale(language) == expected


def test_addresses_that_leave_the_site_have_its_host() -> None:
    assert absolute("/en/") == "http://testserver/en/"
    assert absolute("https://media.example.org/a.jpg") == "https://media.example.org/a.jpg"
