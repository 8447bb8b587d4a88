"""The script that fills in a DOCX in the reader's browser says what the server would have said."""

from __future__ import annotations

import base64
import gzip
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document

from campaign_pages.letters import Answers, Letter, filled
from campaign_pages.letters.copies import LocalCopies, with_copies
from campaign_pages.letters.filling import cleaned, value_of
from campaign_pages.letters.wording import BULLET, copies_to, numeral
from outputs.letters.directions import ADDRESS, LRM
from outputs.letters.docx import docx_of
from tests.factories.docx_text import W, document, paragraphs, tags
from tests.factories.letters import ANSWERS, WORDS, lines, sample_letter, sample_parts
from tests.running_site import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SCRIPT = ROOT / "site" / "static" / "js" / "docx.js"
ADDRESS_OF_TEST = "http://127.0.0.1:9"
FILL = """
async ({blank, answers, sign}) => {
  const { filledDocx, canMakeDocx } = await import("/docx.js");
  if (!canMakeDocx) throw new Error("this browser cannot");
  const bytes = Uint8Array.from(atob(blank), (character) => character.charCodeAt(0));
  const made = await filledDocx(bytes.buffer, { ...answers, numeral: (number) => `${number}${sign}` });
  const result = new Uint8Array(await made.arrayBuffer());
  return [made.type, btoa(Array.from(result, (byte) => String.fromCharCode(byte)).join(""))];
}
"""


@pytest.fixture
def in_browser(page: Page) -> Callable[..., bytes]:
    """Fills in a letter with the script and returns the file."""
    page.route(f"{ADDRESS_OF_TEST}/", lambda route: route.fulfill(content_type="text/html", body="<!doctype html>"))
    page.route(
        f"{ADDRESS_OF_TEST}/docx.js",
        lambda route: route.fulfill(content_type="text/javascript", body=SCRIPT.read_text(encoding="utf-8")),
    )
    page.goto(f"{ADDRESS_OF_TEST}/")

    def fill(letter: Letter, answers: Answers, copies: LocalCopies | None = None) -> bytes:
        sign = numeral(1, letter.language).removeprefix("1")
        blank = base64.b64encode(docx_of(letter)).decode()
        given = {"blank": blank, "answers": told(letter, answers, copies), "sign": sign}
        kind, content = page.evaluate(FILL, given)
        assert kind == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return base64.b64decode(content)

    return fill


def told(letter: Letter, answers: Answers, copies: LocalCopies | None = None) -> dict[str, Any]:
    """The answers as the page's script hands them on."""
    values = {
        field.key: value
        for field in letter.fields
        if field.is_asked and (value := value_of(field, answers.values.get(field.key, ""), letter.language))
    }
    return {
        "values": values,
        "gone": [
            field.key
            for field in letter.fields
            if field.optional and not field.is_of_mission and field.key not in values
        ],
        "leftOut": sorted(answers.left_out),
        "ownWords": {key: cleaned(own, lines=True) for key, own in answers.own_words.items()},
        "copies": list(copies.lines) if copies else [],
        "lead": copies_to(letter.language),
        "bullet": BULLET,
    }


EVERYTHING_OUT = Answers(left_out=frozenset({"clause-2", "clause-4"}))
NO_LOCAL_CLAUSE = Answers(own_words={"clause-5": " "}, values={"title": "Secretary", "members": "A\nB"})


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(
    "answers", [ANSWERS, EVERYTHING_OUT, NO_LOCAL_CLAUSE, Answers()], ids=["filled", "out", "no-local", "blank"]
)
def test_it_says_what_the_server_says(
    in_browser: Callable[[Letter, Answers], bytes], language: str, answers: Answers
) -> None:
    letter = sample_letter(language)
    made = in_browser(letter, answers)
    assert paragraphs(made) == paragraphs(docx_of(filled(letter, answers)))


COPIES = LocalCopies(("UK",), ("34 Lowndes Square, a@example.org", "وزیرِ خارجہ", "{{ title }} & <b>"))
ALL_COPIES_OUT = Answers(left_out=frozenset({"copy-1", "copy-2"}))


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("answers", [ANSWERS, ALL_COPIES_OUT], ids=["filled", "others-out"])
@pytest.mark.parametrize("parts", [slice(None), slice(-1)], ids=["beside-others", "alone"])
def test_copies_in_the_reader_s_country_stand_where_the_server_puts_them(
    in_browser: Callable[..., bytes], language: str, answers: Answers, parts: slice
) -> None:
    letter = sample_letter(language, *sample_parts(language)[parts])
    made = paragraphs(in_browser(letter, answers, COPIES))
    assert made == paragraphs(docx_of(filled(with_copies(letter, COPIES), answers)))
    assert made[-1].replace(LRM, "") == "•\t{{ title }} & <b>"


@pytest.mark.parametrize("values", [{}, {"title": "T"}, {"members": "M"}, {"title": "T", "members": "M"}])
@pytest.mark.parametrize("text", ["{{ title }}, {{ members }} {{ writer }}", "for {{ title }}, {{ members }}, in"])
def test_neighbours_that_may_stay_empty_leave_no_gap(
    in_browser: Callable[[Letter, Answers], bytes], text: str, values: dict[str, str]
) -> None:
    letter, answers = lines(text), Answers(values={"writer": "Ada", **values})
    assert paragraphs(in_browser(letter, answers)) == paragraphs(docx_of(filled(letter, answers)))


def test_only_blanks_are_still_controls(in_browser: Callable[[Letter, Answers], bytes]) -> None:
    assert tags(in_browser(sample_letter(), ANSWERS)) == ["f:address"]


def test_runs_keep_their_look_and_their_direction(in_browser: Callable[[Letter, Answers], bytes]) -> None:
    answers = replace(ANSWERS, values={"organisation": "انجمن", "writer": "Ada", "contact": "020 7946 0000"})
    looks: dict[str, set[tuple[str, ...]]] = {}
    for run in document(in_browser(sample_letter("ur"), answers)).iter(f"{W}r"):
        text = "".join(node.text or "" for node in run.iter(f"{W}t"))
        looks.setdefault(text, set()).add(tuple(node.tag.removeprefix(W) for node in run.iterfind(f"{W}rPr/*")))
    assert looks["انجمن"] == {("b", "bCs", "rtl"), ("rtl",)}
    assert looks["\u200eAda\u200e"] == {()}
    assert looks["\u200e020 7946 0000\u200e"] == {()}


@pytest.mark.parametrize("typed", ["<w:t>&amp;</w:t>", "{{ title }}", "a\x00\x0bb", "$& $1 \\", "😀 ادا"])
def test_what_was_typed_is_text_and_nothing_else(in_browser: Callable[[Letter, Answers], bytes], typed: str) -> None:
    answers = Answers(values={"writer": typed})
    letter = lines("{{ writer }}")
    assert paragraphs(in_browser(letter, answers)) == paragraphs(docx_of(filled(letter, answers)))


def test_word_processors_open_it(in_browser: Callable[[Letter, Answers], bytes]) -> None:
    made = in_browser(sample_letter("ur"), ANSWERS)
    assert Document(io.BytesIO(made)).core_properties.title == WORDS["ur"]["subject"]
    assert len(made) < 45_000


def test_the_script_is_light() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) < 4096


@pytest.mark.parametrize("script", [SCRIPT, SCRIPT.with_name("letter.js")], ids=lambda path: path.name)
def test_the_scripts_know_the_same_addresses(script: Path) -> None:
    expression = re.search(r"const ADDRESS =\s+/(.+)/g;", script.read_text(encoding="utf-8"))
    assert expression
    assert expression.group(1).replace("()[\\]", "()\\[\\]") == ADDRESS.pattern
