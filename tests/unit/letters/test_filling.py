"""A letter and a reader's answers: what goes in, what goes out with it, and what is never let in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaign_pages.choices import ClauseRequirement, FieldKind
from campaign_pages.letters import Answers, Field, Letter, Paragraph, Part, Role, Run, filled
from campaign_pages.letters.filling import cleaned, complaints
from campaign_pages.letters.html import paper
from campaign_pages.letters.text import plain_lines, plain_runs, rich_paragraphs

FIELDS = (
    Field("writer", FieldKind.TEXT, "Your name"),
    Field("title", FieldKind.TEXT, "Your title", optional=True),
    Field("members", FieldKind.LINES, "Members of parliament", optional=True),
    Field("day", FieldKind.DATE, "Date"),
    Field("union", FieldKind.CHOICE, "Who", options=(("union", "union"), ("students", "student union"))),
    Field("mail", FieldKind.EMAIL, "E-mail"),
    Field("signature", FieldKind.BLANK, "Signature"),
)
OPTIONAL = {field.key for field in FIELDS if field.optional}


def letter(*parts: Part, language: str = "en") -> Letter:
    return Letter(
        language=language,
        direction="ltr",
        kind="letter",
        title="A letter",
        subject="A letter",
        version="1",
        facts_as_of=None,
        parts=parts,
        fields=FIELDS,
    )


def lines(text: str) -> Letter:
    return letter(Part("signature", tuple(plain_lines(text, OPTIONAL))))


def words(given: Letter) -> str:
    """The text of a letter, blanks in square brackets, one line for each paragraph."""
    return "\n".join(
        "".join((run.value or f"[{run.key}]") if run.key else run.text for run in paragraph.runs)
        for paragraph in given.paragraphs()
    )


@pytest.mark.parametrize(
    ("text", "values", "result"),
    [
        ("{{ writer }}, {{ title }}", {"writer": "Ada", "title": "Secretary"}, "Ada, Secretary"),
        ("{{ writer }}, {{ title }}", {"writer": "Ada"}, "Ada"),
        ("{{ title }} {{ writer }}", {"writer": "Ada"}, "Ada"),
        ("{{ title }} {{ members }} {{ writer }}", {"writer": "Ada"}, "Ada"),
        ("{{ writer }} – {{ title }}", {}, "[writer]"),
        ("{{ writer }}، {{ title }}", {"writer": "ادا"}, "ادا"),
        ("{{ writer }}\n{{ members }}\nend", {"writer": "Ada"}, "Ada\nend"),
        *(
            (text, values, result)
            for text, results in {
                "{{ title }}, {{ members }} {{ writer }}": ("T, M Ada", "T Ada", "M Ada", "Ada"),
                "{{ title }}, {{ members }}, end": ("T, M, end", "T, end", "M, end", "end"),
                "for {{ title }}, {{ members }}, in": ("for T, M, in", "for T, in", "for M, in", "for, in"),
                "x, {{ title }}, {{ members }} y": ("x, T, M y", "x, T y", "x, M y", "x y"),
                "x, {{ title }}{{ members }}, y": ("x, TM, y", "x, T, y", "x, M, y", "x, y"),
                "x ({{ title }} {{ members }}) y": ("x (T M) y", "x (T) y", "x (M) y", "x () y"),
                "x {{ title }}{{ writer }}": ("x TAda", "x TAda", "x Ada", "x Ada"),
                "{{ writer }}, {{ title }}, {{ members }}": ("Ada, T, M", "Ada, T", "Ada, M", "Ada"),
                "x\n{{ title }}, {{ members }} y": ("x\nT, M y", "x\nT y", "x\nM y", "x\ny"),
            }.items()
            for values, result in zip(
                (
                    {"writer": "Ada", "title": "T", "members": "M"},
                    {"writer": "Ada", "title": "T"},
                    {"writer": "Ada", "members": "M"},
                    {"writer": "Ada"},
                ),
                results,
                strict=True,
            )
        ),
        ("{{ members }}", {"members": "A\n B "}, "A\nB"),
        ("{{ day }}", {"day": "2025-06-17"}, "17 June 2025"),
        ("{{ day }}", {"day": "next week"}, "next week"),
        ("the {{ union }}", {"union": "students"}, "the student union"),
        ("the {{ union }}", {"union": "<script>"}, "the [union]"),
        ("{{ signature }}", {"signature": "typed"}, "[signature]"),
        ("{{ writer }}", {"writer": "{{ title }} <b>"}, "{{ title }} <b>"),
    ],
)
def test_answers_stand_where_their_tokens_stood(text: str, values: dict[str, str], result: str) -> None:
    assert words(filled(lines(text), Answers(values=values))) == result


def test_a_blank_letter_keeps_every_blank_and_every_gap() -> None:
    blank = lines("{{ writer }}, {{ title }}")
    assert words(blank) == "[writer], [title]"
    assert [field.key for field in blank.open_fields()] == ["writer"]


def test_only_what_the_text_uses_and_no_pen_fills_is_open() -> None:
    given = lines("{{ writer }} {{ union }} {{ signature }} {{ title }}")
    assert [field.key for field in filled(given, Answers(values={"writer": "Ada"})).open_fields()] == ["union"]


def clauses(*requirements: ClauseRequirement) -> Letter:
    heading = Paragraph((Run("This meeting notes"),), Role.HEADING)
    items = [
        Paragraph((Run(f"that {number};"),), Role.NUMBER, f"c{number}", requirement)
        for number, requirement in enumerate(requirements, start=1)
    ]
    return letter(Part("clauses", (heading, *items)))


REQUIRED, OPTION, LOCAL = ClauseRequirement


def test_numbers_follow_when_clauses_are_left_out() -> None:
    given = filled(clauses(REQUIRED, OPTION, OPTION, REQUIRED), Answers(left_out=frozenset({"c2", "c3"})))
    assert [(number, paragraph.id) for number, paragraph in given.parts[0].numbered() if number] == [
        (1, "c1"),
        (2, "c4"),
    ]


def test_a_group_that_lost_all_its_clauses_loses_its_lead_in() -> None:
    assert filled(clauses(OPTION), Answers(left_out=frozenset({"c1"}))).parts == ()


@pytest.mark.parametrize(("own", "result"), [("that we march", "that we march"), ("  ", None)])
def test_a_local_clause_is_in_the_branch_s_own_words(own: str, result: str | None) -> None:
    given = filled(clauses(REQUIRED, LOCAL), Answers(own_words={"c2": own}))
    assert words(given).split("\n")[2:] == ([result] if result else [])


def test_own_words_may_name_a_blank_by_its_label() -> None:
    given = filled(
        clauses(REQUIRED, LOCAL),
        Answers({"writer": "Ada"}, own_words={"c2": "that [Your name] and [E-mail] {{ day }}"}),
    )
    assert words(given).endswith("that Ada and [mail] {{ day }}")
    assert [field.key for field in given.open_fields()] == ["mail"]


# --- What is never let in ---


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u202eb\u2066c\u2069", "abc"),
        ("a\x00\x07\x1bb", "ab"),
        ("e" + "\u0301" * 5000, "é" + "\u0301" * 4),
        ("x" + "\u0332\u202a\u200d" * 400, "x" + "\u0332\u200d" * 4),
        ("بِسْمِ", "بِسْمِ"),
        ("two\nlines", "two lines"),
        ("\u200eleft\u200f", "\u200eleft\u200f"),
        ("می\u200cخواہ", "می\u200cخواہ"),
    ],
)
def test_what_disturbs_the_text_is_taken_out(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@pytest.mark.parametrize(
    ("key", "length", "refused"),
    [("writer", 200, False), ("writer", 201, True), ("members", 2000, False), ("members", 2001, True)],
)
def test_answers_that_are_too_long_are_named(key: str, length: int, refused: bool) -> None:
    found = complaints(lines("x"), Answers(values={key: "a" * length}), "en")
    assert (key in found) is refused


@pytest.mark.parametrize(
    ("mail", "refused"), [("a@b.org", False), ("", False), ("nobody", True), ("a b@c.org", True), ("<a@b.org>", True)]
)
def test_an_address_that_is_none_is_refused(mail: str, refused: bool) -> None:
    assert ("mail" in complaints(lines("x"), Answers(values={"mail": mail}), "en")) is refused


def test_the_paper_shows_html_as_it_was_typed() -> None:
    given = filled(lines("{{ writer }}"), Answers(values={"writer": "<img src=x onerror=alert(1)> & {{ title }}"}))
    html = paper(given)
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; {{ title }}" in html


# --- Stored text ---


def test_rich_text_keeps_its_paragraphs_lists_and_emphasis() -> None:
    found = rich_paragraphs("<p>One <b>two {{ writer }}</b><br/>three</p><ul><li>x</li></ul><ol><li><i>y</i></li></ol>")
    assert [paragraph.role for paragraph in found] == [Role.TEXT, Role.BULLET, Role.NUMBER]
    assert found[0].runs == (
        Run("One "),
        Run("two ", bold=True),
        Run(key="writer", bold=True),
        Run("\n"),
        Run("three"),
    )
    assert found[2].runs == (Run("y", italic=True),)


def test_pasted_spaces_are_spaces() -> None:
    assert plain_runs("for\u00a0embassies  now") == (Run("for embassies now"),)


def test_a_filled_letter_is_a_new_one() -> None:
    blank = lines("{{ writer }}")
    assert filled(blank, Answers(values={"writer": "Ada"})) != blank
    assert replace(blank) == blank


def test_numbers_go_on_where_a_list_is_interrupted() -> None:
    html = paper(
        letter(Part("section", tuple(rich_paragraphs("<ol><li>a</li><li>b</li></ol><p>and</p><ol><li>c</li></ol>"))))
    )
    assert "<ol><li>a</li><li>b</li></ol><p>and</p>" in html
    assert '<ol start="3"><li>c</li></ol>' in html
