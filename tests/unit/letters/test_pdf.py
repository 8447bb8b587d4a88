"""A letter as PDF: what is on the paper, what it never asks the network for, the same bytes every time."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageFile

from campaign_pages.choices import FieldKind
from campaign_pages.letters import Answers, Field, Paragraph, Part, Run, filled
from campaign_pages.letters.text import rich_paragraphs
from outputs.letters import pdf
from outputs.letters.docx_package import language_tag
from outputs.letters.pdf import LENGTH_LIMIT, TooLong, can_make_pdf, font_file, page_of, pdf_of
from tests.factories.letters import ANSWERS, WORDS, lines, needs_pango, sample_letter
from tools.lane_runner import in_ci

needs_pdftotext = pytest.mark.skipif(
    not shutil.which("pdftotext") and not in_ci(), reason="needs pdftotext: apt install poppler-utils"
)


def words_on_paper(content: bytes, tmp_path: Path) -> str:
    """What a program that reads PDFs finds, with single spaces."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    command = ["pdftotext", "-layout", str(path), "-"]
    return " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_a_machine_without_pango_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class WithoutPango:
        def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])
    assert can_make_pdf.__wrapped__() is False


@needs_pango
@needs_pdftotext
@pytest.mark.parametrize("language", ["en", "el"])
def test_everything_is_on_the_paper(language: str, tmp_path: Path) -> None:
    words = words_on_paper(pdf_of(filled(sample_letter(language), ANSWERS)), tmp_path)
    for expected in (
        WORDS[language]["greeting"],
        WORDS[language]["subject"],
        f"1. {WORDS[language]['demand']}",
        f"2. {WORDS[language]['demand']}",
        f"2. {WORDS[language]['clause']} Union & <Sons> {{{{ writer }}}}",
        "3. that we meet again (020 7946 0000)",
        "[Address of the mission]",
        "+44 20 7946 0000",
        "1/1",
    ):
        assert expected in words.replace("1 / 1", "1/1"), expected
    assert " 4. " not in words


@needs_pango
@pytest.mark.parametrize("language", WORDS)
def test_it_knows_its_title_and_no_day(language: str) -> None:
    content = pdf_of(sample_letter(language))
    assert content.startswith(b"%PDF-")
    assert b"CreationDate" not in content
    assert b"ModDate" not in content
    assert f'<html lang="{language_tag(language)}"' in page_of(sample_letter(language))


def test_what_its_sender_is_told_is_a_property_and_not_on_the_paper() -> None:
    head, _end, body = page_of(replace(sample_letter(), notice="The facts “changed”.")).partition("</head>")
    assert '<meta name="description" content="The facts “changed”.">' in head
    assert "changed" not in body


def test_directions_are_said_outright() -> None:
    html = page_of(filled(lines("{{ writer }} {{ office }}"), Answers(values={"writer": "ادا (A)", "office": "B"})))
    assert 'data-f="writer" dir="rtl">ادا (A)<' in html
    assert 'data-f="office" dir="ltr">B<' in html
    assert '<bdi dir="rtl">احسان علی</bdi>' in page_of(sample_letter())


@needs_pango
def test_a_letter_without_end_is_refused() -> None:
    clause = Paragraph((Run("a" * 1000),))
    with pytest.raises(TooLong):
        pdf_of(sample_letter("en", Part("section", (clause,) * (LENGTH_LIMIT // 1000 + 1))))


# --- The network and the disk ---


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """A server that answers nothing and remembers what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, _address = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(0.5)
                    asked.append(connection.recv(1000))

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        stop.set()
        thread.join()


def hostile(url: str) -> list[str]:
    """Texts that would make a careless renderer ask for `url`, for files, or for what is in themselves."""
    picture = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='%s'/></svg>"
    return [
        f'<img src="{url}/img">',
        f'<link rel="stylesheet" href="{url}/css"><link rel="attachment" href="{url}/attached">',
        f"<style>@import url({url}/import); @font-face {{ font-family: x; src: url({url}/font) }} * {{ font-family: x }}</style>",
        f'"><svg><image href="{url}/svg"/><use href="{url}/use#a"/></svg>',
        '<img src="file:///etc/passwd"><embed src="file:///etc/passwd"><object data="file:///etc/hostname"></object>',
        f'<img src="{picture % url}">',
        f"{url}/plain //127.0.0.1/x",
        f"x\" style=\"background: url('{url}/style')",
        "font:../../../../etc/passwd",
        f'</style><meta http-equiv="refresh" content="0; url={url}/meta"><base href="{url}/">',
    ]


@needs_pango
def test_hostile_addresses_in_texts_values_and_labels_make_no_request(
    listener: tuple[str, list[bytes]], caplog: pytest.LogCaptureFixture
) -> None:
    url, asked = listener
    texts = hostile(url)
    everything = " ".join(texts)
    parts = (
        Part("section", tuple(Paragraph((Run(text),)) for text in texts)),
        Part(f'x" style="background: url({url}/kind)', tuple(rich_paragraphs(f"<p>{everything}</p>"))),
        Part("signature", tuple(Paragraph((Run(key="writer", value=text),)) for text in texts)),
        Part("signature", (Paragraph((Run(key="office"),)), Paragraph((Run(key=texts[3]),)))),
    )
    fields = (Field("office", FieldKind.TEXT, everything),)
    letter = replace(sample_letter("en", *parts), fields=fields, title=f"</title>{everything}", kind=texts[7])
    with caplog.at_level(logging.DEBUG, logger="weasyprint"):
        assert pdf_of(letter).startswith(b"%PDF-")
    assert asked == []
    assert "refused" not in caplog.text


@needs_pango
@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://127.0.0.1/",
            "https://127.0.0.1/",
            "file:///etc/passwd",
            "data:text/plain,x",
            "ftp://127.0.0.1/",
            "//x",
        ),
        *("", "font:", "font:../pdf.css", "font:/etc/passwd", "font:none.woff2", "FONT:noto-nastaliq-urdu-400.woff2"),
    ],
)
def test_the_fetcher_gives_nothing_but_packaged_fonts(url: str) -> None:
    with pytest.raises(ValueError, match="refused"):
        pdf._machine().fetcher.fetch(url)


def test_the_font_of_urdu_is_there() -> None:
    assert font_file("noto-nastaliq-urdu-400.woff2")
    assert font_file("../fonts/noto-nastaliq-urdu-400.woff2") is None


@needs_pango
def test_markup_that_gets_through_all_the_same_is_refused_by_the_fetcher(listener: tuple[str, list[bytes]]) -> None:
    url, asked = listener
    html = "".join(f"<p>{text}</p>" for text in hostile(url))
    assert pdf._machine().draw(html).startswith(b"%PDF-")
    assert asked == []


# --- Again and again ---


@needs_pango
def test_many_threads_get_what_one_gets() -> None:
    letters = [filled(sample_letter(language), ANSWERS) for language in WORDS]
    alone = [pdf_of(letter) for letter in letters]
    made: list[tuple[int, bytes]] = []

    def make(number: int) -> None:
        made.append((number, pdf_of(letters[number])))

    threads = [threading.Thread(target=make, args=(number % 3,)) for number in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 9
    assert all(content == alone[number] for number, content in made)


BYTES = """
import hashlib, django
django.setup()
from outputs.letters.pdf import pdf_of
from tests.factories.letters import ANSWERS, sample_letter
from campaign_pages.letters import filled
for language in ("ur", "en", "el"):
    print(hashlib.sha256(pdf_of(sample_letter(language)) + pdf_of(filled(sample_letter(language), ANSWERS))).hexdigest())
"""


@needs_pango
def test_every_process_makes_the_same_bytes() -> None:
    def made(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        found = subprocess.run(
            [sys.executable, "-c", BYTES], env=environment, capture_output=True, text=True, check=True
        )
        assert "Exception ignored" not in found.stderr
        return found.stdout

    assert made("1") == made("2") != ""


@needs_pango
def test_uploads_that_are_cut_off_are_refused_after_a_pdf_was_made_too() -> None:
    pdf_of(sample_letter())
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
