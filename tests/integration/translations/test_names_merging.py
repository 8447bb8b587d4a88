"""Two records that are one become one: everything is shown first, moves over, and is written down."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail_localize.models import TranslationSource

from campaign_pages.models import AppealPage, DetaineeProfilePage
from library.choices import PublishLevel
from library.models import Person, PersonName
from sections.trail import Deed, entries, sentence
from tests.factories.glossary import TermFactory, TermFormFactory
from tests.factories.library import (
    DetentionEpisodeFactory,
    OrganisationFactory,
    PersonFactory,
    PersonNameFactory,
    PersonRoleFactory,
)
from tests.factories.pages import make_appeal, make_locale, make_profile
from tests.factories.sections import make_section, make_user
from translations.models import Term, TermForm
from translations.submission import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat() -> Client:
    client = Client()
    client.force_login(make_user("secretariat"))
    return client


def looked_at(client: Client, stays: str, goes: str) -> BeautifulSoup:
    response = client.get(reverse("names:merge"), {"stays": stays, "goes": goes})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def confirm(client: Client, page: BeautifulSoup) -> Any:
    fields = {str(field["name"]): field["value"] for field in page.select("form[method=post] input[name]")}
    return client.post(reverse("names:merge"), {**fields, "csrfmiddlewaretoken": ""})


def text_of(page: BeautifulSoup) -> str:
    return " ".join(page.text.split())


def person_key(person: Person) -> str:
    return f"person:{person.pk}"


@pytest.fixture
def ehsan() -> Person:
    person = PersonFactory(name="Ehsan Ali", slug="ehsan-ali", note_en="In his sixties.")
    PersonNameFactory(person=person, text="Eshan Ali", kind="forbidden")
    return person


@pytest.fixture
def double() -> Person:
    """The same person under another spelling, with everything that a person can have."""
    person = PersonFactory(
        name="Ihsan Ali",
        slug="ihsan-ali",
        native_name="احسان علی",
        native_language="ur",
        note_en="Ill.",
        note_de="Krank.",
    )
    PersonNameFactory(person=person, text="Eshan Ali", kind="forbidden")
    PersonNameFactory(person=person, text="Εχσάν Αλί", kind="preferred", language="el", script="Grek")
    DetentionEpisodeFactory(person=person)
    PersonRoleFactory(person=person)
    return person


def test_everything_moves_to_the_one_that_stays(secretariat: Client, ehsan: Person, double: Person) -> None:
    box = ("fact_box", {"heading": "", "person": double, "case": None})
    both = make_appeal(people=[ehsan, double], body=[box])
    one = make_appeal(people=[double])
    profile = make_profile(double)
    one.save_revision()
    submit(one, [make_locale("de")])

    page = looked_at(secretariat, person_key(ehsan), person_key(double))
    shown = text_of(page)
    assert "Ihsan Ali Latin goes over and is accepted" in shown
    assert "Eshan Ali Latin stands there already" in shown
    assert "Εχσάν Αλί Ελληνικά goes over as it is" in shown
    assert str(one.title) in shown
    assert "Ill." in shown
    assert Person.objects.count() == 2

    assert confirm(secretariat, page).status_code == 302
    stays = Person.objects.get()
    assert (stays.name, stays.native_name, stays.note_en, stays.note_de) == (
        "Ehsan Ali",
        "احسان علی",
        "In his sixties.",
        "Krank.",
    )
    forms = {(name.text, name.kind) for name in PersonName.objects.filter(person=stays)}
    assert forms >= {("Ihsan Ali", "accepted"), ("Eshan Ali", "forbidden"), ("Εχσάν Αλί", "preferred")}
    assert (stays.episodes.count(), stays.roles.count()) == (1, 1)
    assert DetaineeProfilePage.objects.get(pk=profile.pk).person == stays
    changed = AppealPage.objects.get(pk=both.pk)
    assert [row.person for row in changed.people.all()] == [stays]
    assert changed.body[0].value["person"] == stays
    draft = AppealPage.objects.get(pk=one.pk).get_latest_revision_as_object()
    assert [row.person for row in draft.people.all()] == [stays]
    source = TranslationSource.objects.get(object_id=one.translation_key)
    assert [row.person_id for row in source.as_instance().people.all()] == [stays.pk]


def test_it_is_written_down_with_what_was_left_out(secretariat: Client, ehsan: Person, double: Person) -> None:
    confirm(secretariat, looked_at(secretariat, person_key(ehsan), person_key(double)))
    entry = ModelLogEntry.objects.get(action=Deed.MERGED)
    assert entry.data["left_out"] == {"note_en": "Ill."}
    assert entry in entries(set(), with_secretariat=True)
    assert "Ihsan Ali" in sentence(entry)


def test_nothing_is_done_when_something_has_changed_since(secretariat: Client, ehsan: Person, double: Person) -> None:
    page = looked_at(secretariat, person_key(ehsan), person_key(double))
    PersonNameFactory(person=double, text="Ehsaan Ali")
    answer = confirm(secretariat, page)
    assert "Something has changed since you looked." in answer.content.decode()
    assert "Ehsaan Ali" in answer.content.decode()
    assert Person.objects.count() == 2


def test_terms_keep_both_names_their_forms_and_the_record(secretariat: Client) -> None:
    committee = OrganisationFactory(name_en="Awami Action Committee")
    stays = TermFactory(name="Awami Action Committee", kind="organisation", definition="Founded in 2014.")
    goes = TermFactory(name="Aawaami Action Committee", kind="organisation", organisation=committee)
    TermFormFactory(term=stays, text="Komitee")
    TermFormFactory(term=goes, text="Aktionskomitee")
    page = looked_at(secretariat, f"term:{stays.pk}", f"term:{goes.pk}")
    assert "Aktionskomitee Deutsch goes over and is accepted" in text_of(page)
    confirm(secretariat, page)
    merged = Term.objects.get()
    assert (merged.name, merged.organisation, merged.definition) == (
        "Awami Action Committee",
        committee,
        "Founded in 2014.",
    )
    forms = set(TermForm.objects.values_list("text", "language", "status"))
    assert forms == {
        ("Komitee", "de", "preferred"),
        ("Aktionskomitee", "de", "accepted"),
        ("Aawaami Action Committee", "en", "accepted"),
    }


@pytest.mark.parametrize(
    ("stays", "goes", "sentence"),
    [
        ({}, {"publish_level": PublishLevel.INITIALS}, "Readers see more of the one name than of the other."),
        (None, None, "Choose two different people, or two different terms."),
    ],
)
def test_what_cannot_be_one_is_refused_with_a_sentence(
    secretariat: Client, stays: dict[str, str] | None, goes: dict[str, str] | None, sentence: str
) -> None:
    first = PersonFactory(**stays or {})
    second = PersonFactory(**goes) if goes is not None else first
    page = looked_at(secretariat, person_key(first), person_key(second))
    assert sentence in text_of(page)
    assert not page.select("form[method=post] button.serious")
    secretariat.post(reverse("names:merge"), {"stays": person_key(first), "goes": person_key(second), "digest": ""})
    assert Person.objects.filter(pk=second.pk).exists()


def test_terms_that_name_different_records_are_not_one(secretariat: Client) -> None:
    terms = [TermFactory(kind="organisation", organisation=OrganisationFactory()) for _ in range(2)]
    page = looked_at(secretariat, *(f"term:{term.pk}" for term in terms))
    assert "These two terms name different records" in text_of(page)


@pytest.mark.parametrize("role", ["lead", "editor", "translator", "observer"])
def test_sections_merge_nothing(role: str, ehsan: Person, double: Person) -> None:
    client = Client()
    client.force_login(make_user(role, make_section("germany", "DE", de="lead")))
    answer = client.get(reverse("names:merge"), follow=True)
    assert "Only the secretariat merges people and terms" in answer.content.decode()
    client.post(reverse("names:merge"), {"stays": person_key(ehsan), "goes": person_key(double), "digest": ""})
    assert Person.objects.count() == 2
