"""Whether a translated text has the form of its source: keys, order, tags, tokens, links. Pure; judges no wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from translations.tokens import token_keys

TAGS = re.compile(r"</?[a-z][a-z0-9]*")
LINKS = re.compile(r"""href=["']([^"']*)["']""")
#: A sentence of at least this many words is never the same in two languages.
SENTENCE_WORDS = 4

Finding = tuple[str, str]


def differences(source: Any, translated: Any, place: str = "") -> Iterator[Finding]:
    """Places and sentences that say where `translated` does not have the form of `source`.

    >>> list(differences({"title": "A {{ name }}"}, {"title": "Ein {{ nom }}"}))
    [('title', 'the placeholders differ: the source has name, this has nom.')]
    """
    if isinstance(source, dict) and isinstance(translated, dict):
        yield from _differing_keys(source, translated, place)
    elif isinstance(source, list) and isinstance(translated, list):
        if len(source) != len(translated):
            yield place, f"the source has {len(source)} entries, this has {len(translated)}."
        for number, (one, other) in enumerate(zip(source, translated, strict=False)):
            yield from differences(one, other, f"{place}[{number}]")
    elif isinstance(source, str) and isinstance(translated, str):
        yield from _differing_text(source, translated, place)
    else:
        yield place, f"the source has a {_kind(source)} here, this has a {_kind(translated)}."


def _differing_keys(source: dict[str, Any], translated: dict[str, Any], place: str) -> Iterator[Finding]:
    if list(source) != list(translated):
        yield place, f"the source has the keys {', '.join(source)}, this has {', '.join(map(str, translated))}."
    for key, value in source.items():
        if key in translated:
            yield from differences(value, translated[key], f"{place}.{key}" if place else str(key))


def _differing_text(source: str, translated: str, place: str) -> Iterator[Finding]:
    if not translated.strip():
        yield place, "there is no text."
    for noun, find in (("tags", TAGS.findall), ("placeholders", token_keys), ("links", LINKS.findall)):
        wanted, found = find(source), find(translated)
        if noun == "placeholders":
            wanted, found = sorted(wanted), sorted(found)
        if wanted != found:
            yield place, f"the {noun} differ: the source has {_listed(wanted)}, this has {_listed(found)}."
    if source.strip().count("\n") != translated.strip().count("\n"):
        yield place, "the source has another number of lines."


def untranslated(source: Any, translated: Any, place: str = "") -> Iterator[Finding]:
    """Places where a whole sentence stands in the translation as it does in the source."""
    if isinstance(source, dict) and isinstance(translated, dict):
        for key in source.keys() & translated.keys():
            yield from untranslated(source[key], translated[key], f"{place}.{key}" if place else str(key))
    elif isinstance(source, list) and isinstance(translated, list):
        for number, (one, other) in enumerate(zip(source, translated, strict=False)):
            yield from untranslated(one, other, f"{place}[{number}]")
    elif isinstance(source, str) and source == translated and len(_words(source)) >= SENTENCE_WORDS:
        yield place, f"this is the source's sentence: {source}"


def _words(text: str) -> list[str]:
    return re.sub(r"\{\{.*?\}\}|<[^>]*>", " ", text).split()


def _kind(value: Any) -> str:
    names: dict[type, str] = {dict: "mapping", list: "list", str: "text"}
    return names.get(type(value), type(value).__name__)


def _listed(values: list[str]) -> str:
    return ", ".join(values) or "none"
