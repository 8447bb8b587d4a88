"""What merging two records would do: each form, link and reference. Reads only; `doing` does it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey

from library.choices import Script
from library.models import Person, PersonName
from library.names import script_of
from sections.languages import isolated, own_name
from translations.checks import FormStatus
from translations.glossary.merging.content import Swap, streams
from translations.glossary.merging.forms import Fate, Kept, fates
from translations.models import Term, TermForm
from translations.models.glossary import NAME_LANGUAGE

Record = Person | Term
#: Columns that are not a statement about the record.
_BOOKKEEPING = {
    *("id", "name", "slug", "folded_name", "publish_level", "kind", "do_not_translate", "case_sensitive"),
    "note",  # shows one of the columns of its languages, which stand beside it
}


@dataclass(frozen=True)
class Reference:
    """Something that shows or belongs to the record that goes, and would point to the one that stays."""

    label: str
    title: str


@dataclass(frozen=True)
class MergePlan:
    """All that a merging would do; nothing while there is a `refusal`."""

    stays: Record
    goes: Record
    refusal: str = ""
    forms: list[Kept] = field(default_factory=list)
    taken_over: dict[str, Any] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)

    @property
    def swap(self) -> Swap:
        return Swap(type(self.stays), self.goes.pk, self.stays.pk)

    @property
    def digest(self) -> str:
        """The same for two plans that would do the same."""
        facts = (
            *(self.stays.pk, self.goes.pk, self.stays.name, self.goes.name, self.refusal),
            [(form.text, form.language, form.script, form.fate.value) for form in self.forms],
            sorted((name, str(value)) for name, value in self.taken_over.items()),
            sorted(self.left_out.items()),
            sorted((each.label, each.title) for each in self.references),
        )
        return hashlib.sha256(repr(facts).encode()).hexdigest()

    @property
    def form_lines(self) -> list[tuple[str, str, str]]:
        """Each form with its language and what becomes of it, in words."""
        words = {
            Fate.STAYS: _("goes over as it is"),
            Fate.ACCEPTED: _("goes over and is accepted"),
            Fate.KNOWN: _("stands there already"),
        }
        return [
            (form.text, own_name(form.language) if form.language else str(Script(form.script).label), words[form.fate])
            for form in self.forms
        ]

    @property
    def left_lines(self) -> list[tuple[str, str]]:
        """What both records say differently: the name of the field and what would be left out."""
        return [(str(capfirst(_verbose(self.stays, name))), value) for name, value in self.left_out.items()]


def plan_merge(stays: Record, goes: Record) -> MergePlan:
    """What would happen if `goes` became part of `stays`."""
    refusal = _refusal(stays, goes)
    if refusal:
        return MergePlan(stays, goes, refusal)
    taken_over, left_out = _values(stays, goes)
    return MergePlan(
        stays,
        goes,
        forms=_forms(stays, goes),
        taken_over=taken_over,
        left_out=left_out,
        references=sorted(set(references_to(goes)), key=lambda each: (each.label, each.title)),
    )


def _refusal(stays: Record, goes: Record) -> str:
    if type(stays) is not type(goes) or stays.pk == goes.pk:
        return _("Choose two different people, or two different terms.")
    if isinstance(stays, Person) and isinstance(goes, Person) and stays.publish_level != goes.publish_level:
        return _(
            "Readers see more of the one name than of the other. Make that the same first, so that nothing becomes public."
        )
    if isinstance(stays, Term) and isinstance(goes, Term):
        if stays.record and goes.record and stays.record != goes.record:
            return _("These two terms name different records, so they are not the same.")
        if stays.kind != goes.kind:
            return _("These two terms are of different kinds. Make them of one kind first.")
    return ""


# --- Forms ---


def canonical_names(record: Record) -> list[tuple[str, str, str]]:
    """The names that a record has beside its forms, with language and script."""
    if isinstance(record, Term):
        return [(NAME_LANGUAGE, script_of(NAME_LANGUAGE).value, record.name)]
    names = [("", Script.LATIN.value, record.name)]
    if record.native_name:
        names.append((record.native_language, script_of(record.native_language).value, record.native_name))
    return names


def forms_of(record: Record) -> list[Any]:
    """The stored rows of forms, read anew."""
    if isinstance(record, Term):
        return list(TermForm.objects.filter(term=record).order_by("language", "pk"))
    return list(PersonName.objects.filter(person=record).order_by("language", "pk"))


def status_of(form: Any) -> FormStatus:
    return FormStatus(form.kind if isinstance(form, PersonName) else form.status)


def _forms(stays: Record, goes: Record) -> list[Kept]:
    theirs = [(form.language, form.script, form.text, status_of(form)) for form in forms_of(stays)]
    theirs += [(*name, FormStatus.PREFERRED) for name in canonical_names(stays)]
    own = [(form.language, form.script, form.text, status_of(form), form) for form in forms_of(goes)]
    return fates(own, canonical_names(goes), theirs)


# --- Values ---


def _values(stays: Record, goes: Record) -> tuple[dict[str, Any], dict[str, str]]:
    """What the record that stays takes over because it has none, and what it leaves out because it has its own."""
    taken_over: dict[str, Any] = {}
    left_out: dict[str, str] = {}
    for column in stays._meta.concrete_fields:
        if column.name in _BOOKKEEPING or not getattr(goes, column.attname):
            continue
        mine, other = getattr(stays, column.attname), getattr(goes, column.attname)
        if not mine or mine == "unknown":
            taken_over[column.attname] = other
        elif mine != other and other != "unknown" and column.name not in {"native_name", "native_language"}:
            left_out[column.name] = str(getattr(goes, column.name))
    if isinstance(stays, Person) and stays.native_name:
        taken_over.pop("native_language", None)
    return taken_over, left_out


def _verbose(record: Record, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name)


# --- References ---


def links_to(record: models.Model) -> list[Any]:
    """Every foreign key in any table that points to records of this kind, but for the forms."""
    relations: list[Any] = list(record._meta.get_fields(include_hidden=True))
    return [
        relation.field
        for relation in relations
        if relation.auto_created
        and not relation.concrete
        and isinstance(relation.field, models.ForeignKey)
        and relation.related_model not in (PersonName, TermForm)
        and not relation.related_model._meta.auto_created
    ]


def parent_of(model: type[models.Model], link: Any) -> Any:
    """The field by which a row belongs to something else than the record it links to; None where there is none."""
    parents = (each for each in model._meta.concrete_fields if isinstance(each, ParentalKey) and each is not link)
    return next(parents, None)


def references_to(record: Record) -> Iterator[Reference]:
    """Everything that shows the record or belongs to it, as the person who merges would call it."""
    for link in links_to(record):
        parent = parent_of(link.model, link)
        rows = link.model._base_manager.filter(**{link.name: record})
        for row in rows.select_related(parent.name) if parent else rows:
            yield _reference(getattr(row, parent.name) if parent else row)
    if isinstance(record, Person):
        for owner, _field, _raw in chosen_in_streams(Swap(Person, record.pk, 0)):
            yield _reference(owner)


def _reference(owner: models.Model) -> Reference:
    specific = getattr(owner, "specific_class", None) or type(owner)
    language = getattr(getattr(owner, "locale", None), "language_code", "")
    title = isolated(str(owner))
    return Reference(
        str(capfirst(specific._meta.verbose_name)), f"{title} · {isolated(own_name(language))}" if language else title
    )


def chosen_in_streams(swap: Swap) -> Iterator[tuple[Any, Any, Any]]:
    """Every object of which a stream shows the record, with the field and the raw rows as they would be."""
    for model, stream in streams(swap.model):
        for owner in model._base_manager.all():
            rows = list(getattr(owner, stream.name).raw_data)
            after = swap.in_block(stream.stream_block, rows)
            if after is not rows:
                yield owner, stream, after
