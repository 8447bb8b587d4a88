"""Excerpts: the paragraph that tells most, and the words marked in it however they are written."""

from __future__ import annotations

import pytest

from search.excerpts import BEFORE, LONGEST, Marker, Piece
from search.words import question


def marked(text: str, asked: str) -> str:
    pieces = Marker(question(asked)).excerpt(text)
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("Free Ehsan Ali’s friends.", "EHSAN", "Free [Ehsan] Ali’s friends."),
        ("The prisoner and her prison", "prisoners", "The [prisoner] and her prison"),
        ("Müllers Haus, Muellers Straße", "mueller strasse", "[Müllers] Haus, [Muellers] [Straße]"),
        ("Ein Muller", "Müller", "Ein [Muller]"),
        ("احسان عَلِي گرفتار", "علی", "احسان [عَلِي] گرفتار"),
        ("سال ۲۰۲۵ میں", "2025", "سال [۲۰۲۵] میں"),
        ("Οι φυλακισμένοι", "ΦΥΛΑΚΙΣΜΕΝΟΣ", "Οι [φυλακισμένοι]"),
        ("人权律师被捕", "律师", "人权[律师]被捕"),
        ("often of it", "of", "often [of] it"),
        ("Tom & <b>", "tom", "[Tom] & <b>"),
        ("Nothing of the kind.", "zebra", "Nothing of the kind."),
        ("", "zebra", ""),
    ],
)
def test_words_are_marked_as_they_are_written(text: str, asked: str, shown: str) -> None:
    assert marked(text, asked) == shown


def test_the_paragraph_with_most_words_is_shown_and_of_equal_ones_the_first() -> None:
    text = "Letters and letters and letters.\nA letter to Ehsan.\nEhsan wrote a letter."
    assert marked(text, "letter ehsan") == "A [letter] to [Ehsan]."
    assert marked(text, "nobody") == "Letters and letters and letters."


def test_a_long_paragraph_is_shown_around_what_was_found() -> None:
    text = "before " * 100 + "Ehsan " + "after " * 100
    pieces = Marker(question("ehsan")).excerpt(text)
    assert pieces[0] == Piece("… ")
    assert pieces[-1] == Piece(" …")
    assert Piece("Ehsan", is_found=True) in pieces
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("… before")
    assert shown.endswith("after …")
    assert len(shown.partition("Ehsan")[0]) <= BEFORE + 2
    assert len(shown) <= LONGEST + 4


def test_a_title_is_shown_whole() -> None:
    title = "Free them " * 60
    assert "".join(piece.text for piece in Marker(question("free")).title(title)) == title
