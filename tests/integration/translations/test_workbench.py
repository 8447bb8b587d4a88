"""What the translation editor shows of every string, and what becomes of what a person types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from library.models import Person, PersonName
from tests.factories.pages import make_home, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill
from tests.integration.translations.conftest import edit_original
from translations.freshness.sources import ensure_current
from translations.memory.notes import note_unconfirmed
from translations.models import StringComment, StringNote
from translations.submission import submit
from translations.views.workbench import COMMENT, ORIGINAL, SAVE, STRINGS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("begun_once")]

FIRST, SECOND = "First paragraph.", "Second paragraph."


@pytest.fixture
def clients(german: Locale) -> dict[str, Client]:
    """Two translators of the section that works in German, an observer of it, and somebody of another section."""
    make_home("it")
    germany, italy = make_section("germany", "DE", de="lead"), make_section("italy", "IT", it="lead")
    found = {}
    for name, role, section in (
        ("rosa", "translator", germany),
        ("karl", "translator", germany),
        ("observer", "observer", germany),
        ("stranger", "lead", italy),
    ):
        client = Client()
        client.force_login(make_user(role, section, email=f"{name}@example.org", name=name.title()))
        found[name] = client
    return found


def segment_pk(translation: Translation, text: str = FIRST) -> int:
    return int(translation.source.stringsegment_set.get(string__data=text).pk)


def shown(client: Client, translation: Translation, text: str = FIRST) -> dict[str, Any]:
    """What the editor shows of one string."""
    answer = client.get(reverse(STRINGS, args=[translation.pk])).json()
    found: dict[str, Any] = answer["segments"][str(segment_pk(translation, text))]
    return found


def say(client: Client, name: str, translation: Translation, **values: object) -> Any:
    return client.post(reverse(name, args=[translation.pk]), {"segment": segment_pk(translation), **values})


def stored(translation: Translation, text: str = FIRST) -> str | None:
    string = StringTranslation.objects.filter(translation_of__data=text, locale=translation.target_locale).first()
    return string.data if string else None


# --- What is shown ---


def test_each_string_says_what_it_lacks_and_how_long_it_is(
    translation: Translation, clients: dict[str, Client]
) -> None:
    fill(translation, {FIRST: "Erster Absatz."})
    note_unconfirmed(StringTranslation.objects.filter(data="Erster Absatz."), StringNote.Origin.MEMORY)
    first, second = shown(clients["rosa"], translation), shown(clients["rosa"], translation, SECOND)
    assert (first["state"], first["confirmed"], first["origin"]) == ("unconfirmed", False, "memory")
    assert "no person has confirmed it" in first["reason"]
    assert (second["state"], second["target"], second["words"]) == ("missing", "", 2)
    assert clients["rosa"].get(reverse(STRINGS, args=[translation.pk])).json()["may_change"] is True
    assert clients["observer"].get(reverse(STRINGS, args=[translation.pk])).json()["may_change"] is False


def test_a_name_of_the_source_comes_with_its_forms_in_the_other_language(
    german: Locale, clients: dict[str, Client]
) -> None:
    person = Person.objects.create(name="Ehsan Ali")
    PersonName.objects.create(person=person, text="Ehsan Aly", language="de", kind="forbidden")
    page = make_standard_page(title="Them", slug="them", body=[("text", "<p>Free <b>Ehsan Ali</b> now.</p>")])
    translation = submit(page, [german])[0]
    (name,) = shown(clients["rosa"], translation, "Free <b>Ehsan Ali</b> now.")["names"]
    assert (name["written"], name["preferred"], name["forbidden"]) == ("Ehsan Ali", "Ehsan Ali", ["Ehsan Aly"])
    assert shown(clients["rosa"], translation, "Them")["names"] == []


def test_after_a_change_the_old_sentence_and_its_translation_stand_beside_the_new_one(
    translation: Translation, clients: dict[str, Client]
) -> None:
    fill(translation, {FIRST: "Erster Absatz."})
    original = translation.source.get_source_instance()
    (block,) = original.body.raw_data
    edit_original(original, body=[{**block, "value": "<p>First long paragraph.</p><p>Second paragraph.</p>"}])
    ensure_current(translation.source)
    previous = shown(clients["rosa"], translation, "First long paragraph.")["previous"]
    assert (previous["old_source"], previous["target"]) == (FIRST, "Erster Absatz.")
    assert [each["text"] for each in previous["differences"] if each["kind"] == "addition"] == ["long "]


def test_a_long_page_is_read_in_as_few_queries_as_a_short_one(
    german: Locale, clients: dict[str, Client], translate_all: Callable[[Translation], None]
) -> None:
    counts = []
    for number in (2, 150):
        text = "".join(f"<p>Sentence {each} of {number}.</p>" for each in range(number))
        page = make_standard_page(title=f"Page {number}", slug=f"page-{number}", body=[("text", text)])
        translation = submit(page, [german])[0]
        translate_all(translation)
        StringTranslation.objects.filter(translation_of__data="Sentence 1 of 150.").delete()
        url = reverse(STRINGS, args=[translation.pk])
        clients["rosa"].get(url)
        with CaptureQueriesContext(connection) as queries:
            answer = clients["rosa"].get(url)
        assert len(answer.json()["segments"]) == number + 1
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2, "two more where a string is missing: for what it was before"
    assert counts[1] <= 30


# --- Saving ---


def test_what_is_saved_is_stored_and_answered_as_it_stands_now(
    translation: Translation, clients: dict[str, Client]
) -> None:
    answer = say(clients["rosa"], SAVE, translation, value=" Erster Absatz. ", base="").json()["segment"]
    assert (answer["target"], answer["state"], answer["author"]) == ("Erster Absatz.", "done", "Rosa")
    assert answer["history"].startswith("Saved on ")
    assert stored(translation) == "Erster Absatz."
    assert (
        say(clients["rosa"], SAVE, translation, value="", base="Erster Absatz.").json()["segment"]["state"] == "missing"
    )
    assert stored(translation) is None


@pytest.mark.parametrize("base", ["", "Vorher."])
def test_of_two_who_save_the_same_string_the_later_is_shown_both_texts(
    translation: Translation, clients: dict[str, Client], base: str
) -> None:
    if base:
        fill(translation, {FIRST: base})
    assert say(clients["rosa"], SAVE, translation, value="Von Rosa.", base=base).status_code == 200
    refused = say(clients["karl"], SAVE, translation, value="Von Karl.", base=base)
    assert refused.status_code == 409
    assert refused.json()["value"] == "Von Rosa."
    assert "Rosa" in refused.json()["detail"]
    assert stored(translation) == "Von Rosa."
    # He has seen her text and keeps his own.
    assert say(clients["karl"], SAVE, translation, value="Von Karl.", base="Von Rosa.").status_code == 200
    assert stored(translation) == "Von Karl."


def test_a_text_that_was_taken_away_meanwhile_is_not_brought_back_unasked(
    translation: Translation, clients: dict[str, Client]
) -> None:
    fill(translation, {FIRST: "Vorher."})
    say(clients["rosa"], SAVE, translation, value="", base="Vorher.")
    refused = say(clients["karl"], SAVE, translation, value="Besser.", base="Vorher.")
    assert (refused.status_code, refused.json()["value"]) == (409, "")
    assert stored(translation) is None


def test_the_same_text_from_two_people_is_no_quarrel(translation: Translation, clients: dict[str, Client]) -> None:
    say(clients["rosa"], SAVE, translation, value="Gleich.", base="")
    assert say(clients["karl"], SAVE, translation, value="Gleich.", base="").status_code == 200


def test_saving_confirms_what_the_memory_filled_in(translation: Translation, clients: dict[str, Client]) -> None:
    fill(translation, {FIRST: "Erster Absatz."})
    note_unconfirmed(StringTranslation.objects.filter(data="Erster Absatz."), StringNote.Origin.MEMORY)
    answer = say(clients["rosa"], SAVE, translation, value="Erster Absatz.", base="Erster Absatz.").json()["segment"]
    assert (answer["state"], answer["confirmed"]) == ("done", True)


# --- Comments ---


def test_a_comment_is_stored_with_its_author_and_taken_back_by_nobody_else(
    translation: Translation, clients: dict[str, Client]
) -> None:
    say(clients["rosa"], COMMENT, translation, text="Is this the court or the tribunal?")
    (comment,) = shown(clients["karl"], translation)["comments"]
    assert (comment["text"], comment["author"], comment["own"]) == (
        "Is this the court or the tribunal?",
        "Rosa",
        False,
    )
    assert shown(clients["karl"], translation, SECOND)["comments"] == []
    assert len(say(clients["karl"], COMMENT, translation, remove=comment["id"]).json()["segment"]["comments"]) == 1
    assert say(clients["rosa"], COMMENT, translation, remove=comment["id"]).json()["segment"]["comments"] == []


# --- Rights ---


@pytest.mark.parametrize("name", ["observer", "stranger"])
def test_others_change_nothing(translation: Translation, clients: dict[str, Client], name: str) -> None:
    assert say(clients[name], SAVE, translation, value="Fremd.", base="").status_code == 403
    assert say(clients[name], COMMENT, translation, text="Fremd.").status_code == 403
    assert stored(translation) is None
    assert not StringComment.objects.exists()


def test_a_locked_page_says_so_and_keeps_its_text(translation: Translation, clients: dict[str, Client]) -> None:
    page = translation.get_target_instance()
    page.locked = True
    page.save()
    refused = say(clients["rosa"], SAVE, translation, value="Neu.", base="")
    assert (refused.status_code, refused.json()["detail"]) == (423, "This page is locked. Nothing was saved.")
    assert stored(translation) is None


def test_strangers_read_neither_the_strings_nor_the_original(
    translation: Translation, clients: dict[str, Client]
) -> None:
    assert clients["stranger"].get(reverse(STRINGS, args=[translation.pk])).status_code == 403
    assert clients["stranger"].get(reverse(ORIGINAL, args=[translation.pk])).status_code == 403


def test_the_original_is_shown_as_its_readers_see_it(translation: Translation, clients: dict[str, Client]) -> None:
    answer = clients["rosa"].get(reverse(ORIGINAL, args=[translation.pk]))
    html = answer.content.decode()
    assert FIRST in html
    assert '<html lang="en"' in html
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "</html>" in html
    # Its frame runs none.
    assert "<script" not in html
