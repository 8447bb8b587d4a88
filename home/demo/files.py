"""The demo content as read from its YAML files. Reads and orders; checks.py says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

RECORDS_FILE = "records.yaml"
STRUCTURE_FILE = "structure.yaml"

#: The safe loader; the one written in C is ten times as fast, and not everywhere.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Fields of a page by how their text is written in the files.
PLAIN_FIELDS = ("title", "search_description", "summary", "lead_text")
RICH_FIELDS = ("about", "intro", "background", "sender_safety", "after_expiry")
STREAM_FIELDS = ("body", "content", "steps", "fields", "demands")


class DemoContentError(Exception):
    """Something in the files is malformed. The message names the file, the place in it and what is wrong."""

    def __init__(self, file: str, place: str, sentence: str) -> None:
        self.file, self.place, self.sentence = file, place, sentence
        super().__init__(f"{file}, {place}: {sentence}" if place else f"{file}: {sentence}")


@dataclass(frozen=True)
class Block:
    """One block of a stream as structure.yaml has it. A block without text does not stand in the language files."""

    name: str
    data: dict[str, Any]

    @property
    def has_text(self) -> bool:
        return not self.data.get("no_text", False)


@dataclass(frozen=True)
class PagePlan:
    """What structure.yaml says of a page."""

    key: str
    data: dict[str, Any]

    @property
    def type(self) -> str:
        return str(self.data["type"])

    @property
    def source(self) -> str:
        """Code of the language the page is written in."""
        return str(self.data["source"])

    @property
    def states(self) -> dict[str, str]:
        """State of each translation by language code."""
        return dict(self.data.get("states") or {})

    def languages_in(self, *states: str) -> list[str]:
        """Codes of the languages whose translation is to be in one of these states."""
        return [language for language, state in self.states.items() if state in states]

    def blocks(self, field: str) -> list[Block]:
        """The blocks of a stream field in order."""
        if field == "demands":
            return [Block("demand", {})] * int(self.data.get(field) or 0)
        entries = self.data.get(field) or []
        if field == "fields":
            return [Block("field", entry) for entry in entries]
        return [_block(entry) for entry in entries]


def _block(entry: Any) -> Block:
    if isinstance(entry, str):
        return Block(entry, {})
    ((name, data),) = entry.items()
    return Block(str(name), dict(data or {}))


@dataclass(frozen=True)
class DemoContent:
    """Everything in the folder. `texts` and `earlier` are by language, then by page."""

    folder: Path
    languages: list[str]
    plans: dict[str, PagePlan]
    records: dict[str, dict[str, Any]]
    texts: dict[str, dict[str, dict[str, Any]]]
    earlier: dict[str, dict[str, dict[str, Any]]]

    def source_texts(self, plan: PagePlan) -> dict[str, Any]:
        """The sentences of a page in the language it is written in."""
        return self.texts[plan.source][plan.key]

    def earlier_texts(self, plan: PagePlan) -> dict[str, Any]:
        """The sentences of a page before its last change; the present ones if it was never changed."""
        return {**self.source_texts(plan), **self.earlier.get(plan.source, {}).get(plan.key, {})}

    def was_changed(self, plan: PagePlan) -> bool:
        """Whether the page is to be changed after it was translated."""
        return plan.key in self.earlier.get(plan.source, {})


def read_yaml(folder: Path, name: str) -> dict[str, Any]:
    """One file as a mapping. Raises DemoContentError when it is missing or cannot be read."""
    path = folder / name
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - both loaders are safe ones
    except FileNotFoundError as error:
        raise DemoContentError(name, "", f"there is no such file in {folder}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        raise DemoContentError(name, place, f"this is no YAML: {getattr(error, 'problem', None) or error}.") from error
    if not isinstance(data, dict):
        raise DemoContentError(name, "", "it has to be a mapping of keys to values.")
    return data


def texts_of(texts: Any) -> Iterator[str]:
    """Every sentence in a nested value, in reading order."""
    if isinstance(texts, str):
        yield texts
    elif isinstance(texts, dict):
        for value in texts.values():
            yield from texts_of(value)
    elif isinstance(texts, list):
        for value in texts:
            yield from texts_of(value)
