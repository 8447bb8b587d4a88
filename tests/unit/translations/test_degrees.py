"""How grave changes of sentences are, in three scripts: what is only typing, what is a fact, what is wording."""

import pytest

from translations.freshness.degrees import Degree, TextChange, degree_of_text, degree_of_texts
from translations.freshness.sources import significant_content
from translations.freshness.wording import word_key

MINOR, SUBSTANCE, FACT = Degree.MINOR, Degree.SUBSTANCE, Degree.FACT

#: As they stand on record.
KNOWN = frozenset(word_key(word) for word in ("احسان", "علی", "غلام", "گلگت", "Ehsan", "Gilgit", "Skardu", "Εχσάν"))

ROWS = [
    # Latin: typing
    ("en", "Free Ehsan Ali now", "Free <b>Ehsan Ali</b> now!", MINOR),
    ("en", "He was 'threatened' - twice - there", "He was ‘threatened’ – twice – there", MINOR),
    ("en", "Free Political Prisoners", "Free political prisoners", MINOR),
    ("en", "They co-operate.", "They cooperate.", MINOR),
    ("en", "10,000 people signed", "10 000 people signed", MINOR),
    ("en", "Dear {{ mission_head }},", "Dear {{mission_head}}:", MINOR),
    ("en", "Free all eleven now", "Free all 11 now.", MINOR),
    ("fr", "Dix-sept personnes", "17 personnes", MINOR),
    ("de", "Zwölf Anwälte schrieben.", "12 Anwälte schrieben.", MINOR),
    ("en", "It was on 17.6.2025.", "It was on 17. 6. 2025.", MINOR),
    # Latin: facts
    ("en", "Free all eleven now", "Free all 12 now", FACT),
    ("en", "Two hundred people came.", "2100 people came.", FACT),
    ("en", "Twenty-one people came.", "20 people came.", FACT),
    ("en", "He was arrested on 15 May 2025.", "He was arrested on 16 May 2025.", FACT),
    ("en", "He was arrested in May.", "He was arrested in June.", FACT),
    ("en", "They meet on Monday.", "They meet on Tuesday.", FACT),
    ("en", "Eleven people are held.", "Twelve people are held.", FACT),
    ("en", "Release Ehsan Ali.", "Release Eshan Ali.", FACT),
    ("en", "Ehsan Ali is ill.", "Ahsan Ali is ill.", FACT),
    ("en", "He was brought to Gilgit.", "He was brought to Skardu.", FACT),
    ("en", "Write to a@example.org.", "Write to b@example.org.", FACT),
    ("en", "See https://example.org/a.", "See https://example.org/b.", FACT),
    ("en", "Dear {{ mission_head }},", "Dear {{ mission_office }},", FACT),
    ("en", "The fine is €500.", "The fine is $500.", FACT),
    ("en", "A rise of 1.5 per cent", "A rise of 15 per cent", FACT),
    ("de", "Er wurde am 15. März verhaftet.", "Er wurde am 15. April verhaftet.", FACT),
    ("de", "Zwölf Anwälte schrieben.", "Elf Anwälte schrieben.", FACT),
    ("fr", "Il est détenu depuis mars.", "Il est détenu depuis mai.", FACT),
    ("en", "They were beaten.", "They were beaten. Fifteen are in hospital.", FACT),
    # Latin: wording
    ("en", "They were arrested.", "They were detained.", SUBSTANCE),
    ("en", "You may write.", "You must write.", SUBSTANCE),
    ("en", "", "They need a doctor.", SUBSTANCE),
    ("en", "They need a doctor.", "", SUBSTANCE),
    ("de", "Die Anwälte fordern es.", "Die Juristen fordern es.", SUBSTANCE),
    ("fr", "La prison où il est", "La prison ou il est", SUBSTANCE),
    # Urdu
    ("ur", "احسان علی کو ۱۵ مئی کو گرفتار کیا گیا", "احسان علی کو 15 مئی کو گرفتار کیا گیا۔", MINOR),
    ("ur", "احسان علی کو رہا کرو", "إحسان علي كو رہا کرو!", MINOR),
    ("ur", "اُن کو رہا کرو", "ان کو رہا کرو", MINOR),
    ("ur", "احسان علی کو ۱۵ مئی کو گرفتار کیا گیا", "احسان علی کو ۱۶ مئی کو گرفتار کیا گیا", FACT),
    ("ur", "وہ مئی میں گرفتار ہوئے", "وہ جون میں گرفتار ہوئے", FACT),
    ("ur", "گیارہ افراد قید ہیں", "بارہ افراد قید ہیں", FACT),
    ("ur", "احسان علی کو رہا کرو", "غلام علی کو رہا کرو", FACT),
    ("ur", "وہ گرفتار ہوئے", "وہ زیرِ حراست ہیں", SUBSTANCE),
    ("ur", "گیارہ افراد قید ہیں", "۱۱ افراد قید ہیں", MINOR),
    ("ur", "گیارہ افراد قید ہیں", "۱۲ افراد قید ہیں", FACT),
    # Greek
    ("el", "Κρατούνται έντεκα άτομα.", "Κρατούνται 11 άτομα.", MINOR),
    ("el", "Ο ΕΧΣΑΝ ΑΛΙ ΣΥΝΕΛΗΦΘΗ", "Ο Εχσάν Αλί συνελήφθη.", MINOR),
    ("el", "«Ελευθερία» - τώρα;", "“Ελευθερία” – τώρα;", MINOR),
    ("el", "Συνελήφθη στις 15 Μαΐου.", "Συνελήφθη στις 15 Ιουνίου.", FACT),
    ("el", "Κρατούνται έντεκα άτομα.", "Κρατούνται δώδεκα άτομα.", FACT),
    ("el", "Ο δικηγόρος Εχσάν Αλί", "Ο δικηγόρος Εχσέν Αλί", FACT),
    ("el", "Τους συνέλαβαν.", "Τους κρατούν.", SUBSTANCE),
]


@pytest.mark.parametrize(("language", "old", "new", "degree"), ROWS)
def test_what_is_proposed_for_a_sentence(language: str, old: str, new: str, degree: Degree) -> None:
    assert degree_of_text(TextChange("body", old, new), language, KNOWN) is degree


@pytest.mark.parametrize(("language", "old", "new", "degree"), ROWS)
def test_the_way_back_is_as_grave(language: str, old: str, new: str, degree: Degree) -> None:
    assert degree_of_text(TextChange("body", new, old), language, KNOWN) is degree


def test_a_link_that_leads_elsewhere_is_a_fact() -> None:
    change = TextChange("body", 'Read <a id="a1">this</a>', 'Read <a id="a1">this</a>', has_other_links=True)
    assert degree_of_text(change, "en") is FACT


def test_several_changes_are_as_grave_as_the_gravest() -> None:
    changes = [TextChange("a", "Now", "Now!"), TextChange("b", "Say so", "Write so"), TextChange("c", "On 3", "On 4")]
    assert [degree_of_texts(changes[:number], "en") for number in range(4)] == [MINOR, MINOR, SUBSTANCE, FACT]


def test_wording_in_a_field_for_safety_is_a_matter_of_safety_and_its_typing_is_not() -> None:
    said = TextChange("sender_safety", "Use your name.", "Do not use your name.")
    typed = TextChange("sender_safety", "Use your name.", "Use your name!")
    assert degree_of_texts([said], "en", safety_fields={"sender_safety"}) is Degree.SAFETY
    assert degree_of_texts([typed], "en", safety_fields={"sender_safety"}) is MINOR


def test_a_paragraph_that_is_split_in_two_is_minor() -> None:
    changes = [
        TextChange("body", "On 15 May they came. They took Ehsan Ali.", "On 15 May they came."),
        TextChange("body", "", "They took Ehsan Ali."),
    ]
    assert degree_of_texts(changes, "en") is MINOR


def test_a_mark_inside_a_number_is_no_matter_of_typing() -> None:
    assert degree_of_texts([TextChange("body", "It rose by 1.5 per cent.", "It rose by 15 per cent.")], "en") is FACT


def test_rows_in_the_same_order_are_the_same_however_they_are_numbered() -> None:
    by_a_form = {"people": [{"pk": 7, "sort_order": 1, "person": 3}, {"pk": 8, "sort_order": 2, "person": 4}]}
    by_code = {"people": [{"pk": 5, "sort_order": 0, "person": 3}, {"pk": 6, "sort_order": 1, "person": 4}]}
    assert significant_content(by_a_form) == significant_content(by_code)
    assert significant_content(by_a_form) != significant_content({"people": by_code["people"][::-1]})


def test_a_stream_is_the_same_in_whatever_order_its_keys_were_stored() -> None:
    stored = {"body": '[{"id": "a", "type": "text", "value": "<p>They are held.</p>"}]'}
    typed = {"body": '[{"type": "text", "value": "<p>They are held.</p>", "id": "a"}]'}
    assert significant_content(stored) == significant_content(typed)
    assert significant_content(stored) != significant_content({"body": typed["body"].replace("held", "free")})
    assert significant_content({"title": "[{ is no stream"}) == {"title": "[{ is no stream"}
