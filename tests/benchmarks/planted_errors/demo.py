"""Pairs from the demo content in its ten languages, cut into strings as wagtail-localize cuts pages. Needs no database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from wagtail_localize.strings import StringValue, extract_strings

from home.demo.files import LOADER
from tests.benchmarks.planted_errors.pairs import Pair
from tests.running_site import ROOT
from translations.tokens import TOKEN

DEMO = ROOT / "site" / "demo"
OUTDATED = "outdated"


def demo_pairs(folder: Path = DEMO) -> list[Pair]:
    """One pair for each string of each translated page. What is the same in both languages is left out."""
    structure = _read(folder / "structure.yaml")
    texts = {code: _read(folder / f"{code}.yaml") for code in structure["languages"]}
    pairs = []
    for key, page in structure["pages"].items():
        original = texts[page["source"]]
        for language, state in page["states"].items():
            source = dict(original["pages"].get(key, {}))
            if state == OUTDATED:
                source |= original.get("earlier", {}).get(key, {})
            translated = texts[language]["pages"].get(key, {})
            for place, one, other in _strings(source, translated, key):
                pairs.append(Pair(f"demo-{place}-{language}", one, other, page["source"], language, page=f"demo-{key}"))
    return pairs


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), LOADER)


def _strings(source: Any, translated: Any, place: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(source, dict) and isinstance(translated, dict):
        for key in source.keys() & translated.keys():
            yield from _strings(source[key], translated[key], f"{place}.{key}")
    elif isinstance(source, list) and isinstance(translated, list):
        for number, (one, other) in enumerate(zip(source, translated, strict=False)):
            yield from _strings(one, other, f"{place}.{number}")
    elif isinstance(source, str) and isinstance(translated, str):
        for number, (one, other) in enumerate(zip(_cut(source), _cut(translated), strict=True)):
            if one != other and _has_words(one):
                yield f"{place}.{number}", one, other


def _cut(text: str) -> list[str]:
    if text.startswith("<"):
        html = "".join(line.strip() for line in text.splitlines())
        return [value.data for value, _attributes in extract_strings(html)[1]]
    return [StringValue.from_plaintext(text).data]


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in TOKEN.sub("", text).replace("<br/>", ""))
