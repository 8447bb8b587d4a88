"""What makes sentences alike for the translation memory. No database."""

import pytest

from translations.inline_html import plain
from translations.memory.fingerprints import TOKENS_AT_MOST, digest, masked, tokens
from translations.memory.lookup import explained
from translations.publication.comparison import Piece, differences


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("11 in custody", "12 in custody"),
        ("Since 17 June", "since 3 June"),
        ("۱۱ گرفتار", "12 گرفتار"),
        ("Dear {{ name }}", "Dear {{ first_name }}"),
        ("1,200 signed", "7 signed"),
    ],
)
def test_sentences_that_differ_in_values_alone_are_the_same_when_masked(one: str, other: str) -> None:
    assert masked(one) == masked(other)
    assert tokens("en", masked(one)) == tokens("en", masked(other))


@pytest.mark.parametrize(("one", "other"), [("in custody", "on bail"), ("Free Ali", "Free all"), ("آزاد", "گرفتار")])
def test_other_words_are_told_apart(one: str, other: str) -> None:
    assert masked(one) != masked(other)


def test_the_same_words_of_another_language_share_no_token() -> None:
    assert tokens("en", "die hand")
    assert not tokens("en", "die hand") & tokens("de", "die hand")


@pytest.mark.parametrize(
    ("language", "sentence", "changed"),
    [
        ("en", "we ask you to release them at once", "we ask you to free them at once"),
        ("ur", "ہم آپ سے ان کی فوری رہائی کا مطالبہ کرتے ہیں", "ہم آپ سے ان کی رہائی کا مطالبہ کرتے ہیں"),
        ("zh-hans", "我们要求立即释放他们", "我们要求释放他们"),
    ],
)
def test_a_changed_word_leaves_tokens_in_common(language: str, sentence: str, changed: str) -> None:
    assert len(tokens(language, sentence) & tokens(language, changed)) >= 3


def test_a_long_text_has_no_more_tokens_than_the_index_takes() -> None:
    words = " ".join(f"word{letter}{other}" for letter in "abcdefghij" for other in "abcdefghij")
    assert len(tokens("en", words)) == TOKENS_AT_MOST


def test_inline_html_counts_for_the_same_and_not_for_the_similar() -> None:
    assert digest("<b>Free</b> them") != digest("Free them")
    assert plain("<b>Free</b> them &amp; us<br/>now") == "Free them & us\nnow"


@pytest.mark.parametrize(
    ("before", "after", "values"),
    [
        ("11 in custody", "12 in custody", {"number"}),
        ("Since 17.6.2025 in custody", "Since 18.6.2025 in custody", {"number"}),
        ("Dear {{name}}, we ask", "Dear {{office}}, we ask", {"placeholder"}),
        ("Free Ehsan Ali now", "Free Asghar now", {"name"}),
        ("Free Ehsan Ali now", "Free them now", {"name", ""}),
        ("We ask you", "We demand of you", {""}),
    ],
)
def test_a_difference_says_which_values_differ(before: str, after: str, values: set[str]) -> None:
    found = explained(differences(before, after), {"ehsan", "ali", "asghar"})
    assert {each.value for each in found if each.kind != "equal"} == values


def test_what_is_equal_has_no_kind_of_value() -> None:
    (piece,) = explained([Piece("equal", "11 ")])
    assert piece.value == ""
