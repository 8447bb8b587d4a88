"""A file of names and terms as plain data: what TBX and CSV have in common. Reads and writes no file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from library.choices import PublishLevel, Script
from library.models import Person, PersonName
from library.names import script_of
from translations.checks import EntryKind
from translations.models import Term, TermForm

#: What a file can say of a term, and of a form, by the names of the columns in CSV.
TERM_FIELDS = ("kind", "name", "definition", "do_not_translate", "case_sensitive", "record")
FORM_FIELDS = ("language", "script", "status", "text", "part_of_speech", "gender", "note", "reviewed")
FLAGS = frozenset({"do_not_translate", "case_sensitive", "reviewed"})


@dataclass(frozen=True)
class Problem:
    """Something wrong in a line of the file; `column` is empty where the whole entry is meant."""

    line: int
    column: str
    message: str


@dataclass
class FileForm:
    """A form as a file has it. `values` holds only what the file says of it."""

    line: int
    values: dict[str, str | bool]
    decided: str = ""
    decided_at: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """Which form of its term it is: language, script and text."""
        language = str(self.values.get("language", ""))
        script = str(self.values.get("script") or (script_of(language).value if language else ""))
        return language, script, str(self.values.get("text", ""))


@dataclass
class Concept:
    """A person or a term as a file has it. `key` is `person:12` or `term:7`, or empty where the file does not say."""

    line: int
    key: str
    values: dict[str, str | bool]
    forms: list[FileForm] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        return self.key.startswith("person:") or self.values.get("kind") == EntryKind.PERSON


@dataclass
class Contents:
    """What a file holds, and what in it cannot be read."""

    concepts: list[Concept] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def language_and_script(code: str) -> tuple[str, str] | None:
    """Our language and script for a code of BCP 47, as in files of other tools; None for a language unknown here.

    >>> language_and_script("pt-BR"), language_and_script("en-US"), language_and_script("und-Latn")
    (('pt-br', 'Latn'), ('en', 'Latn'), ('', 'Latn'))
    """
    known = dict(settings.LANGUAGES)
    code = code.strip().replace("_", "-").lower()
    if code in known:
        return code, script_of(code).value
    base, _sep, last = code.rpartition("-")
    script = last.capitalize()
    if script in Script.values and base:
        if base == "und":
            return "", script
        found = language_and_script(base)
        return (found[0], script) if found else None
    first = code.partition("-")[0]
    return (first, script_of(first).value) if first in known else None


def bcp47(language: str, script: str) -> str:
    """The code by which other tools know a language and script.

    >>> bcp47("pt-br", "Latn"), bcp47("", "Arab"), bcp47("de", "Cyrl")
    ('pt-BR', 'und-Arab', 'de-Cyrl')
    """
    first, _sep, rest = (language or "und").partition("-")
    rest = rest.upper() if len(rest) == 2 else rest.capitalize()
    usual = bool(language) and script_of(language) == script
    return "-".join(filter(None, [first, rest, "" if usual else script]))


def no_such_language(code: str) -> str:
    return _("There is no language “%(code)s” here. Write a code such as de or pt-br.") % {"code": code[:40]}


# --- What is on record ---


def stored() -> list[Concept]:
    """Persons and terms on record, by name. People whose name readers may not see stay out of files."""
    concepts = [*_people(), *_terms()]
    return sorted(concepts, key=lambda concept: (str(concept.values["name"]).casefold(), concept.key))


def of_term(term: Term, forms: Iterable[TermForm]) -> Concept:
    """A term with these forms."""
    values: dict[str, str | bool] = {
        name: getattr(term, name) for name in ("kind", "name", "definition", "do_not_translate", "case_sensitive")
    }
    values["record"] = record_name(term)
    return Concept(0, f"term:{term.pk}", values, [of_form(form) for form in forms])


def of_person(person: Person, names: Iterable[PersonName]) -> Concept:
    """A person with these forms of the name."""
    values: dict[str, str | bool] = {"kind": EntryKind.PERSON.value, "name": person.name}
    return Concept(0, f"person:{person.pk}", values, [of_form(name) for name in names])


def of_form(form: TermForm | PersonName) -> FileForm:
    """A form on record."""
    status = form.kind if isinstance(form, PersonName) else form.status
    values: dict[str, str | bool] = {"status": status}
    values |= {name: getattr(form, name, "") for name in FORM_FIELDS if name != "status"}
    by = form.decided_by.name if form.decided_by else ""
    return FileForm(0, values, by, form.decided_at.date().isoformat() if form.decided_at else "")


def record_name(term: Term) -> str:
    """How files name the record of a term: by its English label."""
    return str(term.record.name_en) if term.record else ""


def _terms() -> list[Concept]:
    forms: dict[int, list[TermForm]] = defaultdict(list)
    for form in TermForm.objects.select_related("decided_by").order_by("language", "pk"):
        forms[form.term_id].append(form)
    terms = Term.objects.select_related("organisation", "place", "provision")
    return [of_term(term, forms[term.pk]) for term in terms]


def _people() -> list[Concept]:
    names: dict[int, list[PersonName]] = defaultdict(list)
    for name in PersonName.objects.select_related("decided_by").order_by("language", "pk"):
        names[name.person_id].append(name)
    people = Person.objects.filter(publish_level=PublishLevel.FULL)
    return [of_person(person, names[person.pk]) for person in people]
