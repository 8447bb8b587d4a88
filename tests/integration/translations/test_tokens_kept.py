"""A translation that loses, invents or misspells a placeholder is an error at once, and never goes live."""

import json
import re
from typing import Any

import polib
import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation as active_language
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from campaign_pages.models import ModelDocumentPage
from tests.factories.pages import make_document, make_home, make_locale
from tests.factories.translations import fill, pretended
from translations.findings.marking import CODE
from translations.publication.completeness import Problem, missing_strings
from translations.publication.publishing import IncompleteTranslation, InvalidTranslation, publish
from translations.states import State, states_of
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SENTENCE = "I write for {{ branch_name }}."
FIELDS = [("field", {"key": "branch_name", "kind": "text", "label": "Your branch"})]
GERMAN = "Ich schreibe für {{ branch_name }}."


@pytest.fixture
def letter(db: None) -> ModelDocumentPage:
    make_home("de")
    make_locale("de")
    return make_document(
        title="Letter",
        fields=FIELDS,
        content=[("salutation", "Your Excellency,"), ("section", {"heading": "", "body": f"<p>{SENTENCE}</p>"})],
    )


@pytest.fixture
def german_letter(letter: ModelDocumentPage) -> Translation:
    """The German translation, complete and live."""
    (begun,) = submit(letter, [Locale.objects.get(language_code="de")])
    sources = StringSegment.objects.filter(source_id=begun.source_id).values_list("string__data", flat=True)
    fill(begun, {text: GERMAN if text == SENTENCE else pretended(text, in_brackets=False) for text in sources})
    parent = begun.get_target_instance().get_parent().specific
    Page.objects.filter(pk=parent.pk).update(live=True)
    publish(begun)
    return begun


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(get_user_model().objects.create_superuser(email="admin@example.org", password="correct horse"))
    return client


def stored(translation: Translation, source: str = SENTENCE) -> StringTranslation:
    return StringTranslation.objects.get(
        translation_of__data=source,
        locale_id=translation.target_locale_id,
        context__object_id=translation.source.object_id,
    )


def put(client: Client, translation: Translation, text: str) -> dict[str, Any]:
    """Save the sentence as the translation editor does; what the editor gets back."""
    segment = StringSegment.objects.get(source_id=translation.source_id, string__data=SENTENCE)
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = client.put(url, f"value={text}", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def prefer(language: str) -> None:
    profile = UserProfile.get_for_user(get_user_model().objects.get(email="admin@example.org"))
    profile.preferred_language = language
    profile.save()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Ich schreibe.", "The placeholder “{{ branch_name }}” is missing from the translation."),
        ("Für {{ brnach_name }}.", "Write “{{ branch_name }}” instead of “{{ brnach_name }}”."),
        ("Für {{ Branch_Name }}.", "Write “{{ branch_name }}” instead of “{{ Branch_Name }}”."),
        ("Für {{branch_name}.", "Write “{{ branch_name }}” instead of “{{branch_name}”."),
        ("Für {{ branch_name }} und {{ country }}.", "The original has no placeholder “{{ country }}”."),
        (
            "Für {{ Ortsgruppe }}.",
            (
                "The placeholder “{{ branch_name }}” is missing from the translation. "
                "This is not a placeholder: “{{ Ortsgruppe }}”. Copy placeholders from the original as they are."
            ),
        ),
    ],
)
def test_the_editor_is_told_at_once_what_is_wrong(
    german_letter: Translation, admin: Client, text: str, error: str
) -> None:
    assert put(admin, german_letter, text)["error"] == error
    string = stored(german_letter)
    assert string.has_error
    assert string.data == text, "what was typed is kept"


def test_a_corrected_translation_is_no_error_any_more(german_letter: Translation, admin: Client) -> None:
    assert put(admin, german_letter, "Ich schreibe.")["error"]
    assert put(admin, german_letter, "Für {{ branch_name }}, ja {{ branch_name }}.")["error"] is None
    assert not missing_strings(german_letter)


def test_the_message_is_in_the_language_of_whoever_sees_it(german_letter: Translation, admin: Client) -> None:
    prefer("de")
    put(admin, german_letter, "Ich schreibe.")
    string = stored(german_letter)
    assert string.field_error == f'{CODE} [["tokens", {{"lost": ["{{{{ branch_name }}}}"]}}]]', (
        "the database holds no language"
    )
    with override("en"):
        assert "is missing from the translation" in str(string.get_error())
    with override("ur"):
        assert "\u2068{{ branch_name }}\u2069" in str(string.get_error()), "the braces keep their side"


def test_the_editor_shows_the_error_after_loading_again(german_letter: Translation, admin: Client) -> None:
    put(admin, german_letter, "Ich schreibe.")
    response = admin.get(reverse("wagtailadmin_pages:edit", args=[german_letter.get_target_instance().pk]))
    props = json.loads(response.context["props"])
    assert [entry["error"] for entry in props["initialStringTranslations"] if entry["error"]] == [
        "The placeholder “{{ branch_name }}” is missing from the translation."
    ]


def test_imported_strings_are_checked_and_corrected_by_the_next_import(german_letter: Translation) -> None:
    def import_sentence(text: str) -> StringTranslation:
        po = polib.pofile(str(german_letter.export_po()))
        for entry in po:
            if entry.msgid == SENTENCE:
                entry.msgstr = text
        german_letter.import_po(po)
        return stored(german_letter)

    assert import_sentence("Für {{ branche_name }}.").has_error
    corrected = import_sentence(GERMAN)
    assert (corrected.has_error, corrected.field_error) == (False, "")


def test_code_that_saves_a_string_is_checked_whichever_columns_it_writes(german_letter: Translation) -> None:
    string = stored(german_letter)
    string.data = "Ohne."
    string.save(update_fields=["data"])
    assert string.has_error
    string.refresh_from_db()
    assert string.has_error
    string.data = GERMAN
    string.save(update_fields=["data"])
    string.refresh_from_db()
    assert not string.has_error


def test_an_error_of_another_kind_is_not_taken_back(german_letter: Translation) -> None:
    string = stored(german_letter)
    string.data = "<script>1</script> {{ branch_name }}"
    string.save()
    assert string.has_error
    string.data = "<script>2</script>"
    string.save()
    string.data = "<script>3</script> {{ branch_name }}"
    string.save()
    string.refresh_from_db()
    assert string.has_error
    assert "script" in str(string.get_error())


def test_a_string_without_placeholders_may_say_what_it_likes(german_letter: Translation, admin: Client) -> None:
    string = stored(german_letter, "Your Excellency,")
    string.data = "Exzellenz [sic] {Euer}"
    string.save()
    assert not string.has_error


# --- A page that is edited on its own ---


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Ich schreibe.", "The placeholder “{{ branch_name }}” is missing from the translation."),
        ("{{ branch_name }}, {{ country }}", "The original has no placeholder “{{ country }}”."),
    ],
)
def test_a_detached_translation_keeps_the_placeholders_of_its_original(
    german_letter: Translation, admin: Client, text: str, sentence: str
) -> None:
    Translation.objects.update(enabled=False)
    page = german_letter.get_target_instance().specific
    before = live_text(page, Client())
    page.content = [("salutation", "Exzellenz,"), ("section", {"heading": "", "body": f"<p>{text}</p>"})]
    page.fields = [*FIELDS, ("field", {"key": "country", "kind": "text", "label": "Land"})]
    revision = page.save_revision()
    with pytest.raises(InvalidTranslation, match=re.escape(sentence)):
        revision.publish()
    assert live_text(page, Client()) == before
    page.content = [("salutation", GERMAN)]
    page.save_revision().publish()
    assert "Ich schreibe für" in live_text(page, Client())


# --- Such a string is not published ---


def live_text(page: Page, client: Client) -> str:
    with active_language.override("en"):
        response = client.get(page.get_url())
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.fixture
def broken(german_letter: Translation, admin: Client) -> Translation:
    put(admin, german_letter, "Ich schreibe NEU.")
    return german_letter


def test_the_state_names_the_error_and_the_list_says_what_to_do(broken: Translation, letter: ModelDocumentPage) -> None:
    (row,) = states_of(letter)
    assert row.state is State.ERRORED
    (entry,) = missing_strings(broken)
    assert entry.problem is Problem.ERRORED
    assert entry.reason == "The placeholder “{{ branch_name }}” is missing from the translation."


def test_publishing_in_the_editor_is_refused_and_readers_keep_the_old_text(broken: Translation, admin: Client) -> None:
    page = broken.get_target_instance()
    before = live_text(page, Client())
    assert "Ich schreibe für" in before
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = admin.post(url, {"action": "publish"}, follow=True)
    assert "1 string is missing or has an error" in " ".join(map(str, response.context["messages"]))
    assert live_text(page, Client()) == before


def test_bulk_publication_is_refused_and_readers_keep_the_old_text(broken: Translation, admin: Client) -> None:
    page = broken.get_target_instance()
    page.save_revision()
    before = live_text(page, Client())
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = admin.post(f"{url}?id={page.pk}", {"include_descendants": ""}, follow=True)
    assert "was not published" in " ".join(map(str, response.context["messages"]))
    assert live_text(page, Client()) == before


def test_publication_by_code_is_refused_and_readers_keep_the_old_text(broken: Translation) -> None:
    page = broken.get_target_instance()
    before = live_text(page, Client())
    with pytest.raises(IncompleteTranslation):
        publish(broken)
    with pytest.raises(IncompleteTranslation):
        page.save_revision().publish()
    assert live_text(page, Client()) == before
