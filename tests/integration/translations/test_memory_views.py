"""What the translation editor asks about one string: memory, previous version; and what a person says of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from sections.models import User
from tests.factories.memory import make_unit
from tests.factories.pages import make_home, make_locale, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.integration.conftest import unindexed
from tests.integration.translations.conftest import edit_original
from translations.freshness.sources import ensure_current
from translations.models import StringNote
from translations.publication.completeness import missing_strings
from translations.submission import submit
from translations.views.memory import CONFIRM, LOOKUP, REVIEW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SENTENCE = "They are in custody since 17 June."
GERMAN = "Sie sind seit dem 17. Juni in Haft."


@pytest.fixture(scope="module", autouse=True)
def _people_and_page(kept: None) -> None:
    """People of the section that works in German, one of another, and a page with a sentence that the memory knows."""
    with unindexed():
        make_home("de")
        make_home("it")
        germany, italy = make_section("germany", "DE", de="lead"), make_section("italy", "IT", it="lead")
        make_user("translator", germany, email="translator@example.org")
        make_user("observer", germany, email="observer@example.org")
        make_user("lead", italy, email="stranger@example.org")
        make_unit(SENTENCE, GERMAN)
        make_unit("They are in custody since 3 May.", "Sie sind seit dem 3. Mai in Haft.")
        page = make_standard_page(title="About them", slug="about-them", body=[("text", f"<p>{SENTENCE}</p>")])
        submit(page, [make_locale("de")])


@pytest.fixture
def begun() -> Translation:
    """The German translation of the page, begun."""
    return Translation.objects.get()


@pytest.fixture
def clients() -> dict[str, Client]:
    """The people, logged in, by the part of their address before the sign."""
    found = {}
    for user in User.objects.filter(email__endswith="@example.org"):
        client = Client()
        client.force_login(user)
        found[user.email.partition("@")[0]] = client
    return found


def segment_of(translation: Translation, text: str = SENTENCE) -> StringSegment:
    return StringSegment.objects.get(source_id=translation.source_id, string__data=text)


def ask(client: Client, translation: Translation, segment: object) -> Any:
    return client.get(reverse(LOOKUP, args=[translation.pk]), {"segment": str(segment)})


def say(client: Client, name: str, translation: Translation, **values: object) -> Any:
    return client.post(reverse(name, args=[translation.pk]), {"segment": segment_of(translation).pk, **values})


def test_the_memory_answers_with_the_same_and_the_similar(begun: Translation, clients: dict[str, Client]) -> None:
    response = ask(clients["observer"], begun, segment_of(begun).pk)
    assert "no-store" in response["Cache-Control"]
    answer = response.json()
    assert [(each["target"], each["score"]) for each in answer["exact"]] == [(GERMAN, 100)]
    (similar,) = answer["similar"]
    assert (similar["target"], similar["score"]) == ("Sie sind seit dem 3. Mai in Haft.", 89)
    changed = [
        (each["kind"], each["text"], each["value"]) for each in similar["differences"] if each["kind"] != "equal"
    ]
    assert changed == [("deletion", "3 May.", ""), ("addition", "17 June.", "")]
    assert answer["previous"] is None


def test_after_a_change_it_answers_with_the_previous_version(begun: Translation, clients: dict[str, Client]) -> None:
    original = begun.source.get_source_instance()
    (block,) = original.body.raw_data
    new = "They are in custody since 18 June."
    edit_original(original, body=[{**block, "value": f"<p>{new}</p>"}])
    ensure_current(begun.source)
    previous = ask(clients["translator"], begun, segment_of(begun, new).pk).json()["previous"]
    assert (previous["old_source"], previous["new_source"], previous["target"]) == (SENTENCE, new, GERMAN)
    assert not previous["confirmed"], "the memory had filled it in"
    assert [each["value"] for each in previous["differences"]] == ["", "number", "number", ""]


def test_a_person_stands_for_what_she_has_seen(begun: Translation, clients: dict[str, Client]) -> None:
    stale = say(clients["translator"], CONFIRM, begun, value="Something else")
    assert (stale.status_code, stale.json()["value"]) == (409, GERMAN)
    assert "unconfirmed" in {each.problem.value for each in missing_strings(begun)}
    done = say(clients["translator"], CONFIRM, begun, value=GERMAN)
    assert done.json() == {"origin": "memory", "confirmed": True, "needs_review": False}
    assert [each.problem.value for each in missing_strings(begun)] == ["missing"], "the title alone is left"
    assert StringNote.objects.get(string__data=GERMAN).confirmed_by.email == "translator@example.org"


def test_saving_a_text_as_it_is_confirms_it_too(begun: Translation, clients: dict[str, Client]) -> None:
    url = reverse("wagtail_localize:edit_string_translation", args=[begun.pk, segment_of(begun).pk])
    saved = clients["translator"].put(url, f"value={GERMAN}", content_type="application/x-www-form-urlencoded")
    assert saved.status_code == 200
    assert [each.problem.value for each in missing_strings(begun)] == ["missing"], "the title alone is left"


def test_a_doubt_is_noted_and_taken_back(begun: Translation, clients: dict[str, Client]) -> None:
    assert say(clients["translator"], REVIEW, begun, wanted="true").json()["needs_review"] is True
    assert say(clients["translator"], REVIEW, begun, wanted="false").json()["needs_review"] is False


def test_others_neither_read_nor_confirm(begun: Translation, clients: dict[str, Client]) -> None:
    assert ask(clients["stranger"], begun, segment_of(begun).pk).status_code == 403
    for name in ("stranger", "observer"):
        for deed in (CONFIRM, REVIEW):
            assert say(clients[name], deed, begun).status_code == 403
    assert StringNote.objects.get(string__data=GERMAN).is_confirmed is False


def test_a_locked_page_is_not_confirmed(begun: Translation, clients: dict[str, Client]) -> None:
    Page.objects.filter(pk=begun.get_target_instance().pk).update(locked=True)
    assert say(clients["translator"], CONFIRM, begun).status_code == 423


@pytest.mark.parametrize("segment", ["", "x", "999999", "-1"])
def test_a_string_that_is_not_there_is_gone(begun: Translation, clients: dict[str, Client], segment: str) -> None:
    assert ask(clients["translator"], begun, segment).status_code == 410


def test_a_string_without_a_text_cannot_be_confirmed(begun: Translation, clients: dict[str, Client]) -> None:
    StringTranslation.objects.all().delete()
    assert say(clients["translator"], CONFIRM, begun).status_code == 410
