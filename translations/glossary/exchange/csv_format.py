"""Names and terms as CSV: a row for each form, with what is said of its term repeated. Knows no table of the database."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from library.exchange.csv_files import FileRefusedError, Row, Table, read, written
from translations.glossary.exchange.concepts import (
    FLAGS,
    FORM_FIELDS,
    TERM_FIELDS,
    Concept,
    Contents,
    FileForm,
    Problem,
    language_and_script,
    no_such_language,
)

ID = "id"
#: Written, and left alone when a file comes back: who sends it stands for what it changes.
DECISION = ("decided_by", "decided_at")
COLUMNS = (ID, *TERM_FIELDS, *FORM_FIELDS, *DECISION)
YES, NO = "yes", "no"
_FLAG_WORDS = {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False, "": False}


def write(concepts: Iterable[Concept]) -> bytes:
    """A file in UTF-8; no cell of it runs as a formula."""
    return written(COLUMNS, [row for concept in concepts for row in _rows(concept)])


def _rows(concept: Concept) -> Iterable[list[str]]:
    head = [concept.key, *(_cell(concept.values.get(name, "")) for name in TERM_FIELDS)]
    for form in concept.forms:
        yield [*head, *(_cell(form.values.get(name, "")) for name in FORM_FIELDS), form.decided, form.decided_at]
    if not concept.forms:
        yield [*head, *[""] * (len(FORM_FIELDS) + len(DECISION))]


def _cell(value: str | bool) -> str:
    return (YES if value else NO) if isinstance(value, bool) else value


def load(content: bytes) -> Contents:
    """What is in a file. Raises FileRefusedError where its heading or its letters are wrong."""
    table = read(content)
    _check_heading(table.heading)
    reading = _Reading(table)
    for row in table.rows:
        reading.take(row)
    return reading.contents


def _check_heading(heading: tuple[str, ...]) -> None:
    unknown = [name or _("(empty)") for name in heading if name not in COLUMNS]
    if unknown:
        names = ", ".join(name[:40] for name in unknown[:10])
        raise FileRefusedError(
            _("Columns that are not known here: %(names)s. Export the names and terms to see which there are.")
            % {"names": names}
        )
    twice = sorted({name for name in heading if heading.count(name) > 1})
    if twice:
        raise FileRefusedError(_("A column comes twice: %(names)s.") % {"names": ", ".join(twice)})
    if not {ID, "name"} & set(heading) or ("language" not in heading and "script" not in heading and "text" in heading):
        raise FileRefusedError(
            _("It cannot be told what is meant. The first line needs the columns id or name, language and text.")
        )


class _Reading:
    """One run over a table: rows of one term, wherever they stand, are put together."""

    def __init__(self, table: Table) -> None:
        self.heading = table.heading
        self.contents = Contents()
        self._by_identity: dict[tuple[str, str], Concept] = {}

    def take(self, row: Row) -> None:
        if len(row.cells) < len(self.heading) or any(row.cells[len(self.heading) :]):
            found = {"found": len(row.cells), "wanted": len(self.heading)}
            self._note(row, "", _("Number of cells in this row: %(found)s; in the first line: %(wanted)s.") % found)
            return
        cells = dict(zip(self.heading, row.cells, strict=False))
        before = len(self.contents.problems)
        said = {name: self._value(row, name, cells[name]) for name in TERM_FIELDS if name in cells}
        key = cells.get(ID, "").strip().lower()
        if not key and not said.get("name"):
            self._note(row, "name", _("This cell must not be empty."))
        form = self._form(row, cells)
        if len(self.contents.problems) > before:
            return
        concept = self._concept(row, key, said)
        if concept is not None and form is not None:
            concept.forms.append(form)

    def _concept(self, row: Row, key: str, said: dict[str, str | bool]) -> Concept | None:
        identity = (key, "" if key else f"{said.get('kind', '')} {str(said.get('name', '')).casefold()}")
        known = self._by_identity.get(identity)
        if known is None:
            known = self._by_identity[identity] = Concept(row.line, key, said)
            self.contents.concepts.append(known)
            return known
        for name, value in said.items():
            if known.values.get(name) != value:
                self._note(row, name, differs(known.line))
                return None
        return known

    def _form(self, row: Row, cells: dict[str, str]) -> FileForm | None:
        if not cells.get("text"):
            return None
        values = {name: self._value(row, name, cells[name]) for name in FORM_FIELDS if name in cells}
        if language := str(values.get("language", "")):
            known = language_and_script(language)
            if known is None or not known[0]:
                self._note(row, "language", no_such_language(language))
            else:
                values["language"] = known[0]
        if values.get("status") == "":
            del values["status"]  # nothing is decided by an empty cell
        return FileForm(row.line, values)

    def _value(self, row: Row, name: str, cell: str) -> str | bool:
        if name not in FLAGS:
            return cell
        if cell.lower() not in _FLAG_WORDS:
            self._note(row, name, _("Write one of these words: %(words)s.") % {"words": f"{YES}, {NO}"})
        return _FLAG_WORDS.get(cell.lower(), False)

    def _note(self, row: Row, column: str, message: str) -> None:
        self.contents.problems.append(Problem(row.line, column, message))


def differs(line: int) -> str:
    return _("Line %(line)s says something else of the same term.") % {"line": line}
