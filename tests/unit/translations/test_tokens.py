"""Placeholders: found in any script, told from what only looks like one, compared between two texts."""

import pytest

from translations.tokens import TokenDifferences, malformed, nearest, token_differences, token_keys, unknown_keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Dear {{ head_of_mission }},", ["head_of_mission"]),
        ("{{a}} and {{ a }}", ["a", "a"]),
        ("{{\u00a0a\u00a0}}", ["a"]),
        ("بنام {{ branch_name }}، سلام", ["branch_name"]),
        ("Αξιότιμε κύριε {{ name }}", ["name"]),
        ("no token {{ Upper }} {{ two words }} {{}} { { x } }", []),
        ("{{ 1st }} {{ _x }} {{ x_ }}", []),
    ],
)
def test_tokens_are_found_in_any_script(text: str, keys: list[str]) -> None:
    assert token_keys(text) == keys


def test_tokens_without_a_field_are_named_once_and_sorted() -> None:
    assert unknown_keys(["{{ b }} {{ a }}", "{{ b }} {{ c }}"], ["c"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dear {{ Name }},", ["{{ Name }}"]),
        ("Dear {{name},", ["{{name}"]),
        ("Dear { name }},", ["{ name }}"]),
        ("Dear {name},", ["{name}"]),
        ("Dear {{ your name }},", ["{{ your name }}"]),
        ("Dear {{ your-name }},", ["{{ your-name }}"]),
        ("Dear {{}},", ["{{}}"]),
        ("Dear { { name } },", ["{ { name } }"]),
        ("Dear {{{ name }}},", ["{{{ name }}}"]),
        ("Dear {{ name,", ["{{ name"]),
        ("Dear name }},", ["name }}"]),
        ("Dear ｛｛ name ｝｝,", ["｛｛ name ｝｝"]),
        ("Dear {{ <b>name</b> }},", ["{{ <b>name</b> }}"]),
        ("Dear {{ όνομα }} and {{ نام }},", ["{{ όνομα }}", "{{ نام }}"]),
        ("Dear {{ a }}, {{ B }} and {{ c }}", ["{{ B }}"]),
    ],
)
def test_what_only_looks_like_a_token_is_found_as_it_is_written(text: str, found: list[str]) -> None:
    assert malformed(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Dear {{ name }},",
        "{{a}}{{b}}",
        "{{\u00a0a }}",
        "in brackets [Name]",
        "a set {1, 2, 3} of numbers",
        "{Who?}",
        "",
    ],
)
def test_tokens_and_ordinary_prose_are_not_taken_for_slips(text: str) -> None:
    assert malformed(text) == []


def test_looking_for_slips_takes_no_time_on_hostile_text() -> None:
    for hostile in ("{" * 20_000, "{ " * 20_000, "a" * 50_000, "} " * 20_000, "{{" + "a" * 50_000):
        malformed(hostile)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("brnach_name", "branch_name"),
        ("{{ Branch Name }}", "branch_name"),
        ("｛｛ branch-name ｝｝", "branch_name"),
        ("{{ <b>branch_name</b> }}", "branch_name"),
        ("{{ Χώρα }}", None),
        ("country", None),
    ],
)
def test_the_key_that_was_meant_is_guessed(written: str, meant: str | None) -> None:
    assert nearest(written, ["writer_name", "branch_name"]) == meant


@pytest.mark.parametrize(
    ("original", "translated", "expected"),
    [
        ("Dear {{ name }}", "Liebe {{name}}", TokenDifferences()),
        ("{{ a }} of {{ b }}", "{{ b }}, {{ a }}", TokenDifferences()),
        ("I, {{ name }}, write", "Ich, {{ name }}, schreibe. {{ name }}", TokenDifferences()),
        ("{{ name }} and {{ name }}", "{{ name }}", TokenDifferences()),
        ("Dear {{ name }}", "Liebe Leute", TokenDifferences(lost=("name",))),
        ("Dear friends", "Liebe {{ name }}", TokenDifferences(invented=("name",))),
        (
            "For {{ branch_name }}",
            "Für {{ brnach_name }}",
            TokenDifferences(misspelt=(("brnach_name", "branch_name"),)),
        ),
        ("For {{ branch }}", "Für {{ Branch }}", TokenDifferences(misspelt=(("{{ Branch }}", "branch"),))),
        ("For {{ branch }}", "Für {{branch}", TokenDifferences(misspelt=(("{{branch}", "branch"),))),
        ("For {{ branch }}", "Für {{ branch }} {{ Branch }}", TokenDifferences(misspelt=(("{{ Branch }}", "branch"),))),
        (
            "For {{ branch }}",
            "Für {{ Ortsgruppe }}",
            TokenDifferences(lost=("branch",), malformed=("{{ Ortsgruppe }}",)),
        ),
        # The original's own oddities are not the translator's.
        ("Write {{ Name }} here", "Schreiben Sie {{ Name }} hierher", TokenDifferences()),
        ("{{ a }}", "&lbrace;&lbrace; a }}", TokenDifferences()),
        ("{{ a }} &amp; <b>b</b>", "<b>{{&nbsp;a }}</b> &amp; b", TokenDifferences()),
    ],
)
def test_two_texts_are_compared(original: str, translated: str, expected: TokenDifferences) -> None:
    assert token_differences(original, translated) == expected
