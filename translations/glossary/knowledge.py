"""What the checks know, read from the records: names, terms, counts, dates. Reads only.

One query asks for the stamp; where nothing has changed since the last reading, that is all. Otherwise everything is read in
a fixed number of queries and kept in the process. People whose name readers may not see are left out: no check asks for
a name that is withheld.
"""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from modeltranslation.settings import AVAILABLE_LANGUAGES
from wagtail.models import Page

from library.choices import PublishLevel, Script, Status
from library.columns import column
from library.models import CaseCount, Person, PersonName, StatusEvent
from library.names import script_of
from library.status import counted, dated, state_at
from translations.checks import Entry, EntryKind, FormStatus, Knowledge, KnownCount, KnownDate, WrittenForm
from translations.glossary import stamp
from translations.glossary.subjects import Subjects, subjects_of
from translations.models import Term, TermForm
from translations.models.glossary import NAME_LANGUAGE


@dataclass
class Snapshot:
    """Everything on record that a check can ask for, as it stood under one stamp."""

    stamp: uuid.UUID | None
    entries: tuple[Entry, ...]
    names: Mapping[int, str]
    events: Mapping[int, list[Any]]
    counts: Mapping[int, list[Any]]
    _by_languages: dict[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)

    def entries_for(self, source: str, target: str) -> tuple[Entry, ...]:
        """The entries with those forms alone that can stand in a text of one of the two languages."""
        key = (source, target)
        if key not in self._by_languages:
            self._by_languages[key] = tuple(_narrowed(self.entries, {source, target}))
        return self._by_languages[key]

    def people_in(self, subjects: Subjects | None) -> set[int]:
        """The people of a page: those it is about, and all with an episode in its cases; everybody without a page."""
        if subjects is None:
            return set(self.names)
        of_cases = {pk for pk, events in self.events.items() for event in events if event.case in subjects.cases}
        return (of_cases | subjects.people) & self.names.keys()


_kept: Snapshot | None = None


def knowledge_for(source_language: str, target_language: str, page: Page | None = None) -> Knowledge:
    """All that is known where a text in one language is translated into the other.

    With a page whose type has told whom it is about, counts and dates are those of its people and cases, as of its day.
    """
    snapshot = current_snapshot()
    subjects = subjects_of(page) if page is not None else None
    return Knowledge(
        entries=snapshot.entries_for(source_language, target_language),
        counts=tuple(_known_counts(snapshot, subjects)),
        dates=tuple(_known_dates(snapshot, snapshot.people_in(subjects))),
    )


def current_snapshot() -> Snapshot:
    """The records as they stand; read anew only when something has changed since."""
    global _kept  # noqa: PLW0603 - one snapshot for the process, replaced as a whole
    now = stamp.current()
    kept = _kept
    if kept is None or kept.stamp is None or kept.stamp != now:
        kept = _kept = read(now)
    return kept


def read(under: uuid.UUID | None) -> Snapshot:
    """Reads all of it in six queries, however much there is."""
    people = list(
        Person.objects.filter(publish_level=PublishLevel.FULL).values_list(
            "pk", "name", "native_name", "native_language", named=True
        )
    )
    forms: dict[int, list[WrittenForm]] = defaultdict(list)
    names = PersonName.objects.order_by("pk").values_list("person_id", "text", "language", "script", "kind", "note")
    for person_id, text, language, script, kind, note in names:
        forms[person_id].append(WrittenForm(text, language, script, FormStatus(kind), note=note))
    entries = [
        *(Entry(f"person:{row.pk}", EntryKind.PERSON, person_forms(row, forms[row.pk])) for row in people),
        *_term_entries(),
    ]
    return Snapshot(under, tuple(entries), {row.pk: row.name for row in people}, _events(), _counts())


def person_forms(person: Any, names: Iterable[WrittenForm]) -> tuple[WrittenForm, ...]:
    """All forms of a name: those on record, then the canonical and the native one where no other is preferred.

    A form preferred in one language stands beside the canonical one, which all other languages of the script prefer.
    """
    names = list(names)
    preferred = {(form.language, form.script) for form in names if form.status == FormStatus.PREFERRED}
    own = [WrittenForm(person.name)]
    if person.native_name:
        script = script_of(person.native_language)
        own += [WrittenForm(person.native_name, person.native_language, script)]
        own += [WrittenForm(person.native_name, "", script)]
    known = {(form.text, form.language, form.script) for form in names}
    for form in own:
        if (form.text, form.language, form.script) in known:
            continue
        taken = (form.language, form.script) in preferred
        status = FormStatus.ACCEPTED if taken else FormStatus.PREFERRED
        names.append(WrittenForm(form.text, form.language, str(form.script), status))
    return tuple(names)


def _term_entries() -> Iterator[Entry]:
    forms: dict[int, list[TermForm]] = defaultdict(list)
    for form in TermForm.objects.order_by("pk"):
        forms[form.term_id].append(form)
    for term in Term.objects.select_related("organisation", "place", "provision").order_by("pk"):
        written = term_forms(term, forms[term.pk])
        yield Entry(f"term:{term.pk}", EntryKind(term.kind), written, term.do_not_translate, term.case_sensitive)


def term_forms(term: Term, forms: Iterable[TermForm]) -> tuple[WrittenForm, ...]:
    """All forms of a term: its own, its name for English, the labels of the record it names.

    What comes from name and labels is preferred only where the term has no preferred form of its own in that language.
    The name of what is not translated belongs to no language, because it may stand in all of them.
    """
    written = [
        WrittenForm(form.text, form.language, form.script, FormStatus(form.status), form.part_of_speech, form.note)
        for form in forms
    ]
    preferred = {form.language for form in written if form.status == FormStatus.PREFERRED}
    known = {(form.text, form.language) for form in written}
    for language, text in [(NAME_LANGUAGE, term.name), *_labels(term.record)]:
        if (text, language) not in known:
            status = FormStatus.ACCEPTED if language in preferred else FormStatus.PREFERRED
            written.append(WrittenForm(text, language, script_of(language).value, status))
            known.add((text, language))
            preferred.add(language)
    if term.do_not_translate and (term.name, "") not in known:
        written.append(_name_for_all(term, written))
    acronym = getattr(term.record, "acronym", "")
    if acronym and (acronym, "") not in known:
        written.append(WrittenForm(acronym, "", Script.LATIN.value, FormStatus.ACCEPTED))
    return tuple(written)


def _name_for_all(term: Term, written: Iterable[WrittenForm]) -> WrittenForm:
    """The name as it stands in every language, preferred where nobody has decided otherwise for its script."""
    script = script_of(NAME_LANGUAGE).value
    is_decided = any(
        not form.language and form.script == script and form.status == FormStatus.PREFERRED for form in written
    )
    return WrittenForm(term.name, "", script, FormStatus.ACCEPTED if is_decided else FormStatus.PREFERRED)


def _labels(record: Any) -> Iterator[tuple[str, str]]:
    for language in AVAILABLE_LANGUAGES if record else ():
        if text := getattr(record, column("name", language)):
            yield language, text


def _narrowed(entries: Iterable[Entry], languages: set[str]) -> Iterator[Entry]:
    scripts = {str(script_of(language).value) for language in languages}
    for entry in entries:
        forms = tuple(
            form
            for form in entry.forms
            if form.language in languages
            or (not form.language and form.script in scripts)
            or (not form.language and entry.do_not_translate and form.status != FormStatus.FORBIDDEN)
        )
        if forms:
            yield Entry(entry.key, entry.kind, forms, entry.do_not_translate, entry.case_sensitive)


# --- Counts and dates ---


class _Event:
    """A dated fact with what `library.status` asks of it, and the case it belongs to."""

    __slots__ = ("case", "date", "disputes_id", "number", "order", "pk", "precision", "status")

    def __init__(self, pk: int, status: str, date: Any, precision: str, order: int, disputes_id: int | None) -> None:
        self.pk, self.status, self.date, self.precision = pk, status, date, precision
        self.order, self.disputes_id = order, disputes_id
        self.case: int | None = None
        self.number = 0


_DATED = ("pk", "status", "date", "precision", "order", "disputes_id")


def _events() -> dict[int, list[_Event]]:
    found: dict[int, list[_Event]] = defaultdict(list)
    rows = StatusEvent.objects.order_by("pk").values_list(*_DATED, "episode__case_id", "episode__person_id")
    for *fact, case, person in rows:
        event = _Event(*fact)
        event.case = case
        found[person].append(event)
    return dict(found)


def _counts() -> dict[int, list[_Event]]:
    found: dict[int, list[_Event]] = defaultdict(list)
    for *fact, number, case in CaseCount.objects.order_by("pk").values_list(*_DATED, "number", "case_id"):
        count = _Event(*fact)
        count.number = number
        found[case].append(count)
    return dict(found)


def _known_counts(snapshot: Snapshot, subjects: Subjects | None) -> Iterator[KnownCount]:
    """For each case and status the latest total by the day; for custody also how many people on record are in it."""
    day = subjects.day if subjects else None
    for case, counts in snapshot.counts.items():
        if subjects is not None and case not in subjects.cases:
            continue
        latest = {count.status: count for count in counted(counts, day)}
        for status, count in latest.items():
            numbers = {count.number}
            if status == Status.IN_CUSTODY:
                numbers.add(_named_in_custody(snapshot, case, day))
            yield KnownCount(str(status), tuple(sorted(numbers - {0})), dated(count).latest)


def _named_in_custody(snapshot: Snapshot, case: int, day: datetime.date | None) -> int:
    people = (events for events in snapshot.events.values() if any(event.case == case for event in events))
    return sum(state_at(events, day).is_in_custody for events in people)


def _known_dates(snapshot: Snapshot, people: set[int]) -> Iterator[KnownDate]:
    for pk in sorted(people):
        events = snapshot.events.get(pk, [])
        for event in events:
            if event.date is None or event.disputes_id is not None:
                continue
            others = (other.date for other in events if other.disputes_id == event.pk and other.date)
            yield KnownDate(snapshot.names[pk], event.status, event.date, event.precision, tuple(sorted(set(others))))
