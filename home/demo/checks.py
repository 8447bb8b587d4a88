"""What has to be true of the demo files before anything is stored. Raises at the first thing that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from home.demo.files import (
    PLAIN_FIELDS,
    RECORDS_FILE,
    RICH_FIELDS,
    STREAM_FIELDS,
    STRUCTURE_FILE,
    DemoContent,
    DemoContentError,
    PagePlan,
    read_yaml,
    texts_of,
)
from home.demo.mirroring import differences
from translations.tokens import unknown_keys

STATES = ("complete", "partial", "core", "draft", "outdated")


@dataclass(frozen=True)
class Shape:
    """Keys that an entry must and may have, and which of them name records of another section."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    references: dict[str, str] = field(default_factory=dict)

    def check(self, entry: Any, known: dict[str, Any], file: str, place: str) -> None:
        """Raises DemoContentError unless the entry has this shape."""
        if not isinstance(entry, dict):
            raise DemoContentError(file, place, "it has to be a mapping of keys to values.")
        for key in self.required:
            if entry.get(key) in (None, ""):
                raise DemoContentError(file, place, f"the key “{key}” is missing.")
        for key in entry:
            if key not in (*self.required, *self.optional):
                raise DemoContentError(file, place, f"the key “{key}” is not known here.")
        for key, section in self.references.items():
            values = entry.get(key)
            for value in values if isinstance(values, list) else [values]:
                if value is not None and value not in known.get(section, {}):
                    raise DemoContentError(file, f"{place}.{key}", f"“{value}” is not among the {section}.")


EVENT = Shape(
    ("key", "status"),
    ("date", "precision", "order", "place", "authority", "provision", "sources", "note", "disputes"),
    {"place": "places", "authority": "authorities", "provision": "provisions", "sources": "sources"},
)
COUNT = Shape(("status", "number"), ("date", "precision", "order", "source"), {"source": "sources"})
NAME = Shape(("kind", "script", "text"), ("language", "note", "reviewed"))
ROLE = Shape(
    ("role",),
    ("organisation", "since", "since_precision", "until", "until_precision"),
    {"role": "roles", "organisation": "organisations"},
)
EPISODE = Shape(("events",), ("case", "note"), {"case": "cases"})

RECORDS: dict[str, Shape] = {
    "countries": Shape(("name",), ("commonwealth",)),
    "places": Shape(("name", "country"), ("part_of",), {"country": "countries", "part_of": "places"}),
    "organisations": Shape(("name",), ("acronym", "country", "note"), {"country": "countries"}),
    "authorities": Shape(("name", "country"), (), {"country": "countries"}),
    "provisions": Shape(("name", "kind"), ("citation", "country", "explanation"), {"country": "countries"}),
    "sources": Shape(("title", "kind"), ("publisher", "url", "published", "language", "note")),
    "cases": Shape(
        ("name", "country"),
        ("place", "organisation", "counts"),
        {"country": "countries", "place": "places", "organisation": "organisations"},
    ),
    "people": Shape(
        ("name",),
        ("native_name", "native_language", "pronoun", "publish_level", "note", "names", "roles", "episodes"),
    ),
    "images": Shape(("file", "title", "alt_text"), ("credit",)),
}

COMMON = ("type", "source", "slug")
PAGES: dict[str, Shape] = {
    "home": Shape(COMMON, ("picture", "body", "states"), {"picture": "images"}),
    "standard": Shape((*COMMON, "parent"), ("in_menu", "body", "states"), {"parent": "pages"}),
    **{
        f"{name}_index": Shape((*COMMON, "parent"), ("in_menu", "states"), {"parent": "pages"})
        for name in ("appeal", "people", "document", "update")
    },
    "profile": Shape(
        (*COMMON, "parent", "title", "person"), ("body", "states"), {"parent": "pages", "person": "people"}
    ),
    "document": Shape(
        (*COMMON, "parent", "kind", "version", "facts_as_of", "content"),
        ("fields", "expires", "missions_of", "states"),
        {"parent": "pages", "missions_of": "countries"},
    ),
    "appeal": Shape(
        (*COMMON, "parent", "reference", "kind", "issued", "facts_as_of", "deadline"),
        (
            "act_until",
            "case",
            "place",
            "picture",
            "people",
            "sources",
            "documents",
            "demands",
            "steps",
            "body",
            "states",
        ),
        {
            "parent": "pages",
            "case": "cases",
            "place": "places",
            "picture": "images",
            "people": "people",
            "sources": "sources",
            "documents": "pages",
        },
    ),
    "update": Shape(
        (*COMMON, "parent", "date"),
        ("appeals", "sources", "picture", "body", "states"),
        {"parent": "pages", "appeals": "pages", "sources": "sources", "picture": "images"},
    ),
}
#: What a block of structure.yaml may name, by key.
BLOCK = Shape(
    (),
    ("image", "people", "case", "person", "document", "places", "url", "sort", "requirement", "optional", "no_text"),
    {
        "image": "images",
        "people": "people",
        "case": "cases",
        "person": "people",
        "document": "pages",
        "places": "places",
    },
)


def read_content(folder: Path) -> DemoContent:
    """The checked content of a folder. Raises DemoContentError with one sentence."""
    structure = read_yaml(folder, STRUCTURE_FILE)
    Shape(("facts_as_of", "languages", "pages")).check(structure, {}, STRUCTURE_FILE, "the file")
    records = read_yaml(folder, RECORDS_FILE)
    languages = [str(code) for code in structure["languages"]]
    files = {language: read_yaml(folder, f"{language}.yaml") for language in languages}
    for language, data in files.items():
        _check_language_file(language, data)
    content = DemoContent(
        folder=folder,
        languages=languages,
        plans={key: PagePlan(key, data) for key, data in structure["pages"].items()},
        records=records,
        texts={language: data["pages"] for language, data in files.items()},
        earlier={language: data.get("earlier") or {} for language, data in files.items()},
    )
    check_records(content)
    for plan in content.plans.values():
        check_plan(content, plan)
        check_source(content, plan)
        check_translations(content, plan)
    check_nothing_else(content)
    return content


def _check_language_file(language: str, data: dict[str, Any]) -> None:
    name = f"{language}.yaml"
    Shape(("language", "pages"), ("earlier",)).check(data, {}, name, "the file")
    if data["language"] != language:
        raise DemoContentError(name, "language", f"this says “{data['language']}”.")


def check_records(content: DemoContent) -> None:
    """Every record has its shape, names only records that exist, and labels only languages of the site."""
    records = content.records
    for section, shape in RECORDS.items():
        for key, entry in (records.get(section) or {}).items():
            place = f"{section}.{key}"
            shape.check(entry, records, RECORDS_FILE, place)
            for name, value in entry.items():
                if isinstance(value, dict):
                    _check_labels(content, value, f"{place}.{name}")
            _check_parts(content, section, entry, place)
    for key, labels in (records.get("roles") or {}).items():
        _check_labels(content, labels, f"roles.{key}")
    for section in records:
        if section not in (*RECORDS, "roles"):
            raise DemoContentError(RECORDS_FILE, section, "there are no such records.")


def _check_parts(content: DemoContent, section: str, entry: dict[str, Any], place: str) -> None:
    records = content.records
    parts = {"people": {"names": NAME, "roles": ROLE, "episodes": EPISODE}, "cases": {"counts": COUNT}}
    for name, shape in parts.get(section, {}).items():
        for number, part in enumerate(entry.get(name) or []):
            shape.check(part, records, RECORDS_FILE, f"{place}.{name}[{number}]")
    seen: set[str] = set()
    for number, episode in enumerate(entry.get("episodes") or []):
        for event in episode["events"]:
            here = f"{place}.episodes[{number}].{event.get('key')}"
            EVENT.check(event, records, RECORDS_FILE, here)
            if event.get("disputes") is not None and event["disputes"] not in seen:
                raise DemoContentError(RECORDS_FILE, here, "it disputes an event that does not stand before it.")
            seen.add(event["key"])
    if section == "places" and entry.get("part_of") and not _stands_before(records["places"], place, entry["part_of"]):
        raise DemoContentError(RECORDS_FILE, place, "the place it is part of has to stand before it.")


def _stands_before(entries: dict[str, Any], place: str, other: str) -> bool:
    order = list(entries)
    return order.index(other) < order.index(place.split(".", 1)[1])


def _check_labels(content: DemoContent, labels: dict[str, Any], place: str) -> None:
    if not labels.get("en"):
        raise DemoContentError(RECORDS_FILE, place, "there is no English label to fall back to.")
    for language, text in labels.items():
        if language not in content.languages:
            raise DemoContentError(RECORDS_FILE, place, f"“{language}” is no language of structure.yaml.")
        if not isinstance(text, str) or not text.strip():
            raise DemoContentError(RECORDS_FILE, f"{place}.{language}", "this has to be a text.")


def check_plan(content: DemoContent, plan: PagePlan) -> None:
    """A page has the keys of its type, a parent before it, and states and references that exist."""
    place = f"page “{plan.key}”"
    if not isinstance(plan.data, dict) or plan.data.get("type") not in PAGES:
        raise DemoContentError(STRUCTURE_FILE, place, f"the type has to be one of {', '.join(PAGES)}.")
    known = {**content.records, "pages": content.plans}
    PAGES[plan.type].check(plan.data, known, STRUCTURE_FILE, place)
    for language in [plan.source, *plan.states]:
        if language not in content.languages:
            raise DemoContentError(STRUCTURE_FILE, place, f"“{language}” is not among the languages.")
    for language, state in plan.states.items():
        if state not in STATES:
            raise DemoContentError(
                STRUCTURE_FILE, place, f"the state of “{language}” has to be one of {', '.join(STATES)}."
            )
        if state == "outdated" and not content.was_changed(plan):
            raise DemoContentError(
                STRUCTURE_FILE, place, f"“{language}” is outdated, but {plan.source}.yaml has nothing `earlier`."
            )
    for name in STREAM_FIELDS:
        for number, block in enumerate(plan.blocks(name)):
            if name not in ("fields", "demands"):
                BLOCK.check(block.data, known, STRUCTURE_FILE, f"{place}, {name}[{number}]")
    _check_order(content, plan, place)


def _check_order(content: DemoContent, plan: PagePlan, place: str) -> None:
    order = list(content.plans)
    documents = [block.data["document"] for block in plan.blocks("steps") if "document" in block.data]
    for other in (plan.data.get("parent"), *documents, *(plan.data.get("appeals") or [])):
        if other is not None and order.index(other) >= order.index(plan.key):
            raise DemoContentError(STRUCTURE_FILE, place, f"the page “{other}” has to stand before it.")


def check_source(content: DemoContent, plan: PagePlan) -> None:
    """The sentences of a page fit its blocks and its placeholders."""
    file, place = f"{plan.source}.yaml", f"page “{plan.key}”"
    texts = content.texts[plan.source].get(plan.key)
    if not isinstance(texts, dict):
        raise DemoContentError(file, place, "the page is missing.")
    for name in texts:
        if name not in (*PLAIN_FIELDS, *RICH_FIELDS, *STREAM_FIELDS):
            raise DemoContentError(file, place, f"the key “{name}” is not known here.")
    for name in STREAM_FIELDS:
        wanted = [block.name for block in plan.blocks(name) if block.has_text]
        found = _block_names(name, texts.get(name) or [])
        if wanted != found:
            raise DemoContentError(
                file, f"{place}, {name}", f"structure.yaml has the blocks {_listed(wanted)}, this has {_listed(found)}."
            )
    keys = [str(block.data.get("key")) for block in plan.blocks("fields")]
    if unknown := unknown_keys(texts_of(texts), keys):
        raise DemoContentError(file, place, f"no field explains the placeholders {_listed(unknown)}.")


def _block_names(field_name: str, entries: list[Any]) -> list[str]:
    if field_name in ("demands", "fields"):
        return [{"demands": "demand", "fields": "field"}[field_name]] * len(entries)
    return [entry if isinstance(entry, str) else next(iter(entry)) for entry in entries]


def check_translations(content: DemoContent, plan: PagePlan) -> None:
    """Every translation that structure.yaml asks for is there and has the form of its source."""
    place = f"page “{plan.key}”"
    for language, state in plan.states.items():
        file = f"{language}.yaml"
        texts = content.texts[language].get(plan.key)
        if not isinstance(texts, dict) or not texts:
            raise DemoContentError(file, place, "the page is missing.")
        source = content.source_texts(plan)
        if state in ("partial", "core"):
            source = {name: value for name, value in source.items() if name in texts}
        for where, sentence in differences(source, texts):
            raise DemoContentError(file, f"{place}, {where}" if where else place, sentence)


def check_nothing_else(content: DemoContent) -> None:
    """No language file holds a page that structure.yaml does not ask for."""
    for language in content.languages:
        for key in content.texts[language]:
            plan = content.plans.get(key)
            if plan is None or (plan.source != language and language not in plan.states):
                raise DemoContentError(
                    f"{language}.yaml", f"page “{key}”", "structure.yaml does not have this page in this language."
                )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
