"""The terms of the demo content: their file has a sound shape, and the texts keep to it."""

import re
from pathlib import Path
from typing import Any

import pytest

from home.demo.checks import read_content
from home.demo.files import DemoContent, DemoContentError, texts_of
from home.demo.terms import read_terms

FOLDER = Path(__file__).resolve().parents[3] / "site" / "demo"


@pytest.fixture(scope="module")
def content() -> DemoContent:
    return read_content(FOLDER)


@pytest.fixture(scope="module")
def terms(content: DemoContent) -> dict[str, Any]:
    return read_terms(content)


def test_words_of_the_campaign_have_a_preferred_form_in_every_language(
    content: DemoContent, terms: dict[str, Any]
) -> None:
    for key in (
        "enforced-disappearance",
        "union-branch",
        "motion",
        "model-letter",
        "high-commission",
        "fourth-schedule",
    ):
        preferred = [form["language"] for form in terms[key]["forms"] if form.get("status", "preferred") == "preferred"]
        assert sorted({*preferred, "en"}) == sorted(content.languages), key
        assert len(preferred) == len(set(preferred)), key


def test_no_text_has_a_form_that_is_forbidden(content: DemoContent, terms: dict[str, Any]) -> None:
    forbidden = [
        (form.get("language"), form["text"])
        for term in terms.values()
        for form in term.get("forms") or []
        if form.get("status") == "forbidden"
    ]
    assert len(forbidden) > 9
    for language in content.languages:
        text = "\n".join(texts_of(content.texts[language]))
        found = [word for code, word in forbidden if code in (None, language) and re.search(rf"\b{word}\b", text)]
        assert found == [], language


@pytest.mark.parametrize(
    ("yaml", "sentence"),
    [
        ("motion: {kind: term}", "terms.yaml, motion: the key “name” is missing."),
        ("a: {name: A, kind: place, record: aac-gb}", "terms.yaml, a.record: “aac-gb” is no record of that kind."),
        ("a: {name: A, forms: [{text: B, language: xx}]}", "“xx” is no language of structure.yaml."),
        ("a: {name: A, forms: [{text: B, colour: red}]}", "the key “colour” is not known here."),
    ],
)
def test_a_malformed_term_is_named(content: DemoContent, tmp_path: Path, yaml: str, sentence: str) -> None:
    (tmp_path / "terms.yaml").write_text(yaml, encoding="utf-8")
    with pytest.raises(DemoContentError, match=re.escape(sentence)):
        read_terms(DemoContent(tmp_path, content.languages, {}, content.records, {}, {}))
