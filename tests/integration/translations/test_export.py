"""Strings leave as files: of one page, or all that is left in a pair of languages, and only for those who translate them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from interventions.models import TakeDown
from sections.models import NationalSection, User
from tests.factories.exchange import exported
from tests.factories.pages import make_home, make_locale, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.integration.translations.conftest import drop_string
from translations.exchange.formats import FORMATS, read
from translations.exchange.units import counted
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("complete_once")]

FIRST = "First paragraph."


@pytest.fixture
def sections(german: Locale) -> dict[str, NationalSection]:
    make_home("it")
    return {"germany": make_section("germany", "DE", de="lead"), "italy": make_section("italy", "IT", it="lead")}


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def translator(sections: dict[str, NationalSection]) -> Client:
    return as_user(make_user("translator", sections["germany"], email="translator@example.org"))


def export(client: Client, **data: object) -> object:
    return client.get(reverse("translations_export"), data, follow=True)


def sources(content: bytes) -> set[str]:
    return {unit.source for document in read(content)[1] for unit in document.units}


@pytest.mark.parametrize("name", FORMATS)
def test_a_page_leaves_in_every_format(name: str, complete: Translation, translator: Client) -> None:
    response = export(translator, translation=complete.pk, strings="all", format=name)
    assert response["Content-Disposition"] == f'attachment; filename="about-us-de.{FORMATS[name].extension}"'
    assert "no-store" in response["Cache-Control"]
    assert sources(response.content) == {"About us", FIRST, "Second paragraph."}


def test_only_what_is_left_is_taken_along(complete: Translation, translator: Client) -> None:
    drop_string(complete, FIRST)
    response = export(translator, translation=complete.pk, strings="left", format="po")
    assert sources(response.content) == {FIRST}


def test_a_page_without_anything_left_says_so(complete: Translation, translator: Client) -> None:
    response = export(translator, translation=complete.pk, strings="left", format="po")
    assert "There is nothing left to translate here." in response.content.decode()


def test_all_that_is_left_in_a_language_is_one_file(
    complete: Translation, german: Locale, translator: Client, translate_all: Callable[[Translation], None]
) -> None:
    drop_string(complete, FIRST)
    pages = [make_standard_page(title=name, slug=name.lower(), body=[]) for name in ("Begun", "Done")]
    (begun,), (done,) = (submit(page, [german]) for page in pages)
    translate_all(done)
    submit(pages[0], [make_locale("it")])
    offered = export(translator).content.decode()
    assert "English → Deutsch · 2 pages · 2 strings" in offered.replace("\u2068", "").replace("\u2069", "")
    assert "it" not in {choice for choice in offered.split('"') if choice == "en:it"}
    response = export(translator, pair="en:de", format="xliff")
    found = read(response.content)[1]
    assert {document.translation for document in found} == {complete.pk, begun.pk}
    assert sources(response.content) == {FIRST, "Begun"}


def test_notes_tell_the_field_and_its_limit(complete: Translation) -> None:
    (document,) = exported(complete)
    assert document.units[0].note == "Title\nAt most 255 characters."


def test_strings_of_other_languages_do_not_leave(
    complete: Translation, sections: dict[str, NationalSection], translator: Client
) -> None:
    stranger = as_user(make_user("lead", sections["italy"], email="stranger@example.org"))
    response = export(stranger, translation=complete.pk, strings="all", format="po")
    assert FIRST not in response.content.decode()
    assert "attachment" not in response.get("Content-Disposition", "")
    observer = as_user(make_user("observer", sections["germany"], email="observer@example.org"))
    assert "attachment" not in export(observer, translation=complete.pk, format="po").get("Content-Disposition", "")


def test_a_pair_of_languages_that_is_not_offered_is_no_choice(complete: Translation, translator: Client) -> None:
    drop_string(complete, FIRST)
    response = export(translator, pair="en:it", format="po")
    assert "Content-Disposition" not in response


def test_drafts_of_others_are_not_in_the_file_of_a_language(
    original: Page, translation: Translation, translator: Client
) -> None:
    original.unpublish()
    assert "There is nothing left to translate here." in export(translator).content.decode()


@pytest.mark.parametrize("given", ["0", "999999", "x", "1" * 30])
def test_a_translation_that_does_not_exist_is_not_found(given: str, translator: Client) -> None:
    assert export(translator, translation=given).status_code == 404


def test_the_editors_own_button_gives_our_file(complete: Translation, translator: Client) -> None:
    response = translator.get(reverse("wagtail_localize:download_pofile", args=[complete.pk]), follow=True)
    assert read(response.content)[1][0].translation == complete.pk


def test_export_and_import_are_found_where_translators_work(complete: Translation, translator: Client) -> None:
    editor = translator.get(reverse("wagtailadmin_pages:edit", args=[complete.get_target_instance().pk]), follow=True)
    for response in (editor, translator.get(reverse("wagtail_localize:translations_report"), follow=True)):
        assert reverse("translations_export") in response.content.decode()
        assert reverse("translations_import") in response.content.decode()


def test_an_export_asks_as_many_questions_for_twenty_pages_as_for_one(
    complete: Translation, german: Locale, django_assert_num_queries: Callable[..., object]
) -> None:
    others = [submit(make_standard_page(title=f"P{n}", slug=f"p{n}", body=[]), [german])[0] for n in range(5)]
    exported(complete)
    with django_assert_num_queries(3):
        exported(complete)
    with django_assert_num_queries(3):
        assert counted(exported(complete, *others)) == 8


def test_what_is_held_back_does_not_leave_with_all_that_is_left(
    complete: Translation, translator: Client, german: Locale
) -> None:
    drop_string(complete, FIRST)
    assert FIRST in sources(export(translator, pair="en:de", format="po").content)  # type: ignore[attr-defined]
    TakeDown.objects.create(page_key=complete.source.object_id, locale=german, why="x")
    assert "en:de" not in export(translator).content.decode()  # type: ignore[attr-defined]
