"""What readers are told where something was stopped, withdrawn or taken down: in each of the ten languages."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import translation

from interventions.choices import SENTENCES, StopReason, sentence_for

TEMPLATES = (
    "This appeal was stopped on %(date)s. Please send nothing more.",
    "This document has been withdrawn. Please do not send it any more.",
    "This page has been taken down",
    "It can no longer be read here.",
)


def in_all_languages(words: object) -> set[str]:
    told = set()
    for code in settings.INTERFACE_LANGUAGES:
        with translation.override(code):
            told.add(translation.gettext(words) if isinstance(words, str) else str(words))
    return told


@pytest.mark.parametrize("words", [*SENTENCES.values(), *TEMPLATES], ids=str)
def test_every_language_has_words_of_its_own(words: object) -> None:
    assert len(in_all_languages(words)) == len(settings.INTERFACE_LANGUAGES) == 10


def test_every_reason_has_a_sentence_but_the_one_that_is_none() -> None:
    assert set(StopReason) - set(SENTENCES) == {StopReason.NONE}
    assert sentence_for(StopReason.NONE) == ""
    assert sentence_for("") == ""
