"""The screens of names and terms, used as people of different sections use them."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sections.models import User
from tests.factories.glossary import TermFactory, TermFormFactory
from tests.factories.library import OrganisationFactory, PersonFactory, PersonNameFactory, PlaceFactory
from tests.factories.sections import make_section, make_user
from translations.models import Term, TermForm

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def german() -> User:
    """An editor of a section that works in German."""
    return make_user("editor", make_section("germany", "DE", de="lead"))


@pytest.fixture
def secretariat() -> Client:
    return client_of(make_user("secretariat"))


def listed(client: Client, **query: str) -> list[str]:
    """The names on the list, as a browser asks for it."""
    response = client.get(reverse("names:index"), query)
    assert response.status_code == 200
    table = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")
    return [" ".join(row.select_one("td.title a").text.split()) for row in table]  # type: ignore[union-attr]


def cells(client: Client, **query: str) -> list[str]:
    page = BeautifulSoup(client.get(reverse("names:index"), query).content, "html.parser")
    return [" ".join(cell.text.split()) for cell in page.select("table.listing tbody td")]


@pytest.fixture
def names() -> None:
    person = PersonFactory(name="Ehsan Ali", native_name="احسان علی", native_language="ur")
    PersonNameFactory(person=person, text="Eshan Ali", kind="forbidden")
    committee = OrganisationFactory(name_en="Awami Action Committee", name_ur="عوامی ایکشن کمیٹی")
    term = TermFactory(
        name="Awami Action Committee", kind="organisation", organisation=committee, do_not_translate=True
    )
    TermFormFactory(term=term, language="", script="Latn", status="forbidden", text="Aawaami Action Committee")
    TermFormFactory(term=TermFactory(name="motion"), text="Antrag")
    TermFactory(name="Enforced disappearance")


@pytest.fixture
def place(db: None) -> Any:
    """A place that is called something else in German, and named by a term."""
    place = PlaceFactory(name_en="Balochistan", name_de="Belutschistan")
    TermFactory(name="Balochistan", kind="place", place=place)
    return place


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("eshan", ["Ehsan Ali"]),
        ("إحسان", ["Ehsan Ali"]),
        ("aawaami", ["Awami Action Committee"]),
        ("ANTRAG", ["motion"]),
        ("a", ["Awami Action Committee", "Balochistan", "Ehsan Ali", "Enforced disappearance", "motion"]),
        ("nobody", []),
        ("ehsn ali", ["Ehsan Ali"]),
        ("Ali Ehsn", ["Ehsan Ali"]),
        ("احسن", ["Ehsan Ali"]),
        ("dissapearance", ["Enforced disappearance"]),
        ("Belutschistan", ["Balochistan"]),
    ],
)
def test_any_variant_in_any_script_finds_persons_and_terms(
    secretariat: Client, names: None, place: Any, query: str, found: list[str]
) -> None:
    assert listed(secretariat, q=query) == found


def test_the_list_is_narrowed_by_kind_language_and_status(secretariat: Client, names: None) -> None:
    make_section("greece", "GR", el="lead", de="contributor")
    assert listed(secretariat, kind="person") == ["Ehsan Ali"]
    assert listed(secretariat, kind="organisation") == ["Awami Action Committee"]
    assert listed(secretariat, language="el") == []
    assert listed(secretariat, language="de") == ["Awami Action Committee", "Ehsan Ali", "motion"]
    assert listed(secretariat, status="forbidden") == ["Awami Action Committee", "Ehsan Ali"]
    assert listed(secretariat, language="de", status="preferred") == ["Ehsan Ali", "motion"]


def test_a_section_sees_what_nobody_has_decided_in_its_languages(german: User, names: None) -> None:
    make_section("greece", "GR", el="lead")
    assert listed(client_of(german), missing="yes") == ["Enforced disappearance"]
    greek = make_user("lead", make_section("cyprus", "CY", el="contributor"))
    assert listed(client_of(greek), missing="yes") == ["Ehsan Ali", "Enforced disappearance", "motion"]
    assert cells(client_of(german), q="antrag") == ["motion", "Term", "de Antrag", ""]


def test_a_form_that_serves_twice_is_listed_once(secretariat: Client, names: None) -> None:
    assert cells(secretariat, q="ehsan")[2].split() == ["Eshan", "Ali", "ur", "احسان", "علی"]


def test_the_list_costs_the_same_for_one_row_and_for_twenty(secretariat: Client, names: None) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            secretariat.get(reverse("names:index"))
        return len(queries)

    cost()
    few = cost()
    for _ in range(10):
        TermFormFactory()
        PersonNameFactory()
    assert cost() == few


# --- The form of a term ---


def fields_of(page: BeautifulSoup) -> dict[str, Any]:
    """What a browser would send if nobody changed anything: nothing that is disabled, no template of a new row."""
    for template in page.find_all("template"):
        template.decompose()
    values: dict[str, Any] = {}
    for field in page.select("form[data-edit-form] :is(input, textarea, select)[name]:not([disabled])"):
        if field.name == "select":
            chosen = field.select("option[selected]")
            values[str(field["name"])] = chosen[0].get("value", "") if chosen else ""
        elif field.name == "textarea":
            values[str(field["name"])] = field.text.removeprefix("\n")
        elif field.get("type") not in {"submit", "checkbox"} or field.has_attr("checked"):
            values[str(field["name"])] = field.get("value", "")
    return values


def opened(client: Client, term: Term) -> dict[str, Any]:
    response = client.get(reverse("names:edit", args=[term.pk]))
    assert response.status_code == 200
    return fields_of(BeautifulSoup(response.content, "html.parser"))


def row_of(values: dict[str, Any], form: TermForm) -> str:
    """The prefix of a form's row."""
    return next(
        name.removesuffix("-id") for name, value in values.items() if name.endswith("-id") and value == str(form.pk)
    )


def save(client: Client, term: Term, values: dict[str, Any]) -> Any:
    return client.post(reverse("names:edit", args=[term.pk]), values)


def test_who_changes_a_form_stands_for_it(german: User) -> None:
    form = TermFormFactory(text="Resolution")
    untouched = TermFormFactory(term=form.term, text="Entschließung", status="accepted")
    values = opened(client_of(german), form.term)
    values[f"{row_of(values, form)}-text"] = "Antrag"
    assert save(client_of(german), form.term, values).status_code == 302
    form.refresh_from_db()
    untouched.refresh_from_db()
    assert (form.text, form.decided_by, untouched.decided_by) == ("Antrag", german, None)
    assert form.decided_at is not None


def test_forms_of_other_languages_are_read_and_not_changed(german: User) -> None:
    french = TermFormFactory(language="fr", text="motion")
    TermFormFactory(term=french.term, text="Antrag")
    values = opened(client_of(german), french.term)
    row = row_of(values, french)
    assert f"{row}-text" not in values
    save(client_of(german), french.term, {**values, f"{row}-text": "changed by hand"})
    assert TermForm.objects.get(pk=french.pk).text == "motion"
    answer = save(client_of(german), french.term, {**values, f"{row}-DELETE": "1"})
    assert "You decide terms in your own section’s languages only" in answer.content.decode()
    assert TermForm.objects.filter(pk=french.pk).exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "Select a valid choice"), ("", "Only the secretariat decides what holds for all languages of a script.")],
)
def test_a_form_is_added_in_ones_own_languages_only(german: User, language: str, sentence: str) -> None:
    term = TermFactory()
    values = opened(client_of(german), term)
    new = {
        "id": "",
        "DELETE": "",
        "script": "Latn",
        "status": "accepted",
        "part_of_speech": "",
        "gender": "",
        "note": "",
    }
    row = {f"forms-0-{name}": value for name, value in {**new, "language": language, "text": "mot"}.items()}
    answer = save(client_of(german), term, {**values, **row, "forms-TOTAL_FORMS": "1"})
    assert sentence in answer.content.decode()
    allowed = {**row, "forms-0-language": "de"}
    assert save(client_of(german), term, {**values, **allowed, "forms-TOTAL_FORMS": "1"}).status_code == 302
    assert TermForm.objects.get().text == "mot"


@pytest.mark.parametrize(
    ("role", "may"), [("lead", True), ("editor", True), ("translator", False), ("observer", False)]
)
def test_terms_are_added_by_those_who_change_records_and_looked_up_by_all(role: str, may: bool) -> None:
    client = client_of(make_user(role, make_section("germany", "DE", de="lead")))
    term = TermFormFactory(text="Antrag").term
    assert listed(client, q="antrag") == [term.name]
    assert (client.get(reverse("names:add")).status_code == 200) is may
    assert (client.get(reverse("names:edit", args=[term.pk])).status_code == 200) is may
    link = BeautifulSoup(client.get(reverse("names:index")).content, "html.parser").select_one("td.title a")
    read = client.get(str(link["href"] if link else ""))
    assert read.status_code == 200
    assert "Antrag" in read.content.decode()
    client.post(reverse("names:delete", args=[term.pk]))
    assert Term.objects.filter(pk=term.pk).exists()


def test_a_term_names_a_record_of_its_own_kind_only(secretariat: Client) -> None:
    term = TermFactory(kind="law", organisation=OrganisationFactory())
    answer = save(secretariat, term, opened(secretariat, term))
    assert "Only a term of that kind can name this record." in answer.content.decode()
