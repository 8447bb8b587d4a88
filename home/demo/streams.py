"""Turns the blocks of structure.yaml and the sentences of a language file into stored stream data.

Ids are computed from the page's key and the place of the block, so that the same block has the same id in every
language: that is what pairs a sentence with its translation.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from home.demo.files import Block
from home.demo.references import References

ID_NAMESPACE = uuid.UUID("0d9cc3a1-5f27-4a43-8f0e-3a6b1f8e2c55")

Raw = dict[str, Any]


def block_id(place: str) -> str:
    """The id of the block at a place such as "appeal-gb.body.3"."""
    return str(uuid.uuid5(ID_NAMESPACE, place))


def rich_text(text: str) -> str:
    """HTML as the editor stores it: no line breaks between paragraphs, and no text outside of one.

    >>> rich_text("Release them.")
    '<p>Release them.</p>'
    """
    html = "".join(line.strip() for line in text.splitlines())
    return html if html.startswith("<") else f"<p>{html}</p>"


def stream(place: str, blocks: list[Block], texts: list[Any], references: References, language: str) -> list[Raw]:
    """Stored form of a stream. `texts` holds the entries of the language file, one for each block that has text."""
    remaining = iter(texts)
    result = []
    for number, block in enumerate(blocks):
        here = f"{place}.{number}"
        text = _text(next(remaining)) if block.has_text else {}
        value = BUILDERS[block.name](Part(here, block.data, text, references, language))
        result.append({"type": block.name, "value": value, "id": block_id(here)})
    return result


def _text(entry: Any) -> Any:
    """What a language file says of a block: the value of its only key, or the entry itself where it has no key."""
    if isinstance(entry, dict) and len(entry) == 1:
        (value,) = entry.values()
        return value
    return entry


class Part:
    """One block to be built: its place, its data, its text, and the records and pages it may name."""

    def __init__(self, place: str, data: Raw, text: Any, references: References, language: str) -> None:
        self.place, self.data, self.text = place, data, text
        self.references, self.language = references, language

    def said(self, key: str) -> str:
        """The sentence under a key; empty where there is none."""
        return str(self.text.get(key, "")) if isinstance(self.text, dict) else ""

    def items(self, values: list[Any], name: str = "items") -> list[Raw]:
        """A list in the full form, with ids: bare values would never be offered for translation."""
        return [
            {"type": "item", "value": value, "id": block_id(f"{self.place}.{name}.{number}")}
            for number, value in enumerate(values)
        ]

    def records(self, section: str, key: str) -> list[Raw]:
        return self.items(self.references.record_pks(section, self.data.get(key)), key)

    def record_pk(self, section: str, key: str) -> int | None:
        record = self.references.record(section, self.data.get(key))
        return None if record is None else record.pk

    def page_pk(self, key: str) -> int:
        return int(self.references.page(self.data[key], self.language).pk)


def _plain(part: Part) -> str:
    return str(part.text)


def _rich(part: Part) -> str:
    return rich_text(str(part.text))


def _picture(part: Part) -> Raw:
    return {"image": part.record_pk("images", "image"), "alt_text": "", "caption": part.said("caption")}


def _quotation(part: Part) -> Raw:
    return {name: part.said(name) for name in ("text", "attribution", "source")}


def _fact_box(part: Part) -> Raw:
    return {
        "heading": part.said("heading"),
        "person": part.record_pk("people", "person"),
        "case": part.record_pk("cases", "case"),
    }


def _people_list(part: Part) -> Raw:
    value = {"heading": part.said("heading"), "people": part.records("people", "people")}
    return value | ({"intro": part.said("intro")} if part.place.split(".")[1] == "content" else {})


def _step(part: Part) -> Raw:
    return {"title": part.said("title"), "text": rich_text(part.said("text"))}


def _document_step(part: Part) -> Raw:
    return {**_step(part), "document": part.page_pk("document")}


def _protest(part: Part) -> Raw:
    return {**_step(part), "places": part.records("places", "places")}


def _link_step(part: Part) -> Raw:
    return {**_step(part), "url": part.data.get("url", "")}


def _section(part: Part) -> Raw:
    return {"heading": part.said("heading"), "body": rich_text(part.said("body"))}


def _sentences(part: Part) -> Raw:
    return {"heading": part.said("heading"), "intro": part.said("intro"), "items": part.items(part.text["items"])}


def _copies_to(part: Part) -> Raw:
    optional = part.data.get("optional") or []
    copies = [{"text": text, "optional": number in optional} for number, text in enumerate(part.text["items"])]
    return {"intro": part.said("intro"), "items": part.items(copies)}


def _clause(part: Part) -> Raw:
    return {"sort": part.data["sort"], "requirement": part.data["requirement"], "text": str(part.text)}


def _field(part: Part) -> Raw:
    labels = part.text.get("options") or []
    options = [{"key": key, "label": label} for key, label in zip(part.data.get("options") or [], labels, strict=True)]
    return {
        "key": part.data["key"],
        "kind": part.data["kind"],
        "label": part.said("label"),
        "help": part.said("help"),
        "options": part.items(options, "options"),
        "optional": bool(part.data.get("optional")),
    }


BUILDERS: dict[str, Callable[[Part], Any]] = {
    "text": _rich,
    "demand": _rich,
    "picture": _picture,
    "quotation": _quotation,
    "fact_box": _fact_box,
    "people_list": _people_list,
    "write_letter": _document_step,
    "pass_motion": _document_step,
    "protest": _protest,
    "sign": _link_step,
    "other": _link_step,
    "share": _step,
    "section": _section,
    "points": _sentences,
    "demands": _sentences,
    "requests": _sentences,
    "copies_to": _copies_to,
    "clause": _clause,
    "field": _field,
    **dict.fromkeys(
        ("heading", "date", "addressee", "salutation", "subject", "closing", "signature", "slogan", "movers"), _plain
    ),
}
