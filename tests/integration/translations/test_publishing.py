"""A translated page goes live complete or not at all, and a draft never changes what readers see."""

from collections.abc import Callable

import pytest
from django.test import Client, TestCase
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from tests.factories.pages import make_appeal
from tests.integration.translations.conftest import body_text, drop_string, edit_original
from translations.models import TranslatedRevision
from translations.publication.completeness import Problem, missing_strings
from translations.publication.publishing import IncompleteTranslation, InvalidTranslation, publish, save_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("begun_once")]

SECOND = "Second paragraph."


def html(page: Page, client: Client) -> bytes:
    with override("en"):
        response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content


def test_a_new_translation_is_a_draft_that_readers_do_not_find(translation: Translation, client: Client) -> None:
    page = translation.get_target_instance()
    assert not page.live
    assert page.slug == "about-us"
    assert client.get("/de/about-us/").status_code == 404


def test_missing_strings_name_field_and_text_in_the_order_of_the_page(translation: Translation) -> None:
    found = missing_strings(translation)
    assert [(entry.label, entry.source, entry.problem) for entry in found] == [
        ("Title", "About us", Problem.MISSING),
        ("Text › Text", "First paragraph.", Problem.MISSING),
        ("Text › Text", SECOND, Problem.MISSING),
    ]


def test_blank_translations_are_missing(complete: Translation) -> None:
    StringTranslation.objects.filter(translation_of__data=SECOND).update(data=" \n")
    assert [entry.source for entry in missing_strings(complete)] == [SECOND]
    page = save_draft(complete).as_object()
    assert SECOND in body_text(page)


def test_errored_translations_come_with_their_reason(complete: Translation) -> None:
    string = StringTranslation.objects.get(translation_of__data=SECOND)
    string.data = "<script>alert(1)</script>"
    string.save()
    (entry,) = missing_strings(complete)
    assert entry.problem is Problem.ERRORED
    assert "script" in entry.reason


def test_translations_longer_than_their_field_are_refused_before_publication(complete: Translation) -> None:
    StringTranslation.objects.filter(translation_of__data="About us").update(data="x" * 256)
    (entry,) = missing_strings(complete)
    assert (entry.problem, entry.label) == (Problem.TOO_LONG, "Title")
    assert "256" in entry.reason
    assert "255" in entry.reason
    with pytest.raises(InvalidTranslation) as refused:
        save_draft(complete)
    assert "Title" in refused.value.sentences[0]


def test_missing_strings_take_two_queries(
    complete: Translation, django_assert_num_queries: Callable[..., object]
) -> None:
    translation = Translation.objects.select_related("source__specific_content_type", "target_locale").get()
    with django_assert_num_queries(2):
        missing_strings(translation)


def test_a_complete_translation_is_published(complete: Translation, client: Client) -> None:
    page = publish(complete)
    assert page.live
    content = html(page, client).decode()
    assert "nicht [First paragraph.]" in content
    assert "nicht [About us]" in content
    built = TranslatedRevision.objects.get(revision=page.live_revision)
    assert built.missing == 0
    assert built.source_updated_at == complete.source.last_updated_at


def test_publishing_with_missing_strings_is_refused_and_changes_nothing(complete: Translation, client: Client) -> None:
    page = publish(complete)
    before = html(page, client)
    drop_string(complete, SECOND)
    with pytest.raises(IncompleteTranslation) as refused:
        publish(complete)
    assert [entry.source for entry in refused.value.missing] == [SECOND]
    assert "1 string is missing" in str(refused.value)
    assert html(page, client) == before
    page.refresh_from_db()
    assert page.latest_revision_id == page.live_revision_id


def test_a_draft_of_a_live_page_leaves_the_live_page_byte_identical(complete: Translation, client: Client) -> None:
    page = publish(complete)
    before = html(page, client)
    StringTranslation.objects.filter(translation_of__data=SECOND).update(data="Anders.")
    revision = save_draft(complete)
    assert html(page, client) == before
    page.refresh_from_db()
    assert page.has_unpublished_changes
    assert page.latest_revision_id == revision.pk
    publish(complete)
    assert "Anders." in html(page, client).decode()


def test_a_draft_may_be_incomplete_and_falls_back_to_the_original(translation: Translation) -> None:
    revision = save_draft(translation)
    assert "First paragraph." in body_text(revision.as_object())
    assert TranslatedRevision.objects.get(revision=revision).missing == 3


def test_an_incomplete_draft_cannot_be_published_by_any_code(translation: Translation) -> None:
    revision = save_draft(translation)
    with pytest.raises(IncompleteTranslation):
        revision.publish()
    page = translation.get_target_instance()
    with pytest.raises(IncompleteTranslation):
        page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live


def test_a_draft_saved_before_the_last_string_came_in_is_built_anew(
    translation: Translation, translate_all: Callable[[Translation], None]
) -> None:
    revision = save_draft(translation)
    translate_all(translation)
    revision.publish()
    page = translation.get_target_instance()
    assert page.live
    assert page.title == "nicht [About us]"


def test_the_first_revision_in_the_original_language_is_never_published_as_it_is(complete: Translation) -> None:
    page = complete.get_target_instance()
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.title == "nicht [About us]"


def test_a_complete_draft_stays_publishable_when_the_original_changes_meanwhile(
    original: Page, complete: Translation
) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        revision = save_draft(complete)
        edit_original(original, body=[("text", "<p>Something else.</p>")])
    assert missing_strings(complete)
    revision.publish()
    page = complete.get_target_instance()
    assert "nicht [First paragraph.]" in body_text(page)


def test_a_scheduled_incomplete_page_is_taken_off_the_schedule(
    translation: Translation, caplog: pytest.LogCaptureFixture
) -> None:
    revision = save_draft(translation)
    revision.approved_go_live_at = timezone.now()
    revision.save()
    revision.publish(log_action="wagtail.publish.scheduled")
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert not translation.get_target_instance().live
    assert "off the schedule" in caplog.text


def test_originals_and_detached_pages_pass_the_gate(original: Page, translation: Translation) -> None:
    edit_original(original, title="Other")
    Translation.objects.update(enabled=False)
    page = translation.get_target_instance()
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.live


def test_publishing_takes_in_what_the_original_published_meanwhile(original: Page, complete: Translation) -> None:
    # The task that extracts strings has not run: its callback waits for a commit that this test never makes.
    edit_original(original, body=[("text", "<p>Something else.</p>")])
    with pytest.raises(IncompleteTranslation) as refused:
        publish(complete)
    assert [entry.source for entry in refused.value.missing] == ["Something else."]


def test_records_and_dates_follow_the_original_without_translation(
    german: object, translate_all: Callable[[Translation], None]
) -> None:
    from translations.submission import submit

    appeal = make_appeal()
    (translation,) = submit(appeal, [german])
    translate_all(translation)
    page = publish(translation)
    assert page.reference == appeal.reference
    assert page.issued == appeal.issued
    assert page.get_parent().slug == "appeals"
    assert not page.get_parent().live, "a parent without a translation of its own is begun as a draft"
