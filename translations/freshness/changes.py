"""What a published original says otherwise than its frozen source: sentences, and fields without sentences. Reads only.

Page types say by class attributes which of their fields are for safety (`safety_fields`), and which values of a field
are (`safety_values`); everything else follows from the kind of the field.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail import blocks as wagtail_blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.models import StringSegment, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translations.field_labels import blocks_along
from translations.freshness.degrees import Degree, TextChange, degree_of_texts
from translations.freshness.known_names import gone_from, name_words

#: What stands in a serialised page and says nothing: menus are made anew with every page.
SILENT = frozenset({"show_in_menus"})

#: A sentence as it is compared: its text, and where the links in it lead.
Sentence = tuple[str, str]


@dataclass(frozen=True)
class Changes:
    """What one publication changed, and how grave it seems."""

    texts: list[TextChange] = field(default_factory=list)
    fields: dict[str, Degree] = field(default_factory=dict)
    language: str = ""
    safety_fields: frozenset[str] = frozenset()

    @cached_property
    def proposed(self) -> Degree:
        """The degree that is proposed. Up to three queries, for names on record."""
        found = [Degree.MINOR, *self.fields.values()]
        if self.texts:
            olds = [each.old for each in self.texts if each.old]
            if gone_from(olds, [each.new for each in self.texts]):
                return Degree.SAFETY
            names = name_words(self.language) if olds else frozenset()
            found.append(
                degree_of_texts(self.texts, self.language, known_names=names, safety_fields=self.safety_fields)
            )
        return max(found)


def changes_between(source: TranslationSource, page: Page, before: dict[str, Any], after: dict[str, Any]) -> Changes:
    """What changed from the source's content `before` to the page's content `after`. One query.

    Both are serialised pages without bookkeeping (freshness.significant_content).
    """
    model = type(page)
    texts = list(text_changes(_stored_sentences(source), _sentences_of(page)))
    fields = {}
    for name in sorted({*before, *after} - SILENT):
        if before.get(name) == after.get(name):
            continue
        degree = _degree_of_field(model, name, before.get(name), after.get(name))
        if degree is not None:
            fields[name] = degree
    return Changes(texts, fields, page.locale.language_code, safety_fields_of(model))


def safety_fields_of(model: type[models.Model]) -> frozenset[str]:
    """The fields in which every change of wording is a matter of safety."""
    return frozenset(getattr(model, "safety_fields", ()))


def _stored_sentences(source: TranslationSource) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = defaultdict(list)
    rows = StringSegment.objects.filter(source=source).order_by("order")
    for path, text, attrs in rows.values_list("context__path", "string__data", "attrs"):
        found[path].append((text, _links(json.loads(attrs or "{}"))))
    return found


def _sentences_of(page: Page) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = defaultdict(list)
    values = [each for each in extract_segments(page) if isinstance(each, StringSegmentValue)]
    for value in values:
        found[value.path].append((value.string.data, _links(value.attrs or {})))
    return found


def _links(attrs: Any) -> str:
    return json.dumps(attrs, sort_keys=True, ensure_ascii=False) if attrs else ""


def text_changes(before: dict[str, list[Sentence]], after: dict[str, list[Sentence]]) -> Iterator[TextChange]:
    """Pairs sentences of the same place, in the order of the new text; what has no partner was added or removed."""
    for path in dict.fromkeys([*after, *before]):
        old, new = before.get(path, []), after.get(path, [])
        if old == new:
            continue
        for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            for number in range(max(j - i, m - k)):
                left = old[i + number] if i + number < j else ("", "")
                right = new[k + number] if k + number < m else ("", "")
                has_other_links = bool(left[0] and right[0]) and left[1] != right[1]
                yield TextChange(path, left[0], right[0], has_other_links)


def _degree_of_field(model: type[models.Model], name: str, old: Any, new: Any) -> Degree | None:
    """How grave it is that a field is another, its sentences apart; None where there are only sentences."""
    if {*getattr(model, "safety_values", {}).get(name, ())} & {*_hashable(old), *_hashable(new)}:
        return Degree.SAFETY
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return Degree.SUBSTANCE
    if isinstance(found, StreamField):
        return _degree_of_stream(found, old, new)
    if _is_translated(model, name):
        return None
    if isinstance(found, models.ForeignKey):
        return Degree.SUBSTANCE if issubclass(found.related_model, AbstractImage) else Degree.FACT
    is_fact = not isinstance(found, models.Field) or bool(found.choices)
    is_fact |= isinstance(found, models.DateField | models.IntegerField | models.EmailField | models.URLField)
    return Degree.FACT if is_fact else Degree.SUBSTANCE


def _hashable(value: Any) -> Collection[Any]:
    return [value] if isinstance(value, str | int) else []


def _is_translated(model: type[models.Model], name: str) -> bool:
    return any(
        isinstance(each, TranslatableField) and each.field_name == name for each in get_translatable_fields(model)
    )


def _degree_of_stream(stream: StreamField, old: Any, new: Any) -> Degree | None:
    """How grave it is that blocks hold something else than other sentences: records, dates, addresses, another order."""
    before, after = (dict(_leaves(_raw(value))) for value in (old, new))
    degrees = []
    for place in {*before, *after}:
        if before.get(place) != after.get(place):
            names, value = place[1], before.get(place, after.get(place))
            degree = _degree_of_leaf(stream, list(names), value)
            if degree is not None:
                degrees.append(degree)
    common = [place for place in before if place in after]
    if not degrees and common != [place for place in after if place in before]:
        return Degree.SUBSTANCE
    return max(degrees) if degrees else None


def _raw(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value


#: Where a value stands in a stream: the ids on the way to it, and the names of the blocks.
Place = tuple[tuple[str, ...], tuple[str, ...]]


def _leaves(value: Any, ids: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, list):
        for number, row in enumerate(value):
            if isinstance(row, dict) and "value" in row:
                yield from _leaves(row["value"], (*ids, row.get("id") or str(number)), (*names, str(row["type"])))
            else:
                yield from _leaves(row, (*ids, str(number)), (*names, "item"))
    elif isinstance(value, dict):
        for name, inner in sorted(value.items()):
            yield from _leaves(inner, (*ids, name), (*names, name))
    elif value not in (None, ""):
        yield (ids, names), value


def _degree_of_leaf(stream: StreamField, names: list[str], value: Any) -> Degree | None:
    along = blocks_along(stream.stream_block, names)
    leaf = along[-1] if along else None
    if isinstance(leaf, wagtail_blocks.RegexBlock | wagtail_blocks.URLBlock | wagtail_blocks.EmailBlock):
        return Degree.FACT
    if isinstance(leaf, wagtail_blocks.CharBlock | wagtail_blocks.TextBlock | wagtail_blocks.RichTextBlock):
        return None
    if isinstance(leaf, ImageChooserBlock | wagtail_blocks.BooleanBlock):
        return Degree.SUBSTANCE
    is_fact = isinstance(leaf, wagtail_blocks.ChooserBlock | wagtail_blocks.DateBlock | wagtail_blocks.IntegerBlock)
    return Degree.FACT if is_fact else Degree.SUBSTANCE
