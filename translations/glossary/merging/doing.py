"""Merges two records as planned, in one transaction, and writes it down. Nothing that was said of either is lost."""

from __future__ import annotations

import json
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision
from wagtail_localize.models import TranslationSource

from library.models import Person, PersonName
from sections.trail import Deed
from translations.glossary import stamp
from translations.glossary.merging.content import Swap, streams
from translations.glossary.merging.forms import Fate, Kept
from translations.glossary.merging.planning import (
    MergePlan,
    Record,
    chosen_in_streams,
    links_to,
    parent_of,
    plan_merge,
)
from translations.models import Term, TermForm


class MergeOutdatedError(Exception):
    """Something has changed since the preview, or the merging is refused. `plan` is what would happen now."""

    def __init__(self, plan: MergePlan) -> None:
        self.plan = plan
        super().__init__("The records have changed since the preview.")


def merge(stays: Record, goes: Record, digest: str, user: Any) -> None:
    """Make `goes` part of `stays` if that is still what the preview with this digest showed; else MergeOutdatedError."""
    if (first := plan_merge(stays, goes)).refusal:
        raise MergeOutdatedError(first)
    with transaction.atomic():
        locked = type(stays)._default_manager.select_for_update().in_bulk([stays.pk, goes.pk])
        if len(locked) < 2:
            raise MergeOutdatedError(MergePlan(stays, goes, _("This does not exist any more. Nothing was done.")))
        plan = plan_merge(locked[stays.pk], locked[goes.pk])
        if plan.refusal or plan.digest != digest:
            raise MergeOutdatedError(plan)
        _do(plan, user)


def _do(plan: MergePlan, user: Any) -> None:
    swap = plan.swap
    touched = _move_links(plan)
    if swap.model is Person:
        touched += _move_in_streams(swap)
        _move_in_history(swap)
    for form in plan.forms:
        _keep(plan.stays, form, user)
    # Read anew, so that what was moved away does not go with it.
    type(plan.goes)._default_manager.get(pk=plan.goes.pk).delete()
    for name, value in plan.taken_over.items():
        setattr(plan.stays, name, value)
    plan.stays.save()
    stamp.renew()
    for owner in touched:
        if ReferenceIndex.model_is_indexable(type(owner)):
            ReferenceIndex.create_or_update_for_object(owner)
    data = {"page": plan.goes.name, "person": plan.stays.name, "left_out": plan.left_out}
    log(plan.stays, Deed.MERGED.value, user=user, data=data)


def _move_links(plan: MergePlan) -> list[models.Model]:
    """Points every foreign key to the record that stays; a row that would then stand twice in one place goes."""
    touched: list[models.Model] = []
    for link in links_to(plan.goes):
        rows = link.model._base_manager.filter(**{link.name: plan.goes})
        parent = parent_of(link.model, link)
        if parent is not None:
            touched += [getattr(row, parent.name) for row in rows.select_related(parent.name)]
            there = link.model._base_manager.filter(**{link.name: plan.stays}).values(parent.name)
            rows.filter(**{f"{parent.name}__in": there}).delete()
        elif parent is None and link.model is not type(plan.goes):
            touched += list(rows)
        rows.update(**{link.name: plan.stays})
    return touched


def _move_in_streams(swap: Swap) -> list[models.Model]:
    touched = []
    for owner, stream, rows in chosen_in_streams(swap):
        value = StreamValue(stream.stream_block, rows, is_lazy=True)
        type(owner)._base_manager.filter(pk=owner.pk).update(**{stream.name: value})
        touched.append(owner)
    return touched


def _move_in_history(swap: Swap) -> None:
    """Revisions, drafts among them, and the frozen sources of translations: what is published from them names one person."""
    concerned = _models_with_links(swap)
    for revision in Revision.objects.select_related("content_type").iterator(chunk_size=100):
        model = revision.content_type.model_class()
        if model in concerned:
            content = swap.in_serialised(model, revision.content)
            if content is not revision.content:
                Revision.objects.filter(pk=revision.pk).update(content=content)
    for source in TranslationSource.objects.select_related("specific_content_type").iterator(chunk_size=100):
        model = source.specific_content_type.model_class()
        if model in concerned:
            before = json.loads(source.content_json)
            content = swap.in_serialised(model, before)
            if content is not before:
                TranslationSource.objects.filter(pk=source.pk).update(content_json=json.dumps(content))


def _models_with_links(swap: Swap) -> set[Any]:
    """The models whose revisions can name the record: by a stream, a key of their own, or a row that belongs to them."""
    found = {model for model, _stream in streams(swap.model)}
    for link in links_to(swap.model()):
        parent = parent_of(link.model, link)
        found.add(parent.related_model if parent else link.model)
    return found


def _keep(stays: Record, form: Kept, user: Any) -> None:
    if form.fate == Fate.KNOWN:
        return
    row = form.row or _new_form(stays, form, user)
    setattr(row, "kind" if isinstance(row, PersonName) else "status", form.status.value)
    setattr(row, "person" if isinstance(row, PersonName) else "term", stays)
    row.save()


def _new_form(stays: Record, form: Kept, user: Any) -> TermForm | PersonName:
    values: dict[str, Any] = {"language": form.language, "script": form.script, "text": form.text}
    values |= {"decided_by": user, "decided_at": timezone.now()}
    return TermForm(**values) if isinstance(stays, Term) else PersonName(**values)
