"""Letters that readers fill in without JavaScript: what comes back, what is kept, what is refused."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import PageViewRestriction

from campaign_pages.models import DocumentIndexPage, ModelDocumentPage
from campaign_pages.reading import DocumentReading
from library.choices import MissionReportReason
from library.models import DiplomaticMission, MissionReport
from outputs.letters import limits
from outputs.letters.pdf import TooLong
from tests.factories.library import CountryFactory
from tests.factories.pages import make_document, make_index, make_locale

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FIELDS: list[Any] = [
    ("field", {"key": "mission_office", "kind": "mission.office", "label": "Office"}),
    ("field", {"key": "mission_address", "kind": "mission.address", "label": "Address"}),
    ("field", {"key": "mission_salutation", "kind": "mission.salutation", "label": "Salutation"}),
    ("field", {"key": "writer_name", "kind": "text", "label": "Your name"}),
    ("field", {"key": "writer_title", "kind": "text", "label": "Your title", "optional": True}),
    ("field", {"key": "contact", "kind": "lines", "label": "Contact"}),
]
CONTENT: list[Any] = [
    ("addressee", "{{ mission_office }}\n{{ mission_address }}"),
    ("salutation", "{{ mission_salutation }}"),
    ("subject", "Free them"),
    ("signature", "{{ writer_name }}, {{ writer_title }}\n{{ contact }}"),
]


@pytest.fixture(autouse=True)
def _nobody_has_posted_yet() -> None:
    cache.clear()


def post(reader: Client, path: str, **answers: str) -> Any:
    return reader.post(path, {name.replace("f_", "f-", 1): value for name, value in answers.items()})


@pytest.fixture
def reader() -> Client:
    return Client(headers={"accept-language": "en"})


def test_the_filled_letter_comes_back(reader: Client, letter: ModelDocumentPage, mission: DiplomaticMission) -> None:
    response = post(
        reader, "/en/letters/letter/", f_writer_name="Ada", f_contact="1 Road\nTown", mission=f"GB-{mission.pk}"
    )
    html = response.content.decode()
    assert response.status_code == 200
    assert "High Commissioner" in html
    assert "34-36 Lowndes Square<br>London SW1X 9JN" in html
    assert "Your Excellency," in html
    assert "1 Road<br>Town" in html
    assert "Nothing is left to fill in." in html
    assert 'value="Ada"' in html


def test_nothing_of_it_is_kept_or_passed_on(reader: Client, letter: ModelDocumentPage, caplog: Any) -> None:
    response = post(reader, "/en/letters/letter/", f_writer_name="Ada Unmistakable")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers
    assert not response.cookies
    assert "Unmistakable" not in caplog.text
    assert "Unmistakable" not in reader.get("/en/documents/letter/").content.decode()


def test_open_blanks_are_counted_and_named(reader: Client, letter: ModelDocumentPage) -> None:
    html = post(reader, "/en/letters/letter/", f_writer_name="Ada").content.decode()
    assert "4 blanks are left: Office, Address, Salutation, Contact" in html


def test_what_is_typed_is_shown_as_typed(reader: Client, letter: ModelDocumentPage) -> None:
    html = post(reader, "/en/letters/letter/", f_writer_name="<b>{{ contact }}</b>\u202e").content.decode()
    assert "&lt;b&gt;{{ contact }}&lt;/b&gt;</span>" in html


def test_a_text_that_is_too_long_is_refused_beside_its_field_and_not_lost(
    reader: Client, letter: ModelDocumentPage
) -> None:
    response = post(reader, "/en/letters/letter/", f_writer_name="a" * 201, f_contact="here")
    html = response.content.decode()
    assert response.status_code == 422
    assert "This is too long: 201 characters, and there is room for 200." in html
    assert "a" * 201 in html
    assert ">here</textarea>" in html


@pytest.mark.parametrize("kind", ["docx", "txt"])
def test_the_filled_letter_can_be_saved(reader: Client, letter: ModelDocumentPage, kind: str) -> None:
    response = post(reader, f"/en/letters/letter/{kind}/", f_writer_name="Ada Lovelace")
    assert response.headers["Content-Disposition"] == f'attachment; filename="letter-en.{kind}"'
    assert response.headers["Cache-Control"] == "no-store"
    content = response.content
    if kind == "docx":
        content = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    assert b"Ada Lovelace" in content


def test_the_letter_can_be_in_another_language_than_the_page(
    reader: Client, letter: ModelDocumentPage, mission: DiplomaticMission
) -> None:
    make_index(DocumentIndexPage, "de")
    german = letter.copy_for_translation(make_locale("de"), copy_parents=True)
    german.content = [("subject", "Freiheit für sie"), *CONTENT[3:]]
    german.save_revision().publish()
    response = post(reader, "/de/letters/letter/", f_writer_name="Ada", letter="en")
    html = response.content.decode()
    assert '<div class="paper" lang="en" dir="ltr">' in html
    assert "Free them" in html
    assert "Freiheit für sie" not in html
    html = post(reader, "/en/letters/letter/", f_writer_name="Ada", letter="de").content.decode()
    assert "Freiheit für sie" in html


def test_a_mission_that_is_gone_is_said_beside_the_list_and_the_rest_is_kept(
    reader: Client, letter: ModelDocumentPage, mission: DiplomaticMission
) -> None:
    for kind in ("", "txt/"):
        response = post(reader, f"/en/letters/letter/{kind}", f_writer_name="Ada", mission="GB-999")
        html = response.content.decode()
        assert response.status_code == 422
        assert "The mission that you chose is no longer in the list. Please choose again.</p><select" in html
        assert 'value="Ada"' in html
    html = post(reader, "/en/letters/letter/", f_writer_name="Ada", mission="").content.decode()
    assert "no longer in the list" not in html


@pytest.mark.parametrize("language", ["xx", "fr", "../../etc", "a\x00", ""])
def test_a_language_that_the_letter_lacks_is_that_of_the_page(
    reader: Client, letter: ModelDocumentPage, language: str
) -> None:
    assert '<div class="paper" lang="en"' in post(reader, "/en/letters/letter/", letter=language).content.decode()


@pytest.mark.parametrize("path", ["/en/letters/letter/", "/en/letters/letter/docx/", "/en/letters/letter/pdf/"])
def test_who_only_looks_is_led_to_the_page(reader: Client, letter: ModelDocumentPage, path: str) -> None:
    response = reader.get(path)
    assert (response.status_code, response.headers["Location"]) == (302, "/en/documents/letter/")


@pytest.mark.parametrize("path", ["/en/letters/nothing/", "/en/letters/nothing.json", "/en/letters/nothing.docx"])
def test_what_is_not_published_has_no_letter(reader: Client, letter: ModelDocumentPage, path: str) -> None:
    assert reader.get(path).status_code == 404
    letter.unpublish()
    assert reader.get(path.replace("nothing", "letter")).status_code == 404


def test_where_no_pdf_can_be_made_the_page_says_how_to_print(
    reader: Client, letter: ModelDocumentPage, monkeypatch: Any
) -> None:
    for module in ("outputs.letters.views", "outputs.templatetags.outputs"):
        monkeypatch.setattr(f"{module}.can_make_pdf", lambda: False)
    html = reader.get("/en/documents/letter/").content.decode()
    assert "/letters/letter/pdf/" not in html
    assert "letter.pdf" not in html
    assert "For a PDF, print this page" in html
    assert reader.get("/en/letters/letter.pdf").status_code == 404
    response = post(reader, "/en/letters/letter/pdf/", f_writer_name="Ada")
    assert response.status_code == 503
    assert_given_back(response, "No PDF can be made here. Use the print button of your browser instead.")


def assert_given_back(response: Any, sentence: str) -> None:
    """The form with what was typed in it, and the reason at its top."""
    html = response.content.decode()
    assert html.count(f'<p class="error" role="alert">{sentence}</p>') == 1
    assert 'value="Ada"' in html
    assert response.headers["Cache-Control"] == "no-store"


def test_a_letter_too_long_for_a_pdf_comes_back_with_the_reason(
    reader: Client, letter: ModelDocumentPage, monkeypatch: Any
) -> None:
    def refuse(_letter: Any) -> bytes:
        raise TooLong

    monkeypatch.setattr("outputs.letters.views.can_make_pdf", lambda: True)
    monkeypatch.setattr("outputs.letters.views.pdf_of", refuse)
    response = post(reader, "/en/letters/letter/pdf/", f_writer_name="Ada")
    assert response.status_code == 413
    assert_given_back(response, "Your text is too long. Please shorten it.")


def test_what_only_some_may_read_is_filled_in_by_nobody(reader: Client, letter: ModelDocumentPage) -> None:
    PageViewRestriction.objects.create(page=letter, restriction_type=PageViewRestriction.LOGIN)
    for path in ("/en/letters/letter.json", "/en/letters/letter.docx", "/en/letters/letter.txt"):
        assert reader.get(path).status_code == 404
    assert post(reader, "/en/letters/letter/", f_writer_name="Ada").status_code == 404
    assert not DocumentReading(letter).can_be_filled


def test_the_form_of_another_site_is_refused(letter: ModelDocumentPage) -> None:
    other = Client(headers={"sec-fetch-site": "cross-site"})
    assert post(other, "/en/letters/letter/", f_writer_name="Ada").status_code == 403


def test_line_feeds_count_once_however_the_browser_sends_them(reader: Client, letter: ModelDocumentPage) -> None:
    lines = "\r\n".join(["a" * 99] * 20)
    assert post(reader, "/en/letters/letter/", f_writer_name="Ada", f_contact=lines).status_code == 200


def test_a_local_clause_that_nobody_changed_is_the_document_s(reader: Client) -> None:
    text = "to meet on {{ day }};\nand again"
    clause = ("clause", {"sort": "commits", "requirement": "local", "text": text})
    page = make_document(
        slug="motion", fields=[("field", {"key": "day", "kind": "text", "label": "Day"})], content=[clause]
    )
    key = str(page.content[0].id)
    sent = {"offered": "1", "keep": key, f"own-{key}": "to meet on [Day];\r\nand again"}
    assert "1 blank is left: Day" in reader.post("/en/letters/motion/", sent).content.decode()
    sent[f"own-{key}"] = "to meet soon on [Day]"
    assert "1 blank is left: Day" in reader.post("/en/letters/motion/", sent).content.decode()
    html = reader.post("/en/letters/motion/", {**sent, "f-day": "Monday"}).content.decode()
    assert ">Monday</span>" in html
    assert "Nothing is left to fill in." in html


# --- Floods ---


def test_a_post_that_no_letter_can_be_is_refused_with_a_sentence(reader: Client, letter: ModelDocumentPage) -> None:
    response = post(reader, "/en/letters/letter/", f_writer_name="a" * (limits.LARGEST_POST + 1))
    assert response.status_code == 413
    assert "Your text is too long." in response.content.decode()


def test_too_many_files_in_a_minute_are_refused_with_a_sentence(reader: Client, letter: ModelDocumentPage) -> None:
    statuses = [post(reader, "/en/letters/letter/txt/").status_code for _time in range(21)]
    assert statuses == [200] * 20 + [429]
    response = post(reader, "/en/letters/letter/txt/", f_writer_name="Ada")
    assert response.status_code == 429
    assert_given_back(response, "Too many requests have come from your connection. Please try again in a minute.")
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert post(other, "/en/letters/letter/txt/").status_code == 200


def test_a_flood_is_answered_without_the_form(reader: Client, letter: ModelDocumentPage, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "RATES", {"file": "1/m", "refusal": "1/m"})
    responses = [post(reader, "/en/letters/letter/txt/", f_writer_name="Ada") for _time in range(3)]
    assert [response.status_code for response in responses] == [200, 429, 429]
    assert_given_back(
        responses[1],
        limits_sentence := "Too many requests have come from your connection. Please try again in a minute.",
    )
    assert limits_sentence in responses[2].content.decode()
    assert "Ada" not in responses[2].content.decode()
    assert 'href="/en/documents/letter/"' in responses[2].content.decode()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "192.0.2.1", "127.0.0.1"),
        (1, "192.0.2.9, 192.0.2.1", "192.0.2.1"),
        (2, "192.0.2.1", "192.0.2.1"),
        (1, "", "127.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2::1", "2001:db8:1:2::/64"),
        (1, "::ffff:192.0.2.1", "192.0.2.1"),
        (1, "unknown", "unknown"),
    ],
)
def test_addresses_are_those_that_our_own_proxies_have_seen(
    rf: Any, settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = rf.post("/", headers={"x-forwarded-for": forwarded} if forwarded else {})
    assert limits.client_address("", request) == expected


def test_a_cache_that_is_away_stops_no_letter(reader: Client, letter: ModelDocumentPage, monkeypatch: Any) -> None:
    def away(*_arguments: Any, **_options: Any) -> bool:
        raise ConnectionError

    monkeypatch.setattr(limits, "is_ratelimited", away)
    assert post(reader, "/en/letters/letter/", f_writer_name="Ada").status_code == 200


UNKNOWN = "No mission is known for this country. Please write the address yourself."


def test_a_country_without_a_known_mission_opens_the_address_for_writing(
    reader: Client, letter: ModelDocumentPage
) -> None:
    CountryFactory(code="VE", name_en="Venezuela")
    html = post(reader, "/en/letters/letter/", mission="VE").content.decode()
    assert '<option value="VE" selected>Venezuela</option>' in html
    assert f">{UNKNOWN}</p>" in html
    assert "<details data-own-address open>" in html
    assert '<p class="small" hidden data-report=' in html
    own = post(reader, "/en/letters/letter/", mission="VE", f_mission_address="Calle 1\nCaracas").content.decode()
    assert "Calle 1<br>Caracas" in own.split('class="paper')[1]


def test_a_country_with_a_mission_leaves_the_address_shut(
    reader: Client, letter: ModelDocumentPage, mission: DiplomaticMission
) -> None:
    html = post(reader, "/en/letters/letter/", mission=f"GB-{mission.pk}").content.decode()
    assert "<details data-own-address>" in html
    assert f">{UNKNOWN}</p>" not in html


# --- What is out of date ---


def expire(letter: ModelDocumentPage) -> tuple[str, str]:
    """What readers are told of a document that has expired, and where they are led."""
    letter.expires = datetime.date(2025, 6, 17)
    letter.save_revision().publish()
    return "This document was not to be used after 17 June 2025.", "/en/documents/letter/"


def supersede(letter: ModelDocumentPage) -> tuple[str, str]:
    """The same of one that another document supersedes."""
    letter.superseded_by = make_document(slug="newer", title="The newer letter", fields=FIELDS, content=CONTENT)
    letter.save_revision().publish()
    return "There is a newer document. Please use that one:", "/en/documents/newer/"


@pytest.mark.parametrize("outdate", [expire, supersede])
def test_what_is_out_of_date_is_read_and_no_longer_used(
    reader: Client, letter: ModelDocumentPage, outdate: Callable[[ModelDocumentPage], tuple[str, str]]
) -> None:
    sentence, address = outdate(letter)
    html = reader.get("/en/documents/letter/").content.decode()
    assert sentence in strip_tags(html)
    assert "Free them" in html
    for part in ("<form", "letter.js", "/letters/letter"):
        assert part not in html
    for path in ("letter.json", "letter.docx", "letter.pdf", "letter.txt"):
        assert_leads_away(reader.get(f"/en/letters/{path}"), sentence, address)
    for path in ("letter/", "letter/docx/", "letter/pdf/", "letter/txt/"):
        assert_leads_away(post(reader, f"/en/letters/{path}", f_writer_name="Ada"), sentence, address)
    assert reader.get("/en/letters/letter/").headers["Location"] == "/en/documents/letter/"


def assert_leads_away(response: Any, sentence: str, address: str) -> None:
    html = response.content.decode()
    assert response.status_code == 410
    assert f"<h1>{sentence}</h1>" in html
    assert f'href="{address}"' in html


def test_a_newer_document_that_nobody_can_read_changes_nothing(reader: Client, letter: ModelDocumentPage) -> None:
    supersede(letter)
    ModelDocumentPage.objects.get(slug="newer").unpublish()
    assert "<form" in reader.get("/en/documents/letter/").content.decode()
    assert reader.get("/en/letters/letter.txt").status_code == 200


# --- What the browser gets ---


def test_the_data_for_the_browser_are_the_same_for_everybody(
    reader: Client, letter: ModelDocumentPage, mission: DiplomaticMission
) -> None:
    CountryFactory(code="VE")
    data = json.loads(reader.get("/en/letters/letter.json").content)
    assert list(data["missions"]) == [f"GB-{mission.pk}"]
    assert data["fields"]["writer_title"] == {"kind": "text", "label": "Your title", "optional": True}
    assert data["missions"][f"GB-{mission.pk}"]["office"] == "High Commissioner"
    assert data["dates"][10] == "22 November 3333"
    assert 'data-f="writer_name"' in data["paper"]
    assert data["numeral"] == "#."


# --- Wrong addresses ---


def test_a_reader_reports_a_wrong_address_and_nothing_about_herself(reader: Client, mission: DiplomaticMission) -> None:
    address = reverse("mission_report", kwargs={"pk": mission.pk})
    assert mission.address_lines.splitlines()[0] in reader.get(address).content.decode()
    response = reader.post(address, {"reason": MissionReportReason.values[0], "text": "my name is Ada"})
    assert "Thank you." in response.content.decode()
    report = MissionReport.objects.get()
    assert (report.mission, report.reason) == (mission, MissionReportReason.values[0])
    assert {field.name for field in MissionReport._meta.fields} == {"id", "mission", "reason", "day"}


@pytest.mark.parametrize("reason", ["", "nonsense"])
def test_a_report_without_a_reason_is_asked_for_one(reader: Client, mission: DiplomaticMission, reason: str) -> None:
    response = reader.post(reverse("mission_report", kwargs={"pk": mission.pk}), {"reason": reason})
    assert response.status_code == 422
    assert "Please choose what is wrong." in response.content.decode()
    assert not MissionReport.objects.exists()


def test_doubtful_addresses_are_called_doubtful(
    reader: Client, letter: ModelDocumentPage, mission: DiplomaticMission
) -> None:
    def said() -> str:
        data = json.loads(reader.get("/en/letters/letter.json").content)
        sentence: str = data["missions"][f"GB-{mission.pk}"]["doubt"]
        assert sentence in post(reader, "/en/letters/letter/", mission=f"GB-{mission.pk}").content.decode()
        return sentence

    today = timezone.localdate()
    assert said().startswith("Nobody has checked this address yet.")
    MissionReport.objects.create(mission=mission, reason=MissionReportReason.values[0])
    MissionReport.objects.create(mission=mission, reason=MissionReportReason.values[1])
    assert said().startswith("Nobody has checked this address yet."), "one day's word is for editors alone"
    MissionReport.objects.create(
        mission=mission, reason=MissionReportReason.values[0], day=today - datetime.timedelta(days=1)
    )
    assert said().startswith("Readers have reported that this address does not work.")
    mission.verified_on = timezone.localdate()
    mission.save()
    assert said() == ""
