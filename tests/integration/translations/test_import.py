"""What happens to a file of translations: what would change is shown string by string, and nothing is stored unasked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import StringTranslation, Translation

from sections.models import User
from tests.factories.exchange import confirm, exported, file_of, filled, send
from tests.factories.pages import make_home, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill
from tests.integration.translations.conftest import edit_original
from translations.exchange.formats import FORMATS
from translations.exchange.planning import Kind, Plan
from translations.memory.notes import ask_for_review
from translations.models import StagedImport, StringNote
from translations.publication.completeness import missing_strings
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("begun_once")]

TITLE, FIRST, SECOND = "About us", "First paragraph.", "Second paragraph."
GERMAN = {TITLE: "Über uns", FIRST: "Erster Absatz.", SECOND: "Zweiter Absatz."}


@pytest.fixture
def person(german: Locale) -> User:
    """Somebody who translates into German."""
    return make_user("translator", make_section("germany", "DE", de="lead"), email="translator@example.org")


@pytest.fixture
def translator(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def strings(translation: Translation) -> dict[str, str]:
    """Original and translation, as they are stored."""
    found = StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=translation.source.object_id
    )
    return dict(found.values_list("translation_of__data", "data"))


def by_machine(string: StringTranslation) -> None:
    """Let a string be a machine's."""
    string.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
    string.save()


def kinds(response: Any) -> dict[str, Kind]:
    plan: Plan = response.context["plan"]
    return {item.source: item.kind for page in plan.pages for item in page.items}


def sentences(response: Any) -> str:
    plan: Plan = response.context["plan"]
    return " ".join(
        [page.refusal for page in plan.pages] + [item.sentence for page in plan.pages for item in page.items]
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_each_kind_fills_a_page(
    name: str, translation: Translation, translator: Client, person: User
) -> None:
    preview = send(translator, file_of(filled(exported(translation), GERMAN), name))
    assert set(kinds(preview).values()) == {Kind.NEW}
    assert strings(translation) == {}, "nothing is stored before it is confirmed"
    response = confirm(translator, preview)
    assert "3 translations were taken over." in response.content.decode()
    assert strings(translation) == GERMAN
    string = StringTranslation.objects.filter(data="Über uns").get()
    assert (string.last_translated_by, string.translation_type) == (person, "manual")
    assert "Translated with" in string.get_comment()
    assert PageLogEntry.objects.filter(action="translations.import", user=person).get().data["number"] == 3
    assert not StagedImport.objects.exists(), "the file is forgotten when it is stored"


def test_what_is_the_same_and_what_is_empty_changes_nothing(complete: Translation, translator: Client) -> None:
    before = strings(complete)
    preview = send(translator, file_of(filled(exported(complete), {FIRST: "", SECOND: "Neu."})))
    assert kinds(preview) == {TITLE: Kind.SAME, FIRST: Kind.SAME, SECOND: Kind.CHANGED}
    confirm(translator, preview)
    assert strings(complete) == before | {SECOND: "Neu."}


def test_what_somebody_changed_meanwhile_is_kept_unless_it_is_ticked(complete: Translation, translator: Client) -> None:
    file = filled(exported(complete), GERMAN)
    fill(complete, {FIRST: "Von jemand anderem."})
    preview = send(translator, file_of(file))
    assert kinds(preview) == {TITLE: Kind.CHANGED, FIRST: Kind.ASKED, SECOND: Kind.CHANGED}
    assert "Somebody has changed this translation since the file was made." in sentences(preview)
    confirm(translator, preview)
    assert strings(complete) == GERMAN | {FIRST: "Von jemand anderem."}
    confirm(translator, send(translator, file_of(file)), take=True)
    assert strings(complete) == GERMAN


def test_a_string_that_came_back_as_it_went_leaves_newer_work_alone(complete: Translation, translator: Client) -> None:
    file = exported(complete)
    fill(complete, {FIRST: "Von jemand anderem."})
    assert set(kinds(send(translator, file_of(file))).values()) == {Kind.SAME}


def test_a_machines_text_is_replaced_without_a_question(complete: Translation, translator: Client) -> None:
    file = filled(exported(complete), GERMAN)
    fill(complete, {FIRST: "Maschine"})
    by_machine(StringTranslation.objects.get(data="Maschine"))
    assert kinds(send(translator, file_of(file)))[FIRST] == Kind.CHANGED


def test_a_machines_text_is_confirmed_by_taking_its_mark_away(complete: Translation, translator: Client) -> None:
    by_machine(StringTranslation.objects.get(translation_of__data=FIRST))
    file = exported(complete)
    assert [unit.in_doubt for unit in file[0].units] == [False, True, False]
    assert set(kinds(send(translator, file_of(file))).values()) == {Kind.SAME}
    looked_at = filled(file, strings(complete), in_doubt=False)
    assert set(kinds(send(translator, file_of(looked_at, "docx"))).values()) == {Kind.SAME}, "a table has no marks"
    preview = send(translator, file_of(looked_at))
    assert kinds(preview) == {TITLE: Kind.SAME, FIRST: Kind.CHANGED, SECOND: Kind.SAME}
    confirm(translator, preview)
    assert not StringTranslation.objects.filter(translation_type="machine").exists()
    assert StringNote.objects.get().is_confirmed


def test_strings_whose_original_has_changed_are_refused_one_by_one(
    original: Page, translation: Translation, translator: Client
) -> None:
    file = filled(exported(translation), GERMAN)
    edit_original(original, body=[("text", "<p>First paragraph.</p><p>Another paragraph.</p>")])
    translation.source.refresh_from_db()
    translation.source.update_from_db()
    preview = send(translator, file_of(file))
    assert Kind.REFUSED in kinds(preview).values()
    assert "The original has been changed or deleted since the file was made." in sentences(preview)
    confirm(translator, preview)
    assert SECOND not in strings(translation)
    assert strings(translation)[TITLE] == "Über uns"


@pytest.mark.parametrize("name", ["po", "docx"])
def test_an_error_is_told_before_it_is_stored_and_replaces_nothing_good(
    name: str, complete: Translation, translator: Client
) -> None:
    bad = "Erster <b>Absatz {{ name }}."
    preview = send(translator, file_of(filled(exported(complete), {FIRST: bad}), name))
    assert kinds(preview)[FIRST] == Kind.ASKED
    assert "The original has no placeholder" in sentences(preview)
    StringTranslation.objects.filter(translation_of__data=FIRST).delete()
    preview = send(translator, file_of(filled(exported(complete), {FIRST: bad}), name))
    assert kinds(preview)[FIRST] == Kind.NEW
    assert "The original has no placeholder" in sentences(preview)
    confirm(translator, preview)
    assert StringTranslation.objects.get(translation_of__data=FIRST).has_error


@pytest.mark.parametrize("name", ["po", "xliff", "xliff2"])
def test_what_is_in_doubt_waits_for_somebody_and_keeps_its_mark(
    name: str, translation: Translation, translator: Client, person: User
) -> None:
    doubted = filled(filled(exported(translation), GERMAN), {FIRST: "Vielleicht."}, in_doubt=True)
    preview = send(translator, file_of(doubted, name))
    assert set(kinds(preview).values()) == {Kind.NEW}
    assert "It is marked as in doubt: it waits until somebody confirms it." in sentences(preview)
    confirm(translator, preview)
    note = StringNote.objects.get(string__data="Vielleicht.")
    assert (note.origin, note.is_confirmed, note.needs_review, note.review_by) == ("file", False, True, person)
    (missing,) = missing_strings(translation)
    assert missing.reason == "This came with a file, marked as in doubt; no person has confirmed it yet."
    (document,) = exported(translation)
    assert {unit.target: unit.in_doubt for unit in document.units} == {
        GERMAN[TITLE]: False,
        "Vielleicht.": True,
        GERMAN[SECOND]: False,
    }
    assert set(kinds(send(translator, file_of([document], name))).values()) == {Kind.SAME}
    confirm(translator, send(translator, file_of(filled([document], {FIRST: "Vielleicht."}, in_doubt=False), name)))
    note.refresh_from_db()
    assert (note.is_confirmed, note.needs_review) == (True, False)
    assert missing_strings(translation) == []


def test_what_is_in_doubt_takes_the_place_of_nothing_that_is_confirmed_unasked(
    complete: Translation, translator: Client
) -> None:
    doubted = filled(exported(complete), {FIRST: "Vielleicht."}, in_doubt=True)
    preview = send(translator, file_of(doubted))
    assert kinds(preview) == {TITLE: Kind.SAME, FIRST: Kind.ASKED, SECOND: Kind.SAME}
    assert "What stands here now is confirmed" in sentences(preview)
    confirm(translator, preview, take=True)
    assert strings(complete)[FIRST] == "Vielleicht."
    assert not StringNote.objects.get(string__data="Vielleicht.").is_confirmed


def test_what_needs_review_is_marked_in_files_and_stays_so(complete: Translation, translator: Client) -> None:
    ask_for_review(StringTranslation.objects.get(translation_of__data=FIRST), None, wanted=True)
    file = exported(complete)
    assert [unit.in_doubt for unit in file[0].units] == [False, True, False]
    assert set(kinds(send(translator, file_of(file))).values()) == {Kind.SAME}


def test_an_original_that_came_back_as_its_translation_is_asked_about(
    translation: Translation, translator: Client
) -> None:
    preview = send(translator, file_of(filled(exported(translation), {TITLE: TITLE, FIRST: "Erster."})))
    assert kinds(preview)[TITLE] == Kind.ASKED
    confirm(translator, preview)
    assert strings(translation) == {FIRST: "Erster."}


def test_a_string_that_stands_twice_and_differs_is_refused(translation: Translation, translator: Client) -> None:
    (document,) = filled(exported(translation), GERMAN)
    twice = [document, *filled([document], {FIRST: "Anders."})]
    preview = send(translator, file_of(twice, "xliff"))
    assert kinds(preview) == {TITLE: Kind.NEW, FIRST: Kind.REFUSED, SECOND: Kind.NEW}


def test_keys_that_were_mixed_up_are_noticed(translation: Translation, translator: Client) -> None:
    (document,) = filled(exported(translation), GERMAN)
    first, second, third = document.units
    swapped = [first.key, third.key, second.key]
    units = [unit.__class__(unit.source, unit.target, key) for unit, key in zip(document.units, swapped, strict=True)]
    preview = send(translator, file_of([document.__class__(document.translation, units=tuple(units))], "docx"))
    assert "another text stands in the place of the original" in sentences(preview)
    confirm(translator, preview)
    assert strings(translation) == {TITLE: "Über uns"}


def test_a_file_in_another_language_is_refused(translation: Translation, translator: Client) -> None:
    (document,) = filled(exported(translation), GERMAN)
    italian = document.__class__(document.translation, target_language="it", units=document.units)
    preview = send(translator, file_of([italian], "xliff"))
    assert "The file says that its translations are in “it”; this page is in" in sentences(preview)
    confirm(translator, preview, take=True)
    assert strings(translation) == {}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'msgid "Save"\nmsgstr "Speichern"\n', "The file does not say which page this belongs to."),
        (b'#: v999999-3f2a9c1d-0b7e91bc-00000000\nmsgid "a"\nmsgstr "b"\n', "does not exist here"),
    ],
)
def test_a_file_of_another_project_says_why_it_is_of_no_use(content: bytes, sentence: str, translator: Client) -> None:
    preview = send(translator, SimpleUploadedFile("other.po", content))
    assert sentence in sentences(preview)
    assert not preview.context["plan"].may_store


def test_a_file_that_cannot_be_read_is_told_beside_the_field(translator: Client) -> None:
    response = send(translator, SimpleUploadedFile("x.po", b"hello"))
    assert "Line 1 is no line of a PO file" in response.content.decode()
    assert not StagedImport.objects.exists()


def test_nothing_is_stored_when_the_strings_changed_after_the_preview(
    translation: Translation, translator: Client
) -> None:
    preview = send(translator, file_of(filled(exported(translation), GERMAN)))
    fill(translation, {FIRST: "Von jemand anderem."})
    response = confirm(translator, preview)
    assert "Nothing was stored. This is what would happen now." in response.content.decode()
    assert strings(translation) == {FIRST: "Von jemand anderem."}
    confirm(translator, response)
    assert strings(translation) == GERMAN | {FIRST: "Von jemand anderem."}


def test_two_people_who_translate_the_same_string_do_not_overwrite_each_other(
    translation: Translation, translator: Client
) -> None:
    file = exported(translation)
    confirm(translator, send(translator, file_of(filled(file, GERMAN))))
    preview = send(translator, file_of(filled(file, {FIRST: "Anders.", SECOND: GERMAN[SECOND]})))
    assert kinds(preview) == {TITLE: Kind.SAME, FIRST: Kind.ASKED, SECOND: Kind.SAME}


# --- Rights ---


def test_only_ones_own_language_is_changed_and_nothing_else_is_told(
    translation: Translation, translate_all: Callable[[Translation], None], german: Locale
) -> None:
    translate_all(translation)
    make_home("it")
    stranger = Client()
    stranger.force_login(make_user("lead", make_section("italy", "IT", it="lead"), email="stranger@example.org"))
    preview = send(stranger, file_of(filled(exported(translation), GERMAN)))
    assert "You may not change this page." in sentences(preview)
    assert kinds(preview) == {}
    confirm(stranger, preview, take=True)
    assert "Über uns" not in strings(translation).values()
    assert "nicht [First paragraph.]" not in preview.content.decode()


def test_a_page_that_is_locked_is_left_alone(translation: Translation, translator: Client) -> None:
    preview = send(translator, file_of(filled(exported(translation), GERMAN)))
    page = translation.get_target_instance()
    page.locked, page.locked_by = True, make_user("administrator", email="a@example.org")
    page.save()
    response = confirm(translator, preview)
    assert strings(translation) == {}
    assert "This page is locked." in sentences(response)


def test_a_waiting_file_is_its_senders_alone_and_forgotten_after_a_day(
    translation: Translation, translator: Client
) -> None:
    preview = send(translator, file_of(filled(exported(translation), GERMAN)))
    address = preview.request["PATH_INFO"]
    other = Client()
    other.force_login(make_user("administrator", email="a@example.org"))
    assert other.get(address, follow=True).status_code == 404
    assert translator.get(address, follow=True).status_code == 200
    StagedImport.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert translator.get(address, follow=True).status_code == 404
    call_command("forget_uploads")
    assert not StagedImport.objects.exists()


def test_a_file_can_be_forgotten_at_once(translation: Translation, translator: Client) -> None:
    preview = send(translator, file_of(filled(exported(translation), GERMAN)))
    translator.post(preview.request["PATH_INFO"], {"action": "discard"})
    assert not StagedImport.objects.exists()
    assert strings(translation) == {}


# --- From the editor ---


def test_a_file_sent_from_the_editor_needs_no_name_of_the_page(translation: Translation, translator: Client) -> None:
    plain = SimpleUploadedFile("x.po", b'msgid "First paragraph."\nmsgstr "Erster Absatz."\n')
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    preview = translator.post(address, {"file": plain}, follow=True)
    assert kinds(preview) == {FIRST: Kind.NEW}
    response = confirm(translator, preview)
    assert strings(translation) == {FIRST: "Erster Absatz."}
    assert response.redirect_chain[-1][0] == reverse(
        "wagtailadmin_pages:edit", args=[translation.get_target_instance().pk]
    )


def test_a_file_of_another_page_is_refused_in_the_editor(
    translation: Translation, german: Locale, translator: Client
) -> None:
    (other,) = submit(make_standard_page(title="Other", slug="other", body=[("text", "<p>Other text.</p>")]), [german])
    file = file_of(filled(exported(other), {"Other text.": "Anderer Text."}))
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    preview = translator.post(address, {"file": file}, follow=True)
    assert "These strings belong to another page" in sentences(preview)


def test_many_pages_come_in_one_file(translation: Translation, german: Locale, translator: Client) -> None:
    (other,) = submit(make_standard_page(title="Other", slug="other", body=[("text", "<p>Other text.</p>")]), [german])
    texts = GERMAN | {"Other": "Andere", "Other text.": "Anderer Text."}
    for name in FORMATS:
        StringTranslation.objects.all().delete()
        confirm(translator, send(translator, file_of(filled(exported(translation, other), texts), name)))
        assert strings(translation) == GERMAN
        assert strings(other) == {"Other": "Andere", "Other text.": "Anderer Text."}
