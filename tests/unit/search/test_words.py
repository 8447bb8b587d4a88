"""Words in one spelling: what people type in different ways finds the same, what differs in meaning does not."""

from __future__ import annotations

import pytest

from search.words import LONGEST_QUESTION, LONGEST_WORD, MOST_WORDS, any_of, question, root, words

THE_SAME = [
    # Urdu and Arabic: keyboards, hamza, vowel marks, lengthened and joined letters
    ("علی", "علي"),
    ("علی", "على"),
    ("لڑکے", "لڑکی"),
    ("کمیٹی", "كميٹي"),
    ("شاہ", "شاه"),
    ("ثریۀ", "ثریہ"),
    ("مؤمن", "مومن"),
    ("أحمد", "احمد"),
    ("ٱلرحمن", "الرحمن"),
    ("سَیِّد", "سید"),
    ("احـــسان", "احسان"),
    ("می\u200cشود", "میشود"),
    ("گرفتاریاں", "گرفتاریان"),
    ("ﻋﻠﯽ", "علی"),
    # digits of all scripts
    ("۲۰۲۵", "2025"),
    ("٢٠٢٥", "2025"),
    ("२०२५", "2025"),
    ("২০২৫", "2025"),
    ("２０２５", "2025"),
    # Greek accents and final sigma
    ("Εχσάν", "ΕΧΣΑΝ"),
    ("φυλακισμένος", "ΦΥΛΑΚΙΣΜΕΝΟΣ"),
    ("προϋπόθεση", "προυποθεση"),
    # Latin
    ("Straße", "STRASSE"),
    ("É́hsan", "ehsan"),
    ("ısı", "ISI"),
    ("İstanbul", "istanbul"),
    ("Łódź", "lodz"),
    ("ʿAlī", "ali"),
    ("ﬁnal", "final"),
    # Cyrillic, Devanagari, Korean
    ("Ёлка", "елка"),
    ("ज़मीन", "जमीन"),
    ("서울", "\u1109\u1165\u110b\u116e\u11af"),
]
DIFFERENT = [("تالا", "ٹالا"), ("پل", "بل"), ("ناک", "ناگ"), ("Ali", "Eli"), ("2025", "2026"), ("Άλλος", "Άλλο")]


@pytest.mark.parametrize(("one", "other"), THE_SAME)
def test_what_is_typed_in_two_ways_is_the_same_word(one: str, other: str) -> None:
    assert words(one) == words(other) != []


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_stay_others(one: str, other: str) -> None:
    assert words(one) != words(other)


@pytest.mark.parametrize(
    ("text", "spellings"), [("Müller", "muller mueller"), ("Ærø", "aero aeroe"), ("Ådal", "adal aadal")]
)
def test_umlauts_are_found_with_one_letter_and_with_two(text: str, spellings: str) -> None:
    assert words(text) == spellings.split()
    assert question(text).words[0].forms == tuple(spellings.split())


def test_marks_separate_words_and_are_none() -> None:
    assert words("GB-2025-01, l’avocat: «نہیں»!") == ["gb", "2025", "01", "l", "avocat", "نهین"]
    assert words(" …·—\x00\ud800 ") == words("") == []


def test_signs_without_spaces_are_taken_in_pairs() -> None:
    assert words("人权律师 2025年") == ["人权", "权律", "律师", "师", "2025", "年"]
    assert [word.roots for word in question("人权律师").words] == [("人权",), ("权律",), ("律师",)]
    assert [word.roots for word in question("人").words] == [("人",)]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("prisoners", "prisoner"),
        ("letters", "letter"),
        ("Verhaftungen", "Verhaftung"),
        ("φυλακισμένος", "φυλακισμένοι"),
        ("заключённых", "заключённый"),
        ("قیدیوں", "قیدیو"),
        ("embassies", "embassy"),
    ],
)
def test_other_endings_are_found(asked: str, written: str) -> None:
    assert words(written)[0].startswith(root(words(asked)[0]))


@pytest.mark.parametrize("word", ["ali", "wali", "shah", "2025", "a2b3c4d5", "人权"])
def test_short_words_and_numbers_keep_their_ends(word: str) -> None:
    assert root(word) == word


def test_a_question_leaves_out_letters_that_stand_alone_and_what_was_said_before() -> None:
    asked = question("l’avocat de l’avocat")
    assert [word.forms[0] for word in asked.words] == ["avocat", "de"]
    assert [word.is_whole for word in asked.words] == [False, True]
    assert [word.forms[0] for word in question("a b").words] == ["a", "b"]
    assert [word.forms[0] for word in any_of(asked).words] == ["avocat"]


def test_a_question_is_read_no_further_than_its_first_words() -> None:
    many = question(" ".join(f"word{number}" for number in range(50)))
    assert len(many.words) == MOST_WORDS
    assert many.is_cut
    long = question("x" * 5000)
    assert long.is_cut
    assert long.words[0].forms == ("x" * LONGEST_WORD,)
    assert not question("x" * LONGEST_QUESTION).is_cut
    assert question("").words == ()
