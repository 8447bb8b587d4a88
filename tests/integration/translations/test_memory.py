"""The translation memory at work: it learns from what is published, and fills in what a person has to confirm."""

import datetime
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from tests.factories.glossary import TermFactory
from tests.factories.library import PersonFactory
from tests.factories.memory import make_unit
from tests.factories.pages import make_standard_page
from tests.factories.translations import fill
from tests.integration.translations.conftest import body_text, edit_original
from translations.glossary.knowledge import knowledge_for
from translations.memory import prefill
from translations.memory.filling import remember
from translations.memory.lookup import Asked, exact_matches, similar_matches
from translations.memory.notes import ask_for_review, confirm
from translations.memory.prefill import TOOL, fill_from_memory
from translations.memory.previous import previous_version, previous_versions
from translations.models import MemorySource, MemoryToken, MemoryUnit, MemoryUse, StringNote
from translations.publication.completeness import Problem, missing_strings, strings_of
from translations.publication.publishing import IncompleteTranslation, publish, save_draft
from translations.states import State, states_of
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("begun_once")]

YEAR_AGO = datetime.datetime(2025, 11, 1, tzinfo=datetime.UTC)


def strings(translation: Translation) -> dict[str, str]:
    found = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id
    )
    return dict(found.values_list("translation_of__data", "data"))


def exact(text: str, **asked: object) -> list[str]:
    question = Asked(text, **asked)  # type: ignore[arg-type]
    return [match.unit.text for match in exact_matches([question], "en", "de").get(question, [])]


@pytest.fixture
def published(complete: Translation) -> Translation:
    with TestCase.captureOnCommitCallbacks(execute=True):
        publish(complete)
    return complete


@pytest.fixture
def twin(published: Translation, german: Locale) -> Translation:
    """A second page with a paragraph of the first, begun in German."""
    page = make_standard_page(title="About them", slug="about-them", body=[("text", "<p>First paragraph.</p>")])
    return submit(page, [german])[0]


def test_what_is_published_is_remembered_after_the_commit(complete: Translation) -> None:
    assert remember(complete) == 0, "readers do not see it yet"
    save_draft(complete)
    assert not MemoryUnit.objects.exists()
    with TestCase.captureOnCommitCallbacks(execute=True):
        page = publish(complete)
    units = {unit.source.text: unit for unit in MemoryUnit.objects.select_related("source")}
    assert {source: unit.text for source, unit in units.items()} == {
        "About us": "nicht [About us]",
        "First paragraph.": "nicht [First paragraph.]",
        "Second paragraph.": "nicht [Second paragraph.]",
    }
    unit = units["About us"]
    assert (unit.source.language, unit.target_language, unit.origin) == ("en", "de", "page")
    (use,) = unit.uses.all()
    assert (use.page_key, use.field_path) == (page.translation_key, "title")


def test_publishing_again_makes_nothing_twice_and_gives_up_a_corrected_text(published: Translation) -> None:
    before = (MemorySource.objects.count(), MemoryToken.objects.count(), MemoryUse.objects.count())
    remember(published)
    assert (MemorySource.objects.count(), MemoryToken.objects.count(), MemoryUse.objects.count()) == before
    fill(published, {"First paragraph.": "Erster Absatz."})
    with TestCase.captureOnCommitCallbacks(execute=True):
        publish(published)
    assert exact("First paragraph.") == ["Erster Absatz."], "the older text stands nowhere any more"


def test_a_command_takes_up_what_was_published_before_there_was_a_memory(published: Translation) -> None:
    MemorySource.objects.all().delete()
    for _each in range(2):
        told = StringIO()
        call_command("fill_memory", stdout=told)
        assert told.getvalue() == "3 strings of published translations are in the memory.\n"
    assert MemoryUse.objects.count() == 3


def test_the_memory_fills_in_what_a_person_has_to_confirm(twin: Translation, german: Locale) -> None:
    assert strings(twin) == {"First paragraph.": "nicht [First paragraph.]"}
    string = StringTranslation.objects.get(context__object_id=twin.source.object_id)
    assert (string.note.origin, string.note.is_confirmed, string.tool_name) == ("memory", False, TOOL)
    fill(twin, {"About them": "Über sie"})
    (left,) = missing_strings(twin)
    assert (left.problem, left.source) == (Problem.UNCONFIRMED, "First paragraph.")
    assert left.reason == "This was filled in from the translation memory; no person has confirmed it yet."
    with pytest.raises(IncompleteTranslation):
        publish(twin)
    row = next(row for row in states_of(twin.source.get_source_instance()) if row.locale == "de")
    assert (row.state, row.done, row.total) == (State.PARTIAL, 1, 2)

    user = get_user_model().objects.create_user(email="t@example.org", password="correct horse")
    assert confirm([string], user) == 1
    page = publish(twin)
    assert "nicht [First paragraph.]" in body_text(page)
    note = StringNote.objects.get(string=string)
    assert (note.origin, note.is_confirmed, note.confirmed_by) == ("memory", True, user)


def test_a_draft_made_of_unconfirmed_text_does_not_go_live(twin: Translation) -> None:
    fill(twin, {"About them": "Über sie"})
    revision = save_draft(twin)
    with pytest.raises(IncompleteTranslation):
        revision.publish()


def test_typing_confirms(twin: Translation) -> None:
    fill(twin, {"About them": "Über sie", "First paragraph.": "Erster Absatz."})
    assert missing_strings(twin) == []
    note = StringNote.objects.get(string__context__object_id=twin.source.object_id)
    assert (note.origin, note.is_confirmed) == ("human", True)


def test_a_machines_text_waits_for_a_person_too(translation: Translation) -> None:
    segment = StringSegment.objects.get(source_id=translation.source_id, string__data="About us")
    string = StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data="Über uns",
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
        tool_name="LibreTranslate",
    )
    (found,) = [each for each in missing_strings(translation) if each.source == "About us"]
    assert found.reason == "A machine has translated this; no person has confirmed it yet."
    string.has_error = True
    string.save(update_fields=["has_error"])
    assert StringNote.objects.filter(string=string, is_confirmed=False).exists()
    string.has_error, string.translation_type, string.tool_name = False, "manual", ""
    string.save()
    assert [each for each in missing_strings(translation) if each.source == "About us"] == []


def test_doubt_is_noted_and_stops_nothing(complete: Translation, django_user_model: type) -> None:
    user = django_user_model.objects.create_user(email="t@example.org", password="correct horse")  # type: ignore[attr-defined]
    string = StringTranslation.objects.get(data="nicht [About us]")
    ask_for_review(string, user, wanted=True)
    note = StringNote.objects.get(string=string)
    assert (note.needs_review, note.review_by, note.is_confirmed) == (True, user, True)
    assert missing_strings(complete) == []
    ask_for_review(string, user, wanted=False)
    assert StringNote.objects.get(string=string).review_at is None


def test_nothing_that_is_there_is_touched(published: Translation, german: Locale) -> None:
    page = make_standard_page(title="About them", slug="about-them", body=[("text", "<p>First paragraph.</p>")])
    (begun,) = submit(page, [german])
    fill(begun, {"First paragraph.": "Mein eigener Satz."})
    assert fill_from_memory(begun) == 0
    assert strings(begun)["First paragraph."] == "Mein eigener Satz."


def test_who_types_meanwhile_keeps_her_text(german: Locale, monkeypatch: pytest.MonkeyPatch) -> None:
    (begun,) = submit(make_standard_page(title="About them", slug="about-them", body=[]), [german])
    seen = strings_of(begun)
    fill(begun, {"About them": "Über sie alle"})
    make_unit("About them", "Über sie")
    monkeypatch.setattr(prefill, "strings_of", lambda translation: seen)
    assert fill_from_memory(begun) == 0
    assert strings(begun) == {"About them": "Über sie alle"}
    assert missing_strings(begun) == []


def test_a_changed_original_is_filled_in_where_the_memory_knows_the_new_sentence(published: Translation) -> None:
    make_unit("About this campaign", "Über diese Kampagne")
    with TestCase.captureOnCommitCallbacks(execute=True):
        edit_original(published.source.get_source_instance(), title="About this campaign")
    assert strings(published)["About this campaign"] == "Über diese Kampagne"
    assert [each.problem for each in missing_strings(published)] == [Problem.UNCONFIRMED]
    target = published.get_target_instance()
    assert target.draft_title == "Über diese Kampagne"
    assert target.title == "nicht [About us]", "readers see what they saw"


@pytest.mark.parametrize(
    "unsound",
    ["An {{ name }} und {{ other }}", "An niemanden", "<script>x</script>", '<a id="a9">{{ name }}</a>', "  "],
)
def test_text_that_would_be_refused_is_not_filled_in(german: Locale, unsound: str) -> None:
    make_unit("To {{ name }}", unsound)
    page = make_standard_page(title="Letter", slug="letter", body=[("text", "<p>To {{ name }}</p>")])
    (begun,) = submit(page, [german])
    assert strings(begun) == {}
    make_unit("To {{ name }}", "An {{ name }}", at=YEAR_AGO)
    assert fill_from_memory(begun) == 1, "an older one that is sound is taken"


def test_filling_in_costs_the_same_for_any_number_of_strings(
    german: Locale, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def begun(slug: str, number: int) -> Translation:
        body = [("text", "".join(f"<p>Sentence {slug} {each}.</p>" for each in range(number)))]
        page = make_standard_page(title=f"Page {slug}", slug=slug, body=body)
        (found,) = submit(page, [german])
        for each in range(number):
            make_unit(f"Sentence {slug} {each}.", f"Satz {slug} {each}.")
        make_unit(f"Page {slug}", f"Seite {slug}")
        return Translation.objects.select_related("source__locale", "target_locale").get(pk=found.pk)

    few, many = begun("few", 2), begun("many", 60)
    TermFactory()
    knowledge_for("en", "de")
    for translation, number in ((few, 3), (many, 61)):
        with django_assert_num_queries(12):
            assert fill_from_memory(translation) == number


def test_candidates_are_ranked_by_nearness_then_age(published: Translation) -> None:
    key = published.source.object_id
    make_unit("First paragraph.", "Absatz eins.", at=timezone.now() + datetime.timedelta(days=1))
    make_unit("First paragraph.", "Alt.", at=YEAR_AGO)
    assert exact("First paragraph.") == ["Absatz eins.", "nicht [First paragraph.]", "Alt."]
    assert exact("First paragraph.", page_key=key) == ["nicht [First paragraph.]", "Absatz eins.", "Alt."]
    field = MemoryUse.objects.get(unit__text="nicht [First paragraph.]").field_path
    assert exact("First paragraph.", field_path=field)[0] == "nicht [First paragraph.]"
    assert exact("first paragraph.") == []


def test_what_was_taken_down_is_not_offered(published: Translation) -> None:
    assert exact("First paragraph.") == ["nicht [First paragraph.]"]
    published.get_target_instance().unpublish()
    assert exact("First paragraph.") == []
    assert similar_matches(Asked("First paragraphs."), "en", "de") == []


def test_a_name_that_is_withheld_is_not_offered(german: Locale) -> None:
    person = PersonFactory.create(name="Ehsan Ali")
    make_unit("Free Ehsan Ali at once!", "Freiheit für Ehsan Ali!")
    make_unit("Free him at once!", "Freiheit für Ehsan Ali, sofort!")
    make_unit("Free them at once!", "Freiheit für sie!")
    asked = Asked("Free these at once!")
    assert len(similar_matches(asked, "en", "de")) == 3
    assert exact("Free Ehsan Ali at once!") == ["Freiheit für Ehsan Ali!"]
    person.publish_level = "withheld"
    person.save()
    assert [match.unit.text for match in similar_matches(asked, "en", "de")] == ["Freiheit für sie!"]
    assert exact("Free Ehsan Ali at once!") == []


def test_similar_sentences_come_with_what_differs(german: Locale) -> None:
    make_unit("Since 17 June <b>11</b> are in custody.", "Seit dem 17. Juni sind <b>11</b> in Haft.")
    make_unit("Since 17 June eleven people have been in custody.", "Seit dem 17. Juni sind elf Menschen in Haft.")
    make_unit("Write to the ambassador.", "Schreiben Sie dem Botschafter.")
    first, second = similar_matches(Asked("Since 18 June 12 are in custody."), "en", "de")
    assert (first.score, first.differs_in_values_only) == (99, True)
    assert [(each.kind, each.text, each.value) for each in first.differences] == [
        ("equal", "Since ", ""),
        ("deletion", "17 ", "number"),
        ("addition", "18 ", "number"),
        ("equal", "June ", ""),
        ("deletion", "11 ", "number"),
        ("addition", "12 ", "number"),
        ("equal", "are in custody.", ""),
    ]
    assert 70 <= second.score < 90
    assert not second.differs_in_values_only
    assert similar_matches(Asked("Since 18 June 12 are in custody."), "en", "fr") == []
    assert similar_matches(Asked(""), "en", "de") == []


def test_after_a_change_the_old_sentence_and_its_translation_are_at_hand(published: Translation) -> None:
    original = published.source.get_source_instance()
    (block,) = original.body.raw_data
    text = "<p>First paragraph, longer.</p><p>Second paragraph.</p><p>Quite another.</p>"
    with TestCase.captureOnCommitCallbacks(execute=True):
        edit_original(original, title="About all of us", body=[{**block, "value": text}])
    segments = {
        segment.string.data: segment
        for segment in StringSegment.objects.filter(source_id=published.source_id).select_related("string")
    }
    title = previous_version(segments["About all of us"], published.target_locale)
    assert title is not None
    assert (title.old_source, title.new_source, title.translation.data) == (
        "About us",
        "About all of us",
        "nicht [About us]",
    )
    assert [(each.kind, each.text) for each in title.differences] == [
        ("equal", "About "),
        ("addition", "all of "),
        ("equal", "us"),
    ]
    found = previous_versions(published, segments.values())
    by_text = {text: found[segment.pk].old_source for text, segment in segments.items() if segment.pk in found}
    assert by_text == {"About all of us": "About us", "First paragraph, longer.": "First paragraph."}
