"""The reader's templates put nothing inline and load nothing from elsewhere, as the Content-Security-Policy demands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[3] / "site" / "templates"
READER_TEMPLATES = sorted(
    path
    for path in TEMPLATES.rglob("*.html")
    if path.relative_to(TEMPLATES).parts[0] not in {"wagtail_localize", "wagtailadmin"}
)


def names(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def without_comments(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.DOTALL)


def test_there_are_templates() -> None:
    assert len(READER_TEMPLATES) > 50


@pytest.mark.parametrize("path", READER_TEMPLATES, ids=names)
def test_no_template_has_inline_styles_or_scripts(path: Path) -> None:
    text = without_comments(path)
    assert re.findall(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text) == []
    scripts = re.findall(r"<script([^>]*)>", text)
    assert [script for script in scripts if "src=" not in script and "application/ld+json" not in script] == []


@pytest.mark.parametrize("path", READER_TEMPLATES, ids=names)
def test_no_template_loads_anything_from_elsewhere(path: Path) -> None:
    assert re.findall(r"(?:src|srcset|href)=\"(?:https?:)?//", without_comments(path)) == []


@pytest.mark.parametrize("path", READER_TEMPLATES, ids=names)
def test_no_template_switches_escaping_off(path: Path) -> None:
    assert re.findall(r"\|\s*safe\b|autoescape off", without_comments(path)) == []


@pytest.mark.parametrize("path", READER_TEMPLATES, ids=names)
def test_notes_to_translators_stand_alone_on_their_line(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "Translators:" in line and not re.fullmatch(r"\s*\{# .* #\}", line)] == []
