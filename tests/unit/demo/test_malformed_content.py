"""Malformed demo files are refused with one sentence that names the file, the place and what is wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from home.demo.checks import read_content
from home.demo.files import LOADER, DemoContentError
from home.demo.mirroring import differences

FOLDER = Path(__file__).resolve().parents[3] / "site" / "demo"

Change = Callable[[dict[str, Any]], Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in FOLDER.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def put(*path: Any, value: Any) -> Change:
    """A change that sets what stands at a path."""

    def change(data: dict[str, Any]) -> None:
        target: Any = data
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = value

    return change


def without(*path: Any) -> Change:
    """A change that removes what stands at a path."""

    def change(data: dict[str, Any]) -> None:
        target: Any = data
        for key in path[:-1]:
            target = target[key]
        del target[path[-1]]

    return change


CASES: list[tuple[str, Change, str]] = [
    (
        "de.yaml",
        without("pages", "letter-gb", "content", 3),
        "de.yaml, page “letter-gb”, content: the source has 20 entries, this has 19.",
    ),
    (
        "de.yaml",
        put("pages", "letter-gb", "content", 0, "date", value="{{ datum }}"),
        "de.yaml, page “letter-gb”, content[0].date: the placeholders differ: the source has letter_date, this has datum.",
    ),
    (
        "fr.yaml",
        put("pages", "about", "summary", value=""),
        "fr.yaml, page “about”, summary: there is no text.",
    ),
    (
        "it.yaml",
        without("pages", "about"),
        "it.yaml, page “about”: the page is missing.",
    ),
    (
        "nl.yaml",
        put("pages", "waheed-hassan", value={"title": "Waheed Hassan"}),
        "nl.yaml, page “waheed-hassan”: structure.yaml does not have this page in this language.",
    ),
    (
        "es.yaml",
        put("language", value="en"),
        "es.yaml, language: this says “en”.",
    ),
    (
        "en.yaml",
        without("pages", "about", "body", 0),
        "en.yaml, page “about”, body: structure.yaml has the blocks heading, text, heading, text, this has text, heading, text.",
    ),
    (
        "en.yaml",
        put("pages", "letter-gb", "content", 2, "salutation", value="Dear {{ nobody }},"),
        "en.yaml, page “letter-gb”: no field explains the placeholders nobody.",
    ),
    (
        "structure.yaml",
        put("pages", "appeal-gb", "people", 0, value="nobody"),
        "structure.yaml, page “appeal-gb”.people: “nobody” is not among the people.",
    ),
    (
        "structure.yaml",
        put("pages", "about", "states", "de", value="finished"),
        "structure.yaml, page “about”: the state of “de” has to be one of complete, partial, core, draft, outdated.",
    ),
    (
        "structure.yaml",
        put("pages", "about", "states", "de", value="outdated"),
        "structure.yaml, page “about”: “de” is outdated, but en.yaml has nothing `earlier`.",
    ),
    (
        "structure.yaml",
        put("pages", "about", "parent", value="bilawal-baloch"),
        "structure.yaml, page “about”: the page “bilawal-baloch” has to stand before it.",
    ),
    (
        "structure.yaml",
        put("pages", "about", "colour", value="red"),
        "structure.yaml, page “about”: the key “colour” is not known here.",
    ),
    (
        "structure.yaml",
        put("pages", "about", "type", value="poster"),
        (
            "structure.yaml, page “about”: the type has to be one of home, standard, appeal_index, people_index, "
            "document_index, update_index, profile, document, appeal, update."
        ),
    ),
    (
        "structure.yaml",
        put("pages", "help", "body", 0, "picture", "image", value="photo"),
        "structure.yaml, page “help”, body[0].image: “photo” is not among the images.",
    ),
    (
        "records.yaml",
        without("places", "london", "country"),
        "records.yaml, places.london: the key “country” is missing.",
    ),
    (
        "records.yaml",
        without("cases", "bilawal", "name", "en"),
        "records.yaml, cases.bilawal.name: there is no English label to fall back to.",
    ),
    (
        "records.yaml",
        put("cases", "bilawal", "name", "tlh", value="Qapla’"),
        "records.yaml, cases.bilawal.name: “tlh” is no language of structure.yaml.",
    ),
    (
        "records.yaml",
        put("people", "ehsan-ali", "episodes", 0, "events", 0, "disputes", value="arrest-2026"),
        "records.yaml, people.ehsan-ali.episodes[0].arrest-2018: it disputes an event that does not stand before it.",
    ),
    (
        "records.yaml",
        put("witnesses", value={}),
        "records.yaml, witnesses: there are no such records.",
    ),
]


@pytest.mark.parametrize(("file", "change", "sentence"), CASES, ids=[sentence[:60] for _f, _c, sentence in CASES])
def test_malformed_content_is_refused_with_a_sentence(folder: Path, file: str, change: Change, sentence: str) -> None:
    data = yaml.load((folder / file).read_text(encoding="utf-8"), Loader=LOADER)
    change(data)
    (folder / file).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(DemoContentError) as refused:
        read_content(folder)
    assert str(refused.value) == sentence


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "el.yaml").unlink()
    with pytest.raises(DemoContentError, match=r"el\.yaml: there is no such file in "):
        read_content(folder)


def test_a_file_that_is_no_yaml_is_named_with_the_line(folder: Path) -> None:
    (folder / "da.yaml").write_text("language: da\npages: [unclosed\n", encoding="utf-8")
    with pytest.raises(DemoContentError, match=r"da\.yaml, line \d: this is no YAML: "):
        read_content(folder)


@pytest.mark.parametrize(
    ("source", "translated", "finding"),
    [
        ("<p>One.</p>", "<p>Uno.</p>", None),
        ("<p>ایک۔</p>", "<p>One.</p>", None),
        ("<p>Ένα.</p>\n<p>Δύο.</p>", "<p>One.</p>\n<p>Two.</p>", None),
        ("{{ a }} and {{ b }}", "{{ b }} و {{ a }}", None),
        ('<a href="/en/">Here</a>', '<a href="/de/">Hier</a>', "the links differ: the source has /en/, this has /de/."),
        (
            "<p>One.</p><p>Two.</p>",
            "<p>Uno.</p>",
            "the tags differ: the source has <p, </p, <p, </p, this has <p, </p.",
        ),
        ("One\nTwo", "Uno", "the source has another number of lines."),
        ({"a": "One"}, {"b": "Uno"}, "the source has the keys a, this has b."),
        (["One"], "Uno", "the source has a list here, this has a text."),
    ],
)
def test_differences_in_form_are_found_and_differences_in_wording_are_not(
    source: Any, translated: Any, finding: str | None
) -> None:
    assert [sentence for _place, sentence in differences(source, translated)] == ([finding] if finding else [])
