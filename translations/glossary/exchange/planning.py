"""What a file of names and terms would change, worked out before anything is stored. Seven queries, however long it is.

A file adds and changes; it deletes nothing. What it does not mention stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from library.choices import PublishLevel
from library.models import LegalProvision, Organisation, Person, PersonName, Place
from library.names import script_of
from sections.languages import isolated, own_name
from translations.checks import FormStatus
from translations.glossary.exchange.concepts import (
    TERM_FIELDS,
    Concept,
    Contents,
    FileForm,
    Problem,
    record_name,
)
from translations.glossary.exchange.plans import Change, Form, Plan, PlannedConcept, Reach
from translations.glossary.forms import not_your_language
from translations.models import Term, TermForm
from translations.models.glossary import RECORD_BY_KIND, TermKind


@dataclass
class Records:
    """What is on record, by the keys of files."""

    terms: dict[str, Term]
    people: dict[str, Person]
    forms: dict[str, list[Form]]
    named: dict[tuple[str, str], Any]
    by_name: dict[tuple[str, str], str]

    @classmethod
    def load(cls, *, lock: bool = False) -> Records:
        """Reads it all; with `lock`, nobody else can change the terms until the transaction ends."""
        terms = Term.objects.select_related("organisation", "place", "provision")
        if lock:
            terms = terms.select_for_update(of=("self",))
        by_key = {f"term:{term.pk}": term for term in terms}
        people = {f"person:{each.pk}": each for each in Person.objects.filter(publish_level=PublishLevel.FULL)}
        forms: dict[str, list[Form]] = defaultdict(list)
        for form in TermForm.objects.order_by("pk"):
            forms[f"term:{form.term_id}"].append(form)
        for name in PersonName.objects.order_by("pk"):
            forms[f"person:{name.person_id}"].append(name)
        models: dict[str, Any] = {"organisation": Organisation, "place": Place, "provision": LegalProvision}
        named = {
            (relation, str(record.name_en)): record
            for relation, model in models.items()
            for record in model.objects.order_by("-pk")
        }
        by_name = {(term.kind, term.name.casefold()): key for key, term in by_key.items()}
        return cls(by_key, people, forms, named, by_name)


def make_plan(contents: Contents, records: Records, reach: Reach) -> Plan:
    """What the contents of a file would change; all that is wrong with them is in the plan."""
    plan = Plan(errors=list(contents.problems))
    lines: dict[str, int] = {}
    for concept in contents.concepts:
        planning = _Planning(concept, records, reach)
        planned = planning.plan(lines)
        plan.errors += planning.errors
        if planned is None:
            continue
        if planned.changes:
            plan.planned.append(planned)
        else:
            plan.unchanged += 1
    plan.errors.sort(key=lambda problem: problem.line)
    return plan


class _Planning:
    """What becomes of one person or term."""

    def __init__(self, concept: Concept, records: Records, reach: Reach) -> None:
        self.concept = concept
        self.records = records
        self.reach = reach
        self.errors: list[Problem] = []

    def plan(self, lines: dict[str, int]) -> PlannedConcept | None:
        """None where nothing can be said because it is not known what is meant."""
        key = self._key()
        if self.errors:
            return None
        identity = key or f"{self.concept.values.get('kind', '')} {str(self.concept.values.get('name')).casefold()}"
        if identity in lines:
            self._note(self.concept.line, "", _("Line %(line)s is about the same term.") % {"line": lines[identity]})
            return None
        lines[identity] = self.concept.line
        person = self.records.people.get(key)
        planned = PlannedConcept(person, is_new=False) if person is not None else self._term(key)
        self._plan_forms(planned, self.records.forms.get(key, []))
        return planned

    def _key(self) -> str:
        """The record that is meant; "" for a new term."""
        key = self.concept.key
        if key in self.records.terms:
            return key
        if key in self.records.people:
            if self.concept.values.get("name", self.records.people[key].name) != self.records.people[key].name:
                self._note(self.concept.line, "name", people_elsewhere())
            return key
        if self.concept.is_person and not key:
            self._note(self.concept.line, "kind", people_elsewhere())
        elif key:
            message = _("There is no person or term with the number “%(key)s”. Leave it empty for a new term.")
            self._note(self.concept.line, "id", message % {"key": key[:40]})
        values = self.concept.values
        kind = str(values.get("kind") or TermKind.TERM.value)
        return self.records.by_name.get((kind, str(values.get("name", "")).casefold()), "")

    # --- The term itself ---

    def _term(self, key: str) -> PlannedConcept:
        before = self.records.terms.get(key)
        term = Term(**_columns(before)) if before else Term()
        for name, value in self.concept.values.items():
            if name == "record":
                continue
            if name != "kind" or value:
                setattr(term, name, value)
        self._link(term)
        self._check(term, self.concept.line, exclude=list(RECORD_BY_KIND.values()))
        planned = PlannedConcept(term, is_new=before is None)
        for name in TERM_FIELDS:
            old, new = (_said(before, name) if before else ""), _said(term, name)
            if old != new:
                planned.changes.append(Change(_label(Term, name), old, new))
        if planned.changes and not self.reach.may_change:
            self._note(self.concept.line, "", _("Your role does not allow you to add or change terms."))
        return planned

    def _link(self, term: Term) -> None:
        """The record that the file names, by its English label."""
        said = self.concept.values.get("record")
        if said is None or said == record_name(term):
            return
        for relation in RECORD_BY_KIND.values():
            setattr(term, relation, None)
        relation = RECORD_BY_KIND.get(term.kind, "")
        record = self.records.named.get((relation, str(said)))
        if said and record is None:
            message = _("There is no record of that kind called “%(name)s”.") % {"name": str(said)[:80]}
            self._note(self.concept.line, "record", message)
        elif record is not None:
            setattr(term, relation, record)
            others = (other for other in self.records.terms.values() if other.pk != term.pk)
            if any(getattr(other, f"{relation}_id") == record.pk for other in others):
                self._note(self.concept.line, "record", _("Another term names this record already."))

    # --- Its forms ---

    def _plan_forms(self, planned: PlannedConcept, stored: list[Form]) -> None:
        final = {_identity(form): form for form in stored}
        seen: dict[tuple[str, str, str], int] = {}
        for said in self.concept.forms:
            identity = said.identity
            if identity in seen:
                message = _("Line %(line)s has the same form already.") % {"line": seen[identity]}
                self._note(said.line, "text", message)
                continue
            seen[identity] = said.line
            before = final.get(identity)
            after = self._form(planned, said, before, final)
            changes = list(_form_changes(before, after))
            if not changes:
                continue
            if isinstance(after, TermForm) and not self.reach.decides(after.language):
                self._note(said.line, "language", not_your_language(after.language))
            self._check(after, said.line, exclude=["term", "person"])
            planned.changes += changes
            planned.forms.append(after)
            final[identity] = after
        self._check_preferred(final, seen)

    def _form(self, planned: PlannedConcept, said: FileForm, before: Form | None, final: dict[Any, Form]) -> Form:
        model: type[Form] = PersonName if isinstance(planned.record, Person) else TermForm
        form: Form = model(**_columns(before)) if before else model()
        status_field = "kind" if model is PersonName else "status"
        names = {field.name for field in model._meta.get_fields()}
        for name, value in said.values.items():
            if name == "status":
                setattr(form, status_field, value)
            elif name in names:
                setattr(form, name, value)
        form.script = form.script or (script_of(form.language).value if form.language else "")
        if before is None and "status" not in said.values:
            taken = any(
                _is_preferred(other) and _identity(other)[:2] == _identity(form)[:2] for other in final.values()
            )
            setattr(form, status_field, FormStatus.ACCEPTED.value if taken else FormStatus.PREFERRED.value)
        return form

    def _check_preferred(self, final: dict[Any, Form], lines: dict[tuple[str, str, str], int]) -> None:
        preferred: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for identity, form in final.items():
            if _is_preferred(form):
                preferred[identity[:2]].append(identity)
        for identities in preferred.values():
            line = max((lines.get(identity, 0) for identity in identities), default=0)
            if len(identities) > 1 and line:
                message = _("There is already a preferred form in this language and script.")
                self._note(line, "status", message)

    # --- What is wrong ---

    def _check(self, record: Any, line: int, exclude: list[str]) -> None:
        try:
            record.clean_fields(exclude=[*exclude, "id", "folded", "folded_name", "decided_by"])
            record.clean()
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                for each in errors:
                    message = _choices(record, name) if each.code == "invalid_choice" else each.messages[0]
                    self._note(line, "" if name == "__all__" else name, message)

    def _note(self, line: int, column: str, message: str) -> None:
        self.errors.append(Problem(line, column, str(message)))


def _choices(record: Any, name: str) -> str:
    words = ", ".join(str(value) for value, _label in record._meta.get_field(name).flatchoices if value)
    return _("Write one of these words: %(words)s.") % {"words": words}


def people_elsewhere() -> str:
    return _("People are added and renamed under “Records”, not by a file.")


def _columns(record: Any) -> dict[str, Any]:
    """The stored values of a record, to make another object of the same row."""
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def _identity(form: Form) -> tuple[str, str, str]:
    return form.language, form.script, form.text


def _is_preferred(form: Form) -> bool:
    status = form.kind if isinstance(form, PersonName) else form.status
    return status == FormStatus.PREFERRED.value


def _said(term: Term, name: str) -> str:
    if name == "record":
        return record_name(term)
    value = getattr(term, name)
    return (_("yes") if value else _("no")) if isinstance(value, bool) else str(value)


def _label(model: Any, name: str) -> str:
    return str(
        _("The record that it names") if name == "record" else capfirst(model._meta.get_field(name).verbose_name)
    )


def _form_changes(before: Form | None, after: Form) -> Iterator[Change]:
    """One line for what becomes of a form: its text where it is new, else each value that changes."""
    where = own_name(after.language) if after.language else str(after.get_script_display())
    status = "kind" if isinstance(after, PersonName) else "status"
    for name in (status, "part_of_speech", "gender", "note", "reviewed"):
        if not hasattr(after, name):
            continue
        old = _value(before, name) if before else ""
        new = _value(after, name)
        if old != new:
            yield Change(f"{where} · {isolated(after.text)} · {_label(after, name)}", old, new)


def _value(form: Form, name: str) -> str:
    value = getattr(form, name)
    if isinstance(value, bool):
        return str(_("yes")) if value else ""
    display = getattr(form, f"get_{name}_display", None)
    words = str(display() if display else value)
    return words.partition(":")[0] if name in {"status", "kind"} else words
