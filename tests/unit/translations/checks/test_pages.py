"""Whole pages, source pages and other appeals' paragraphs."""

import pytest
from django.utils import translation

from tests.unit.translations.checks.rows import KNOWLEDGE, pair
from translations.checks import Segment, Severity, check_against_others, check_page, check_source, sentence


def page_alarms(*segments: Segment) -> set[str]:
    return {each.check for each in check_page(segments, KNOWLEDGE) if each.severity != Severity.HINT}


def source_alarms(*texts: str, language: str = "en") -> set[str]:
    return {each.check for each in check_source(texts, language, KNOWLEDGE)}


@pytest.mark.parametrize(
    ("check", "first", "second"),
    [
        (
            "translated-differently",
            pair("Write to the embassy.", "Schreiben Sie der Botschaft.", "de"),
            pair("Write to the embassy.", "Schreiben Sie an die Vertretung.", "de"),
        ),
        (
            "translated-differently",
            pair("Write to the embassy.", "سفارت خانے کو خط لکھیے۔", "ur"),
            pair("Write to the embassy.", "سفارت خانے کو لکھ بھیجیے۔", "ur"),
        ),
        (
            "same-translation",
            pair("Write to the embassy.", "Γράψτε στην πρεσβεία.", "el"),
            Segment("Sign the appeal.", "Γράψτε στην πρεσβεία.", "en", "el", key="other"),
        ),
        (
            "two-spellings",
            pair("Waheed Hassan speaks.", "Waheed Hassan spricht.", "de"),
            pair("Waheed Hassan is ill.", "Waheed Hasan ist krank.", "de"),
        ),
        (
            "two-spellings",
            pair("Ferat Koçak has signed.", "Ferat Koçak hat unterschrieben.", "de"),
            pair("Ask Ferat Koçak.", "Fragen Sie Ferrat Koçak.", "de"),
        ),
        (
            "two-dates",
            pair("He was arrested on 15 May 2025.", "Er wurde am 15. Mai 2025 verhaftet.", "de"),
            pair("After his arrest on 16 May 2025", "Nach seiner Verhaftung am 16. Mai 2025", "de"),
        ),
        (
            "two-dates",
            pair("She was released on 3 June.", "Αφέθηκε ελεύθερη στις 3 Ιουνίου.", "el"),
            pair("Her release on 4 June was sudden.", "Η απελευθέρωσή της στις 4 Ιουνίου ήταν ξαφνική.", "el"),
        ),
        (
            "two-dates",
            pair("He was arrested on 15 May 2025.", "انھیں 15 مئی 2025 کو گرفتار کیا گیا۔", "ur"),
            pair("After his arrest on 16 May 2025", "16 مئی 2025 کی گرفتاری کے بعد", "ur"),
        ),
    ],
)
def test_what_does_not_agree_within_a_page_is_found(check: str, first: Segment, second: Segment) -> None:
    found = [each for each in check_page([first, second], KNOWLEDGE) if each.check == check]
    assert [(each.segment, each.others) for each in found] == [(second.key, (first.key,))]


def test_a_page_that_agrees_raises_no_alarm() -> None:
    assert (
        page_alarms(
            pair("Write to the embassy.", "Schreiben Sie an die Botschaft.", "de"),
            pair("Write to the Embassy", "Schreiben Sie an die Botschaft", "de"),
            pair("Yes", "Ja", "de"),
            Segment("Of course", "Ja", "en", "de", key="other"),
            pair("Ehsan Ali speaks.", "Ehsan Ali spricht.", "de"),
            pair("Ehsan Ali’s lawyer speaks.", "Der Anwalt Ehsan Alis spricht.", "de"),
        )
        == set()
    )


def test_days_that_a_page_names_side_by_side_are_a_dispute_it_tells() -> None:
    assert (
        page_alarms(
            pair("The arrest: 15 or 16 May 2025.", "Die Verhaftung: 15. oder 16. Mai 2025.", "de"),
            pair("He was arrested on 15 May 2025.", "Er wurde am 15. Mai 2025 verhaftet.", "de"),
            pair("After the arrest on 16 May 2025", "Nach der Verhaftung am 16. Mai 2025", "de"),
        )
        == set()
    )


@pytest.mark.parametrize(
    ("check", "text", "language"),
    [
        ("forbidden-form", "Free Eshan Ali!", "en"),
        ("misspelt-name", "احسن علی کو رہا کرو!", "ur"),
        ("tokens", "Dear {{ Name }},", "en"),
        ("counts", "15 people are in custody.", "en"),
        ("counts", "15 افراد زیرِ حراست ہیں۔", "ur"),
        ("dates-on-record", "Ehsan Ali was arrested on 18 May 2025.", "en"),
        ("doubled-word", "They are are ill.", "en"),
        ("sentences", "They are ill. They are ill.", "en"),
        ("invisible", "They are\u200b ill.", "en"),
        ("mixed-scripts", "Είναι άρρωστoι.", "el"),
        ("marks", "وہ بیمار ہیں.", "ur"),
        ("quotation-marks", "They are “ill.", "en"),
        ("language", "Das ist nicht die Sprache, die hier stehen soll.", "en"),
    ],
)
def test_a_source_page_is_checked_by_itself(check: str, text: str, language: str) -> None:
    found = [each for each in check_source({"body": text}, language, KNOWLEDGE) if each.check == check]
    assert [each.segment for each in found] == ["body"]
    assert found[0].target_span is None


def test_an_original_is_not_told_to_copy_placeholders_from_an_original() -> None:
    (found,) = check_source({"body": "Dear {{ Branch Name }}, we write to you."}, "en", KNOWLEDGE)
    with translation.override("en"):
        told = sentence(found)
    assert told == "This is not a placeholder: “{{ Branch Name }}”. Write it like {{ branch_name }}."


def test_a_source_page_that_is_right_raises_no_alarm() -> None:
    assert source_alarms("Ehsan Ali was arrested on 15 May 2025; 11 people were in custody on 17 June.") == set()
    assert source_alarms("احسان علی کو 15 مئی 2025 کو گرفتار کیا گیا۔", language="ur") == set()


def test_two_spellings_in_a_source_page_are_found() -> None:
    assert source_alarms("Ferat Koçak has signed.", "Ask Ferrat Koçak.") == {"two-spellings"}


PARAGRAPH = "Sie wurde an der Grenze verhaftet und drei Wochen lang ohne Anklage in der Hauptstadt festgehalten."


def test_a_paragraph_of_another_appeal_is_found() -> None:
    here = pair(
        "He was taken to hospital for a short time and was returned to jail after some days there.", PARAGRAPH, "de"
    )
    there = Segment("She was arrested at the border.", PARAGRAPH.replace("drei", "vier"), "en", "de", page="other")
    [found] = check_against_others([here], [there])
    assert found.values["page"] == "other"
    assert [each.check for each in check_against_others([here], [PARAGRAPH])] == ["other-page"]


def test_the_same_text_on_two_pages_may_have_the_same_translation() -> None:
    source = "She was arrested at the border and held for three weeks without charge in the capital."
    there = Segment(source, PARAGRAPH, "en", "de", page="other")
    assert check_against_others([pair(source, PARAGRAPH, "de")], [there]) == []


def test_plain_spaces_of_a_french_page_are_hinted_at_once_and_a_lost_space_is_a_warning_each_time() -> None:
    plain = [pair("Who is he?", "Qui est-il ?", "fr"), pair("Where is he?", "Où est-il ?", "fr")]
    lost = [pair("And why?", "Et pourquoi?", "fr"), pair("And when?", "Et quand?", "fr")]
    found = check_page([*plain, *lost], KNOWLEDGE)
    assert [(each.segment, each.severity, each.fix and each.fix.text) for each in found if each.check == "marks"] == [
        ("Et pourquoi?", Severity.WARNING, "\u202f"),
        ("Et quand?", Severity.WARNING, "\u202f"),
        ("Qui est-il ?", Severity.HINT, "\u202f"),
    ]
    assert [each.severity for each in check_source(["Qui est-il ?", "Où est-il ?"], "fr", KNOWLEDGE)] == [Severity.HINT]
