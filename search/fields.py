"""The column that holds a page's words, and the ways to ask it: a tsvector on PostgreSQL, words between spaces on SQLite.

Words come folded (words.py), so neither database is asked what a word is. Nothing is ever read out of the column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, Lookup

from search.words import Question, Wanted

#: Of one word at so many places of a page it is remembered that it stands there.
MOST_PLACES = 6
#: PostgreSQL counts no further.
LAST_PLACE = 16_383
#: What a word in the text, in what a page is found by, and in the title counts (PostgreSQL's D to A).
WEIGHTS = "{0.1, 0.2, 0.6, 1.0}"
#: Between what a page is called, what it is found by and what it says, on SQLite.
_DIVIDER = "|"


@dataclass(frozen=True)
class PageWords:
    """The words of a page, folded: those of its title, those it is found by, those of its text."""

    title: Sequence[str] = ()
    found_by: Sequence[str] = ()
    text: Sequence[str] = ()

    def as_tsvector(self) -> str:
        """The words with their places and weights, as PostgreSQL reads them.

        >>> PageWords(["free", "ehsan"], ["eshan"], ["free"]).as_tsvector()
        "'free':1A,4D 'ehsan':2A 'eshan':3B"
        """
        places: dict[str, list[str]] = defaultdict(list)
        place = 0
        for words, weight in ((self.title, "A"), (self.found_by, "B"), (self.text, "D")):
            for word in words:
                place = min(place + 1, LAST_PLACE)
                if len(places[word]) < MOST_PLACES:
                    places[word].append(f"{place}{weight}")
        return " ".join(f"{_quoted(word)}:{','.join(found)}" for word, found in places.items())

    def as_line(self) -> str:
        """Each word once in each part, between spaces.

        >>> PageWords(["free", "ehsan"], ["eshan"], ["free"]).as_line()
        ' free ehsan | eshan | free '
        """
        parts = (" ".join(dict.fromkeys(part)) for part in (self.title, self.found_by, self.text))
        return f" {f' {_DIVIDER} '.join(parts)} "


class WordsField(models.Field):
    """Takes PageWords."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if not isinstance(value, PageWords):
            return value
        return value.as_tsvector() if connection.vendor == "postgresql" else value.as_line()

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


@WordsField.register_lookup
class Holds(Lookup):
    """Whether a page holds what a Question asks for: all of its words, or any, with other endings too."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        asked: Question = self.rhs
        if connection.vendor == "postgresql":
            return f"{column} @@ %s::tsquery", [*params, as_tsquery(asked)]
        alternatives = [_patterns(word, word.roots) for word in asked.words]
        clauses = [f"({' OR '.join([f'{column} LIKE %s'] * len(each))})" for each in alternatives]
        values = [value for each in alternatives for pattern in each for value in (*params, pattern)]
        return f"({(' OR ' if asked.is_any else ' AND ').join(clauses) or '0 = 1'})", values


class Fit(Func):
    """How well a page that holds a question's words fits it: words as they were typed first, then where and how often."""

    output_field = models.FloatField()

    def __init__(self, column: str, asked: Question) -> None:
        super().__init__(F(column))
        self.asked = asked

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **_context: Any) -> tuple[str, Any]:
        column, params = compiler.compile(self.source_expressions[0])
        sql = f"(({column} @@ %s::tsquery)::int + ts_rank('{WEIGHTS}', {column}, %s::tsquery, 1))"
        return sql, [*params, as_tsquery(self.asked, as_typed=True), *params, as_tsquery(self.asked)]

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper, **_context: Any) -> tuple[str, Any]:
        column, params = compiler.compile(self.source_expressions[0])
        parts, values = ["0.0"], []
        for word in self.asked.words:
            for pattern in _patterns(word, word.forms):
                # In any part; in one of the first two; in the first.
                places = (pattern, f"{pattern}{_DIVIDER}%", f"{pattern}{_DIVIDER}%{_DIVIDER}%")
                parts += [f"({column} LIKE %s)"] * len(places)
                values += [value for place in places for value in (*params, place)]
        return f"({' + '.join(parts)})", values


def as_tsquery(asked: Question, *, as_typed: bool = False) -> str:
    """A question as PostgreSQL reads it, with other endings unless it is to be taken `as_typed`. It must have words.

    >>> from search.words import question
    >>> as_tsquery(question("prisoners of Müller"))
    "('prisone':*) & ('of') & ('mulle':* | 'muelle':*)"
    """
    clauses = []
    for word in asked.words:
        letters = word.forms if as_typed else word.roots
        clauses.append(" | ".join(_quoted(each) + ("" if word.is_whole else ":*") for each in dict.fromkeys(letters)))
    return (" | " if asked.is_any else " & ").join(f"({clause})" for clause in clauses)


def _patterns(word: Wanted, letters: Sequence[str]) -> list[str]:
    return [f"% {each} %" if word.is_whole else f"% {each}%" for each in dict.fromkeys(letters)]


def _quoted(word: str) -> str:
    """A word between quotes. Words are letters and digits alone; whatever else might get here stays a part of the word."""
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
