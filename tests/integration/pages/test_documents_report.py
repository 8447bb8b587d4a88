"""The report “Model documents”: one row a document, what is wrong with it, and no more queries for twenty than for one."""

from __future__ import annotations

import csv
import datetime
import io
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import StringSegment, Translation

from campaign_pages.models import DocumentIndexPage, ModelDocumentPage
from campaign_pages.report import Attention, DocumentRow, document_rows
from library.choices import MissionReportReason
from library.models import Country, MissionReport
from tests.factories.library import CountryFactory, DiplomaticMissionFactory
from tests.factories.pages import make_document, make_home, make_index, make_locale
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill, pretended
from translations.publication.publishing import publish
from translations.states import State
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TODAY = timezone.localdate()


def days(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def rows(kind: str = "") -> list[DocumentRow]:
    return document_rows(make_user("administrator"), Page.objects.all(), kind)


def row_of(document: ModelDocumentPage) -> DocumentRow:
    return next(row for row in rows() if row.page.pk == document.pk)


def german() -> Locale:
    make_index(DocumentIndexPage, "de")
    return make_locale("de")


def translated(document: ModelDocumentPage) -> Translation:
    """The German translation, with every string, published."""
    (translation,) = submit(document, [german()])
    sources = StringSegment.objects.filter(source_id=translation.source_id).values_list("string__data", flat=True)
    fill(translation, {text: pretended(text, in_brackets=False) for text in sources})
    publish(translation)
    return translation


def pakistan() -> Country:
    found: Country = CountryFactory(code="PK", name_en="Pakistan")
    return found


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make_user("secretariat"))
    return client


def report(client: Client, query: str = "") -> str:
    response = client.get(reverse("documents_report") + query)
    assert response.status_code == 200
    return str(response.content.decode())


def titles(html: str) -> list[str]:
    return re.findall(r'<bdi lang="[a-z-]+"><a href="[^"]+">([^<]+)</a>', html)


# --- What a row says ---


def test_a_document_of_one_language_is_complete() -> None:
    row = row_of(make_document())
    assert (row.complete, row.languages, row.open_names, row.missions) == (1, 1, [], None)
    assert row.attention == frozenset()


def test_a_translation_is_a_language_of_its_original_and_no_row() -> None:
    document = make_document()
    (translation,) = submit(document, [german()])
    make_locale("fr")  # never begun, so nobody waits for it
    row = row_of(document)
    assert len(rows()) == 1
    assert (row.complete, row.languages) == (1, 2)
    assert [(entry.code, entry.state) for entry in row.open_languages] == [("de", State.PARTIAL)]
    assert row.open_languages[0].page_id == translation.get_target_instance().pk
    assert row.open_names == ["Deutsch: Partial"]
    assert row.attention == {Attention.ANY, Attention.LANGUAGES}


def test_a_published_translation_is_complete_until_the_original_changes() -> None:
    document = make_document(superseded_by=None)
    translation = translated(document)
    assert (row_of(document).complete, row_of(document).languages) == (2, 2)
    page = ModelDocumentPage.objects.get(pk=document.pk)
    page.summary = "Send it today."
    page.save_revision().publish()
    translation.source.update_from_db()
    assert [entry.state for entry in row_of(document).open_languages] == [State.OUTDATED]


def test_the_original_may_be_in_any_language() -> None:
    make_index(DocumentIndexPage)
    document = make_document("de")
    submit(document, [make_locale("en")])
    (row,) = rows()
    assert row.page.pk == document.pk
    assert [entry.code for entry in row.open_languages] == ["en"]


def test_a_draft_is_not_yet_complete_in_its_own_language() -> None:
    document = make_document()
    document.unpublish()
    row = row_of(document)
    assert (row.complete, row.languages, row.open_names) == (0, 1, ["English: Not published"])


@pytest.mark.parametrize(
    ("expires", "expired", "soon"),
    [(None, False, False), (-1, True, False), (0, False, True), (30, False, True), (31, False, False)],
)
def test_a_document_expires_after_its_last_day(expires: int | None, expired: bool, soon: bool) -> None:
    row = row_of(make_document(expires=None if expires is None else days(expires)))
    assert (row.is_expired, row.expires_soon) == (expired, soon)
    assert (Attention.EXPIRY in row.attention) == (expired or soon)


def test_a_superseded_document_may_stay_as_it_is() -> None:
    newer = make_document()
    old = make_document(expires=days(-1), superseded_by=newer)
    assert row_of(old).superseded_by == newer.title
    assert row_of(old).attention == frozenset()
    newer.unpublish()
    assert Attention.EXPIRY in row_of(old).attention, "readers have nothing newer"


def test_missions_of_the_country_are_counted() -> None:
    country = pakistan()
    fresh = DiplomaticMissionFactory(sending=country, verified_on=TODAY)
    DiplomaticMissionFactory(sending=country, verified_on=None)
    DiplomaticMissionFactory(sending=country, verified_on=days(-400))
    DiplomaticMissionFactory(sending=CountryFactory(code="XX"), verified_on=None)
    row = row_of(make_document(missions_of=country))
    assert (row.unverified, row.broken) == (2, 0)
    assert Attention.MISSIONS in row.attention
    fresh.verified_on = days(-10)
    fresh.save()
    MissionReport.objects.create(mission=fresh, reason=MissionReportReason.values[0], day=TODAY)
    row = row_of(make_document(missions_of=country))
    assert (row.unverified, row.broken) == (2, 1)


def test_a_country_whose_missions_are_all_right_needs_nothing() -> None:
    country = pakistan()
    DiplomaticMissionFactory(sending=country, verified_on=TODAY)
    row = row_of(make_document(missions_of=country))
    assert (row.unverified, row.broken, row.attention) == (0, 0, frozenset())


# --- The screen ---


def test_editors_find_it_under_reports(editor: Client) -> None:
    make_document()
    home = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("documents_report") in home
    assert "Model letter" in report(editor)


def test_without_documents_it_says_so(editor: Client) -> None:
    assert "There are no model documents yet." in report(editor)
    make_document()
    assert "No document matches." in report(editor, "?kind=motion")


def test_it_is_closed_to_those_who_edit_no_page() -> None:
    make_document()
    member = make_user("secretariat")
    member.groups.clear()
    group = Group.objects.create(name="Watchers")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    member.groups.add(group)
    client = Client()
    client.force_login(member)
    assert client.get(reverse("documents_report")).status_code == 302
    assert reverse("documents_report") not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert Client().get(reverse("documents_report")).status_code == 302


def test_who_edits_another_language_sees_all_and_is_led_to_what_is_hers() -> None:
    document = make_document(title="The English letter")
    home = make_index(DocumentIndexPage, "de")
    user = make_user("secretariat")
    user.groups.clear()
    group = Group.objects.create(name="German editors")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=home, permission=change)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    html = report(client)
    assert "The English letter" in html
    assert reverse("wagtailadmin_pages:edit", args=[document.pk]) not in html


def test_it_filters_by_kind_and_by_what_needs_attention(editor: Client) -> None:
    make_document(title="Letter")
    make_document(title="Motion", kind="motion", expires=days(-1))
    assert titles(report(editor)) == ["Letter", "Motion"]
    assert titles(report(editor, "?kind=letter")) == ["Letter"]
    assert titles(report(editor, "?attention=any")) == ["Motion"]
    assert titles(report(editor, "?attention=languages")) == []
    assert "Letter" in report(editor, "?kind=nonsense")


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("title", "abc"),
        ("-title", "cba"),
        ("version", "cab"),
        ("-version", "bac"),
        ("expires", "bac"),
        ("-expires", "abc"),
        ("kind", "acb"),
        ("facts_as_of", "abc"),
        ("superseded_by", "abc"),
        ("languages", "abc"),
        ("missions", "abc"),
        ("nonsense", "abc"),
    ],
)
def test_it_sorts_by_every_column(editor: Client, ordering: str, expected: str) -> None:
    make_document(title="a", version="1.9", expires=days(60))
    make_document(title="b", version="1.10", expires=days(-1), kind="motion")
    make_document(title="c", version="1", expires=None)
    assert "".join(titles(report(editor, f"?ordering={ordering}"))) == expected


def test_counts_of_missions_lead_to_their_list(editor: Client) -> None:
    country = pakistan()
    shown = DiplomaticMissionFactory(sending=country, verified_on=None, city_en="Gilgit House")
    DiplomaticMissionFactory(sending=country, verified_on=TODAY, city_en="Verified City")
    make_document(missions_of=country)
    html = report(editor)
    found = re.search(r'<a href="([^"]+)">1 not verified for a year</a>', html)
    assert found
    answer = editor.get(found.group(1).replace("&amp;", "&")).content.decode()
    assert shown.city in answer
    assert "Verified City" not in answer


def test_a_title_is_text(editor: Client) -> None:
    make_document(title="<script>alert(1)</script>")
    html = report(editor)
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


# --- Downloads ---


def test_it_is_downloaded_as_csv_and_xlsx(editor: Client) -> None:
    document = make_document(title="=1+1", expires=days(-1), missions_of=pakistan())
    submit(document, [german()])
    response = editor.get(reverse("documents_report") + "?export=csv")
    (line,) = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode()))
    assert line["Kind"] == "Model letter"
    assert line["Expiry"] == "Expired"
    assert line["Languages begun"] == "2"
    assert line["Languages incomplete or out of date"] == "Deutsch: Partial"
    response = editor.get(reverse("documents_report") + "?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s", "a title is never a formula"
    assert sheet["F2"].value == days(-1)


# --- Cost ---


def queries(client: Client, query: str = "") -> int:
    cache.clear()
    client.get(reverse("documents_report") + query)  # content types and the like
    with CaptureQueriesContext(connection) as captured:
        report(client, query)
    return len(captured)


@pytest.mark.parametrize("query", ["", "?attention=any&ordering=-missions"])
def test_twenty_documents_cost_what_one_costs(editor: Client, query: str) -> None:
    country = pakistan()
    DiplomaticMissionFactory.create_batch(3, sending=country, verified_on=None)
    first = make_document(missions_of=country, expires=days(-1))
    locale = german()
    submit(first, [locale])
    one = queries(editor, query)
    for _number in range(19):
        older = make_document(missions_of=country, expires=days(-1), superseded_by=first)
        submit(older, [locale])
    assert len(rows()) == 20
    assert queries(editor, query) == one


def test_a_draft_in_another_language_is_not_listed() -> None:
    document = make_document(title="Nobody has published this")
    document.unpublish()
    for code, listed in (("de", False), ("en", True)):
        make_home(code)
        section = make_section(f"section-{code}", "AT", **{code: "lead"})
        client = Client()
        client.force_login(make_user("editor", section))
        assert ("Nobody has published this" in report(client)) is listed
