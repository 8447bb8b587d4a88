"""Persons and terms in one list, by name: found by any form in any script, narrowed by kind, language, status, what is missing.

The cost of a screen is the same for one row and for fifty: one query for the rows, one for the forms of each sort.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from modeltranslation.settings import AVAILABLE_LANGUAGES

from library.choices import Script
from library.columns import column
from library.models import Person, PersonName
from library.names import script_of
from translations.checks import EntryKind, FormStatus
from translations.checks.knowledge import WrittenForm
from translations.glossary.knowledge import person_forms, term_forms
from translations.glossary.searching import matching
from translations.models import Term, TermForm
from translations.models.glossary import NAME_LANGUAGE, RECORD_BY_KIND


@dataclass(frozen=True)
class NamedRow:
    """A person or a term with its forms in some languages. `missing` are those of one's own that have no preferred form."""

    kind: str
    pk: int
    name: str
    forms: tuple[WrittenForm, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """As files and the screen for merging name it: `person:12`, `term:7`."""
        return f"{'person' if self.kind == EntryKind.PERSON else 'term'}:{self.pk}"

    def url(self, *, may_change: bool) -> str | None:
        """Its form; for those who may not change it, the page on which a term can be read."""
        if self.kind != EntryKind.PERSON:
            return reverse("names:edit" if may_change else "names:inspect", args=[self.pk])
        return reverse("wagtailsnippets_library_person:edit", args=[self.pk]) if may_change else None


@dataclass(frozen=True)
class NamesAndTerms:
    """The list under some conditions. `shown` are the languages whose forms are listed, `own` those that may be missing."""

    shown: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    query: str = ""
    kind: str = ""
    language: str = ""
    status: str = ""
    missing: bool = False
    _rows: dict[str, Any] = field(default_factory=dict, compare=False)

    def filter(self, **conditions: Any) -> NamesAndTerms:
        """The same list under more conditions."""
        return dataclasses.replace(self, **conditions, _rows={})

    def count(self) -> int:
        """The number of rows. One query."""
        if "count" not in self._rows:
            self._rows["count"] = self._both().count()
        count: int = self._rows["count"]
        return count

    def __iter__(self) -> Iterator[NamedRow]:
        return iter(self._read(self._both().order_by("name", "pk")))

    def __getitem__(self, index: Any) -> Any:
        rows = self._both().order_by("name", "pk")
        return self._read(rows[index]) if isinstance(index, slice) else self._read(rows[index : index + 1])[0]

    # --- Conditions ---

    def _both(self) -> QuerySet[Any]:
        person = Value(EntryKind.PERSON.value, output_field=CharField())
        # Without modeltranslation's rewriting, which asks for columns in no particular order; a union goes by their places.
        people = self._people().rewrite(mode=False).annotate(sort=person).order_by().values_list("sort", "pk", "name")
        terms = self._terms().order_by().values_list("kind", "pk", "name")
        return people.union(terms, all=True)

    def _people(self) -> Any:
        people: Any = Person.objects.all()
        if self.kind not in ("", EntryKind.PERSON):
            return people.none()
        if self.query:
            people = people.filter(Q(pk__in=people.find(self.query).values("pk")) | Q(pk__in=self._matching[0]))
        if self.language or self.status:
            forms = PersonName.objects.filter(person=OuterRef("pk"))
            people = people.filter(Exists(_narrowed(forms, self.language, kind=self.status)) | self._canonical())
        if self.missing:
            people = people.filter(_any(person_lacks(language) for language in self.own))
        return people

    @property
    def _matching(self) -> tuple[set[int], set[int]]:
        if "matching" not in self._rows:
            self._rows["matching"] = matching(self.query)
        found: tuple[set[int], set[int]] = self._rows["matching"]
        return found

    def _canonical(self) -> Q:
        """The canonical name is a form preferred in the languages of its script."""
        if self.status in ("", FormStatus.PREFERRED) and script_of(self.language or "en") == Script.LATIN:
            return Q(pk__isnull=False)
        return Q(pk__isnull=True)

    def _terms(self) -> QuerySet[Any]:
        terms = Term.objects.all()
        if self.kind == EntryKind.PERSON:
            return terms.none()
        if self.kind:
            terms = terms.filter(kind=self.kind)
        if self.query:
            terms = terms.filter(Q(pk__in=terms.find(self.query).values("pk")) | Q(pk__in=self._matching[1]))
        if self.language or self.status:
            forms = TermForm.objects.filter(term=OuterRef("pk"))
            found = Q(Exists(_narrowed(forms, self.language, status=self.status)))
            if self.status in ("", FormStatus.PREFERRED):
                found |= _has_label(self.language) if self.language else Q(pk__isnull=False)
            terms = terms.filter(found)
        if self.missing:
            terms = terms.filter(_any(term_lacks(language) for language in self.own))
        return terms

    # --- Rows ---

    def _read(self, found: Any) -> list[NamedRow]:
        rows = list(found)
        people = {pk for kind, pk, _name in rows if kind == EntryKind.PERSON}
        terms = {pk for kind, pk, _name in rows if kind != EntryKind.PERSON}
        forms = {("person", pk): each for pk, each in _forms_of_people(people).items()}
        forms |= {("term", pk): each for pk, each in _forms_of_terms(terms).items()}
        return [self._row(row, forms["person" if row[0] == EntryKind.PERSON else "term", row[1]]) for row in rows]

    def _row(self, row: tuple[str, int, str], found: tuple[tuple[WrittenForm, ...], bool]) -> NamedRow:
        kind, pk, name = row
        written, do_not_translate = found
        shown = {(form.text, form.status): form for form in reversed(written) if form.text != name}
        missing = tuple(
            language
            for language in self.own
            if not do_not_translate
            and not any(form.status == FormStatus.PREFERRED and _serves(form, language) for form in written)
        )
        forms = tuple(form for form in written if self._is_shown(form) and form in shown.values())
        return NamedRow(kind, pk, name, forms, missing)

    def _is_shown(self, form: WrittenForm) -> bool:
        if self.query or not self.shown:
            return True  # whoever searches wants to see what was found
        return form.status == FormStatus.FORBIDDEN or form.language in self.shown or not form.language


def _serves(form: WrittenForm, language: str) -> bool:
    return form.language == language or (not form.language and form.script == script_of(language))


def _narrowed(forms: QuerySet[Any], language: str, **status: str) -> QuerySet[Any]:
    if language:
        forms = forms.filter(Q(language=language) | Q(language="", script=script_of(language)))
    return forms.filter(**{name: value for name, value in status.items() if value})


def _any(conditions: Iterator[Q]) -> Q:
    found = Q(pk__isnull=True)
    for condition in conditions:
        found |= condition
    return found


def person_lacks(language: str) -> Q:
    """People whose name has no preferred form for a language; Latin letters are there for everybody."""
    script = script_of(language)
    if script == Script.LATIN:
        return Q(pk__isnull=True)
    same_script = [code for code in AVAILABLE_LANGUAGES if script_of(code) == script]
    forms = _narrowed(PersonName.objects.filter(person=OuterRef("pk")), language, kind=FormStatus.PREFERRED.value)
    return ~Exists(forms) & ~(Q(native_language__in=same_script) & ~Q(native_name=""))


def term_lacks(language: str) -> Q:
    """Terms without a preferred form for a language, neither among their forms nor as a label of their record."""
    if language == NAME_LANGUAGE:
        return Q(pk__isnull=True)
    forms = _narrowed(TermForm.objects.filter(term=OuterRef("pk")), language, status=FormStatus.PREFERRED.value)
    return ~Exists(forms) & ~_has_label(language) & Q(do_not_translate=False)


def _has_label(language: str) -> Q:
    found = Q(pk__isnull=False) if language == NAME_LANGUAGE else Q(pk__isnull=True)
    for relation in RECORD_BY_KIND.values():
        name = f"{relation}__{column('name', language)}"
        found |= Q(**{f"{name}__gt": ""})
    return found


def _forms_of_people(pks: set[int]) -> dict[int, tuple[tuple[WrittenForm, ...], bool]]:
    names: dict[int, list[WrittenForm]] = defaultdict(list)
    if not pks:
        return {}
    for name in PersonName.objects.filter(person__in=pks).order_by("language", "pk"):
        names[name.person_id].append(WrittenForm(name.text, name.language, name.script, FormStatus(name.kind)))
    fields = ("pk", "name", "native_name", "native_language")
    people = Person.objects.filter(pk__in=pks).values_list(*fields, named=True)
    return {person.pk: (person_forms(person, names[person.pk]), False) for person in people}


def _forms_of_terms(pks: set[int]) -> dict[int, tuple[tuple[WrittenForm, ...], bool]]:
    forms: dict[int, list[TermForm]] = defaultdict(list)
    if not pks:
        return {}
    for form in TermForm.objects.filter(term__in=pks).order_by("language", "pk"):
        forms[form.term_id].append(form)
    terms = Term.objects.filter(pk__in=pks).select_related("organisation", "place", "provision")
    return {term.pk: (term_forms(term, forms[term.pk]), term.do_not_translate) for term in terms}
