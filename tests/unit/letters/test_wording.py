"""Words and signs that belong to the form of a document, in each language of the interface."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings

from campaign_pages.choices import ClauseRequirement, ClauseSort
from campaign_pages.letters import Answers, Paragraph, Part, Role, Run, filled
from campaign_pages.letters.wording import copies_to, lead_in, numeral
from outputs.letters.text import text_of
from tests.factories.letters import sample_letter


@pytest.mark.parametrize("language", settings.INTERFACE_LANGUAGES)
def test_every_sort_of_clause_has_a_lead_in_of_its_own(language: str) -> None:
    assert len({lead_in(sort, language) for sort in ClauseSort}) == len(ClauseSort)
    assert copies_to(language)


@pytest.mark.parametrize(("language", "expected"), [("en", "2."), ("el", "2."), ("ur", "2۔")])
def test_numbers_end_as_the_language_ends_them(language: str, expected: str) -> None:
    assert numeral(2, language) == expected


@pytest.mark.parametrize("language", settings.INTERFACE_LANGUAGES)
def test_a_motion_without_two_clauses_is_numbered_on(language: str) -> None:
    groups = [
        Part(
            "clauses",
            (
                Paragraph((Run(lead_in(sort, language)),), Role.HEADING),
                *(
                    Paragraph((Run(f"{sort} {place}"),), Role.NUMBER, f"{sort}-{place}", ClauseRequirement.OPTIONAL)
                    for place in "abcd"
                ),
            ),
        )
        for sort in ClauseSort
    ]
    motion = replace(sample_letter(), language=language, parts=tuple(groups))
    out = frozenset({"notes-b", "resolves-a"})
    lines = text_of(filled(motion, Answers(left_out=out))).splitlines()
    sign = numeral(1, language).removeprefix("1")
    assert [line for line in lines if line.startswith(tuple("123456789"))] == [
        f"{number}{sign} {sort} {place}"
        for sort in ClauseSort
        for number, place in enumerate((place for place in "abcd" if f"{sort}-{place}" not in out), start=1)
    ]
