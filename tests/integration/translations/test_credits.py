"""Readers see who translated a page, if the translator wants it, by the name she chose."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from sections.forms import OwnAccountForm
from sections.models import User
from tests.factories.pages import make_home, make_locale
from tests.factories.sections import UserFactory
from tests.factories.translations import fill, pretended
from tests.integration.translations.conftest import edit_original
from translations.credits import translators_of
from translations.publication.publishing import publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("begun_once")]

TITLE, FIRST, SECOND = "About us", "First paragraph.", "Second paragraph."


def credit_line(path: str) -> str:
    line = BeautifulSoup(Client().get(path).content, "html.parser").select_one(".credit")
    return line.get_text() if line else ""


def by(translation: Translation, user: User | None, *originals: str) -> None:
    fill(translation, {text: f"{pretended(text)} von {user}" for text in originals}, user=user)


def test_translators_are_named_by_their_own_names_only_where_they_want_it(translation: Translation) -> None:
    anna = UserFactory(name="Secret One", email="anna@example.org", credit="Zoë  N.")
    by(translation, anna, TITLE)
    by(translation, UserFactory(name="Secret Two", credit="ámna"), FIRST)
    by(translation, UserFactory(name="Secret Three", credit=""), SECOND)
    StringTranslation.objects.update(data="Ein Text")
    page = publish(translation)
    html = Client().get(page.get_url()).content.decode()
    assert "<bdi>ámna</bdi>, <bdi>Zoë N.</bdi>" in html
    assert "Secret" not in html
    assert "anna@example.org" not in html
    assert credit_line("/en/about-us/") == ""


def test_a_page_whose_translators_stay_unnamed_has_no_such_line(translation: Translation) -> None:
    by(translation, UserFactory(), TITLE, FIRST)
    by(translation, None, SECOND)
    assert credit_line(publish(translation).get_url()) == ""


def test_what_was_dropped_or_written_by_a_machine_names_nobody(translation: Translation, original: Page) -> None:
    by(translation, UserFactory(credit="Dropped"), FIRST)
    by(translation, UserFactory(credit="Machine"), SECOND)
    by(translation, UserFactory(credit="Stays"), TITLE)
    StringTranslation.objects.filter(translation_of__data=SECOND).update(translation_type="machine")
    edit_original(original, body=[("text", f"<p>{SECOND}</p>")])
    translation.source.update_from_db()
    assert translators_of(translation.get_target_instance()) == ["Stays"]


def test_an_address_is_never_shown_whatever_the_account_holds(translation: Translation) -> None:
    by(translation, UserFactory(credit="someone@example.org"), TITLE)
    assert translators_of(translation.get_target_instance()) == []


def test_the_account_refuses_an_address_as_a_name() -> None:
    user = UserFactory()
    values = {"name": user.name, "email": user.email, "mail": user.mail}
    form = OwnAccountForm({**values, "credit": user.email}, instance=user)
    assert form.errors == {"credit": ["Readers see this name. Write no e-mail address."]}
    form = OwnAccountForm({**values, "credit": " Zoë  N. "}, instance=user)
    assert form.is_valid()
    assert form.cleaned_data["credit"] == "Zoë N."


@pytest.mark.parametrize("language", ["de", "ur"])
def test_the_line_speaks_the_language_of_the_page(original: Page, language: str) -> None:
    make_home(language)
    (translation,) = submit(original, [make_locale(language)])
    by(translation, UserFactory(credit="Zoë"), TITLE, FIRST, SECOND)
    StringTranslation.objects.update(data="…")
    line = credit_line(publish(translation).get_url())
    assert "Zoë" in line
    assert "Translated" not in line


def test_it_costs_a_translation_one_query_and_an_original_none(complete: Translation, original: Page) -> None:
    publish(complete)
    counts = {}
    for path in ("/en/about-us/", "/de/about-us/"):
        Client().get(path)
        with CaptureQueriesContext(connection) as queries:
            Client().get(path)
        counts[path] = sum("stringtranslation" in query["sql"] for query in queries)
    assert counts == {"/en/about-us/": 0, "/de/about-us/": 1}
