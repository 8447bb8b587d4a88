"""Placeholders of model documents: found in any script, shown as blanks, never run."""

import pytest
from django.utils.safestring import mark_safe

from campaign_pages.tokens import render_blanks, replace_tokens, token_keys, unknown_keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Dear {{ head_of_mission }},", ["head_of_mission"]),
        ("{{a}} and {{ a }}", ["a", "a"]),
        ("بنام {{ branch_name }}، سلام", ["branch_name"]),
        ("Αξιότιμε κύριε {{ name }}", ["name"]),
        ("no token {{ Upper }} {{ two words }} {{}} { { x } }", []),
        ("{{ 1st }} {{ _x }} {{ x_ }}", []),
    ],
)
def test_tokens_are_found_in_any_script(text: str, keys: list[str]) -> None:
    assert token_keys(text) == keys


def test_a_token_becomes_a_blank_with_the_label_of_its_field() -> None:
    html = render_blanks(mark_safe("<p>Dear {{ name }}</p>"), {"name": "Your <name>"}, {"name": "mission.head"})
    assert html == '<p>Dear <span class="blank blank-mission-head" data-field="name">Your &lt;name&gt;</span></p>'


def test_a_token_without_a_field_stays_visible() -> None:
    assert "branch name" in render_blanks(mark_safe("{{ branch_name }}"), {}, {})


def test_a_value_with_braces_is_not_expanded_again() -> None:
    assert replace_tokens("{{ a }}", lambda _key: "{{ b }}") == "{{ b }}"


def test_tokens_without_a_field_are_named_once_and_sorted() -> None:
    assert unknown_keys(["{{ b }} {{ a }}", "{{ b }} {{ c }}"], ["c"]) == ["a", "b"]
