"""What the checks know of the demo's world, as plain data: read from its records and terms.json, or from a file of one's own.

A file of knowledge is JSON: {"entries": [{"key", "kind", "do_not_translate", "forms": [{"text", "language", "script",
"status"}]}], "counts": [{"subject", "numbers", "as_of"}], "dates": [{"person", "event", "day", "precision", "disputed"}]};
days are written 2025-06-17, and what is left out has the default of `translations.checks.knowledge`.
"""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from home.demo.files import LOADER, RECORDS_FILE
from tests.benchmarks.planted_errors.demo import DEMO
from translations.checks import Entry, EntryKind, FormStatus, Knowledge, KnownCount, KnownDate, WrittenForm

TERMS = Path(__file__).parent / "terms.json"
SCRIPTS = {"ur": "Arab", "el": "Grek"}
LATIN = "Latn"


def demo_knowledge() -> Knowledge:
    """Names, laws, counts and dates of the demo's records, with the terms and further forms of terms.json."""
    records = yaml.load((DEMO / RECORDS_FILE).read_text(encoding="utf-8"), LOADER)
    further = read_knowledge(TERMS)
    entries = [
        *(_person(key, told) for key, told in records["people"].items()),
        *_labelled("organisation", EntryKind.ORGANISATION, records["organisations"]),
        *_labelled("place", EntryKind.PLACE, records["places"]),
        *_labelled("law", EntryKind.LAW, records["provisions"]),
    ]
    return Knowledge(
        entries=tuple(_with_forms_of(entries, further.entries)),
        counts=tuple(_counts(records)),
        dates=tuple(date for told in records["people"].values() for date in _dates(told)),
    )


def read_knowledge(path: Path) -> Knowledge:
    """Knowledge from a file; `ValueError` where it is not of the form that the docstring of the module tells."""
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Knowledge(
        entries=tuple(_entry(entry) for entry in told.get("entries", ())),
        counts=tuple(
            KnownCount(count["subject"], tuple(count["numbers"]), _day(count.get("as_of")))
            for count in told.get("counts", ())
        ),
        dates=tuple(_known_date(date) for date in told.get("dates", ())),
    )


def _entry(told: dict[str, Any]) -> Entry:
    forms = (WrittenForm(**{**form, "status": FormStatus(form.get("status", "preferred"))}) for form in told["forms"])
    return Entry(
        told["key"], EntryKind(told["kind"]), tuple(forms), do_not_translate=bool(told.get("do_not_translate"))
    )


def _known_date(told: dict[str, Any]) -> KnownDate:
    return KnownDate(
        told["person"],
        told["event"],
        datetime.date.fromisoformat(told["day"]),
        told.get("precision", "day"),
        tuple(datetime.date.fromisoformat(day) for day in told.get("disputed", ())),
    )


def _day(told: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(told) if told else None


def _with_forms_of(entries: Iterable[Entry], others: Iterable[Entry]) -> Iterator[Entry]:
    """Entries of both; those with the same key become one with the forms of both."""
    left = {entry.key: entry for entry in others}
    for entry in entries:
        other = left.pop(entry.key, None)
        yield replace(entry, forms=(*entry.forms, *other.forms)) if other else entry
    yield from left.values()


def _person(key: str, told: dict[str, Any]) -> Entry:
    forms = [WrittenForm(told["name"])]
    forms += [
        WrittenForm(name["text"], name.get("language", ""), name["script"], FormStatus(name["kind"]))
        for name in told.get("names", ())
    ]
    return Entry(f"person:{key}", EntryKind.PERSON, tuple(forms))


def _labelled(kind: str, of: EntryKind, told: dict[str, Any]) -> Iterator[Entry]:
    for key, record in told.items():
        forms = [WrittenForm(text, code, SCRIPTS.get(code, LATIN)) for code, text in record["name"].items()]
        if "de" not in record["name"]:
            forms.append(WrittenForm(record["name"]["en"]))
        if record.get("acronym"):
            forms.append(WrittenForm(record["acronym"], status=FormStatus.ACCEPTED))
        yield Entry(f"{kind}:{key}", of, tuple(forms))


def _counts(records: dict[str, Any]) -> Iterator[KnownCount]:
    """Totals of all days, because the corpus speaks of several; for custody also how many people are on record."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for key, case in records["cases"].items():
        named = [told for told in records["people"].values() if any(e.get("case") == key for e in told["episodes"])]
        for count in case.get("counts", ()):
            numbers[count["status"]].add(count["number"])
            if count["status"] == "in_custody":
                numbers[count["status"]].add(len(named))
    return (KnownCount(status, tuple(sorted(found))) for status, found in numbers.items())


def _dates(told: dict[str, Any]) -> Iterator[KnownDate]:
    events = [event for episode in told.get("episodes", ()) for event in episode["events"]]
    for event in events:
        if "date" in event and "disputes" not in event:
            others = tuple(other["date"] for other in events if other.get("disputes") == event["key"])
            yield KnownDate(told["name"], event["status"], event["date"], event["precision"], others)
