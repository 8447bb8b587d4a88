"""Words and signs that belong to the form of a document, in each language of the interface."""

from __future__ import annotations

import pytest
from django.conf import settings

from campaign_pages.choices import ClauseSort
from campaign_pages.letters.wording import copies_to, lead_in, numeral


@pytest.mark.parametrize("language", settings.INTERFACE_LANGUAGES)
def test_every_sort_of_clause_has_a_lead_in_of_its_own(language: str) -> None:
    assert len({lead_in(sort, language) for sort in ClauseSort}) == len(ClauseSort)
    assert copies_to(language)


@pytest.mark.parametrize(("language", "expected"), [("en", "2."), ("el", "2."), ("ur", "2۔")])
def test_numbers_end_as_the_language_ends_them(language: str, expected: str) -> None:
    assert numeral(2, language) == expected
