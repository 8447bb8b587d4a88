"""A section looks after the missions in its own country, on the screen and by file; the others say why they are left alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from library.exchange.forms import packed
from library.exchange.storing import preview
from library.models import DiplomaticMission
from tests.factories.library import CountryFactory, DiplomaticMissionFactory
from tests.factories.sections import make_section, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

IMPORT = "wagtailsnippets_library_diplomaticmission:import"
REFUSED = "You may change the missions in your own section’s country only, not those in Germany."


@pytest.fixture
def vienna() -> DiplomaticMission:
    return DiplomaticMissionFactory(host=CountryFactory(code="AT", name_en="Austria"), city_en="Vienna")


@pytest.fixture
def berlin() -> DiplomaticMission:
    return DiplomaticMissionFactory(host=CountryFactory(code="DE", name_en="Germany"), city_en="Berlin")


@pytest.fixture
def austrian() -> Client:
    client = Client()
    client.force_login(make_user("editor", make_section("austria", "AT", de="lead")))
    return client


def edit_url(mission: DiplomaticMission) -> str:
    return reverse("wagtailsnippets_library_diplomaticmission:edit", args=[mission.pk])


def send(client: Client, content: str) -> Any:
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile("missions.csv", content.encode())})


def test_a_mission_of_another_country_does_not_open(austrian: Client, berlin: DiplomaticMission) -> None:
    response = austrian.get(edit_url(berlin), follow=True)
    assert [str(message).strip() for message in response.context["messages"]] == [REFUSED]


def test_a_mission_is_not_given_to_another_country(
    austrian: Client, vienna: DiplomaticMission, berlin: DiplomaticMission
) -> None:
    form = austrian.get(edit_url(vienna)).context["form"]
    data = {name: value for name, value in form.initial.items() if isinstance(value, str | int) and value}
    response = austrian.post(edit_url(vienna), {**data, "host": berlin.host_id})
    assert response.context["form"].errors["host"] == [REFUSED]
    vienna.refresh_from_db()
    assert vienna.host.code == "AT"


def test_rows_of_other_countries_are_named_in_a_file(
    austrian: Client, vienna: DiplomaticMission, berlin: DiplomaticMission
) -> None:
    content = f"id,telephone\r\n{vienna.pk},+43 1 1\r\n{berlin.pk},+49 30 1"
    response = send(austrian, content)
    (error,) = response.context["errors"]
    assert (error.row.line, error.column, error.message) == (3, "host", REFUSED)
    austrian.post(reverse(IMPORT), {"content": packed(content.encode()), "digest": preview(content.encode()).digest})
    assert not DiplomaticMission.objects.exclude(telephone="").exists()


def test_rows_of_other_countries_that_change_nothing_are_no_mistake(
    austrian: Client, vienna: DiplomaticMission, berlin: DiplomaticMission
) -> None:
    response = send(austrian, f"id,city_en\r\n{vienna.pk},Wien\r\n{berlin.pk},Berlin")
    assert response.context["errors"] == []
    assert len(response.context["changed"]) == 1


def test_a_file_moves_no_mission_into_or_out_of_reach(
    austrian: Client, vienna: DiplomaticMission, berlin: DiplomaticMission
) -> None:
    for mission, host in ((vienna, "DE"), (berlin, "AT")):
        (error,) = send(austrian, f"id,host\r\n{mission.pk},{host}").context["errors"]
        assert error.message == REFUSED
