"""A changed quotation mark costs no translator a sentence: her translation is carried over to the new one."""

from __future__ import annotations

import pytest
from django.test import TestCase
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from tests.factories.pages import make_home, make_locale
from tests.factories.translations import fill
from tests.integration.translations.conftest import edit_original
from translations.freshness.carrying import carry_over
from translations.memory.notes import needs_review
from translations.models import StringNote
from translations.publication.completeness import missing_strings
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("complete_once")]


def edited(original: Page, **values: object) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        edit_original(original, **values)


def paragraphs(original: Page, text: str) -> list[dict[str, str]]:
    (block,) = original.specific.body.raw_data
    return [{**block, "value": text}]


def left(translation: Translation) -> list[str]:
    return [each.source for each in missing_strings(Translation.objects.get(pk=translation.pk))]


def carried(text: str) -> StringTranslation:
    return StringTranslation.objects.get(translation_of__data=text)


def test_a_sentence_with_other_marks_keeps_its_translation_and_is_to_be_looked_at(
    original: Page, complete: Translation
) -> None:
    title, first = carried("About us").data, carried("First paragraph.").data
    edited(original, title="“About” us", body=paragraphs(original, "<p>First – paragraph!</p><p>Second one.</p>"))
    assert left(complete) == ["Second one."]
    assert (carried("“About” us").data, carried("First – paragraph!").data) == (title, first)
    assert needs_review(carried("“About” us")), "the translation may want other marks, too"


def test_what_nobody_can_see_needs_no_review(original: Page, complete: Translation) -> None:
    edited(original, title="About\u00a0us")
    assert left(complete) == []
    assert not needs_review(carried("About\u00a0us"))


@pytest.mark.parametrize("title", ["About them", "About us 11", "About {{ us }}", "About us and them"])
def test_another_wording_is_translated_anew(original: Page, complete: Translation, title: str) -> None:
    edited(original, title=title)
    assert left(complete) == [title]


def test_a_number_that_lost_its_point_is_another_number(original: Page, complete: Translation) -> None:
    edited(original, title="About 1.5")
    fill(complete, {"About 1.5": "Über 1,5"})
    edited(original, title="About 15")
    assert left(complete) == ["About 15"]


def test_a_number_in_other_writing_is_the_same_and_is_to_be_looked_at(original: Page, complete: Translation) -> None:
    edited(original, title="About eleven")
    fill(complete, {"About eleven": "Über elf"})
    edited(original, title="About 11")
    assert left(complete) == []
    assert (carried("About 11").data, needs_review(carried("About 11"))) == ("Über elf", True)


def test_what_no_person_has_confirmed_is_carried_over_as_such(original: Page, complete: Translation) -> None:
    string = StringTranslation.objects.get(translation_of__data="About us")
    string.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
    string.save()
    edited(original, title="About us!")
    note = StringNote.objects.get(string=carried("About us!"))
    assert (note.origin, note.is_confirmed) == ("machine", False)


def test_a_statement_that_became_a_question_waits_for_a_person(original: Page, complete: Translation) -> None:
    before = carried("About us").data
    edited(original, title="About us?")
    assert carried("About us?").data == before
    assert left(complete) == ["About us?"]


def test_faulty_text_is_not_carried_over(original: Page, complete: Translation) -> None:
    StringTranslation.objects.filter(translation_of__data="About us").update(has_error=True)
    edited(original, title="About us!")
    assert left(complete) == ["About us!"]


def test_what_somebody_has_typed_for_the_new_sentence_stays(original: Page, complete: Translation) -> None:
    edited(original, title="About us!")
    fill(complete, {"About us!": "Über uns!"})
    assert carry_over(complete.source) == 0
    assert carried("About us!").data == "Über uns!"


def test_each_language_gets_its_own_and_looking_costs_the_same_for_any_number(
    original: Page, complete: Translation, german: Locale, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_home("it")
    (italian,) = submit(original, [make_locale("it")])
    fill(italian, {"About us": "Chi siamo"})
    edited(original, title="About us!")
    found = StringTranslation.objects.filter(translation_of__data="About us!")
    german_title = StringTranslation.objects.get(translation_of__data="About us", locale=german).data
    assert dict(found.values_list("locale__language_code", "data")) == {"de": german_title, "it": "Chi siamo"}
    source = Translation.objects.select_related("source__locale").get(pk=complete.pk).source
    with django_assert_num_queries(3):
        assert carry_over(source) == 0
