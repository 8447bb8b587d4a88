"""A paragraph that was pasted from the page of another appeal is found, and a sentence that two originals share is not."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from tests.factories.pages import make_standard_page
from tests.factories.translations import fill
from translations.checks import Segment
from translations.findings.computing import findings_of
from translations.memory.filling import remember
from translations.memory.imprints import paragraphs_like
from translations.models import MemoryImprint
from translations.publication.publishing import publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HUNZA = "Eleven members of the Awami Action Committee have been held without trial in Gilgit since the spring."
CARACAS = "Three trade unionists of the oil company were sentenced in Caracas because they had called a strike."
OF_HUNZA = "Elf Mitglieder des Awami Action Committee sind in Gilgit seit dem Frühjahr ohne Prozess in Haft."
OF_CARACAS = (
    "Drei Gewerkschafter der Ölgesellschaft wurden in Caracas verurteilt, weil sie zum Streik aufgerufen hatten."
)
PASTED = OF_CARACAS.replace("Drei", "Vier")


def begin(german: Locale, title: str, sentence: str, translated: str) -> Translation:
    body = [("text", f"<p>{sentence}</p>")]
    (found,) = submit(make_standard_page(title=title, slug=title.lower(), body=body), [german])
    fill(found, {title: title, sentence: translated})
    return found


@pytest.fixture
def caracas(german: Locale) -> Translation:
    """Another appeal, which readers find."""
    translation = begin(german, "Caracas", CARACAS, OF_CARACAS)
    publish(translation)
    remember(translation)
    return translation


def checks_of(translation: Translation) -> set[str]:
    return {each.finding.check for found in findings_of(translation).segments.values() for each in found}


def test_a_paragraph_of_another_appeal_is_found_although_a_word_was_changed(
    german: Locale, caracas: Translation
) -> None:
    assert "other-page" in checks_of(begin(german, "Hunza", HUNZA, PASTED))


def test_a_translation_of_ones_own_and_one_of_the_same_sentence_are_not(german: Locale, caracas: Translation) -> None:
    assert "other-page" not in checks_of(begin(german, "Hunza", HUNZA, OF_HUNZA))
    assert "other-page" not in checks_of(begin(german, "Union", CARACAS, OF_CARACAS))
    assert "other-page" not in checks_of(caracas)


def test_what_readers_do_not_find_any_more_is_not_compared(german: Locale, caracas: Translation) -> None:
    Page.objects.filter(pk=caracas.get_target_instance().pk).update(live=False)
    assert "other-page" not in checks_of(begin(german, "Hunza", HUNZA, PASTED))


def test_looking_costs_one_query_and_short_texts_none(german: Locale, caracas: Translation) -> None:
    own = begin(german, "Hunza", HUNZA, PASTED).source.object_id

    def queries(target: str) -> int:
        with CaptureQueriesContext(connection) as found:
            paragraphs_like([Segment("", target, "en", "de")] * 20, own)
        return len(found)

    assert (queries(PASTED), queries("Schreiben Sie an die Botschaft.")) == (1, 0)


def test_the_index_is_small_and_publishing_again_leaves_it_as_it_is(caracas: Translation) -> None:
    before = set(MemoryImprint.objects.values_list("token", "unit_id"))
    publish(caracas)
    remember(caracas)
    assert set(MemoryImprint.objects.values_list("token", "unit_id")) == before
    assert len(before) == 6
