"""A filled letter as a link for a mail program: to whom, with which subject and text, and never too long."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation

from campaign_pages.letters import Answers, Part, filled
from campaign_pages.letters.copies import LocalCopies, with_copies
from campaign_pages.letters.letter import Paragraph
from campaign_pages.letters.text import plain_lines
from outputs.letters.mail import LONGEST_LINK, mail_link
from tests.factories.letters import OPTIONAL, lines, runs, sample_letter

COPIES = Part("copies_to", tuple(plain_lines("{{ mail }}\n{{ writer }}", OPTIONAL)))
BODY = Part("section", (Paragraph(runs("Dear {{ writer }},\nfree them & all.")),))


def subject(text: str) -> Part:
    return Part("subject", (Paragraph(runs(text)),))


def parts_of(link: str) -> tuple[str, dict[str, list[str]]]:
    found = urlsplit(link)
    assert found.scheme == "mailto"
    return found.path, parse_qs(found.query)


def test_it_has_recipients_copies_subject_and_text() -> None:
    letter = sample_letter("en", subject("For {{ writer }}"), Part("date", BODY.paragraphs), BODY, COPIES)
    answers = Answers(values={"writer": "Ada & Co", "mail": "a@example.org"})
    to, query = parts_of(mail_link(filled(letter, answers), "one@example.org, two@example.org"))
    assert to == "one@example.org,two@example.org"
    assert query == {
        "cc": ["a@example.org"],
        "subject": ["For Ada & Co"],
        "body": ["Dear Ada & Co,\r\nfree them & all.\r\n\r\na@example.org\r\nAda & Co"],
    }


@pytest.mark.parametrize("mail", ["", "nobody"])
def test_nobody_gets_a_copy_at_what_is_no_address(mail: str) -> None:
    letter = filled(sample_letter("en", subject("x"), COPIES), Answers(values={"mail": mail, "writer": "a@b.org"}))
    assert "cc" not in parts_of(mail_link(letter, ""))[1]


def test_who_gets_copies_in_the_reader_s_country_gets_them_by_mail_too() -> None:
    copies = LocalCopies((), ("Union, 1 Road, copies@example.org", "The Minister, +44 20 7946 0000"))
    letter = filled(with_copies(sample_letter("en", BODY), copies), Answers())
    assert parts_of(mail_link(letter, ""))[1]["cc"] == ["copies@example.org"]
    without = filled(with_copies(sample_letter("en", BODY), copies), Answers(left_out=frozenset({"copies"})))
    assert "cc" not in parts_of(mail_link(without, ""))[1]


def test_without_a_subject_it_is_the_letter_s() -> None:
    assert parts_of(mail_link(lines("x"), ""))[1]["subject"] == ["For the release of Ehsan Ali"]


def test_a_long_text_is_to_be_pasted() -> None:
    letter = sample_letter("en", subject("Free them"), Part("section", BODY.paragraphs * 90))
    with translation.override("de"):
        link = mail_link(letter, "one@example.org")
    assert parts_of(link)[1] == {"subject": ["Free them"], "body": ["Bitte fügen Sie hier den kopierten Text ein."]}


@pytest.mark.parametrize(("word", "language"), [("freedom", "en"), ("رہائی", "ur"), ("x" * 3000, "en")])
def test_a_long_subject_loses_whole_words(word: str, language: str) -> None:
    link = mail_link(sample_letter(language, subject(" ".join([word] * 400)), BODY), "one@example.org")
    assert len(link) <= LONGEST_LINK
    (kept,) = parts_of(link)[1]["subject"]
    *words, end = kept.split()
    assert end == "…"
    assert set(words) <= {word}
    assert len(link) > LONGEST_LINK - 6 * len(word) - 10 or not words
