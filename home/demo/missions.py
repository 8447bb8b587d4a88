"""Stores the diplomatic missions of the demo content, each with its source. Marks none as verified: nobody has checked them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from home.demo.checks import Shape
from home.demo.files import DemoContent, DemoContentError, read_yaml
from home.demo.records import localised
from home.demo.references import References
from library.choices import SourceKind
from library.models import DiplomaticMission, Source

MISSIONS_FILE = "missions.yaml"

FILE = Shape(("sending", "missions"), (), {"sending": "countries"})
MISSION = Shape(
    ("host", "kind", "city", "source"),
    ("address_lines", "emails", "telephone", "website", "accredited_to", "note"),
    {"host": "countries", "accredited_to": "countries"},
)
SOURCE = Shape(("title",), ("publisher", "url", "language", "note"))

#: Kept with each source, so that nobody takes it for a page that was read.
NOT_VERIFIED = "The address comes from public directories and was not checked on this page."


def read_missions(content: DemoContent) -> dict[str, Any]:
    """The checked file. Raises DemoContentError with one sentence."""
    data = read_yaml(content.folder, MISSIONS_FILE)
    FILE.check(data, content.records, MISSIONS_FILE, "the file")
    for key, entry in data["missions"].items():
        place = f"missions.{key}"
        MISSION.check(entry, content.records, MISSIONS_FILE, place)
        SOURCE.check(entry["source"], {}, MISSIONS_FILE, f"{place}.source")
        missing = [language for language in content.languages if language not in entry["city"]]
        if missing:
            raise DemoContentError(MISSIONS_FILE, f"{place}.city", f"there is no name in {', '.join(missing)}.")
        for language in entry["city"]:
            if language not in content.languages:
                raise DemoContentError(
                    MISSIONS_FILE, f"{place}.city", f"“{language}” is no language of structure.yaml."
                )
    return data


def load_missions(content: DemoContent, references: References) -> None:
    """Store every mission and its source, and note both in `references`. Their countries have to be stored."""
    data = read_missions(content)
    sending = references.record("countries", data["sending"])
    for key, entry in data["missions"].items():
        place = f"missions.{key}"
        source = Source(kind=SourceKind.OFFICIAL, **{"note": NOT_VERIFIED, **entry["source"]})
        references.records["sources", f"mission-{key}"] = _stored(source, f"{place}.source")
        values = {name: entry[name] for name in entry if name not in ("host", "city", "source", "accredited_to")}
        mission = DiplomaticMission(
            sending=sending,
            host=references.record("countries", entry["host"]),
            source=source,
            **localised("city", entry["city"]),
            **values,
        )
        references.records["missions", key] = _stored(mission, place)
        mission.accredited_to.set([references.record("countries", code) for code in entry.get("accredited_to") or []])


def _stored(record: Model, place: str) -> Model:
    try:
        record.full_clean()
    except ValidationError as error:
        raise DemoContentError(MISSIONS_FILE, place, " ".join(error.messages)) from error
    record.save()
    return record
