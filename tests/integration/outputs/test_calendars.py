"""What calendar programs are told: until when to act, and what a section does where; what is called off is cancelled there, too."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar, Event

from campaign_pages.choices import DeadlineKind
from campaign_pages.models import AppealPage
from home.models import SectionPage
from interventions.choices import StopReason
from interventions.models import Stop
from interventions.taking_down import take_down
from local_content.choices import ActionKind, Kind
from local_content.models import LocalContent
from sections.models import NationalSection
from tests.factories.pages import make_appeal, make_home
from tests.factories.sections import make_section, make_user
from tests.integration.conftest import unindexed

pytestmark = pytest.mark.django_db

VIENNA = zoneinfo.ZoneInfo("Europe/Vienna")
SECTION = "/de/austria/calendar.ics"
TITLE = "Kundgebung vor der Botschaft; mit Reden, Musik und sehr vielen Kerzen für alle, die in Gilgit in Haft sind"
TEXT = "Bitte bringt Kerzen mit.\nTreffpunkt: U4, Ausgang \\ Süd"
START = datetime.datetime(2099, 7, 4, 15, 0, tzinfo=VIENNA)
LAST_DAY = datetime.date(2099, 5, 3)


@pytest.fixture(scope="module", autouse=True)
def _sections_and_appeal(kept: None) -> None:
    with unindexed():
        make_home("de")
        section = make_section(de="contributor")
        appeal = make_appeal(
            "de", title="Freiheit", slug="freiheit", deadline_kind=DeadlineKind.DATE, act_until=LAST_DAY
        )
        row = LocalContent(
            section=section,
            page_key=appeal.translation_key,
            kind=Kind.ACTION,
            action=ActionKind.DEMONSTRATION,
            title=TITLE,
            text=TEXT,
            place="Hofzeile 13, Wien",
            starts_at=START,
            ends_at=START + datetime.timedelta(hours=2),
            time_zone="Europe/Vienna",
            languages="Deutsch, Urdu",
            live=False,
        )
        row.full_clean()
        row.save()
        row.save_revision().publish()


@pytest.fixture
def appeal() -> AppealPage:
    return AppealPage.objects.get()


@pytest.fixture
def action() -> LocalContent:
    return LocalContent.objects.get()


def read(path: str) -> Calendar:
    """A calendar, held against what RFC 5545 demands of every one."""
    response = Client().get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Language"] == path.split("/")[1]
    assert not response.cookies
    raw = response.content
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    for line in raw.split(b"\r\n"):
        line.decode()  # no letter is cut where a line is folded
    calendar: Any = Calendar.from_ical(raw)
    assert (calendar["VERSION"], bool(calendar["PRODID"])) == ("2.0", True)
    assert calendar.subcomponents
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    events = list(calendar.walk("VEVENT"))
    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "SEQUENCE", "LAST-MODIFIED"} <= set(event)
        assert set(event["DTSTART"].params.get("TZID", "Europe/Vienna").split()) <= zones | {"Europe/Vienna"}
        assert event["SUMMARY"].params["LANGUAGE"] == path.split("/")[1]
        assert not event.errors
    return calendar


def events(path: str = SECTION) -> dict[str, Event]:
    """The deadline as "day", the action as "time"."""
    found = read(path).walk("VEVENT")
    return {"time" if isinstance(event.decoded("DTSTART"), datetime.datetime) else "day": event for event in found}


def test_a_local_action_has_its_place_its_time_there_and_its_words(appeal: AppealPage) -> None:
    event = events()["time"]
    assert event.decoded("DTSTART") == START
    assert event["DTSTART"].params["TZID"] == "Europe/Vienna"
    assert event.decoded("DTEND") == START + datetime.timedelta(hours=2)
    assert "Europe/Vienna" in [str(zone["TZID"]) for zone in read(SECTION).walk("VTIMEZONE")]
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (TITLE, "Hofzeile 13, Wien")
    address = "http://testserver/de/appeals/freiheit/"
    assert str(event["DESCRIPTION"]) == f"{TEXT}\nSprachen: Deutsch, Urdu\n\n{address}"
    assert (str(event["URL"]), str(event["STATUS"])) == (address, "CONFIRMED")


def test_a_deadline_is_a_whole_day_on_which_nobody_is_busy() -> None:
    event = events()["day"]
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (LAST_DAY, LAST_DAY + datetime.timedelta(days=1))
    assert str(event["SUMMARY"]) == "Letzter Tag zum Handeln: Freiheit"
    assert str(event["TRANSP"]) == "TRANSPARENT"
    assert events("/de/calendar.ics").keys() == {"day"}
    assert events("/de/calendar.ics")["day"]["UID"] == event["UID"]


def test_what_is_changed_is_the_same_event_changed(action: LocalContent) -> None:
    before = events()["time"]
    action.starts_at += datetime.timedelta(hours=1)
    action.save_revision().publish()
    LocalContent.objects.update(last_published_at=timezone.now() + datetime.timedelta(minutes=1))
    after = events()["time"]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") > before.decoded("LAST-MODIFIED")
    assert after.decoded("DTSTART") == START + datetime.timedelta(hours=1)


def test_a_stopped_appeal_cancels_its_deadline_and_its_actions(appeal: AppealPage) -> None:
    before = events()
    Stop.objects.create(
        page_key=appeal.translation_key,
        reason=StopReason.AIM,
        why="x",
        at=timezone.now() + datetime.timedelta(minutes=1),
    )
    after = events()
    for name in ("day", "time"):
        assert str(after[name]["STATUS"]) == "CANCELLED"
        assert after[name]["UID"] == before[name]["UID"]
        assert after[name]["SEQUENCE"] > before[name]["SEQUENCE"]
    assert str(after["day"]["SUMMARY"]) == "Appell gestoppt: Freiheit"
    assert "Bitte schicken Sie nichts mehr ab." in str(after["day"]["DESCRIPTION"])
    assert str(after["time"]["SUMMARY"]) == "Abgesagt: Demonstration"


def test_what_a_section_withdraws_is_cancelled_without_its_words(action: LocalContent) -> None:
    before = events()["time"]
    action.unpublish()
    after = events()["time"]
    assert (str(after["STATUS"]), after["UID"]) == ("CANCELLED", before["UID"])
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert not {"LOCATION", "DESCRIPTION", "URL"} & set(after)
    assert "Botschaft" not in Client().get(SECTION).content.decode()
    action.save_revision().publish()
    assert str(events()["time"]["SUMMARY"]) == TITLE


def test_of_an_appeal_that_was_taken_down_no_word_is_left(appeal: AppealPage) -> None:
    take_down(appeal, by=make_user("secretariat"), why="x")
    found = events()
    assert {str(event["STATUS"]) for event in found.values()} == {"CANCELLED"}
    raw = Client().get(SECTION).content.decode()
    assert "Freiheit" not in raw
    assert "freiheit" not in raw
    assert "Botschaft" not in raw


@pytest.mark.parametrize("change", [{"first_published_at": None, "live": False}, {"live": False, "expired": True}])
def test_what_was_never_public_or_has_run_out_is_not_there(action: LocalContent, change: dict[str, Any]) -> None:
    LocalContent.objects.update(**change)
    assert events().keys() == {"day"}
    assert Client().get(f"/de/actions/{action.pk}.ics").status_code == 404


def test_what_is_over_is_not_there_and_an_empty_calendar_is_still_one() -> None:
    LocalContent.objects.update(starts_at=timezone.now() - datetime.timedelta(days=2), ends_at=None)
    AppealPage.objects.update(act_until=timezone.localdate() - datetime.timedelta(days=40))
    assert events() == {}
    assert events("/de/calendar.ics") == {}


def test_one_action_can_be_put_into_a_calendar(action: LocalContent, appeal: AppealPage) -> None:
    path = f"/de/actions/{action.pk}.ics"
    (event,) = read(path).walk("VEVENT")
    assert event["UID"] == events()["time"]["UID"]
    for page in (appeal.url, "/de/austria/"):
        assert f'<a href="{path}" type="text/calendar">' in Client().get(page).content.decode()


def test_readers_can_subscribe_or_copy_the_address() -> None:
    html = Client().get("/de/austria/").content.decode()
    assert f'<a href="webcal://testserver{SECTION}">Den Kalender abonnieren</a>' in html
    assert f'<bdi dir="ltr">http://testserver{SECTION}</bdi>' in html
    assert '<a href="webcal://testserver/de/calendar.ics">' in Client().get("/de/appeals/").content.decode()


def test_control_characters_break_nothing(action: LocalContent) -> None:
    LocalContent.objects.update(title="Kund\x01gebung\x1b\u2028BEGIN:VEVENT", text="x\r\nEND:VCALENDAR\r\x85")
    event = events()["time"]
    assert str(event["SUMMARY"]) == "Kundgebung\nBEGIN:VEVENT"
    assert len(read(SECTION).walk("VEVENT")) == 2


@pytest.mark.parametrize("path", [SECTION, "/de/calendar.ics"])
def test_who_has_it_already_gets_no_body_again(path: str, appeal: AppealPage) -> None:
    response: Any = Client().get(path)
    head = Client().head(path)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", response.headers["ETag"])
    assert Client().get(path, headers={"if-none-match": response.headers["ETag"]}).status_code == 304
    assert Client().post(path).status_code == 405
    AppealPage.objects.update(title="Freiheit!")
    assert Client().get(path, headers={"if-none-match": response.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *("/en/austria/calendar.ics", "/de/nowhere/calendar.ics", "/fr/calendar.ics", "/de/appeals/calendar.ics"),
        *("/en/actions/{pk}.ics", "/de/actions/0.ics", "/de/actions/99999999999999999999999999.ics"),
    ],
)
def test_a_calendar_that_is_not_there_is_missed_in_the_language_of_the_address(path: str, action: LocalContent) -> None:
    response = Client().get(path.format(pk=action.pk))
    assert response.status_code == 404
    assert f'lang="{path[1:3]}"' in response.content.decode()


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_a_section_that_does_not_work_announces_nothing(state: str, action: LocalContent) -> None:
    section = NationalSection.objects.get()
    section.state = state
    section.save()
    assert Client().get(f"/de/actions/{action.pk}.ics").status_code == 404
    if SectionPage.objects.get().live:
        assert events().keys() == {"day"}
    else:
        assert Client().get(SECTION).status_code == 404


def test_a_calendar_costs_the_same_with_one_event_and_with_twenty(action: LocalContent, appeal: AppealPage) -> None:
    def cost() -> int:
        Client().get(SECTION)
        with CaptureQueriesContext(connection) as queries:
            Client().get(SECTION)
        return len(queries)

    one = cost()
    for _number in range(5):
        action.pk = None
        action.save()
        make_appeal("de", deadline_kind=DeadlineKind.DATE, act_until=LAST_DAY)
    assert cost() == one <= 8
