"""Every text of every page: what readers see, drafts that wait, translations that wait. Reads only, in few queries.

Copies of pages (aliases) are left out: they say what their page says. So are older drafts, which nobody publishes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from wagtail.fields import StreamField
from wagtail.models import Page, Revision, TaskState, get_page_models
from wagtail_localize.models import StringSegment, StringTranslation


class State(Enum):
    """Where a text stands."""

    LIVE = "live"
    DRAFT = "draft"
    TRANSLATION = "translation"


@dataclass(frozen=True)
class PageText:
    """A stored text of a page. `path` is wagtail-localize's: names joined by dots, from the field down."""

    page_id: int
    path: str
    value: str
    state: State
    #: Whether readers find it on the page or in its address, once the page is live.
    is_shown: bool = True


#: Fields of every page that are no text, or repeat one that is read.
_LEFT_OUT = frozenset({"path", "url_path", "draft_title"})
_KEYS = frozenset({"id", "type"})


def text_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a page type that hold text: no choices, no bookkeeping."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, StreamField | models.CharField | models.TextField)
        and not field.choices
        and field.name not in _LEFT_OUT
    ]


def strings_in(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every string of a stored stream, however deep, with the path of its block.

    >>> list(strings_in([{"type": "text", "id": "7", "value": {"title": "Free"}}], "body"))
    [('body.text.title', 'Free')]
    """
    if isinstance(value, str):
        if value:
            yield path, value
    elif isinstance(value, dict):
        if "type" in value and "value" in value:
            yield from strings_in(value["value"], f"{path}.{value['type']}")
            return
        for name, inner in value.items():
            if name not in _KEYS:
                yield from strings_in(inner, f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings_in(inner, path)


def stored_texts() -> Iterator[PageText]:
    """The texts of all live pages, and of drafts that have no revision. One query for each page type."""
    for model in get_page_models():
        if model is Page:
            continue
        fields = text_fields(model)
        pages = model.objects.filter(Q(live=True) | Q(latest_revision=None), alias_of__isnull=True)
        for pk, live, *values in pages.values_list("pk", "live", *(field.name for field in fields)).iterator():
            state = State.LIVE if live else State.DRAFT
            for field, value in zip(fields, values, strict=True):
                for path, text in _strings_of(field, value):
                    yield PageText(pk, path, text, state, _is_shown(model, field))


def draft_texts() -> Iterator[PageText]:
    """The texts of drafts that somebody may publish: the newest of each page, those that wait for a day or for approval."""
    newest = Page.objects.filter(latest_revision=OuterRef("pk")).filter(Q(live=False) | Q(has_unpublished_changes=True))
    revisions = Revision.page_revisions.filter(Exists(newest) | awaited()).select_related("content_type")
    pages = set(Page.objects.filter(alias_of__isnull=True).values_list("pk", flat=True))
    for revision in revisions.iterator():
        if int(revision.object_id) in pages:
            yield from texts_of(revision)


def awaited() -> Q:
    """A condition for revisions: a day or an approval is all that they wait for."""
    in_review = TaskState.objects.filter(revision=OuterRef("pk"), status=TaskState.STATUS_IN_PROGRESS)
    return Q(Exists(in_review)) | Q(approved_go_live_at__isnull=False)


def texts_of(revision: Revision) -> Iterator[PageText]:
    """The texts of one draft of a page."""
    model = revision.content_type.model_class()
    for field in text_fields(model) if model else ():
        for path, text in _strings_of(field, revision.content.get(field.name)):
            yield PageText(int(revision.object_id), path, text, State.DRAFT, _is_shown(model, field))


def waiting_texts() -> Iterator[PageText]:
    """Translated sentences of pages, published or not: whatever a translation would be made of. One query for all."""
    used = StringSegment.objects.filter(context=OuterRef("context"), string=OuterRef("translation_of"))
    rows = StringTranslation.objects.filter(Exists(used)).exclude(data="")
    pages = {(key, locale): pk for pk, key, locale in _page_keys()}
    found = rows.values_list("context__object_id", "locale_id", "context__field_path", "context__path", "data")
    for key, locale, field_path, path, data in found.iterator():
        if (page_id := pages.get((key, locale))) is not None:
            yield PageText(page_id, field_path or path, data, State.TRANSLATION)


def _page_keys() -> Any:
    return Page.objects.filter(alias_of__isnull=True).values_list("pk", "translation_key", "locale_id")


def _is_shown(model: type[Page], field: models.Field[Any, Any]) -> bool:
    """Page types name in `not_shown` the fields that are for the administration alone."""
    return field.name not in getattr(model, "not_shown", ())


def _strings_of(field: models.Field[Any, Any], value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(field, StreamField):
        return strings_in(value, field.name)
    if isinstance(value, str):
        return strings_in(json.loads(value or "[]"), field.name)
    return strings_in(list(getattr(value, "raw_data", None) or []), field.name)
