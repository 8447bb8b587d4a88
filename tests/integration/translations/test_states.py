"""The state of every page in every language, step by step as editors work. One query, on both databases."""

from collections.abc import Callable

import pytest
from django.core.paginator import Paginator
from django.test import TestCase
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from tests.factories.pages import make_home, make_locale, make_standard_page
from tests.integration.translations.conftest import drop_string, edit_original
from translations.originals import types_without_translations
from translations.publication.publishing import publish, save_draft
from translations.states import State, TranslationStates, states_of
from translations.submission import submit

pytestmark = pytest.mark.django_db


def german_row(page: Page) -> object:
    return next(row for row in states_of(page) if row.locale == "de")


def test_a_page_goes_through_all_states(
    original: Page, german: Locale, translate_all: Callable[[Translation], None]
) -> None:
    row = german_row(original)
    assert (row.state, row.target_id, row.translation_id, row.total) == (State.MISSING, None, None, 0)

    (translation,) = submit(original, [german])
    row = german_row(original)
    assert (row.state, row.done, row.total, row.left, row.percent) == (State.PARTIAL, 0, 3, 3, 0)
    assert row.translation_id == translation.pk

    translate_all(translation)
    assert german_row(original).state is State.DRAFT
    drop_string(translation, "About us")
    row = german_row(original)
    assert (row.state, row.done, row.total, row.percent) == (State.PARTIAL, 2, 3, 66)

    translate_all(translation)
    page = publish(translation)
    row = german_row(original)
    assert (row.state, row.target_id, row.target_live, row.percent) == (State.COMPLETE, page.pk, True, 100)
    assert row.published_at == page.last_published_at
    assert not row.has_newer_strings

    with TestCase.captureOnCommitCallbacks(execute=True):
        edit_original(original, title="About this campaign")
    row = german_row(original)
    assert (row.state, row.done, row.total) == (State.OUTDATED, 2, 3)

    translate_all(translation)
    assert german_row(original).state is State.OUTDATED, "all strings are there, but readers do not see them yet"
    save_draft(translation)
    assert german_row(original).state is State.OUTDATED, "a draft changes nothing for readers"
    publish(translation)
    assert german_row(original).state is State.COMPLETE

    string = StringTranslation.objects.get(data="nicht [About this campaign]")
    string.data = "<script>x</script>"
    string.save()
    row = german_row(original)
    assert (row.state, row.errors, row.done) == (State.ERRORED, 1, 2)

    translate_all(translation)
    StringTranslation.objects.filter(translation_of__data="About this campaign").update(data="  ")
    assert german_row(original).state is State.OUTDATED

    Translation.objects.update(enabled=False)
    assert german_row(original).state is State.DETACHED

    Page.objects.get(pk=page.pk).delete()
    assert german_row(original).state is State.MISSING


def test_strings_changed_after_publication_are_pointed_out(complete: Translation, original: Page) -> None:
    publish(complete)
    string = StringTranslation.objects.get(data="nicht [About us]")
    string.data = "Über uns"
    string.save()
    row = german_row(original)
    assert row.state is State.COMPLETE
    assert row.has_newer_strings


def test_an_alias_counts_as_missing(original: Page, german: Locale) -> None:
    original.copy_for_translation(german, alias=True)
    assert german_row(original).state is State.MISSING


def test_the_states_are_the_same_asked_from_the_original_or_a_translation(
    complete: Translation, original: Page
) -> None:
    assert states_of(original) == states_of(complete.get_target_instance())
    assert [row.page_id for row in states_of(original)] == [original.pk]


def test_every_locale_has_a_row_and_originals_count_once(german: Locale, original: Page) -> None:
    make_locale("ur")
    rows = [(row.page_id, row.locale) for row in TranslationStates()]
    assert (original.pk, "ur") in rows
    assert (original.pk, "de") in rows
    assert len(rows) == len(set(rows))
    assert {row.page_id for row in TranslationStates()} == {original.pk, make_home().pk}


def test_a_page_born_in_german_has_a_row_for_english(german: Locale) -> None:
    page = make_standard_page("de", title="Eigenes")
    assert [(row.source_locale, row.locale, row.state) for row in states_of(page)] == [("de", "en", State.MISSING)]


def test_rows_are_filtered_counted_and_paged_by_the_database(
    complete: Translation, original: Page, django_assert_num_queries: Callable[..., object]
) -> None:
    everything = TranslationStates()
    types_without_translations()  # Django asks for content types once for a process.
    with django_assert_num_queries(1):
        assert [row.title for row in everything.filter(state=State.DRAFT)] == ["About us"]
    assert [row.title for row in everything.filter(title="ABOUT")] == ["About us"]
    assert list(everything.filter(title="100%")) == []
    assert list(everything.filter(locale="fr")) == []
    with django_assert_num_queries(1):
        assert everything.counts_by_state()[State.DRAFT] == 1
    with django_assert_num_queries(2):
        page = Paginator(everything, 1).page(2)
        assert len(list(page.object_list)) == 1
    assert everything[0] == next(iter(everything))


@pytest.mark.parametrize("pages", [1, 20])
def test_all_rows_take_one_query_however_many(
    german: Locale, pages: int, django_assert_num_queries: Callable[..., object]
) -> None:
    made = [make_standard_page(title=f"Page {number}") for number in range(pages)]
    for page in made:
        submit(page, [german])
    types_without_translations()  # Django asks for content types once for a process.
    with django_assert_num_queries(1):
        rows = list(TranslationStates(locale="de", state=State.PARTIAL))
    assert len(rows) == pages


def test_every_state_has_a_sentence() -> None:
    from translations.states import EXPLANATIONS

    assert set(EXPLANATIONS) == set(State)
