"""Puts one record in another's place in stored content: rows, streams, revisions, frozen sources of translations. Pure but for `streams`.

Only choosers of the record's own model are looked at, by the block definitions; a number that is something else stays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.snippets.blocks import SnippetChooserBlock

from translations.block_tree import iter_blocks


@dataclass(frozen=True)
class Swap:
    """The record with the number `old` of a model gives way to the one with the number `new`."""

    model: type[models.Model]
    old: int
    new: int

    def in_block(self, block: Any, value: Any) -> Any:
        """The raw value of a block with the records swapped; the same object where nothing changes."""
        if isinstance(block, SnippetChooserBlock):
            return self.new if _chooses(block, self.model) and value == self.old else value
        if isinstance(block, blocks.BaseStreamBlock):
            return self._in_rows(value, lambda row: block.child_blocks.get(row.get("type")))
        if isinstance(block, blocks.ListBlock):
            return self._in_list(block.child_block, value)
        if isinstance(block, blocks.BaseStructBlock) and isinstance(value, dict):
            changed = {
                name: self.in_block(child, value[name]) for name, child in block.child_blocks.items() if name in value
            }
            return value if all(changed[name] is value[name] for name in changed) else {**value, **changed}
        return value

    def _in_rows(self, rows: Any, block_of: Any) -> Any:
        if not isinstance(rows, list):
            return rows
        result = []
        for row in rows:
            block = block_of(row) if isinstance(row, dict) else None
            inner = self.in_block(block, row.get("value")) if block else None
            result.append({**row, "value": inner} if block and inner is not row.get("value") else row)
        return rows if all(a is b for a, b in zip(rows, result, strict=True)) else result

    def _in_list(self, child: Any, items: Any) -> Any:
        """Items are stored whole or, in old content, bare. A record that already stands in the list is not listed twice."""
        if not isinstance(items, list):
            return items
        values = [item["value"] if isinstance(item, dict) and "value" in item else item for item in items]
        swapped = [self.in_block(child, value) for value in values]
        if all(a is b for a, b in zip(values, swapped, strict=True)):
            return items
        result, seen = [], False
        for item, value in zip(items, swapped, strict=True):
            is_it = isinstance(child, SnippetChooserBlock) and value == self.new
            if is_it and seen:
                continue
            seen = seen or is_it
            result.append({**item, "value": value} if isinstance(item, dict) and "value" in item else value)
        return result

    def in_serialised(self, model: type[models.Model], content: dict[str, Any]) -> dict[str, Any]:
        """An object as revisions keep it, with its child rows; the same object where nothing changes."""
        changed: dict[str, Any] = {}
        for field in model._meta.get_fields():
            if isinstance(field, StreamField) and content.get(field.name):
                raw = content[field.name]
                rows = json.loads(raw) if isinstance(raw, str) else raw
                after = self.in_block(field.stream_block, rows)
                if after is not rows:
                    changed[field.name] = json.dumps(after) if isinstance(raw, str) else after
            elif self.is_link(field) and content.get(field.name) == self.old:
                changed[field.name] = self.new
        for relation in get_all_child_relations(model):
            name = relation.get_accessor_name()
            rows = content.get(name) or []
            after = [self.in_serialised(relation.related_model, row) for row in rows]
            if any(a is not b for a, b in zip(rows, after, strict=True)):
                changed[name] = self._without_doubles(relation.related_model, after)
        return {**content, **changed} if changed else content

    def _without_doubles(self, model: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        links = [field.name for field in model._meta.get_fields() if self.is_link(field)]
        kept: list[dict[str, Any]] = []
        for row in rows:
            named = [name for name in links if row.get(name) == self.new]
            if not any(other.get(name) == self.new for other in kept for name in named):
                kept.append(row)
        return kept

    def is_link(self, field: Any) -> bool:
        """Whether a field of some model is a foreign key to the record's model."""
        return isinstance(field, models.ForeignKey) and field.related_model is self.model


def streams(model: type[models.Model]) -> list[tuple[Any, StreamField]]:
    """Every stream in which a record of a model can be chosen, with the model that declares it."""
    return [
        (other, field)
        for other in apps.get_models()
        for field in other._meta.local_fields
        if isinstance(field, StreamField)
        and any(_chooses(each.block, model) for each in iter_blocks(field.stream_block, ""))
    ]


def _chooses(block: Any, model: type[models.Model]) -> bool:
    return isinstance(block, SnippetChooserBlock) and block.target_model is model
