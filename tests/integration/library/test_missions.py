"""Missions on record: what is refused, what readers choose from and report, and the screens of editors."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from library.choices import MissionReportReason
from library.missions import choice_by_value, missions_for_readers, report_broken
from library.models import Country, DiplomaticMission, MissionReport
from sections.models import User
from tests.factories.library import CountryFactory, DiplomaticMissionFactory, MissionReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "wagtailsnippets_library_diplomaticmission:list"


def country(code: str, name: str, **fields: Any) -> Country:
    return CountryFactory(code=code, name_en=name, **fields)


def rows(response: Any) -> list[list[str]]:
    page = BeautifulSoup(response.content, "html.parser")
    return [[" ".join(cell.text.split()) for cell in row.select("td")][1:] for row in page.select("tbody tr")]


# --- What is refused ---


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"host": "PK"}, "host", "no mission in itself"),
        ({"host": "GB"}, "kind", "choose “High Commission” instead"),
        ({"kind": "high_commission"}, "kind", "choose “Embassy”"),
        ({"head_office": "consul"}, "head_office", "No such office"),
        ({"verified_on": datetime.date(2999, 1, 1)}, "verified_on", "not come yet"),
        ({"emails": "a@example.org, nobody"}, "emails", "“nobody” is no e-mail address"),
        ({"emails": "a@example.org?bcc=b@example.org"}, "emails", "is no e-mail address"),
        ({"telephone": "ask the porter"}, "telephone", "for example +44"),
        ({"address_lines": "\n".join("123456789")}, "address_lines", "at most 8 lines"),
        ({"address_lines": "a" * 101}, "address_lines", "at most 100 letters"),
        ({"address_lines": "Lowndes \u202eerauqS"}, "address_lines", "invisible characters"),
    ],
)
def test_a_mission_that_cannot_be_is_refused_with_a_sentence(fields: dict[str, Any], name: str, sentence: str) -> None:
    country("PK", "Pakistan", commonwealth=True)
    country("GB", "United Kingdom", commonwealth=True)
    if "host" in fields:
        fields = {**fields, "host": CountryFactory(code=fields["host"])}
    mission = DiplomaticMissionFactory.build(
        **{"sending": Country.objects.get(code="PK"), "host": CountryFactory(), **fields}
    )
    with pytest.raises(ValidationError) as caught:
        mission.full_clean()
    assert list(caught.value.message_dict) == [name]
    assert sentence in " ".join(caught.value.message_dict[name])


@pytest.mark.parametrize(
    ("kind", "city", "sentence"),
    [
        ("embassy", "Bonn", "There is an embassy or high commission of this country"),
        ("consulate_general", "Frankfurt", "There is a mission of this kind in that city already."),
    ],
)
def test_a_second_mission_in_the_same_place_is_refused(kind: str, city: str, sentence: str) -> None:
    first = DiplomaticMissionFactory(host=country("DE", "Germany"), city_en="Berlin")
    DiplomaticMissionFactory(host=first.host, kind="consulate_general", city_en="Frankfurt")
    with pytest.raises(ValidationError, match=sentence):
        DiplomaticMissionFactory.build(sending=first.sending, host=first.host, kind=kind, city_en=city).full_clean()


def test_contacts_are_stored_tidily() -> None:
    mission = DiplomaticMissionFactory(
        emails="a@example.org; b@example.org\na@example.org",
        address_lines="  Schaperstraße  29\r\n\r\n10719 Berlin ",
        telephone="+49  30 212440",
    )
    mission.full_clean()
    assert mission.email_list == ["a@example.org", "b@example.org"]
    assert mission.address_lines == "Schaperstraße 29\n10719 Berlin"
    assert mission.telephone == "+49 30 212440"


# --- Verified and reported ---


@pytest.mark.parametrize(
    ("verified_on", "unverified"),
    [(None, True), ("2024-06-16", True), ("2024-06-17", False), ("2025-06-17", False)],
)
def test_a_mission_is_unverified_after_a_year(verified_on: str | None, unverified: bool) -> None:
    mission = DiplomaticMissionFactory(verified_on=verified_on and datetime.date.fromisoformat(verified_on))
    today = datetime.date(2025, 6, 17)
    assert mission.is_unverified_for_a_year(today) is unverified
    assert DiplomaticMission.objects.unverified_for_a_year(today).exists() is unverified


@pytest.mark.parametrize(
    ("verified_on", "broken"), [(None, True), ("2025-06-16", True), ("2025-06-17", False), ("2025-06-18", False)]
)
def test_a_report_counts_until_somebody_verifies_the_mission(verified_on: str | None, broken: bool) -> None:
    mission = DiplomaticMissionFactory(verified_on=verified_on and datetime.date.fromisoformat(verified_on))
    assert mission.is_reported_broken is False
    MissionReportFactory(mission=mission)
    assert DiplomaticMission.objects.get().is_reported_broken is broken
    assert DiplomaticMission.objects.for_listing().get().is_reported_broken is broken
    assert DiplomaticMission.objects.reported_broken().exists() is broken


@pytest.mark.parametrize(
    ("verified_on", "days", "told"),
    [
        (None, [16], False),
        (None, [16, 16], False),
        (None, [15, 16], True),
        (15, [15, 16], False),
        (14, [15, 16], True),
        (16, [15, 16], False),
    ],
)
def test_readers_are_told_of_reports_from_two_days(verified_on: int | None, days: list[int], told: bool) -> None:
    mission = DiplomaticMissionFactory(verified_on=verified_on and datetime.date(2025, 6, verified_on))
    for reason, day in zip(MissionReportReason, days, strict=False):
        MissionReportFactory(mission=mission, reason=reason, day=datetime.date(2025, 6, day))
    assert DiplomaticMission.objects.get().is_doubted_by_readers is told
    assert DiplomaticMission.objects.for_listing().get().is_doubted_by_readers is told


def test_a_report_holds_nothing_about_the_reader_and_is_kept_once_a_day() -> None:
    mission = DiplomaticMissionFactory()
    first = report_broken(mission, MissionReportReason.MOVED)
    assert report_broken(mission, MissionReportReason.MOVED) == first
    report_broken(mission, MissionReportReason.CLOSED)
    assert MissionReport.objects.count() == 2
    assert first.day == timezone.localdate()
    assert {field.name for field in MissionReport._meta.get_fields()} == {"id", "mission", "reason", "day"}


# --- What readers choose from ---


@pytest.fixture
def missions() -> dict[str, DiplomaticMission]:
    pakistan = country("PK", "Pakistan", commonwealth=True)
    usa = country("US", "United States", name_de="Vereinigte Staaten")
    embassy = DiplomaticMissionFactory(sending=pakistan, host=usa, city_en="Washington")
    embassy.accredited_to.add(country("VE", "Venezuela"), country("AT", "Austria", name_de="Österreich"))
    return {
        "washington": embassy,
        "new york": DiplomaticMissionFactory(
            sending=pakistan, host=usa, kind="consulate_general", city_en="New York", city_es="Nueva York"
        ),
        "london": DiplomaticMissionFactory(
            sending=pakistan,
            host=country("GB", "United Kingdom", commonwealth=True),
            kind="high_commission",
            city_en="London",
        ),
        "vienna": DiplomaticMissionFactory(
            sending=pakistan, host=Country.objects.get(code="AT"), city_en="Vienna", city_de="Wien"
        ),
        "of others": DiplomaticMissionFactory(sending=country("FR", "France"), host=usa, city_en="Washington"),
    }


def test_readers_choose_among_countries_and_further_missions(missions: dict[str, DiplomaticMission]) -> None:
    choices = missions_for_readers("PK", "en")
    assert [choice.label for choice in choices] == [
        "Austria",
        "France",
        "United Kingdom",
        "United States",
        "United States: Consulate General, New York",
        "Venezuela (mission in Washington, United States)",
    ]
    assert [choice.is_main for choice in choices] == [True, True, True, True, False, True]
    assert [choice.mission for choice in choices] == [
        missions.get(name) for name in ("vienna", "", "london", "washington", "new york", "washington")
    ]
    assert choices[2].value == f"GB-{missions['london'].pk}"
    assert choices[5].value == f"VE-{missions['washington'].pk}"
    assert choices[5].country_name == "Venezuela"


def test_a_country_without_a_mission_names_the_one_that_is_responsible(
    missions: dict[str, DiplomaticMission],
) -> None:
    notes = {choice.country_code: choice.seat_note for choice in missions_for_readers("PK", "en") if choice.seat_note}
    assert notes == {
        "FR": "No mission is known for this country. Please write the address yourself.",
        "VE": "There is no mission in this country. The Embassy in Washington, United States, is responsible for it.",
    }


def test_every_other_country_on_record_is_offered_but_only_beside_a_mission(
    missions: dict[str, DiplomaticMission],
) -> None:
    country("NO", "Norway")
    DiplomaticMissionFactory(
        sending=Country.objects.get(code="PK"), host=country("AU", "Australia"), kind="consulate", city_en="Perth"
    )
    unknown = [choice for choice in missions_for_readers("PK", "en") if choice.mission is None]
    assert [(choice.value, choice.label) for choice in unknown] == [("FR", "France"), ("NO", "Norway")]
    assert choice_by_value(unknown, "NO") == unknown[1]
    assert missions_for_readers("NO", "en") == []


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (
            "de",
            [
                "Frankreich",
                "Österreich",
                "Venezuela",
                "Vereinigte Staaten",
                "Vereinigte Staaten",
                "Vereinigtes Königreich",
            ],
        ),
        ("da", ["Frankrig", "Storbritannien", "USA", "USA", "Venezuela", "Østrig"]),
        ("el", ["Αυστρία", "Βενεζουέλα", "Γαλλία", *["Ηνωμένες Πολιτείες"] * 2, "Ηνωμένο Βασίλειο"]),
        ("sv", ["Frankrike", "Storbritannien", "USA", "USA", "Venezuela", "Österrike"]),
    ],
)
def test_countries_stand_in_the_order_of_the_alphabet(
    missions: dict[str, DiplomaticMission], language: str, names: list[str]
) -> None:
    assert [choice.country_name for choice in missions_for_readers("PK", language)] == names


def test_cities_are_named_in_the_language_where_it_is_known(missions: dict[str, DiplomaticMission]) -> None:
    labels = [choice.label for choice in missions_for_readers("PK", "es") if choice.mission == missions["new york"]]
    assert [label.rpartition(", ")[2] for label in labels] == ["Nueva York"]


def test_a_value_finds_its_choice_and_an_invented_one_finds_nothing(missions: dict[str, DiplomaticMission]) -> None:
    choices = missions_for_readers("PK", "en")
    assert choice_by_value(choices, choices[2].value) == choices[2]
    assert choice_by_value(choices, "FR") == choices[1]
    for value in ("", "GB", "GB-0", f"DE-{missions['london'].pk}", "<b>"):
        assert choice_by_value(choices, value) is None


def test_the_choice_costs_the_same_for_one_and_for_twenty() -> None:
    first = DiplomaticMissionFactory()
    with CaptureQueriesContext(connection) as one:
        assert len(missions_for_readers("PK", "ur")) == 1
    for _number in range(19):
        DiplomaticMissionFactory().accredited_to.add(CountryFactory())
    first.accredited_to.add(CountryFactory())
    with CaptureQueriesContext(connection) as twenty:
        assert len(missions_for_readers("PK", "ur")) == 40
    assert len(one) == len(twenty) == 3


# --- The screens of editors ---


def test_the_list_shows_what_is_verified_and_what_is_reported(editor: Client) -> None:
    DiplomaticMissionFactory(host=country("AT", "Austria"), city_en="Vienna")
    DiplomaticMissionFactory(host=country("BE", "Belgium"), city_en="Brussels", verified_on=timezone.localdate())
    broken = DiplomaticMissionFactory(
        host=country("CH", "Switzerland"), city_en="Bern", verified_on=datetime.date(2020, 2, 29)
    )
    MissionReportFactory(mission=broken)
    found = rows(editor.get(reverse(LIST)))
    assert [row[1:4] for row in found] == [
        ["Embassy", "Vienna", "Pakistan"],
        ["Embassy", "Brussels", "Pakistan"],
        ["Embassy", "Bern", "Pakistan"],
    ]
    assert found[0][4] == "Never"
    assert found[2][4] == "29 February 2020 · more than a year ago · reported broken"
    assert "·" not in found[1][4]


@pytest.mark.parametrize(
    ("query", "cities"),
    [
        ({"unverified": "no"}, ["Vienna", "Bern"]),
        ({"broken": "yes"}, ["Bern"]),
        ({"unverified": "no", "q": "switz"}, ["Bern"]),
        ({"q": "wien austria"}, ["Vienna"]),
        ({"q": "nowhere"}, []),
    ],
)
def test_the_list_is_filtered_and_searched(editor: Client, query: dict[str, str], cities: list[str]) -> None:
    DiplomaticMissionFactory(host=country("AT", "Austria"), city_en="Vienna", city_de="Wien")
    DiplomaticMissionFactory(host=country("BE", "Belgium"), city_en="Brussels", verified_on=timezone.localdate())
    MissionReportFactory(mission=DiplomaticMissionFactory(host=country("CH", "Switzerland"), city_en="Bern"))
    assert [row[2] for row in rows(editor.get(reverse(LIST), query))] == cities


def test_the_list_costs_the_same_for_one_and_for_twenty(editor: Client) -> None:
    MissionReportFactory()
    editor.get(reverse(LIST))
    with CaptureQueriesContext(connection) as one:
        editor.get(reverse(LIST))
    for _number in range(19):
        MissionReportFactory()
    with CaptureQueriesContext(connection) as twenty:
        found = rows(editor.get(reverse(LIST)))
    assert len(found) == 20
    assert len(one) == len(twenty)


def test_the_list_leads_to_import_and_export(editor: Client) -> None:
    page = editor.get(reverse(LIST)).content.decode()
    for name in ("import", "export"):
        assert reverse(f"wagtailsnippets_library_diplomaticmission:{name}") in page


def values_of(page: Any) -> dict[str, Any]:
    """What a browser would send if the editor changed nothing."""
    form = BeautifulSoup(page.content, "html.parser").select_one("form[data-edit-form]")
    assert form is not None
    values: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.name == "textarea":
            values[field["name"]] = field.text.removeprefix("\n")
        elif field.name == "select":
            values[field["name"]] = next((option["value"] for option in field.select("option[selected]")), "")
        elif field.get("type") == "checkbox":
            if field.has_attr("checked"):
                values.setdefault(field["name"], []).append(field["value"])
        else:
            values[field["name"]] = field.get("value", "")
    return values


def edit_url(mission: DiplomaticMission) -> str:
    return reverse("wagtailsnippets_library_diplomaticmission:edit", args=[mission.pk])


def test_who_changes_the_day_of_verification_stands_for_it(editor: Client) -> None:
    Locale.objects.get_or_create(language_code="de")
    mission = DiplomaticMissionFactory(address_lines="Street 1\nTown", city_de="Stadt", salutation_ur="محترم")
    values = values_of(editor.get(edit_url(mission)))
    assert editor.post(edit_url(mission), values).status_code == 302
    mission.refresh_from_db()
    assert mission.verified_by is None
    assert (mission.address_lines, mission.city_de, mission.salutation_ur) == ("Street 1\nTown", "Stadt", "محترم")

    values["verified_on"] = "2025-06-17"
    assert editor.post(edit_url(mission), values).status_code == 302
    mission.refresh_from_db()
    assert mission.verified_by == User.objects.get()

    values["verified_on"] = ""
    assert editor.post(edit_url(mission), values).status_code == 302
    mission.refresh_from_db()
    assert (mission.verified_on, mission.verified_by) == (None, None)


@pytest.mark.parametrize(
    ("kind", "code", "sentence"),
    [
        ("embassy", "CH", "Switzerland has a mission of its own."),
        ("embassy", "VE", "Another mission is responsible for Venezuela already."),
        ("embassy", "AT", "Austria is the mission’s own country."),
        ("consulate", "CU", "Only an embassy or a high commission is responsible for further countries."),
        ("embassy", "CU", ""),
    ],
)
def test_a_country_is_covered_by_one_mission_only(editor: Client, kind: str, code: str, sentence: str) -> None:
    for each, name in (("VE", "Venezuela"), ("CU", "Cuba")):
        country(each, name)
    DiplomaticMissionFactory(host=country("CH", "Switzerland")).accredited_to.add(Country.objects.get(code="VE"))
    mission = DiplomaticMissionFactory(host=country("AT", "Austria"), kind=kind)
    values = {**values_of(editor.get(edit_url(mission))), "accredited_to": [Country.objects.get(code=code).pk]}
    response = editor.post(edit_url(mission), values)
    if sentence:
        assert response.context["form"].errors == {"accredited_to": [sentence]}
    else:
        assert response.status_code == 302
        assert mission.accredited_to.get().code == code


def test_numbers_and_addresses_keep_their_order_for_editors_who_read_from_right_to_left(editor: Client) -> None:
    form = editor.get(edit_url(DiplomaticMissionFactory())).context["form"]
    directions = {name: field.widget.attrs.get("dir") for name, field in form.fields.items()}
    assert {name for name in directions if directions[name] == "ltr"} >= {"telephone", "emails", "website"}
    assert {name for name in directions if directions[name] == "auto"} == {"address_lines", "head_name", "note"}


def test_editors_see_what_readers_reported_since_it_was_verified(editor: Client) -> None:
    mission = DiplomaticMissionFactory(verified_on=datetime.date(2025, 6, 10))
    MissionReportFactory(mission=mission, day=datetime.date(2025, 6, 9), reason="closed")
    assert "Readers could not reach" not in editor.get(edit_url(mission)).content.decode()
    MissionReportFactory(mission=mission)
    MissionReportFactory(mission=mission, day=datetime.date(2025, 6, 19))
    page = " ".join(BeautifulSoup(editor.get(edit_url(mission)).content, "html.parser").text.split())
    assert "Readers could not reach this mission." in page
    assert "The letter came back: reported on 2 days, last on 19 June 2025" in page
    assert "The mission is closed: reported" not in page
