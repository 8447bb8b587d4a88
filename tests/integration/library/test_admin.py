"""The admin screens of the shared records, used as an editor uses them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from library.choices import Custody, Status
from library.models import Case, Country, Person, Place, StatusEvent
from sections.models import User
from tests.factories.library import (
    CaseCountFactory,
    CaseFactory,
    CountryFactory,
    DetentionEpisodeFactory,
    LegalProvisionFactory,
    OrganisationFactory,
    PersonFactory,
    PersonNameFactory,
    PersonRoleFactory,
    PlaceFactory,
    SourceFactory,
    StatusEventFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def url(model: str, view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_library_{model}:{view}", args=args)


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def fields_of(page: BeautifulSoup) -> dict[str, Any]:
    """What a browser would send if the editor changed nothing; templates of new rows are not sent."""
    for template in page.find_all("template"):
        template.decompose()
    form = page.select_one("form[data-edit-form]")
    assert form is not None
    values: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name = field["name"]
        if field.name == "textarea":
            values[name] = field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = field.select("option[selected]")
            values[name] = chosen[0].get("value", "") if chosen else ""
        elif field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                values.setdefault(name, []).append(field.get("value", "on"))
        elif field.get("type") not in {"submit", "file"}:
            values[name] = field.get("value", "")
    return values


def make_locales(*languages: str) -> None:
    for language in languages:
        Locale.objects.get_or_create(language_code=language)


def prefer(language: str) -> None:
    UserProfile.objects.update_or_create(user=User.objects.get(), defaults={"preferred_language": language})


def new_row(prefix: str, **values: Any) -> dict[str, Any]:
    return {f"{prefix}-{name}": value for name, value in {"id": "", "DELETE": "", **values}.items()}


def test_the_menu_has_all_records(editor: Client) -> None:
    page = editor.get(reverse("wagtailadmin_home")).content.decode()
    for model in ("person", "case", "organisation", "source", "place", "authority", "legalprovision", "country"):
        assert url(model, "list") in page


@pytest.mark.parametrize(
    "factory",
    [
        CountryFactory,
        PlaceFactory,
        OrganisationFactory,
        LegalProvisionFactory,
        SourceFactory,
        CaseFactory,
        PersonFactory,
    ],
)
def test_a_record_opens_and_saves_unchanged(editor: Client, factory: Any) -> None:
    make_locales("en", "de", "ur")
    record = factory()
    address = url(record._meta.model_name, "edit", record.pk)
    values = fields_of(soup(editor.get(address)))
    before = type(record).objects.values().get(pk=record.pk)
    response = editor.post(address, values)
    assert response.status_code == 302, response.context["form"].errors
    after = type(record).objects.values().get(pk=record.pk)
    assert {name: value or "" for name, value in after.items()} == {name: value or "" for name, value in before.items()}


def test_the_list_of_people_shows_what_is_computed(editor: Client) -> None:
    person = PersonFactory(name="Ehsan Ali", native_name="احسان علی", native_language="ur")
    StatusEventFactory(person=person, status=Status.LISTED, date=datetime.date(2024, 1, 1), precision="year")
    StatusEventFactory(person=person, date=datetime.date(2025, 5, 1), precision="month")
    row = soup(editor.get(url("person", "list"))).select_one("tbody tr")
    assert row is not None
    cells = [" ".join(cell.text.split()) for cell in row.select("td")]
    assert cells[-3:] == ["احسان علی", "In custody · On a list of restrictions", "Arrested · May 2025"]


def test_the_list_of_people_costs_the_same_for_one_and_for_twenty(editor: Client) -> None:
    StatusEventFactory()
    editor.get(url("person", "list"))
    with CaptureQueriesContext(connection) as one:
        editor.get(url("person", "list"))
    for _number in range(19):
        StatusEventFactory()
    with CaptureQueriesContext(connection) as twenty:
        page = editor.get(url("person", "list"))
    assert len(soup(page).select("tbody tr")) == 20
    assert len(twenty) == len(one)


@pytest.mark.parametrize("query", ["eshan", "Ehsan ali", "احسان"])
def test_people_are_searched_by_every_spelling(editor: Client, query: str) -> None:
    person = PersonFactory(name="Ehsan Ali", native_name="احسان علی", native_language="ur")
    PersonNameFactory(person=person, text="Eshan Ali", kind="forbidden")
    PersonFactory(name="Asghar Shah")
    for address in (url("person", "list"), reverse("wagtailsnippetchoosers_library_person:choose_results")):
        text = soup(editor.get(address, {"q": query})).text
        assert "Ehsan Ali" in text
        assert "Asghar Shah" not in text


@pytest.mark.indexed
@pytest.mark.parametrize(
    ("query", "found"), [("Deutschland", True), ("germ", True), ("جرمنی", True), ("ドイツ", True), ("Denmark", False)]
)
def test_records_are_searched_in_every_language(editor: Client, query: str, found: bool) -> None:
    CountryFactory(code="DE", name_en="Germany", name_de="Deutschland", name_ur="جرمنی", name_ja="ドイツ")
    CountryFactory(code="DK", name_en="Denmark") if found else None
    rows = soup(editor.get(url("country", "list"), {"q": query})).select("tbody tr")
    assert [bool("Germany" in row.text) for row in rows] == ([True] if found else [])


def test_people_are_filtered_by_status_and_country(editor: Client) -> None:
    pakistan, brazil = CountryFactory(code="PK"), CountryFactory(code="BR")
    StatusEventFactory(person=PersonFactory(name="Held"), place=PlaceFactory(country=pakistan), status=Status.ARRESTED)
    StatusEventFactory(
        episode=DetentionEpisodeFactory(person=PersonFactory(name="Bailed"), case=CaseFactory(country=pakistan)),
        status="bailed",
    )
    StatusEventFactory(person=PersonFactory(name="Elsewhere"), place=PlaceFactory(country=brazil))

    def listed(**filters: Any) -> set[str]:
        rows = soup(editor.get(url("person", "list"), filters)).select("tbody tr .title")
        return {" ".join(row.text.split()).split(" ")[0] for row in rows}

    assert listed(custody=Custody.IN_CUSTODY) == {"Held", "Elsewhere"}
    assert listed(country=pakistan.pk) == {"Held", "Bailed"}
    assert listed(country=pakistan.pk, custody=Custody.IN_CUSTODY) == {"Held"}


def test_a_person_with_episodes_and_events_is_made_in_one_go(editor: Client) -> None:
    make_locales("en", "de", "ur")
    source, place = SourceFactory(), PlaceFactory()
    values = fields_of(soup(editor.get(url("person", "add"))))
    values |= {
        "name": "Ehsan Ali",
        "slug": "ehsan-ali",
        "note_en": "In poor health.",
        "note_de": "Gesundheitlich angeschlagen.",
    }
    values |= {
        "episodes-TOTAL_FORMS": "1",
        "episodes-0-events-TOTAL_FORMS": "2",
        "episodes-0-events-INITIAL_FORMS": "0",
    }
    values |= new_row("episodes-0", case="", note_en="")
    values |= new_row(
        "episodes-0-events-0",
        status="arrested",
        date="2025-05-16",
        precision="month",
        order="0",
        place=str(place.pk),
        authority="",
        provision="",
        sources=[str(source.pk)],
        disputes="",
        note_en="At home.",
    )
    values |= new_row(
        "episodes-0-events-1",
        status="charged",
        date="",
        precision="day",
        order="0",
        place="",
        authority="",
        provision="",
        disputes="",
        note_en="",
    )
    values |= {"names-TOTAL_FORMS": "1"} | new_row(
        "names-0", text="Eshan Ali", kind="forbidden", language="", script="Latn", note=""
    )
    values |= {"roles-TOTAL_FORMS": "1"} | new_row(
        "roles-0",
        ORDER="1",
        title_en="advocate",
        title_de="Rechtsanwalt",
        organisation="",
        since="",
        until="",
        since_precision="unknown",
        until_precision="unknown",
    )
    response = editor.post(url("person", "add"), values)
    assert response.status_code == 302, response.context["form"].errors
    person = Person.objects.get()
    assert (person.note_en, person.note_de) == ("In poor health.", "Gesundheitlich angeschlagen.")
    assert [(e.status, e.when.iso, e.place, e.note_en) for e in person.events()] == [
        ("charged", "", None, ""),
        ("arrested", "2025-05", place, "At home."),
    ]
    assert list(person.events()[1].sources.all()) == [source]
    assert [name.text for name in person.names.all()] == ["Eshan Ali"]
    assert [(role.title_en, role.title_de) for role in person.roles.all()] == [("advocate", "Rechtsanwalt")]


def test_events_are_added_changed_contradicted_and_deleted_on_the_screen_of_the_person(editor: Client) -> None:
    person = PersonFactory()
    episode = DetentionEpisodeFactory(person=person)
    arrest = StatusEventFactory(episode=episode, date=datetime.date(2025, 5, 15))
    wrong = StatusEventFactory(episode=episode, status=Status.RELEASED, date=datetime.date(2025, 5, 20))
    address = url("person", "edit", person.pk)
    values = fields_of(soup(editor.get(address)))
    assert [values[f"episodes-0-events-{n}-id"] for n in (0, 1)] == [str(arrest.pk), str(wrong.pk)]
    values |= {"episodes-0-events-1-DELETE": "on", "episodes-0-events-TOTAL_FORMS": "3"}
    values |= {"episodes-0-events-0-status": "in_custody"}
    values |= new_row(
        "episodes-0-events-2",
        status="arrested",
        date="2025-05-14",
        precision="day",
        order="0",
        place="",
        authority="",
        provision="",
        disputes=str(arrest.pk),
        note_en="",
    )
    response = editor.post(address, values)
    assert response.status_code == 302, response.context["form"].errors
    assert [(e.status, e.when.iso, e.disputes_id) for e in person.events()] == [
        ("arrested", "2025-05-14", arrest.pk),
        ("in_custody", "2025-05-15", None),
    ]


def test_events_stand_in_the_order_in_which_they_happened(editor: Client) -> None:
    episode = DetentionEpisodeFactory()
    for status, date, precision in (
        ("bailed", datetime.date(2025, 7, 31), "day"),
        ("charged", datetime.date(2025, 5, 1), "month"),
        ("arrested", datetime.date(2025, 5, 16), "day"),
        ("listed", None, "unknown"),
    ):
        StatusEventFactory(episode=episode, status=status, date=date, precision=precision)
    values = fields_of(soup(editor.get(url("person", "edit", episode.person.pk))))
    assert [values[f"episodes-0-events-{n}-status"] for n in range(4)] == ["listed", "arrested", "charged", "bailed"]


def test_an_event_can_contradict_only_events_of_the_same_person(editor: Client) -> None:
    own, other = StatusEventFactory(), StatusEventFactory()
    second = StatusEventFactory(episode=own.episode, date=datetime.date(2025, 5, 17))
    page = soup(editor.get(url("person", "edit", own.episode.person.pk)))

    def offered(row: str) -> set[str]:
        boxes = page.find_all("select", attrs={"name": f"episodes-0-events-{row}-disputes"})
        return {option["value"] for box in boxes for option in box.find_all("option")}

    assert offered("0") == {"", str(second.pk)}
    assert offered("__prefix__") == {"", str(own.pk), str(second.pk)}
    assert str(other.pk) not in offered("__prefix__")


def test_a_date_without_its_precision_is_refused_beside_the_field(editor: Client) -> None:
    event = StatusEventFactory()
    address = url("person", "edit", event.episode.person.pk)
    values = fields_of(soup(editor.get(address)))
    values["episodes-0-events-0-precision"] = "unknown"
    response = editor.post(address, values)
    assert response.status_code == 200
    assert "Say how much of this date is known" in soup(response).text


def test_a_record_shows_the_editors_own_languages_first(editor: Client) -> None:
    make_locales("en", "de", "fr", "ur")
    prefer("ur")
    place = PlaceFactory()
    page = soup(editor.get(url("place", "edit", place.pk)))
    names = [field["name"] for field in page.select("input[name^=name_]")]
    assert names[:4] == ["name_en", "name_ur", "name_de", "name_fr"]
    assert len(names) == len(set(names)) == 43
    assert page.select("input[name=name]") == []
    urdu = page.select_one("input[name=name_ur]")
    assert urdu is not None
    assert (urdu["lang"], urdu["dir"]) == ("ur", "rtl")
    folded = page.select_one("section.collapsed")
    assert folded is not None
    assert len(folded.select("input[name^=name_]")) == 39


def test_rows_show_only_languages_of_the_site_and_keep_the_others(editor: Client) -> None:
    make_locales("en", "de")
    role = PersonRoleFactory(title_en="advocate", title_ja="弁護士")
    address = url("person", "edit", role.person.pk)
    values = fields_of(soup(editor.get(address)))
    assert {name for name in values if name.startswith("roles-0-title_")} == {"roles-0-title_en", "roles-0-title_de"}
    response = editor.post(address, values | {"roles-0-title_de": "Rechtsanwalt"})
    assert response.status_code == 302
    role.refresh_from_db()
    assert (role.title_en, role.title_de, role.title_ja) == ("advocate", "Rechtsanwalt", "弁護士")


def test_a_language_that_was_not_on_the_screen_is_not_emptied(editor: Client) -> None:
    place = PlaceFactory(name_en="Gilgit", name_ur="گلگت")
    values = fields_of(soup(editor.get(url("place", "edit", place.pk))))
    del values["name_ur"]
    editor.post(url("place", "edit", place.pk), values | {"name_de": "Gilgit"})
    place.refresh_from_db()
    assert (place.name_ur, place.name_de) == ("گلگت", "Gilgit")


def test_a_name_in_english_is_required(editor: Client) -> None:
    values = fields_of(soup(editor.get(url("organisation", "add")))) | {"name_de": "Ausschuss"}
    response = editor.post(url("organisation", "add"), values)
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"name_en"}


def test_the_picture_of_a_timeline_has_words_for_every_mark(editor: Client) -> None:
    person = PersonFactory()
    arrest = StatusEventFactory(person=person, date=datetime.date(2025, 5, 15))
    StatusEventFactory(person=person, date=datetime.date(2025, 5, 14), disputes=arrest)
    StatusEventFactory(person=person, date=None, status=Status.LISTED)
    page = soup(editor.get(url("person", "edit", person.pk)))
    picture, words = page.select_one(".v-timeline__picture"), page.select(".v-timeline__list li")
    assert picture is not None
    assert (picture["role"], picture.select_one("title").text) == ("img", "The events below on a time line")
    assert len(picture.select(".v-timeline__mark")) == len(words) == 3
    assert [" ".join(each.text.split()).split(":")[0] for each in words] == [
        "date unknown",
        "14 May 2025",
        "15 May 2025",
    ]
    assert "Another account" in words[1].text
    assert "Contradicted" in words[2].text
    assert page.select_one(".v-timeline__state").text == "In custody since 15 May 2025 · On a list of restrictions"


def test_a_new_person_has_no_timeline_yet(editor: Client) -> None:
    assert soup(editor.get(url("person", "add"))).select(".v-timeline") == []


@pytest.mark.indexed
def test_a_record_in_use_cannot_be_deleted_and_the_screen_says_where_it_is_used(editor: Client) -> None:
    place = PlaceFactory(name_en="Gilgit")
    StatusEventFactory(place=place)
    page = soup(editor.get(url("country", "delete", place.country.pk)))
    assert page.select("form input[type=submit], form button[type=submit][class*=serious]") == []
    editor.post(url("country", "delete", place.country.pk))
    editor.post(url("place", "delete", place.pk))
    assert Country.objects.filter(pk=place.country.pk).exists()
    assert Place.objects.filter(pk=place.pk).exists()
    unused = PlaceFactory()
    assert editor.post(url("place", "delete", unused.pk)).status_code == 302
    assert not Place.objects.filter(pk=unused.pk).exists()


def test_a_record_in_use_is_not_deleted_among_many_either(editor: Client) -> None:
    used, unused = CaseFactory(name_en="Arrests in May"), CaseFactory()
    DetentionEpisodeFactory(case=used)
    address = reverse("wagtail_bulk_action", args=["library", "case", "delete"]) + f"?id={used.pk}&id={unused.pk}"
    assert "Arrests in May" in soup(editor.get(address)).text
    response = editor.post(address, follow=True)
    assert Case.objects.count() == 2
    assert "“Arrests in May” was not deleted: it is used in 1 other place." in soup(response).text
    response = editor.post(reverse("wagtail_bulk_action", args=["library", "case", "delete"]) + f"?id={unused.pk}")
    assert list(Case.objects.all()) == [used]


def test_reported_totals_are_edited_with_their_case(editor: Client) -> None:
    count = CaseCountFactory(number=7, date=datetime.date(2025, 5, 30))
    address = url("case", "edit", count.case.pk)
    values = fields_of(soup(editor.get(address))) | {"counts-TOTAL_FORMS": "2"}
    values |= new_row(
        "counts-1",
        number="11",
        status="in_custody",
        date="2025-06-17",
        precision="day",
        order="0",
        source="",
        disputes="",
    )
    assert editor.post(address, values).status_code == 302
    reported = Case.objects.get().reported_in_custody()
    assert reported is not None
    assert reported.number == 11
    assert "11 · 17 June 2025" in soup(editor.get(url("case", "list"))).text


def test_deleting_a_person_deletes_what_hangs_on_it(editor: Client) -> None:
    event = StatusEventFactory()
    assert editor.post(url("person", "delete", event.episode.person.pk)).status_code == 302
    assert not StatusEvent.objects.exists()


def test_records_are_closed_to_people_without_rights() -> None:
    response = Client().get(url("person", "list"))
    assert response.status_code == 302
    assert "login" in response.headers["Location"]


def test_labels_are_in_the_language_in_which_the_admin_is_read(editor: Client) -> None:
    make_locales("en", "de")
    prefer("de")
    page = soup(editor.get(url("place", "edit", PlaceFactory().pk)))
    labels = [" ".join(label.text.split()).rstrip("*") for label in page.select("label[for^=id_name_]")]
    with translation.override("de"):
        name = capfirst(str(Place._meta.get_field("name").verbose_name))
    assert labels[:2] == [f"{name} · English", f"{name} · Deutsch"]


def test_who_changes_a_spelling_stands_for_it(editor: Client) -> None:
    person = PersonFactory()
    changed, untouched = (PersonNameFactory(person=person, text=text) for text in ("Eshan", "Ihsan"))
    values = fields_of(soup(editor.get(url("person", "edit", person.pk))))
    row = next(name for name, value in values.items() if name.endswith("-id") and value == str(changed.pk))
    values[row.replace("-id", "-note")] = "seen in a letter"
    assert editor.post(url("person", "edit", person.pk), values).status_code == 302
    changed.refresh_from_db()
    untouched.refresh_from_db()
    assert (changed.decided_by, untouched.decided_by) == (User.objects.get(), None)
    assert "decided by" in editor.get(url("person", "edit", person.pk)).content.decode()
