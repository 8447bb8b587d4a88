"""What a reader gets for an address: the page in its language, or a sentence that says what is missing."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from campaign_pages.choices import AppealKind
from campaign_pages.models import AppealIndexPage, PeopleIndexPage
from campaign_pages.querysets import appeals_below
from home.negotiation import best_language
from tests.factories.library import PersonFactory
from tests.factories.pages import (
    make_appeal,
    make_document,
    make_home,
    make_index,
    make_profile,
    make_standard_page,
    make_update,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return Client()


def test_an_appeal_is_served_in_its_language(reader: Client) -> None:
    appeal = make_appeal("de", title="Freiheit für Ehsan Ali", slug="free-ehsan-ali")
    response = reader.get("/de/appeals/free-ehsan-ali/")
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "de"
    assert appeal.title in response.content.decode()


def test_reader_pages_set_no_cookie_and_vary_on_nothing_personal(reader: Client) -> None:
    make_appeal(slug="free-them")
    response = reader.get("/en/appeals/free-them/", headers={"accept-language": "de"})
    assert not response.cookies
    assert set(response.headers.get("Vary", "Accept-Encoding").split(", ")) <= {"Accept-Encoding"}
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


def test_a_page_missing_in_a_language_names_the_languages_that_have_it(reader: Client) -> None:
    make_home("it")
    make_appeal("en", slug="free-them", title="Free them")
    response = reader.get("/it/appeals/free-them/")
    html = response.content.decode()
    assert response.status_code == 404
    assert response.headers["Content-Language"] == "it"
    assert '<html lang="it"' in html
    assert 'href="/en/appeals/free-them/"' in html
    assert "noindex" in html


def test_a_page_that_no_language_has_is_not_found_in_the_language_of_the_address(reader: Client) -> None:
    make_home("ur")
    response = reader.get("/ur/appeals/nobody/")
    assert response.status_code == 404
    assert 'lang="ur"' in response.content.decode()
    assert 'dir="rtl"' in response.content.decode()


def test_a_draft_is_not_served(reader: Client) -> None:
    appeal = make_appeal(slug="free-them")
    appeal.unpublish()
    assert reader.get("/en/appeals/free-them/").status_code == 404


def test_a_restricted_page_asks_for_its_password(reader: Client) -> None:
    page = make_standard_page(slug="for-members")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="x")
    response = reader.get("/en/for-members/")
    assert "password" in response.content.decode()
    assert "Who we are." not in response.content.decode()


def test_a_page_for_accounts_sends_to_where_they_sign_in(reader: Client) -> None:
    page = make_standard_page(slug="for-editors")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    response = reader.get("/en/for-editors/")
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/login/?next=/en/for-editors/")


def test_the_root_sends_a_reader_to_her_language_without_a_cookie(reader: Client) -> None:
    make_home("de")
    response = reader.get("/", headers={"accept-language": "de-AT,de;q=0.9,en;q=0.4"})
    assert (response.status_code, response.headers["Location"]) == (302, "/de/")
    assert response.headers["Vary"] == "Accept-Language"
    assert not response.cookies


@pytest.mark.parametrize(
    ("wish", "available", "chosen"),
    [
        ("de-AT,de;q=0.9", ["de", "en"], "de"),
        ("pt", ["en", "pt-br"], "pt-br"),
        ("ur;q=0.3,fr;q=0.8", ["en", "fr", "ur"], "fr"),
        ("xx,yy", ["en", "de"], "en"),
        ("", ["en", "de"], "en"),
        ("*", ["en", "de"], "en"),
        ("d" * 10_000, ["en", "de"], "en"),
    ],
)
def test_the_best_language_is_chosen(wish: str, available: list[str], chosen: str) -> None:
    assert best_language(wish, available, "en") == chosen


def test_documents_and_updates_have_stable_addresses(reader: Client) -> None:
    make_document(slug="letter")
    make_update(slug="bail")
    assert reader.get("/en/documents/letter/").status_code == 200
    assert reader.get("/en/updates/bail/").status_code == 200


def test_an_index_names_what_its_language_lacks_and_who_has_it(reader: Client) -> None:
    make_appeal("en", slug="free-them", title="Free them")
    make_index(AppealIndexPage, "da")
    html = reader.get("/da/appeals/").content.decode()
    assert '<bdi lang="en">Free them</bdi>' in html
    assert '<a href="/en/appeals/free-them/" lang="en" hreflang="en"><bdi>English</bdi></a>' in html
    assert "Free them" in reader.get("/da/").content.decode()


def test_an_index_that_lacks_nothing_names_no_other_language(reader: Client) -> None:
    appeal = make_appeal("en", slug="free-them", title="Free them")
    make_index(AppealIndexPage, "da")
    appeal.copy_for_translation(make_home("da").locale).save_revision().publish()
    assert "/en/appeals/free-them/" not in reader.get("/da/appeals/").content.decode()


def test_a_withheld_name_does_not_appear_where_a_profile_is_missing(reader: Client) -> None:
    profile = make_profile(PersonFactory(name="Ehsan Ali", slug="prisoner-7", publish_level="withheld"))
    make_index(PeopleIndexPage, "da")
    assert profile.title == "Ehsan Ali"
    assert "Ehsan" not in reader.get("/da/people/prisoner-7/").content.decode()
    assert "Ehsan" not in reader.get("/da/people/").content.decode()


def test_an_appeal_that_another_one_stops_no_longer_asks_for_action_in_lists(reader: Client) -> None:
    appeal = make_appeal("en", slug="free-them", title="Free them")
    assert appeals_below(appeal.get_parent()).get().is_over() is False
    stop = make_appeal("en", kind=AppealKind.STOP)
    stop.parents.create(parent=appeal)
    stop.save_revision().publish()
    assert all(listed.is_over() for listed in appeals_below(appeal.get_parent()))
    assert "Closed appeals" in reader.get("/en/appeals/").content.decode()
