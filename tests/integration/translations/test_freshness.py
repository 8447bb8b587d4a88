"""When an original changes, its translations are out of date at once, and stay complete and unchanged for readers."""

import datetime
from collections.abc import Callable

import pytest
from django.test import TestCase
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from tests.factories.pages import make_appeal
from tests.integration.translations.conftest import body_text, edit_original
from translations.freshness.sources import refresh_source
from translations.publication.completeness import missing_strings
from translations.publication.publishing import publish
from translations.states import State, states_of
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("complete_once")]


def state_in(page: Page, language: str = "de") -> State:
    return next(row.state for row in states_of(page) if row.locale == language)


def committed() -> object:
    return TestCase.captureOnCommitCallbacks(execute=True)


def test_publishing_a_changed_original_extracts_its_strings_after_commit(original: Page, complete: Translation) -> None:
    publish(complete)
    raw = original.body.get_prep_value()
    raw[0]["value"] = "<p>First paragraph.</p><p>Changed.</p>"
    with committed():
        edit_original(original, body=raw)
    assert [entry.source for entry in missing_strings(complete)] == ["Changed."]
    assert state_in(original) is State.OUTDATED


def test_translations_are_out_of_date_before_the_task_has_run(original: Page, complete: Translation) -> None:
    publish(complete)
    edit_original(original, body=[("text", "<p>Changed.</p>")])
    assert state_in(original) is State.OUTDATED


def test_the_live_translation_stays_complete_and_unchanged(original: Page, complete: Translation) -> None:
    page = publish(complete)
    before = body_text(page)
    with committed():
        edit_original(original, body=[("text", "<p>Changed.</p>")])
    page.refresh_from_db()
    assert page.live
    assert body_text(page.specific_class.objects.get(pk=page.pk)) == before


def test_a_draft_of_the_original_changes_nothing(original: Page, complete: Translation) -> None:
    publish(complete)
    with committed():
        original.title = "Draft title"
        original.save_revision()
    assert state_in(original) is State.COMPLETE


def test_publishing_the_original_without_a_change_leaves_translations_current(
    original: Page, complete: Translation
) -> None:
    publish(complete)
    before = TranslationSource.objects.get().last_updated_at
    with committed():
        edit_original(original)
    assert TranslationSource.objects.get().last_updated_at == before
    assert state_in(original) is State.COMPLETE


def test_a_changed_date_makes_translations_out_of_date_without_any_missing_string(
    german: Locale, translate_all: Callable[[Translation], None]
) -> None:
    appeal = make_appeal()
    (translation,) = submit(appeal, [german])
    translate_all(translation)
    publish(translation)
    assert state_in(appeal) is State.COMPLETE
    with committed():
        appeal = edit_original(appeal, facts_as_of=datetime.date(2025, 7, 1))
    assert state_in(appeal) is State.OUTDATED
    assert missing_strings(translation) == []
    assert publish(Translation.objects.get(pk=translation.pk)).facts_as_of == datetime.date(2025, 7, 1)
    assert state_in(appeal) is State.COMPLETE


def test_unchanged_strings_are_reused_when_blocks_change_places(german: Locale) -> None:
    from tests.factories.pages import make_standard_page
    from tests.factories.translations import fill

    page = make_standard_page(title="Order", body=[("text", "<p>One.</p>"), ("text", "<p>Two.</p>")])
    (translation,) = submit(page, [german])
    fill(translation, {"Order": "Ordnung", "One.": "Eins.", "Two.": "Zwei."})
    raw = page.body.get_prep_value()
    with committed():
        edit_original(page, body=[raw[1], raw[0]])
    assert missing_strings(translation) == []
    assert body_text(publish(translation)).index("Zwei.") < body_text(publish(translation)).index("Eins.")


def test_one_changed_word_loses_one_string_and_keeps_its_old_translation(original: Page, complete: Translation) -> None:
    raw = original.body.get_prep_value()
    raw[0]["value"] = raw[0]["value"].replace("Second paragraph", "Second, other paragraph")
    with committed():
        edit_original(original, body=raw)
    assert [entry.source for entry in missing_strings(complete)] == ["Second, other paragraph."]
    assert StringTranslation.objects.filter(data="nicht [Second paragraph.]").exists()


def test_refreshing_never_publishes(original: Page, complete: Translation) -> None:
    edit_original(original, title="Other")
    refresh_source.call(complete.source_id)
    assert not complete.get_target_instance().live


def test_refreshing_a_source_whose_page_is_gone_does_nothing(original: Page, complete: Translation) -> None:
    before = complete.source.content_json
    Page.objects.get(pk=original.pk).delete()
    refresh_source.call(complete.source_id)
    refresh_source.call(0)
    assert TranslationSource.objects.get().content_json == before
