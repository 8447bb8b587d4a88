"""What the checks find in stored strings is told to the translation editor, dismissed with a reason, and back when a text changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from tests.factories.glossary import TermFactory, TermFormFactory
from tests.factories.pages import make_home
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill
from tests.integration.translations.conftest import edit_original
from translations.findings.computing import findings_of
from translations.models import Dismissal

pytestmark = pytest.mark.django_db

FIRST, SECOND = "First paragraph.", "Second paragraph."
GERMAN = {"About us": "Über uns", FIRST: "Erster Absatz.", SECOND: "Zweiter Absatz."}
WRONG = "Zweiter Absatz mit 17 Menschen."


@pytest.fixture
def faulty(translation: Translation) -> Translation:
    """A German translation with a number that the original does not have."""
    fill(translation, GERMAN | {SECOND: WRONG})
    return translation


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(get_user_model().objects.create_superuser(email="admin@example.org", password="correct horse"))
    return client


def segment(translation: Translation, source: str = SECOND) -> StringSegment:
    return StringSegment.objects.get(source_id=translation.source_id, string__data=source)


def ask(client: Client, translation: Translation, **query: object) -> dict[str, Any]:
    response = client.get(reverse("translations_findings", args=[translation.pk]), query)
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def tell(client: Client, deed: str, translation: Translation, **data: object) -> tuple[int, dict[str, Any]]:
    response = client.post(reverse(f"translations_findings_{deed}", args=[translation.pk]), data)
    return response.status_code, response.json()


def test_the_editor_opens_with_all_findings(faulty: Translation, admin: Client) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[faulty.get_target_instance().pk])
    opened = BeautifulSoup(admin.get(url).content, "html.parser").select_one("#workbench-findings")
    assert opened is not None
    assert json.loads(opened.text) == ask(admin, faulty)
    assert len(json.loads(opened.text)["segments"][str(segment(faulty).pk)]) == 1


def test_the_editor_is_told_all_findings_by_segment_or_those_of_one(faulty: Translation, admin: Client) -> None:
    wrong = str(segment(faulty).pk)
    found = ask(admin, faulty)
    assert found["page"] == []
    (finding,) = found["segments"][wrong]
    assert finding == {
        "fingerprint": finding["fingerprint"],
        "check": "numbers",
        "label": "Numbers",
        "severity": "warning",
        "severity_label": "Warning",
        "sentence": "“17” stands in the translation but not in the original.",
        "why": finding["why"],
        "target_span": [19, 21],
        "fix": None,
        "dismissed": None,
    }
    assert ask(admin, faulty, segment=wrong) == {"segments": {wrong: found["segments"][wrong]}, "page": []}
    assert ask(admin, faulty, segment=segment(faulty, "About us").pk)["segments"] == {}


def test_a_fix_comes_as_the_whole_new_text(original: Page, translation: Translation, admin: Client) -> None:
    term = TermFactory(name="paragraph")
    TermFormFactory(term=term, language="de", text="Absatz")
    TermFormFactory(term=term, language="de", text="Paragraf", status="forbidden")
    fill(translation, GERMAN | {SECOND: "Zweiter <b>Paragraf</b>."})
    fixes = [each["fix"] for each in ask(admin, translation)["segments"][str(segment(translation).pk)]]
    assert {"label": "Write “Absatz”", "text": "Zweiter <b>Absatz</b>."} in fixes


def test_a_finding_is_dismissed_with_a_reason_and_taken_back(faulty: Translation, admin: Client) -> None:
    pk = segment(faulty).pk
    (finding,) = ask(admin, faulty)["segments"][str(pk)]
    place = {"segment": pk, "fingerprint": finding["fingerprint"]}
    assert tell(admin, "dismiss", faulty, **place, reason=" ") == (
        400,
        {"error": "Say why the text is right as it is."},
    )
    status, answer = tell(admin, "dismiss", faulty, **place, reason="The original leaves the number out.")
    assert status == 200
    (dismissed,) = answer["findings"]
    assert dismissed["dismissed"]["reason"] == "The original leaves the number out."
    assert dismissed["dismissed"]["by"] == "admin@example.org"
    assert ask(admin, faulty)["segments"][str(pk)] == [dismissed]
    status, answer = tell(admin, "restore", faulty, **place)
    assert (status, answer["findings"][0]["dismissed"]) == (200, None)


def test_a_dismissal_holds_until_one_of_the_texts_changes(faulty: Translation, admin: Client, original: Page) -> None:
    pk = segment(faulty).pk
    (finding,) = ask(admin, faulty)["segments"][str(pk)]
    tell(admin, "dismiss", faulty, segment=pk, fingerprint=finding["fingerprint"], reason="It is so.")

    def is_dismissed() -> bool:
        (found,) = findings_of(faulty).segments[segment(faulty).pk]
        return found.dismissal is not None

    edit_original(original, title="About all of us")
    faulty.source.update_from_db()
    assert is_dismissed(), "extracting the strings anew changes nothing"
    string = StringTranslation.objects.get(translation_of__data=SECOND)
    string.data = WRONG.replace("mit", "von")
    string.save()
    assert not is_dismissed()
    string.data = WRONG
    string.save()
    assert is_dismissed(), "the texts are those that somebody has looked at"


def test_what_somebody_else_has_changed_meanwhile_is_not_dismissed(faulty: Translation, admin: Client) -> None:
    status, answer = tell(admin, "dismiss", faulty, segment=segment(faulty).pk, fingerprint="0" * 16, reason="So.")
    assert status == 409
    assert "changed this text meanwhile" in answer["error"]
    assert not Dismissal.objects.exists()
    assert tell(admin, "dismiss", faulty, segment=0, fingerprint="0" * 16, reason="So.")[0] == 409


@pytest.mark.parametrize(
    ("role", "country", "may"),
    [("translator", "DE", (200, 200)), ("observer", "DE", (200, 403)), ("lead", "IT", (403, 403))],
)
def test_findings_are_for_those_who_read_the_draft_and_dismissed_by_those_who_translate(
    faulty: Translation, role: str, country: str, may: tuple[int, int]
) -> None:
    make_home("it")
    section = make_section(country.lower(), country, **{country.lower(): "lead"})
    client = Client()
    client.force_login(make_user(role, section, email="somebody@example.org"))
    read = client.get(reverse("translations_findings", args=[faulty.pk])).status_code
    ((pk, (found,)),) = findings_of(faulty).segments.items()
    data = {"segment": pk, "fingerprint": found.finding.fingerprint, "reason": "It is so."}
    assert (read, tell(client, "dismiss", faulty, **data)[0]) == may
    assert Dismissal.objects.exists() is (may[1] == 200)
