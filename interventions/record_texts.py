"""Every text of the shared records, pictures, documents, local content, sections and redirects. Reads only.

A person's own name, in all its forms, is left out: what readers see of it follows from the level of publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from modeltranslation.translator import NotRegistered, translator
from wagtail.models import DraftStateMixin, Revision

#: Apps of which every table is read, and single tables of others.
_APPS = ("library", "local_content")
_TABLES = ("sections.NationalSection", "wagtailredirects.Redirect")
#: What readers never see of a record, or see by its level of publication alone.
_NAMES = {
    "library.person": {"name", "native_name"},
    "library.personname": {"text"},
    "library.campaignimage": {"file_hash"},
    "library.campaigndocument": {"file_hash"},
    "sections.nationalsection": {"colour"},
}
_NOT_SHOWN = {
    "library.person": {"slug"},
    "library.personname": {"note"},
    "library.campaignimage": {"title", "description"},
    "library.source": {"note"},
    "library.diplomaticmission": {"note"},
    "wagtailredirects.redirect": {"old_path"},
}
_UNREAD = ("library.missionreport", "library.campaignrendition")


@dataclass(frozen=True)
class RecordText:
    """A stored text of a record. `is_draft` when it waits in a draft of the record."""

    model: type[models.Model]
    pk: Any
    label: str
    language: str
    value: str
    is_shown: bool
    is_draft: bool = False


def record_models() -> list[type[models.Model]]:
    """The tables that are read."""
    found = [model for app in _APPS for model in apps.get_app_config(app).get_models()]
    found += [apps.get_model(name) for name in _TABLES]
    return [model for model in found if model._meta.label_lower not in _UNREAD and _fields(model)]


@lru_cache(maxsize=64)
def _fields(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    """The columns that hold text: those of single languages instead of the one that repeats them."""
    left_out = _NAMES.get(model._meta.label_lower, set()) | _translated(model)
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.FileField)
        and field.editable
        and not field.choices
        and field.name not in left_out
    )


def _translated(model: type[models.Model]) -> set[str]:
    try:
        return set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return set()


def record_texts() -> Iterator[RecordText]:
    """The texts of all records. One query for each table, and one for the drafts of local content."""
    for model in record_models():
        columns = _fields(model)
        names = [field.name for field in columns]
        filled = Q(*(~Q(**{name: ""}) for name in names), _connector=Q.OR)
        rows = model._base_manager.filter(filled).values_list("pk", *(F(name) for name in names))
        for pk, *values in rows.iterator():
            yield from _texts(model, pk, zip(columns, values, strict=True))
        if issubclass(model, DraftStateMixin):
            yield from _drafts(model)


def _drafts(model: type[models.Model]) -> Iterator[RecordText]:
    newest = model._base_manager.filter(Q(live=False) | Q(has_unpublished_changes=True)).values("latest_revision")
    for revision in Revision.objects.filter(pk__in=newest).iterator():
        content = [(field, revision.content.get(field.name)) for field in _fields(model)]
        yield from _texts(model, revision.object_id, content, is_draft=True)


def _texts(
    model: type[models.Model],
    pk: Any,
    values: Iterable[tuple[models.Field[Any, Any], Any]],
    *,
    is_draft: bool = False,
) -> Iterator[RecordText]:
    hidden = _NOT_SHOWN.get(model._meta.label_lower, set())
    for field, value in values:
        if value:
            language = getattr(field, "language", "")
            label = capfirst(str(field.verbose_name))
            yield RecordText(model, pk, label, language, value, field.name not in hidden, is_draft)


def screen_of(record: models.Model) -> models.Model:
    """The record on whose screen this one is edited: itself, or the one that it is a row of."""
    parent = next((field for field in record._meta.concrete_fields if isinstance(field, ParentalKey)), None)
    owner = getattr(record, parent.name) if parent else None
    return screen_of(owner) if owner is not None else record
