"""All checks together: each has its words, and its findings have sentences that quote what is wrong."""

import pytest
from django.utils import translation

from tests.unit.translations.checks.rows import KNOWLEDGE, findings
from translations.checks import CHECKS, Segment, check_page, sentence


def test_each_check_has_an_id_of_its_own_a_name_and_a_why() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert all(str(check.name) and str(check.why) for check in CHECKS)


@pytest.mark.parametrize("language", ["en", "de", "ur"])
def test_a_finding_is_put_into_words_in_the_language_of_the_reader(language: str) -> None:
    [found] = findings("Free Ehsan Ali!", "Freiheit für Eshan Ali!", "de")
    with translation.override(language):
        told = sentence(found)
    assert "Eshan Ali" in told
    assert "Ehsan Ali" in told


def test_pieces_of_another_direction_are_isolated() -> None:
    [found] = findings("Free Ehsan Ali!", "احسن علی کو رہا کرو!", "ur")
    with translation.override("en"):
        assert "\u2068احسن علی\u2069" in sentence(found)


SEGMENTS = [
    Segment("Dear {{ name }}, see <b>us</b>", "Liebe {{ nmae }} {{ x }} {{ Y }}, siehe <i>uns", "en", "de", key="1"),
    Segment("In 2014 it began.", "2014 begann es 1999", "en", "de", key="2"),
    Segment("Write to a@example.org in May 2025.", "Schreiben Sie an uns.", "en", "de", key="3"),
    Segment("Who is he? They ask.", "Quién es? (Ellos «preguntan.", "en", "es", key="4"),
    Segment("They are ill.", "Sie sind sind kr\u200bank \ufffd &amp;amp; krаnk .", "en", "de", key="5", limit=9),
    Segment("On that day 15 people were in custody.", "On that day 15 people were in custody.", "en", "de", key="6"),
    Segment("Their names are known.", "Их имена нам известны.", "en", "el", key="7"),
    Segment("They are ill. They are ill and weak and old.", "Sie sind krank.", "en", "de", key="8"),
    Segment(
        "They are ill. They are ill and weak and old.", "Elles sont malades et il ne le sait pas", "en", "de", key="9"
    ),
    Segment("Ehsan Ali was arrested on 18 May", "Wer wurde am 18. Mai verhaftet", "en", "de", key="10"),
    Segment("Qui est-ce ?", "Qui est-ce?", "en", "fr", key="11"),
]


def test_every_finding_has_a_sentence() -> None:
    found = check_page(SEGMENTS, KNOWLEDGE)
    assert len({each.check for each in found}) > 15
    assert all(sentence(each) for each in found)
    assert all("%" not in sentence(each) for each in found)


def test_a_finding_keeps_its_fingerprint_while_the_text_stays() -> None:
    first, second = (findings("Free Ehsan Ali!", "Freiheit für Eshan Ali!", "de")[0].fingerprint for _ in range(2))
    assert first == second
