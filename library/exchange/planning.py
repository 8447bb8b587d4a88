"""What a file of missions would change, worked out before anything is stored. Four queries, however long the file is."""

from __future__ import annotations

import copy
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from library.accreditation import accreditation_problems
from library.exchange.columns import ID, IDENTITY, Draft, Known, all_columns
from library.exchange.csv_files import FileRefusedError, Row, Table
from library.mission_rights import not_your_country
from library.models import Country, DiplomaticMission, Source

Identity = tuple[str, ...]
#: Whether the missions in a country, given by its code, may be changed.
Reach = Callable[[str], bool]


def everywhere(country: str) -> bool:
    """No country is out of reach."""
    return True


@dataclass(frozen=True)
class Change:
    """A cell that would change."""

    column: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class PlannedRow:
    """A mission that would be made or changed."""

    row: Row
    draft: Draft
    changes: tuple[Change, ...]

    @property
    def title(self) -> str:
        return str(self.draft.mission)

    @property
    def is_new(self) -> bool:
        return self.draft.mission.pk is None


@dataclass(frozen=True)
class RowError:
    """Something wrong in a row; `column` is the name in the heading, or empty when the whole row is meant."""

    row: Row
    column: str
    message: str


@dataclass
class Plan:
    """All that a file would do. Nothing of it is done while there are errors."""

    planned: list[PlannedRow] = field(default_factory=list)
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)

    @property
    def new(self) -> list[PlannedRow]:
        return [row for row in self.planned if row.is_new]

    @property
    def changed(self) -> list[PlannedRow]:
        return [row for row in self.planned if not row.is_new]

    @property
    def digest(self) -> str:
        """The same for two plans that would do the same to the same records."""
        facts = [
            (each.draft.mission.pk, [(change.column, change.old, change.new) for change in each.changes])
            for each in self.planned
        ]
        return hashlib.sha256(repr((facts, self.unchanged, len(self.errors))).encode()).hexdigest()


@dataclass
class Records:
    """What is on record: the missions with their countries, and what a cell can name."""

    missions: dict[int, Draft]
    by_identity: dict[Identity, int]
    known: Known

    @classmethod
    def load(cls, *, lock: bool = False) -> Records:
        """Reads it all; with `lock`, nobody else can change the missions until the transaction ends."""
        queryset = DiplomaticMission.objects.select_related("sending", "host", "source")
        if lock:
            queryset = queryset.select_for_update(of=("self",))
        missions = {
            mission.pk: Draft(mission, tuple(mission.accredited_to.all()))
            for mission in queryset.prefetch_related("accredited_to")
        }
        sources: dict[str, Source] = {}
        for source in Source.objects.order_by("-pk"):
            for name in (source.title, source.url):
                if name:
                    sources[name] = source
        known = Known({country.code: country for country in Country.objects.all()}, sources)
        return cls(missions, {identity(draft): pk for pk, draft in missions.items()}, known)


def identity(draft: Draft) -> Identity:
    """Which mission it is, where no number says so."""
    columns = all_columns()
    return tuple(columns[name].cell(draft).casefold() for name in IDENTITY)


def check_heading(heading: tuple[str, ...]) -> None:
    """Raises FileRefusedError for columns that are unknown, come twice, or do not say which mission is meant."""
    known = {ID, *all_columns()}
    unknown = [name or _("(empty)") for name in heading if name not in known]
    if unknown:
        message = ngettext(
            "The first line has a column that is not known here: %(names)s. Export the missions to see which there are.",
            "The first line has columns that are not known here: %(names)s. Export the missions to see which there are.",
            len(unknown),
        )
        raise FileRefusedError(message % {"names": ", ".join(name[:40] for name in unknown[:10])})
    twice = sorted({name for name in heading if heading.count(name) > 1})
    if twice:
        raise FileRefusedError(_("A column comes twice: %(names)s.") % {"names": ", ".join(twice)})
    if ID not in heading and not set(IDENTITY) <= set(heading):
        raise FileRefusedError(
            _(
                "It cannot be told which missions are meant. The first line needs the column id, or all of these: %(names)s."
            )
            % {"names": ", ".join(IDENTITY)}
        )


def make_plan(table: Table, records: Records, *, may_add: bool = True, reaches: Reach = everywhere) -> Plan:
    """What the table would change. Raises FileRefusedError when its heading is wrong; errors of rows are in the plan.

    Where missions may not be added, every new one is an error, as is a change in a country that is out of reach.
    """
    check_heading(table.heading)
    return _Planning(table, records, may_add=may_add, reaches=reaches).plan()


class _Planning:
    """One run over a table."""

    def __init__(self, table: Table, records: Records, *, may_add: bool, reaches: Reach) -> None:
        self.table = table
        self.records = records
        self.may_add = may_add
        self.reaches = reaches
        self.columns = [all_columns()[name] for name in table.heading if name != ID]
        self.result = Plan()
        self.lines: dict[int, int] = {}

    def plan(self) -> Plan:
        for row in self.table.rows:
            try:
                planned = self._planned(row)
            except ValidationError as error:
                self.result.errors += self._errors(row, error)
                continue
            if planned.changes or planned.is_new:
                self.result.planned.append(planned)
            else:
                self.result.unchanged += 1
        self._check_together()
        self.result.errors.sort(key=lambda error: error.row.line)
        return self.result

    def _planned(self, row: Row) -> PlannedRow:
        """Raises ValidationError with all that is wrong in the row alone."""
        cells = self._cells(row)
        before = self._target(row, cells)
        draft = Draft(copy.copy(before.mission), before.accredited)
        problems: dict[str, list[ValidationError]] = defaultdict(list)
        for column in self.columns:
            try:
                value = column.clean(cells[column.name], self.records.known)
            except ValidationError as error:
                problems[column.name].append(error)
            else:
                if cells[column.name] != column.cell(before):
                    column.put(draft, value)
        if not problems:
            draft.mission.clean()
        if problems:
            raise ValidationError({name: list(errors) for name, errors in problems.items()})
        changes = tuple(
            Change(column.name, column.label, old, new)
            for column in self.columns
            # What is only the default of a new mission was in the file all the same.
            if (old := column.cell(before) if before.mission.pk else "") != (new := column.cell(draft))
        )
        if changes or before.mission.pk is None:
            self._check_reach(before, draft)
        return PlannedRow(row, draft, changes)

    def _check_reach(self, before: Draft, after: Draft) -> None:
        """A mission leaves one country and comes to another: both have to be within reach. Raises ValidationError."""
        hosts = [draft.mission.host for draft in (before, after) if draft.mission.host_id]
        foreign = next((host for host in hosts if not self.reaches(host.code)), None)
        if foreign is not None:
            raise ValidationError({"host": not_your_country(foreign)})

    def _cells(self, row: Row) -> dict[str, str]:
        surplus = row.cells[len(self.table.heading) :]
        if len(row.cells) < len(self.table.heading) or any(surplus):
            raise ValidationError(
                _("Number of cells in this row: %(found)s; in the first line: %(wanted)s."),
                params={"found": len(row.cells), "wanted": len(self.table.heading)},
            )
        return dict(zip(self.table.heading, row.cells, strict=False))

    def _target(self, row: Row, cells: dict[str, str]) -> Draft:
        """The mission that the row is about, or an empty one. Raises ValidationError."""
        pk = self._pk(cells)
        if pk is None:
            if not self.may_add:
                raise ValidationError(_("This mission is not on record, and you are not allowed to add missions."))
            missing = [name for name in IDENTITY if name not in cells]
            if missing:
                raise ValidationError(
                    _("A mission that is not on record needs the columns %(names)s."),
                    params={"names": ", ".join(missing)},
                )
            return Draft(DiplomaticMission())
        if pk in self.lines:
            raise ValidationError(_("Line %(line)s is about the same mission."), params={"line": self.lines[pk]})
        self.lines[pk] = row.line
        return self.records.missions[pk]

    def _pk(self, cells: dict[str, str]) -> int | None:
        given = cells.get(ID, "")
        if given:
            known = int(given) if given.isascii() and given.isdigit() and len(given) < 19 else -1
            if known not in self.records.missions:
                raise ValidationError(
                    {ID: _("There is no mission %(id)s. Leave the cell empty for a new one.") % {"id": given[:40]}}
                )
            return known
        return self.records.by_identity.get(tuple(cells.get(name, "").casefold() for name in IDENTITY))

    def _check_together(self) -> None:
        """What no row can know alone: two missions in one place, two for one country."""
        final = {("stored", pk): draft for pk, draft in self.records.missions.items()}
        for planned in self.result.planned:
            pk = planned.draft.mission.pk
            final["stored" if pk else "line", pk or planned.row.line] = planned.draft
        places: dict[Identity, int] = defaultdict(int)
        mains: dict[tuple[int, int], int] = defaultdict(int)
        by_sender: dict[int, list[Draft]] = defaultdict(list)
        for draft in final.values():
            by_sender[draft.mission.sending_id].append(draft)
            places[identity(draft)] += 1
            if draft.mission.is_main:
                mains[draft.mission.sending_id, draft.mission.host_id] += 1
        for planned in self.result.planned:
            mission = planned.draft.mission
            if places[identity(planned.draft)] > 1:
                self._note(planned, "city_en", _("There is a mission of this kind in that city already."))
            elif mission.is_main and mains[mission.sending_id, mission.host_id] > 1:
                self._note(
                    planned,
                    "kind",
                    _("There is an embassy or high commission of this country in that country already."),
                )
            if any(change.column == "accredited_to" for change in planned.changes):
                others = [
                    (draft.mission, {country.pk for country in draft.accredited})
                    for draft in by_sender[mission.sending_id]
                    if draft is not planned.draft
                ]
                for problem in accreditation_problems(mission, planned.draft.accredited, others):
                    self._note(planned, "accredited_to", " ".join(problem.messages))

    def _note(self, planned: PlannedRow, column: str, message: str) -> None:
        self.result.errors.append(RowError(planned.row, column, message))

    def _errors(self, row: Row, error: ValidationError) -> Iterator[RowError]:
        if hasattr(error, "error_dict"):
            for name, messages in error.message_dict.items():
                for message in messages:
                    yield RowError(row, "" if name == NON_FIELD_ERRORS else name, message)
        else:
            for message in error.messages:
                yield RowError(row, "", message)
