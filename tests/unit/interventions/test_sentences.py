"""Which sentences of a text are shown with the name marked, and how stored text is read. No database."""

from __future__ import annotations

from interventions.sentences import plain, sentences_with
from library.names_in_text import NameFinder

FINDER = NameFinder(["Ehsan Ali", "احسان علی"], [["Shabbir Ali"]])


def marked(text: str) -> list[str]:
    """The sentences found, with the name between brackets."""
    return [
        "".join(f"[{piece.text}]" if piece.is_name else piece.text for piece in sentence.pieces)
        for sentence in sentences_with(FINDER, text)
    ]


def test_only_the_sentences_that_hold_the_name_are_shown() -> None:
    assert marked("He is ill. Free Ehsan Ali! They wait.") == ["Free [Ehsan Ali]!"]


def test_initials_end_no_sentence_and_a_name_is_never_cut() -> None:
    assert marked("First. On Monday E. Ali was beaten. Last.") == ["On Monday E. [Ali] was beaten."]
    assert marked("They hold Ali. Ehsan waits.") == ["They hold [Ali. Ehsan] waits."]


def test_a_sentence_with_the_name_twice_is_shown_once() -> None:
    assert marked("Ehsan Ali said that Ehsan waits.") == ["[Ehsan Ali] said that [Ehsan] waits."]


def test_sentences_of_other_scripts_are_told_apart() -> None:
    assert marked("وہ بیمار ہیں۔ احسان علی کو رہا کرو۔ ہم منتظر ہیں۔") == ["[احسان علی] کو رہا کرو۔"]


def test_rich_text_is_read_as_readers_see_it_with_the_addresses_of_its_links() -> None:
    stored = '<p>Free <b>Ehsan</b> Ali &amp; all.</p><p><a href="https://example.org/ehsan-ali">More</a></p>'

    assert marked(stored) == ["Free [Ehsan Ali] & all.", "https://example.org/[ehsan-ali]"]
    assert plain("5 < 6") == "5 < 6"


def test_a_long_sentence_is_shortened_around_the_name() -> None:
    (sentence,) = marked("word " * 100 + "Ehsan Ali" + " word" * 100)

    assert "[Ehsan Ali]" in sentence
    assert sentence.startswith("… word")
    assert sentence.endswith("word …")
    assert len(sentence) < 500


def test_a_sentence_with_doubtful_parts_alone_is_doubtful() -> None:
    (sentence,) = sentences_with(FINDER, "Ali waits.")

    assert not sentence.is_certain
