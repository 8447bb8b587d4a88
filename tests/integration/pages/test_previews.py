"""What an editor sees before she publishes: every page type, saved or not, complete or not."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from wagtail.models import Page

from campaign_pages.models import (
    AppealIndexPage,
    AppealPage,
    AppealPerson,
    DetaineeProfilePage,
    DocumentIndexPage,
    ModelDocumentPage,
    PeopleIndexPage,
    UpdateIndexPage,
    UpdatePage,
)
from home.models import StandardPage
from library.models import Person
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

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def person() -> Person:
    found: Person = PersonFactory()
    return found


def preview(page: Page) -> str:
    response = page.make_preview_request(preview_mode=page.default_preview_mode)
    assert response.status_code == 200
    return str(response.content.decode())


def test_every_page_type_can_be_previewed(person: Person) -> None:
    pages: list[Any] = [
        make_home(),
        make_standard_page(),
        make_appeal(people=[person]),
        make_profile(person),
        make_document(),
        make_update(),
        *(make_index(model) for model in (AppealIndexPage, PeopleIndexPage, DocumentIndexPage, UpdateIndexPage)),
    ]
    for page in pages:
        assert page.title in preview(page) or isinstance(page, DetaineeProfilePage), page


def test_a_change_is_previewed_before_it_is_saved(person: Person) -> None:
    appeal = make_appeal()
    appeal.title = "Free all of them"
    appeal.people.add(AppealPerson(person=person))
    html = preview(appeal)
    assert "Free all of them" in html
    assert person.name in html
    assert AppealPage.objects.get(pk=appeal.pk).title != "Free all of them"


@pytest.mark.parametrize("language", ["en", "de", "ur"])
def test_a_page_that_was_never_saved_is_previewed_in_its_language(language: str) -> None:
    parent = make_index(AppealIndexPage, language)
    page = AppealPage(title="New", slug="new", summary="What happens.", locale=parent.locale, depth=4, path=parent.path)
    page.facts_as_of = page.issued = datetime.date(2025, 6, 17)
    page.set_url_path(parent)
    assert f'<html lang="{language}"' in preview(page)


def test_a_draft_without_its_dates_can_be_previewed() -> None:
    parent = make_home()
    appeal = AppealPage(title="New", slug="new", summary="", locale=parent.locale)
    update = UpdatePage(title="New", slug="new", summary="", locale=parent.locale)
    document = ModelDocumentPage(title="New", slug="new", summary="", locale=parent.locale)
    standard = StandardPage(title="New", slug="new", locale=parent.locale)
    for page in (appeal, update, document, standard):
        page.set_url_path(parent)
        assert "New" in preview(page), page
