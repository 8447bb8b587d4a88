"""Texts that a preview shows in the original's language are marked where they can be read, and nowhere else."""

import pytest

from translations.publication.building import FALLBACK_BEGIN as B
from translations.publication.building import FALLBACK_END as E
from translations.publication.preview import marked

MARK = '<mark lang="ur" dir="rtl" title="not yet">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{B}text{E}</p>", f"<p>{MARK}text</mark></p>"),
        (f"<p>{B}a <b>b</b> c{E}</p>", f"<p>{MARK}a <b>b</b> c</mark></p>"),
        (f"<p>{B}a{E} {B}b{E}</p>", f"<p>{MARK}a</mark> {MARK}b</mark></p>"),
        (f"<title>{B}a{E}</title>", "<title>a</title>"),
        (f'<img alt="{B}a{E}">', '<img alt="a">'),
        (f"<script>x('{B}a{E}')</script>", "<script>x('a')</script>"),
        ('<script type="application/ld+json">{"n": "\\uE0F0a\\ue0f1"}</script>',
         '<script type="application/ld+json">{"n": "a"}</script>'),
        (f"<!-- {B}a{E} -->", "<!-- a -->"),
        (f"<p>{B}cut sho…</p><p>{B}b{E}</p>", f"<p>cut sho…</p><p>{MARK}b</mark></p>"),
        (f"<p>end only{E}</p>", "<p>end only</p>"),
        ("<p>nothing</p>", "<p>nothing</p>"),
    ],
)  # fmt: skip
def test_marks(html: str, expected: str) -> None:
    assert marked(html, "ur", "not yet") == expected


def test_the_title_of_a_mark_is_escaped() -> None:
    assert 'title="&lt;&quot;"' in marked(f"{B}a{E}", "de", '<"')
