"""Placeholders of model documents: shown as blanks, never run."""

from django.utils.safestring import mark_safe

from campaign_pages.tokens import render_blanks, replace_tokens


def test_a_token_becomes_a_blank_with_the_label_of_its_field() -> None:
    html = render_blanks(mark_safe("<p>Dear {{ name }}</p>"), {"name": "Your <name>"}, {"name": "mission.head"})
    assert html == '<p>Dear <span class="blank blank-mission-head" data-field="name">Your &lt;name&gt;</span></p>'


def test_a_token_without_a_field_stays_visible() -> None:
    assert "branch name" in render_blanks(mark_safe("{{ branch_name }}"), {}, {})


def test_a_value_with_braces_is_not_expanded_again() -> None:
    assert replace_tokens("{{ a }}", lambda _key: "{{ b }}") == "{{ b }}"
