"""Stores the shared records of the demo content through their models. Every label is given by its column, never by language."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from modeltranslation.utils import build_localized_fieldname

from home.demo.files import RECORDS_FILE, DemoContent, DemoContentError
from home.demo.pictures import StoredFiles, store_picture
from home.demo.references import References
from library.models import (
    Authority,
    Case,
    CaseCount,
    Country,
    DetentionEpisode,
    LegalProvision,
    Organisation,
    Person,
    PersonName,
    PersonRole,
    Place,
    Source,
    StatusEvent,
)

ModelT = TypeVar("ModelT", bound=models.Model)

#: Sections of records.yaml that are one model each, in the order in which they can be stored.
SIMPLE: dict[str, type[models.Model]] = {
    "countries": Country,
    "places": Place,
    "organisations": Organisation,
    "authorities": Authority,
    "provisions": LegalProvision,
    "sources": Source,
}
#: Keys whose value is the key of another record.
RELATIONS = {
    "country": "countries",
    "part_of": "places",
    "place": "places",
    "organisation": "organisations",
    "authority": "authorities",
    "provision": "provisions",
    "source": "sources",
    "case": "cases",
}


def store(instance: ModelT, place: str) -> ModelT:
    """Checks the record as a form would and saves it. Raises DemoContentError with what the model refuses."""
    try:
        instance.full_clean()
    except ValidationError as error:
        raise DemoContentError(RECORDS_FILE, place, " ".join(error.messages)) from error
    instance.save()
    return instance


def localised(name: str, value: Any) -> dict[str, Any]:
    """Columns of a translated field.

    >>> localised("name", {"en": "Chairman", "pt-br": "Presidente"})
    {'name_en': 'Chairman', 'name_pt_br': 'Presidente'}
    """
    return {build_localized_fieldname(name, language): text for language, text in value.items()}


def columns(entry: dict[str, Any], references: References, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """The keyword arguments of a model for an entry of records.yaml."""
    result: dict[str, Any] = {}
    for name, value in entry.items():
        if name in leave_out:
            continue
        if isinstance(value, dict):
            result |= localised(name, value)
        elif name in RELATIONS:
            result[name] = references.record(RELATIONS[name], value)
        else:
            result[name] = value
    return result


def load_records(content: DemoContent, references: References, files: StoredFiles) -> None:
    """Store everything in records.yaml and note it in `references`."""
    records = content.records
    for section, model in SIMPLE.items():
        for key, entry in (records.get(section) or {}).items():
            identity = {"code": key} if model is Country else {}
            record = store(model(**identity, **columns(entry, references)), f"{section}.{key}")
            references.records[section, key] = record
    for key, entry in (records.get("images") or {}).items():
        references.records["images", key] = store_picture(
            content.folder, key, entry, localised("alt_text", entry["alt_text"]), files
        )
    for key, entry in (records.get("cases") or {}).items():
        references.records["cases", key] = _load_case(key, entry, references)
    for key, entry in (records.get("people") or {}).items():
        references.records["people", key] = _load_person(content, key, entry, references)


def _load_case(key: str, entry: dict[str, Any], references: References) -> Case:
    place = f"cases.{key}"
    case = store(Case(**columns(entry, references, ("counts",))), place)
    for number, count in enumerate(entry.get("counts") or []):
        store(CaseCount(case=case, **columns(count, references)), f"{place}.counts[{number}]")
    return case


def _load_person(content: DemoContent, key: str, entry: dict[str, Any], references: References) -> Person:
    place = f"people.{key}"
    person = store(Person(slug=key, **columns(entry, references, ("names", "roles", "episodes"))), place)
    for number, name in enumerate(entry.get("names") or []):
        store(PersonName(person=person, **name), f"{place}.names[{number}]")
    for number, role in enumerate(entry.get("roles") or []):
        title = localised("title", content.records["roles"][role["role"]])
        values = columns(role, references, ("role",))
        store(PersonRole(person=person, sort_order=number, **title, **values), f"{place}.roles[{number}]")
    events: dict[str, StatusEvent] = {}
    for number, episode in enumerate(entry.get("episodes") or []):
        here = f"{place}.episodes[{number}]"
        stored = store(DetentionEpisode(person=person, **columns(episode, references, ("events",))), here)
        for event in episode["events"]:
            events[event["key"]] = _load_event(stored, event, events, references, f"{here}.{event['key']}")
    return person


def _load_event(
    episode: DetentionEpisode,
    entry: dict[str, Any],
    earlier: dict[str, StatusEvent],
    references: References,
    place: str,
) -> StatusEvent:
    values = columns(entry, references, ("key", "sources", "disputes"))
    disputed = earlier[entry["disputes"]] if entry.get("disputes") else None
    event = store(StatusEvent(episode=episode, disputes=disputed, **values), place)
    event.sources.set([references.record("sources", key) for key in entry.get("sources") or []])
    event.save()
    return event
