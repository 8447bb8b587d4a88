"""The words around a finding are whole words, and what is cut off is told."""

import pytest

from translations.findings.excerpts import excerpt

LONG = " ".join(f"word{number:02}" for number in range(40))


@pytest.mark.parametrize(
    ("stored", "span", "shown"),
    [
        ("Free <b>Eshan</b> Ali", (8, 13), "Free Eshan Ali"),
        ("Free &amp; whole", None, "Free & whole"),
        ("", None, ""),
    ],
)
def test_a_short_text_is_shown_whole_and_as_it_is_read(stored: str, span: tuple[int, int] | None, shown: str) -> None:
    assert excerpt(stored, span) == shown


@pytest.mark.parametrize(
    ("place", "begins", "ends"),
    [("word00", "word00 ", " …"), ("word20", "… word1", " …"), ("word39", "… word3", "word39")],
)
def test_a_long_text_is_cut_between_words_around_the_place(place: str, begins: str, ends: str) -> None:
    start = LONG.index(place)
    shown = excerpt(LONG, (start, start + len(place)))
    assert place in shown
    assert len(shown) < 140
    assert (shown.startswith(begins), shown.endswith(ends)) == (True, True)
    assert set(shown.split()) - {"…"} <= set(LONG.split()), "no word is cut"
