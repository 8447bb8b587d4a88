"""Strings with tags, entities and placeholders, as text that people write, and back."""

from __future__ import annotations

import pytest

from tests.unit.translations.exchange.documents import PAIRS
from translations.exchange import inline, marks
from translations.exchange.inline import Part, pieces
from translations.exchange.languages import is_same_language, language_tag

STORED = sorted({text for pair in PAIRS for text in pair if text})


@pytest.mark.parametrize("html", STORED)
def test_every_stored_string_comes_back_from_text_and_from_marks(html: str) -> None:
    assert inline.stored(inline.as_text(html)) == html
    assert inline.stored(html) == html
    assert marks.stored("".join(text for text, _mark in marks.shown(pieces(html)))) == html


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tom & Jerry", "Tom &amp; Jerry"),
        ("R&D; <3", "R&amp;D; &lt;3"),
        ("one<br>two<BR />three", "one<br/>two<br/>three"),
        ("<B>x</B> <a id='a1'>y</a>", '<b>x</b> <a id="a1">y</a>'),
        ("&nbsp;&quot;", '\u00a0"'),
        ("a\x00b\x0bc", "abc"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("<b onclick=x>y", "&lt;b onclick=x&gt;y"),
    ],
)
def test_what_people_and_programs_write_is_taken_for_what_it_means(written: str, meant: str) -> None:
    assert inline.stored(written) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("see <a1>this</a1>", 'see <a id="a1">this</a>'),
        ("see < A1 >this< / a >", 'see <a id="a1">this</a>'),
        ("\u200e<b>\u200eآزادی\u200e</b>\u200e \u200e{{ name }}\u200e", "<b>آزادی</b> {{ name }}"),
        ("  first \n second ", "first<br/>second"),
        ("I <3 you", "I &lt;3 you"),
    ],
)
def test_marks_are_read_as_they_are_typed(typed: str, meant: str) -> None:
    assert marks.stored(typed) == meant


def test_codes_of_a_translation_have_the_numbers_of_the_original() -> None:
    source = pieces('<b>a</b> <a id="a1">b</a> {{ name }}')
    target = pieces('{{ name }} <a id="a1">b</a> <b>a</b> <i>new</i>', source)
    numbers = {piece.text: piece.number for piece in target if piece.part is not Part.TEXT}
    assert numbers == {"<b>": 1, "</b>": 1, '<a id="a1">': 2, "</a>": 2, "{{ name }}": 3, "<i>": 4, "</i>": 4}


def test_a_tag_without_its_other_half_stands_alone() -> None:
    assert [piece.part for piece in pieces("a</b> <i>c")] == [Part.TEXT, Part.ALONE, Part.TEXT, Part.ALONE, Part.TEXT]


@pytest.mark.parametrize(
    ("written", "code", "same"),
    [
        ("de", "de", True),
        ("de_AT.UTF-8", "de", True),
        ("pt_BR", "pt-br", True),
        ("pt", "pt-br", True),
        ("pt-PT", "pt-br", False),
        ("sr@latin", "sr", True),
        ("en", "de", False),
        ("deu", "de", False),
    ],
)
def test_languages_are_the_same_up_to_a_region(written: str, code: str, same: bool) -> None:
    assert is_same_language(written, code) is same


def test_languages_are_named_as_xml_wants_them() -> None:
    assert [language_tag(code) for code in ("ur", "pt-br", "zh-hans")] == ["ur", "pt-BR", "zh-Hans"]
