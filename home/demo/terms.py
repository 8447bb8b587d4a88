"""Stores the terms of the demo content, with their forms. Marks as reviewed what the file says, and nobody as having decided."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from home.demo.checks import Shape
from home.demo.files import DemoContent, DemoContentError, read_yaml
from home.demo.references import References
from translations.models import Term, TermForm
from translations.models.glossary import RECORD_BY_KIND, TermKind

TERMS_FILE = "terms.yaml"

TERM = Shape(("name",), ("kind", "record", "definition", "do_not_translate", "case_sensitive", "forms"))
FORM = Shape(("text",), ("language", "script", "status", "part_of_speech", "gender", "note", "reviewed"))
#: Where records.yaml has the records that a term of each kind can name.
SECTIONS = {"organisation": "organisations", "place": "places", "law": "provisions"}


def read_terms(content: DemoContent) -> dict[str, Any]:
    """The checked file. Raises DemoContentError with one sentence."""
    data = read_yaml(content.folder, TERMS_FILE)
    for key, entry in data.items():
        TERM.check(entry, {}, TERMS_FILE, key)
        section = SECTIONS.get(entry.get("kind", ""), "")
        if entry.get("record") and entry["record"] not in content.records.get(section, {}):
            raise DemoContentError(TERMS_FILE, f"{key}.record", f"“{entry['record']}” is no record of that kind.")
        for number, form in enumerate(entry.get("forms") or []):
            place = f"{key}.forms[{number}]"
            FORM.check(form, {}, TERMS_FILE, place)
            if form.get("language", "en") not in content.languages:
                raise DemoContentError(TERMS_FILE, place, f"“{form['language']}” is no language of structure.yaml.")
    return data


def load_terms(content: DemoContent, references: References) -> None:
    """Store every term with its forms, and note it in `references`. The records that they name have to be stored."""
    for key, entry in read_terms(content).items():
        values = {name: entry[name] for name in entry if name not in ("record", "forms")}
        if entry.get("record"):
            record = references.record(SECTIONS[entry["kind"]], entry["record"])
            values[RECORD_BY_KIND[TermKind(entry["kind"])]] = record
        term = _stored(Term(**values), key)
        references.records["terms", key] = term
        for number, form in enumerate(entry.get("forms") or []):
            _stored(TermForm(term=term, **form), f"{key}.forms[{number}]")


def _stored(record: Any, place: str) -> Any:
    try:
        record.full_clean()
    except ValidationError as error:
        raise DemoContentError(TERMS_FILE, place, " ".join(error.messages)) from error
    record.save()
    return record
