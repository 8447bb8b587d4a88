"""Missions as CSV files: out, in with a preview, and everything that can be wrong with a file."""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import registry

from library.exchange.csv_files import read
from library.exchange.forms import packed
from library.exchange.planning import Records, make_plan
from library.exchange.storing import exported, preview
from library.models import Country, DiplomaticMission
from sections.models import User
from tests.factories.library import CountryFactory, DiplomaticMissionFactory, SourceFactory
from tests.factories.sections import UserFactory, make_section, make_user

pytestmark = pytest.mark.django_db

IMPORT = "wagtailsnippets_library_diplomaticmission:import"
EXPORT = "wagtailsnippets_library_diplomaticmission:export"


@pytest.fixture
def berlin() -> DiplomaticMission:
    for code, name in (("AT", "Austria"), ("VE", "Venezuela")):
        CountryFactory(code=code, name_en=name)
    mission = DiplomaticMissionFactory(
        host=CountryFactory(code="DE", name_en="Germany"),
        city_en="Berlin",
        city_it="Berlino",
        city_sv="Berlin",
        salutation_ur="محترم",
        address_lines="Schaperstraße 29\n10719 Berlin",
        telephone="+49 30 212440",
        source=SourceFactory(title="Contact", url="https://example.org/contact"),
        verified_on=datetime.date(2025, 6, 17),
    )
    mission.accredited_to.add(Country.objects.get(code="VE"))
    return mission


def csv(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def send(client: Client, content: bytes, name: str = "missions.csv") -> BeautifulSoup:
    response = client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(page: Any) -> str:
    return " ".join(page.text.split())


def confirmation(page: BeautifulSoup) -> dict[str, str]:
    """The hidden fields of the form that stores what was shown; empty when there is none."""
    fields = {field["name"]: field["value"] for field in page.select("form input[type=hidden][name]")}
    return {name: str(fields[name]) for name in ("content", "digest") if name in fields}


def changes_on(page: BeautifulSoup) -> list[list[str]]:
    return [[text_of(cell) for cell in row.select("td")] for row in page.select("table.v-changes tbody tr:has(td)")]


def errors_on(page: BeautifulSoup) -> list[list[str]]:
    return [[text_of(cell) for cell in row.select("td")] for row in page.select("table:not(.v-changes) tbody tr")]


def state() -> list[dict[str, Any]]:
    return list(DiplomaticMission.objects.order_by("pk").values())


# --- Out ---


def test_the_export_has_a_column_for_every_language_that_is_used(editor: Client, berlin: DiplomaticMission) -> None:
    response = editor.get(reverse(EXPORT))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="missions-')
    assert response.content.startswith(b"\xef\xbb\xbf")
    table = read(response.content)
    row = dict(zip(table.heading, table.rows[0].cells, strict=True))
    assert len([name for name in table.heading if name.startswith("city_")]) == 11
    assert "city_pt_br" in row
    assert "city_sv" in row
    assert "city_fi" not in row
    assert row["id"] == str(berlin.pk)
    assert (row["sending"], row["host"], row["kind"], row["city_it"]) == ("PK", "DE", "embassy", "Berlino")
    assert (row["accredited_to"], row["telephone"]) == ("VE", "+49 30 212440")
    assert (row["address_lines"], row["salutation_ur"]) == ("Schaperstraße 29\n10719 Berlin", "محترم")
    assert (row["source"], row["verified_on"]) == ("https://example.org/contact", "2025-06-17")
    assert b'"\'+49 30 212440"' in response.content


def test_what_was_exported_changes_nothing_when_it_is_sent_back(editor: Client, berlin: DiplomaticMission) -> None:
    DiplomaticMissionFactory(kind="consulate", note="=1+1")
    before = state()
    page = send(editor, exported())
    assert [text_of(heading) for heading in page.select("h1")] == ["Import missions"]
    assert "2 missions would stay as they are." in text_of(page)
    assert "There is nothing to store." in text_of(page)
    assert confirmation(page) == {}
    assert state() == before


# --- In ---


def test_who_may_only_change_missions_adds_none_by_a_file(berlin: DiplomaticMission) -> None:
    changer = make_user("editor", make_section("germany", "DE", de="lead"))
    changer.groups.clear()
    rights = ("access_admin", "view_diplomaticmission", "change_diplomaticmission")
    changer.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(changer)
    new = csv("sending,host,kind,city_en", "PK,AT,embassy,Vienna")
    page = send(client, new)
    assert errors_on(page)[0][-1] == "This mission is not on record, and you are not allowed to add missions."
    assert confirmation(page) == {}
    client.post(reverse(IMPORT), {"content": packed(new), "digest": preview(new).digest})
    assert DiplomaticMission.objects.count() == 1
    change = confirmation(send(client, csv("id,telephone", f"{berlin.pk},+49 30 1")))
    assert client.post(reverse(IMPORT), change).status_code == 302
    assert DiplomaticMission.objects.get().telephone == "+49 30 1"


def test_a_change_is_shown_before_it_is_stored(editor: Client, berlin: DiplomaticMission) -> None:
    content = csv("id;telephone;address_lines;accredited_to", f'{berlin.pk};+49 30 1;"Street 1\nTown";AT, VE')
    before = state()
    page = send(editor, content)
    assert "1 mission would be changed" in text_of(page)
    assert changes_on(page) == [
        ["Telephone", "+49 30 212440", "+49 30 1"],
        ["Address", "Schaperstraße 2910719 Berlin", "Street 1Town"],
        ["Also responsible for", "VE", "AT VE"],
    ]
    assert state() == before

    response = editor.post(reverse(IMPORT), confirmation(page), follow=True)
    assert "0 missions were added. 1 mission was changed." in response.content.decode()
    berlin.refresh_from_db()
    assert (berlin.telephone, berlin.address_lines) == ("+49 30 1", "Street 1\nTown")
    assert sorted(berlin.accredited_to.values_list("code", flat=True)) == ["AT", "VE"]
    assert berlin.city_it == "Berlino"
    assert berlin.verified_by is None
    log = registry.get_logs_for_instance(berlin).get()
    assert (log.action, log.user) == ("wagtail.edit", User.objects.get())


def test_a_mission_is_known_by_country_kind_and_city_where_it_has_no_number(
    editor: Client, berlin: DiplomaticMission
) -> None:
    CountryFactory(code="US", name_en="United States")
    content = csv(
        "sending\thost\tkind\tcity_en\tcity_de\tverified_on",
        "PK\tDE\tembassy\tberlin\tBerlin\t18.06.2025",
        "pk\tus\tconsulate_general\tNew York\tNew York\t",
    )
    page = send(editor, content)
    assert "1 mission would be added" in text_of(page)
    assert ["City · Deutsch", "", "Berlin"] in changes_on(page)
    assert ["Verified on", "2025-06-17", "2025-06-18"] in changes_on(page)
    assert editor.post(reverse(IMPORT), confirmation(page)).status_code == 302
    berlin.refresh_from_db()
    assert (berlin.city_en, berlin.verified_on) == ("berlin", datetime.date(2025, 6, 18))
    assert berlin.verified_by == User.objects.get()
    new = DiplomaticMission.objects.get(host__code="US")
    assert (new.sending.code, new.kind, new.city_en, new.head_gender) == (
        "PK",
        "consulate_general",
        "New York",
        "unknown",
    )


def test_an_empty_cell_empties_and_a_missing_column_changes_nothing(editor: Client, berlin: DiplomaticMission) -> None:
    page = send(editor, csv("id,source,verified_on,head_gender", f"{berlin.pk},,,"))
    assert changes_on(page) == [
        ["Source", "https://example.org/contact", ""],
        ["Verified on", "2025-06-17", ""],
    ]
    editor.post(reverse(IMPORT), confirmation(page))
    berlin.refresh_from_db()
    assert (berlin.source, berlin.verified_on, berlin.telephone) == (None, None, "+49 30 212440")


def test_what_has_changed_since_the_preview_is_shown_again(editor: Client, berlin: DiplomaticMission) -> None:
    page = send(editor, csv("id,telephone", f"{berlin.pk},+49 30 1"))
    DiplomaticMission.objects.update(telephone="+49 30 2")
    response = editor.post(reverse(IMPORT), confirmation(page))
    again = BeautifulSoup(response.content, "html.parser")
    assert "The missions have been changed since you looked. Nothing was stored." in text_of(again)
    assert changes_on(again) == [["Telephone", "+49 30 2", "+49 30 1"]]
    assert DiplomaticMission.objects.get().telephone == "+49 30 2"
    assert editor.post(reverse(IMPORT), confirmation(again)).status_code == 302
    assert DiplomaticMission.objects.get().telephone == "+49 30 1"


@pytest.mark.parametrize("fields", [{"content": "no base64 ÿ"}, {"content": "eJw="}, {"content": ""}, {"digest": ""}])
def test_a_confirmation_that_was_tampered_with_stores_nothing(
    editor: Client, berlin: DiplomaticMission, fields: dict[str, str]
) -> None:
    page = send(editor, csv("id,telephone", f"{berlin.pk},+49 30 1"))
    before = state()
    response = editor.post(reverse(IMPORT), {**confirmation(page), **fields})
    assert "The file was not sent whole. Choose it again." in response.content.decode()
    assert state() == before


# --- What is wrong with a file ---


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["id,fax,nmae", "1,2,3"], "columns that are not known here: fax, nmae."),
        (["id,note,note", "1,2,3"], "A column comes twice: note."),
        (["host,telephone", "DE,1"], "It cannot be told which missions are meant."),
        (["nonsense", "more of it"], "a column that is not known here: nonsense."),
        (["id,note", '1,"open'], "Line 2 cannot be parted into cells."),
        ([""], "The file is empty."),
    ],
)
def test_a_file_with_a_wrong_heading_is_refused(editor: Client, lines: list[str], sentence: str) -> None:
    page = send(editor, csv(*lines))
    assert sentence in text_of(page)
    assert confirmation(page) == {}


def test_a_file_in_another_encoding_or_too_large_is_refused(editor: Client) -> None:
    assert "Save it as “CSV UTF-8”" in text_of(send(editor, "id,note\r\n1,Θεσσαλονίκη".encode("iso-8859-7")))
    assert "The file is larger than 2 MB." in text_of(send(editor, b"id\r\n" + b"1\r\n" * 800_000))


ROW = "PK,DE,consulate,Bonn"


@pytest.mark.parametrize(
    ("heading", "row", "column", "sentence"),
    [
        ("id,note", "999,x", "id", "There is no mission 999."),
        ("id,note", "١,x", "id", "There is no mission ١."),
        ("id,note", "{id},x,y", "", "Number of cells in this row: 3; in the first line: 2."),
        ("id,note", "{id}", "", "Number of cells in this row: 1; in the first line: 2."),
        ("id,note", ",x", "", "needs the columns sending, host, kind, city_en."),
        ("sending,host,kind,city_en", "PK,XX,consulate,Bonn", "host", "There is no country “XX” on record."),
        ("sending,host,kind,city_en", "PK,DE,ambassy,Bonn", "kind", "Write one of these words: embassy, high_comm"),
        ("sending,host,kind,city_en", "PK,DE,,Bonn", "kind", "This cell must not be empty."),
        ("sending,host,kind,city_en", "PK,DE,consulate,", "city_en", "This cell must not be empty."),
        ("sending,host,kind,city_en", "PK,PK,consulate,Bonn", "host", "A country has no mission in itself."),
        ("sending,host,kind,city_en", "PK,AT,high_commission,Vienna", "kind", "choose “Embassy”"),
        ("sending,host,kind,city_en", "PK,DE,embassy,Bonn", "kind", "There is an embassy or high commission"),
        ("sending,host,kind,city_en,emails", f"{ROW},nobody", "emails", "“nobody” is no e-mail address."),
        ("sending,host,kind,city_en,telephone", f"{ROW},=1+1", "telephone", "for example +44"),
        ("sending,host,kind,city_en,website", f"{ROW},javascript:alert(1)", "website", "valid URL"),
        ("sending,host,kind,city_en,verified_on", f"{ROW},6/17/2025", "verified_on", "for example 2025-06-17"),
        ("sending,host,kind,city_en,verified_on", f"{ROW},2999-01-01", "verified_on", "not come yet"),
        ("sending,host,kind,city_en,source", f"{ROW},Somewhere", "source", "no source with the address or title"),
        ("sending,host,kind,city_en,city_de", f"{ROW},{'x' * 101}", "city_de", "at most 100"),
        (
            "sending,host,kind,city_en,accredited_to",
            f"{ROW},AT",
            "accredited_to",
            "Only an embassy or a high commission",
        ),
        ("id,accredited_to", "{id},DE", "accredited_to", "Germany is the mission’s own country."),
        ("id,head_office", "{id},consul", "head_office", "No such office"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(
    editor: Client, berlin: DiplomaticMission, heading: str, row: str, column: str, sentence: str
) -> None:
    before = state()
    page = send(editor, csv(heading, row.format(id=berlin.pk)))
    ((line, number, found, message),) = errors_on(page)
    assert (line, number, found) == ("2", "2", column)
    assert sentence in message
    assert confirmation(page) == {}
    assert state() == before


def test_two_rows_about_the_same_mission_are_refused(editor: Client, berlin: DiplomaticMission) -> None:
    page = send(editor, csv("id,note", f"{berlin.pk},a", f"{berlin.pk},b"))
    assert errors_on(page) == [["3", "3", "", "Line 2 is about the same mission."]]
    page = send(editor, csv("sending,host,kind,city_en", "PK,AT,consulate,Graz", "PK,AT,consulate,graz"))
    assert [error[0] for error in errors_on(page)] == ["2", "3"]


def test_one_wrong_row_keeps_the_right_ones_out(editor: Client, berlin: DiplomaticMission) -> None:
    page = send(editor, csv("id,note", f"{berlin.pk},a", "999,b"))
    assert "1 mission would be changed" in text_of(page)
    assert confirmation(page) == {}


def test_ten_thousand_wrong_rows_change_nothing_and_the_first_are_listed(
    editor: Client, berlin: DiplomaticMission
) -> None:
    rows = [f"{number},XX,nobody" for number in range(1_000_000, 1_010_000)]
    before = state()
    began = time.monotonic()
    with CaptureQueriesContext(connection) as queries:
        page = send(editor, csv("id,host,emails", *rows))
    assert time.monotonic() - began < 20
    assert len(queries) < 30
    errors = errors_on(page)
    assert len(errors) == 20
    assert errors[0][0] == "2"
    assert errors[19][0] == "21"
    assert "There are 10000 errors in the file." in text_of(page)
    assert "And 9980 more errors." in text_of(page)
    assert state() == before


def test_a_plan_costs_the_same_for_one_row_and_for_twenty() -> None:
    def queries() -> int:
        content = exported()
        with CaptureQueriesContext(connection) as found:
            make_plan(read(content), Records.load())
        return len(found)

    DiplomaticMissionFactory()
    one = queries()
    for _number in range(19):
        DiplomaticMissionFactory().accredited_to.add(CountryFactory())
    assert queries() == one == 4


def test_missions_that_change_places_are_not_taken_for_doubles() -> None:
    first, second = (DiplomaticMissionFactory(kind="consulate") for _each in range(2))
    content = csv("id,host", f"{first.pk},{second.host.code}", f"{second.pk},{first.host.code}")
    plan = preview(content)
    assert plan.errors == []
    assert [[change.column for change in row.changes] for row in plan.changed] == [["host"], ["host"]]


@pytest.mark.parametrize("name", [IMPORT, EXPORT])
def test_import_and_export_are_closed_to_people_without_rights(name: str) -> None:
    client = Client()
    assert "login" in client.get(reverse(name)).headers["Location"]
    client.force_login(UserFactory())
    assert client.get(reverse(name)).status_code == 302
