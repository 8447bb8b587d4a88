"""A letter as plain text: every kind of part, blanks, numbers, and order in scripts from right to left."""

from __future__ import annotations

import pytest

from campaign_pages.choices import ClauseRequirement
from campaign_pages.letters import Answers, Paragraph, Part, Role, Run, filled
from outputs.letters.directions import LRM, direction_of, marked
from outputs.letters.text import PEN, text_of
from tests.factories.letters import ANSWERS, lines, runs, sample_letter


def test_a_blank_letter_reads_from_top_to_bottom() -> None:
    assert text_of(sample_letter()) == (
        "[Date]\n\n"
        "[Office]\n[Address of the mission]\n\n"
        "Your Excellency,\n\n"
        "For the release of Ehsan Ali\n\n"
        "The people in custody\n\n"
        "I write on behalf of [Your organisation]. Call +92 51 920 7034 or write to a@example.org.\n\n"
        "One line\nand another.\n\n"
        "• احسان علی (Ehsan Ali)\n\n"
        "We call on your government\n\n"
        "1. to drop all charges\n2. to drop all charges\n\n"
        "This meeting notes\n\n"
        + "\n".join(f"{number}. that they were arrested; [Your organisation]" for number in range(1, 6))
        + "\n\nThis meeting notes\n\n"
        "1. that they were arrested; [Your organisation]\n2. that they were arrested; [Your organisation]\n\n"
        f"{PEN}\n[Your name], [Your title]\n[Contact details]\n\n"
        "Copies to:\n\n"
        "• [Members of parliament]\n• [E-mail]\n"
    )


def test_a_filled_letter_closes_ranks() -> None:
    text = text_of(filled(sample_letter(), ANSWERS))
    assert text.endswith(
        "This meeting notes\n\n"
        "1. that they were arrested; Union & <Sons> {{ writer }}\n"
        "2. that they were arrested; Union & <Sons> {{ writer }}\n"
        "3. that we\nmeet again (020 7946 0000)\n\n"
        f"{PEN}\nAda\n1 Long Street\n+44 20 7946 0000\na@example.org\n"
    )


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("فون +44 20 7946 0000 ہے", f"فون {LRM}+44 20 7946 0000{LRM} ہے"),
        ("فون +۹۲ ۵۱ ۹۲۰ ۷۰۳۴ ہے", f"فون {LRM}+۹۲ ۵۱ ۹۲۰ ۷۰۳۴{LRM} ہے"),
        ("هاتف ٠٥١٩٢٠٧٠٣٤", f"هاتف {LRM}٠٥١٩٢٠٧٠٣٤{LRM}"),
        ("(020) 7946-0000", f"{LRM}(020) 7946-0000{LRM}"),
        ("لکھیے a.b+c@example.org۔", f"لکھیے {LRM}a.b+c@example.org{LRM}۔"),
        ("24 مئی 2025", "24 مئی 2025"),
        ("@", "@"),
    ],
)
def test_numbers_and_addresses_keep_their_order_from_right_to_left(text: str, result: str) -> None:
    assert text_of(lines(text, "ur")) == f"{result}\n"
    assert marked(text, "ltr") == text


def test_urdu_numbers_end_as_urdu_sentences_do() -> None:
    assert "\n1۔ " in text_of(sample_letter("ur"))


def test_a_number_and_a_telephone_number_after_it_stay_two() -> None:
    part = Part("demands", (Paragraph(runs("020 7946 0000"), Role.NUMBER),))
    assert text_of(sample_letter("ur", part)) == f"1۔ {LRM}020 7946 0000{LRM}\n"


def test_numbers_count_inside_a_part() -> None:
    part = Part(
        "section",
        (Paragraph(runs("a"), Role.NUMBER), Paragraph(runs("between")), Paragraph(runs("b"), Role.NUMBER)),
    )
    assert text_of(sample_letter("en", part, part)) == "1. a\n\nbetween\n\n2. b\n\n1. a\n\nbetween\n\n2. b\n"


def test_empty_paragraphs_and_spaces_at_the_end_leave_nothing() -> None:
    parts = (Part("section", (Paragraph(()), Paragraph((Run("end  "),)))), Part("x", (Paragraph((Run("\n"),)),)))
    assert text_of(sample_letter("en", *parts)) == "end\n"


def test_empty_lines_inside_an_address_stay() -> None:
    assert text_of(lines("a\n\nb")) == "a\n\nb\n"


def test_a_flood_of_letters_without_a_sign_of_an_address_is_read_at_once() -> None:
    own = Answers(own_words={"c": "a" * 2000})
    clause = Paragraph(runs("x"), Role.NUMBER, "c", ClauseRequirement.LOCAL)
    given = filled(sample_letter("ur", Part("clauses", (clause,) * 30)), own)
    assert len(text_of(given)) > 60_000


@pytest.mark.parametrize(
    ("text", "direction"), [("Ada", "ltr"), ("ادا", "rtl"), ("(ادا) Ada", "rtl"), ("12", "other"), (f"{LRM}ادا", "ltr")]
)
def test_a_text_goes_where_its_first_letter_goes(text: str, direction: str) -> None:
    assert direction_of(text, "other") == direction
