"""A letter as DOCX: what a word processor is told, what the browser's script finds, the same bytes every time."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from docx import Document

from campaign_pages.choices import FieldKind
from campaign_pages.letters import Answers, Field, Paragraph, Part, filled
from campaign_pages.letters.text import plain_runs
from outputs.letters.directions import LRM
from outputs.letters.docx import LONGEST_TAG, docx_of
from outputs.letters.text import PEN, text_of
from tests.factories.docx_text import W, document, paragraphs, tags
from tests.factories.letters import ANSWERS, WORDS, lines, sample_letter

LANGUAGES = tuple(WORDS)


def words_of(text: str) -> list[str]:
    """A text without its layout: spaces and line ends are all the same, marks of direction nothing."""
    return text.replace(LRM, "").split()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", [None, ANSWERS])
def test_it_says_what_the_text_says(language: str, answers: Answers | None) -> None:
    letter = sample_letter(language)
    letter = filled(letter, answers) if answers else letter
    shown = "\n".join(paragraphs(docx_of(letter)))
    assert words_of(shown) == words_of(text_of(letter))


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_processors_open_it(language: str) -> None:
    opened = Document(io.BytesIO(docx_of(sample_letter(language))))
    assert opened.core_properties.title == WORDS[language]["subject"]
    assert opened.core_properties.language == {"en": "en-GB", "el": "el-GR", "ur": "ur-PK"}[language]
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]


def test_nobody_and_no_day_is_named() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_of(filled(sample_letter(), ANSWERS)))) as archive:
        properties = archive.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    names = [node.tag.rsplit("}", 1)[-1] for node in ElementTree.fromstring(properties)]
    assert names == ["title", "language"]


def test_every_blank_is_a_control_with_its_label() -> None:
    found = {}
    for control in document(docx_of(sample_letter())).iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        assert tag is not None
        name = tag.attrib[f"{W}val"]
        if name.startswith("f:"):
            found[name] = "".join(node.text or "" for node in control.iter(f"{W}t"))
            assert control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    assert found == {
        "f:day": "[Date]",
        "f:office": "[Office]",
        "f:address": "[Address of the mission]",
        "f:organisation": "[Your organisation]",
        "f:writer": "[Your name]",
        "f:title": "[Your title]",
        "f:contact": "[Contact details]",
        "f:members": "[Members of parliament]",
        "f:mail": "[E-mail]",
    }


def test_controls_have_identifiers_of_their_own() -> None:
    ids = [node.attrib[f"{W}val"] for node in document(docx_of(sample_letter())).iter(f"{W}id")]
    assert len(ids) == len(set(ids)) == len(tags(docx_of(sample_letter())))


def test_a_blank_letter_says_what_goes_with_what() -> None:
    kinds = {tag for tag in tags(docx_of(sample_letter())) if not tag.startswith("f:")}
    assert kinds == {
        *("n:6", "n:7", "n:8", "g:list", "c:", "s:title", "p:copy-1", "p:copy-2"),
        *(f"p:clause-{number}" for number in range(2, 6)),
    }


def test_in_a_filled_letter_only_blanks_are_controls() -> None:
    assert tags(docx_of(filled(sample_letter(), ANSWERS))) == ["f:address"]


def test_a_pen_finds_a_line() -> None:
    assert paragraphs(docx_of(lines("{{ signature }}"))) == [PEN]


@pytest.mark.parametrize(
    "typed", ["<w:p/> & ]]>", "{{ writer }}", "a\nb", "\u202eabc", "a\x00\x0b\ud800b", "ادا", "& {} %s"]
)
def test_what_was_typed_is_text_and_nothing_else(typed: str) -> None:
    letter = lines("{{ writer }}")
    shown = paragraphs(docx_of(filled(letter, Answers(values={"writer": typed}))))
    assert shown == [text_of(filled(letter, Answers(values={"writer": typed}))).strip("\n")]


def test_signs_that_xml_forbids_are_left_out_of_labels_and_titles() -> None:
    field = Field("writer", FieldKind.TEXT, 'a\x02"<b')
    letter = replace(lines("{{ writer }}"), title='a\x01b"<', fields=(field,))
    assert paragraphs(docx_of(letter)) == ['[a"<b]']


def test_no_tag_is_longer_than_word_reads() -> None:
    keys = [f"key_{number}_" + "x" * 30 for number in range(4)]
    fields = tuple(Field(key, FieldKind.TEXT, key, optional=True) for key in keys)
    runs = plain_runs(", ".join(f"{{{{ {key} }}}}" for key in keys), keys)
    letter = replace(sample_letter("en", Part("subject", (Paragraph(runs),))), fields=fields)
    assert max(map(len, tags(docx_of(letter)))) <= LONGEST_TAG


def test_urdu_runs_from_right_to_left() -> None:
    root = document(docx_of(sample_letter("ur")))
    assert root.find(f"{W}body/{W}sectPr/{W}bidi") is not None
    right_to_left = {
        "".join(node.text or "" for node in run.iter(f"{W}t")): run.find(f"{W}rPr/{W}rtl") is not None
        for run in root.iter(f"{W}r")
    }
    assert right_to_left["احسان علی"] is True
    assert right_to_left["Ehsan Ali"] is False
    with zipfile.ZipFile(io.BytesIO(docx_of(sample_letter("ur")))) as archive:
        styles = archive.read("word/styles.xml").decode()
    assert 'w:bidi="ur-PK"' in styles
    assert 'w:cs="Noto Nastaliq Urdu"' in styles
    assert "<w:bidi/>" in styles


def test_an_urdu_name_in_an_english_letter_runs_from_right_to_left() -> None:
    root = document(docx_of(filled(lines("{{ writer }}"), Answers(values={"writer": "احسان علی"}))))
    assert root.find(f".//{W}rtl") is not None
    assert root.find(f".//{W}sectPr/{W}bidi") is None


def test_numbers_and_addresses_keep_their_order_in_urdu() -> None:
    answers = Answers(values={"writer": "+44 20 7946 0000, a@example.org"})
    (shown,) = paragraphs(docx_of(filled(lines("{{ writer }}", "ur"), answers)))
    assert shown == f"{LRM}+44 20 7946 0000{LRM}, {LRM}a@example.org{LRM}"


def test_latin_lines_of_an_address_keep_their_order_in_urdu() -> None:
    answers = Answers(values={"contact": "34-36 Lowndes Square\nTrade Union e.V.\n+44 20 7946 0000\nسڑک 5"})
    (shown,) = paragraphs(docx_of(filled(lines("{{ contact }}", "ur"), answers)))
    enclosed = [f"{LRM}{line}{LRM}" for line in ("34-36 Lowndes Square", "Trade Union e.V.", "+44 20 7946 0000")]
    assert shown.split("\n") == [*enclosed, "سڑک 5"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_small(language: str) -> None:
    assert len(docx_of(sample_letter(language))) < 10_000


BYTES = """
import hashlib, django
django.setup()
from outputs.letters.docx import docx_of
from tests.factories.letters import ANSWERS, sample_letter
from campaign_pages.letters import filled
for language in ("en", "el", "ur"):
    print(hashlib.sha256(docx_of(sample_letter(language)) + docx_of(filled(sample_letter(language), ANSWERS))).hexdigest())
"""


def test_every_process_makes_the_same_bytes() -> None:
    def made(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run(
            [sys.executable, "-c", BYTES], env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert made("1") == made("2") != ""
