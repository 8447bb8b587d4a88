"""The urgent core of a page: the fields that may be published in a language ahead of the rest. Writes nothing.

Page types name their core in `core_fields`. Every other translated field is left out of the built page, never filled in
from the original. Those in `core_extras` stay where their translation is complete.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.models import Translation

from translations.models import TranslatedRevision
from translations.publication.completeness import MissingString, missing_strings


def core_fields_of(translation: Translation) -> frozenset[str]:
    """The fields of a page's core; none where pages of its type are published whole or not at all."""
    return frozenset(getattr(translation.source.specific_content_type.model_class(), "core_fields", ()))


def missing_in_core(missing: Iterable[MissingString], translation: Translation) -> list[MissingString]:
    """Those of the missing strings without which the core cannot be published."""
    core = core_fields_of(translation)
    return [each for each in missing if each.field in core]


def core_is_ready(page: Page, translation: Translation, missing: Collection[MissingString] | None = None) -> bool:
    """Whether the core of a page could be published while the rest is missing; never over a page that is live whole.

    `missing` spares two queries when it is known.
    """
    if not core_fields_of(translation) or (page.live and not shows_core(page)):
        return False
    left = missing_strings(translation) if missing is None else missing
    return bool(left) and not missing_in_core(left, translation)


def holds_core() -> Exists:
    """A condition on pages: readers see only the core."""
    return Exists(TranslatedRevision.objects.filter(revision=OuterRef("live_revision"), is_core=True))


def shows_core(page: Page) -> bool:
    """Whether readers see only the core of a page. One query."""
    return TranslatedRevision.objects.filter(revision=page.live_revision_id, is_core=True).exists()


def submitted_core(page: Page) -> bool:
    """Whether the newest draft of a page is one of its core. One query."""
    return TranslatedRevision.objects.filter(revision=page.latest_revision_id, is_core=True).exists()


def cut_to_core(page: Page, translation: Translation, missing: Iterable[MissingString]) -> Page:
    """Empties every translated field of a built page that its core does not hold; returns the page, saved nowhere.

    What needs no translator a page type may keep with `keep_in_core(name)`, which answers with what takes the place of a
    field, as it is stored.
    """
    model = type(page)
    incomplete = {each.field for each in missing}
    kept = core_fields_of(translation) | (frozenset(getattr(model, "core_extras", ())) - incomplete)
    for each in get_translatable_fields(model):
        if isinstance(each, TranslatableField) and each.field_name not in kept:
            _empty(page, each.get_field(model))
    return page


def _empty(page: Page, field: models.Field[Any, Any]) -> None:
    keep = getattr(page, "keep_in_core", None)
    left = keep(field.name) if keep else None
    if isinstance(field, StreamField):
        setattr(page, field.name, field.to_python(json.dumps(left or [])))
    elif isinstance(field, models.CharField | models.TextField):
        setattr(page, field.name, left or "")
