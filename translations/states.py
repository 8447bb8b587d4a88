"""How far each page is translated into each language. Reads only, all rows in one query.

A row is one original page and one other language. Every locale counts, whether or not anything was done in it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from translations.freshness.degrees import Degree
from translations.originals import types_without_translations
from translations.states_query import DIALECTS, ORIGINALS, ROWS, TABLES, UNKNOWN_DEGREE, columns


class State(models.TextChoices):
    """What there is to do. The values are part of stored links to the report."""

    MISSING = "missing", pgettext_lazy("translation", "Missing")
    PARTIAL = "partial", _("Partial")
    DRAFT = "draft", _("Ready to publish")
    ERRORED = "errored", _("With errors")
    OUTDATED = "outdated", _("Out of date")
    CORE = "core", pgettext_lazy("translation", "Core published")
    COMPLETE = "complete", _("Complete")
    DETACHED = "detached", _("On its own")


EXPLANATIONS = {
    State.MISSING: _("The page does not exist in this language."),
    State.PARTIAL: _("Some strings are not translated yet. Readers do not see the page."),
    State.DRAFT: _("Every string is translated. The page has not been published yet."),
    State.ERRORED: _("At least one translated string has an error."),
    State.OUTDATED: _("Readers see an older text: the original has changed since."),
    State.CORE: _("Readers see the most important parts. The rest is still to be translated or published."),
    State.COMPLETE: _("Readers see a complete and current text."),
    State.DETACHED: _("The page is edited by itself, without a link to the original."),
}


class TranslationState(NamedTuple):
    """One original page in one other language. A tuple, because a board holds nine thousand of them."""

    page_id: int
    title: str
    content_type_id: int
    source_locale: str
    live: bool
    locale: str
    target_id: int | None
    target_live: bool
    translation_id: int | None
    total: int
    done: int
    errors: int
    published_at: datetime | None
    has_newer_strings: bool
    #: Words of the original's strings that are not translated yet, counted by the spaces between them.
    words_left: int
    #: Since when it is as it is: changed, worked on, published, or waiting to be begun.
    since: datetime | None
    state: State
    #: How grave what readers miss is, where the live text is behind its original.
    degree: Degree | None = None

    @property
    def left(self) -> int:
        """Strings still to translate."""
        return self.total - self.done

    @property
    def percent(self) -> int:
        """Share of translated strings, rounded down so that 100 means all."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def explanation(self) -> str:
        """The state as a sentence in the active language, with what the degree says more."""
        sentence = str(EXPLANATIONS[self.state])
        return f"{sentence} {self.degree.explanation}" if self.degree else sentence


def _moment(value: Any) -> datetime | None:
    if isinstance(value, float):
        return datetime.fromtimestamp(value, UTC)
    if isinstance(value, str):  # SQLite keeps moments as text, in UTC
        return datetime.fromisoformat(f"{value}+00:00")
    return value


def _places(values: Collection[Any]) -> str:
    return f"({', '.join(['%s'] * len(values))})"


@dataclass(frozen=True)
class TranslationStates:
    """A lazy list of rows, for Django's Paginator and for loops; each access is one query.

    `page_id` may be any page of the group. `locales` and `states` are several of what `locale` and `state` are one of;
    no locales at all give no rows. With `drafts_in`, originals that are drafts are left out unless they are in one of
    these languages. `left_out` are pages that do not count: neither as a translation nor as an original that still waits
    for one. Rows come in the order of the tree, then by language code; where states are asked for, what is gravely out of
    date comes before.
    """

    page_id: int | None = None
    content_type_id: int | None = None
    locale: str = ""
    locales: tuple[str, ...] | None = None
    state: str = ""
    states: tuple[str, ...] = ()
    title: str = ""
    drafts_in: frozenset[str] | None = None
    left_out: models.QuerySet[Page] | None = None
    known_count: int | None = None

    def filter(self, **changes: Any) -> "TranslationStates":
        """The same list with other conditions. `known_count` spares the query when the number of rows is known."""
        return replace(self, **{"known_count": None, **changes})

    # Only names of our tables and columns are put into the text; every value is a parameter.
    def _sql(self, columns: str) -> tuple[str, list[Any]]:
        originals, segment_limit, string_limit = ORIGINALS, "", ""
        of_page: list[Any] = [] if self.page_id is None else [self.page_id]
        if of_page:
            group = "(SELECT page.translation_key FROM {page} page WHERE page.id = %s)"
            originals += f" AND p.translation_key = {group}"
            segment_limit = f"WHERE segment.source_id IN (SELECT id FROM {{source}} WHERE object_id = {group})"  # noqa: S608
        languages = [self.locale] if self.locale else list(self.locales or ())
        if languages:
            codes = f"(SELECT id FROM {{locale}} WHERE language_code IN {_places(languages)})"  # noqa: S608
            string_limit = f"WHERE string.locale_id IN {codes}"
        sql = ROWS
        for name, text in (("originals", originals), ("string_limit", string_limit), ("segment_limit", segment_limit)):
            sql = sql.replace(f"{{{name}}}", text)
        sql = sql.format(unknown=UNKNOWN_DEGREE.value, **DIALECTS[connection.vendor]._asdict(), **TABLES)
        params = [*of_page, *of_page, *languages]
        conditions = []
        for condition, value in (
            ("locale = %s", self.locale),
            ("state = %s", self.state),
            ("content_type_id = %s", self.content_type_id),
        ):
            if value:
                conditions.append(condition)
                params.append(value)
        for column, listed, negated in (
            ("content_type_id", types_without_translations(), " NOT"),
            ("state", self.states, ""),
            ("locale", self.locales or (), ""),
        ):
            if listed:
                conditions.append(f"{column}{negated} IN {_places(listed)}")
                params += listed
        if self.locales == ():
            conditions.append("1 = 0")
        if self.drafts_in is not None:
            readable = sorted(self.drafts_in) or [""]
            conditions.append(f"(live OR source_locale IN {_places(readable)})")
            params += readable
        if self.left_out is not None:
            unwanted, values = self.left_out.order_by().values("pk").query.sql_with_params()
            conditions.append(f"COALESCE(target_id, page_id) NOT IN ({unwanted})")
            params += values
        if self.title:
            conditions.append("LOWER(title) LIKE %s ESCAPE '!'")
            pattern = self.title.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
            params.append(f"%{pattern}%")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return sql.replace("SELECT * FROM (", f"SELECT {columns} FROM (", 1) + where, params  # noqa: S608

    @property
    def _order(self) -> str:
        """Where only some states are asked for, the gravest come first."""
        return "COALESCE(degree, 0) DESC, path, locale" if self.state or self.states else "path, locale"

    def _rows(self, start: int = 0, stop: int | None = None) -> list[TranslationState]:
        sql, params = self._sql(columns())
        sql += f" ORDER BY {self._order}"
        if stop is not None:
            sql += " LIMIT %s OFFSET %s"
            params += [max(stop - start, 0), start]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            found = [_row(record) for record in cursor.fetchall()]
        return found if stop is not None else found[start:]

    def count(self) -> int:
        """The number of rows."""
        if self.known_count is not None:
            return self.known_count
        sql, params = self._sql("COUNT(*)")
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return int(cursor.fetchone()[0])

    def counts_by_state(self) -> dict[State, int]:
        """The number of rows in each state; states without rows are 0."""
        sql, params = self._sql("state, COUNT(*)")
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} GROUP BY state", params)
            found = dict(cursor.fetchall())
        return {state: found.get(state.value, 0) for state in State}

    def first_of_each_state(self, number: int) -> dict[State, tuple[int, list[TranslationState]]]:
        """How many rows are in each state, and the first `number` of them, the gravest before others, in one query.

        States without rows are left out.
        """
        sql, params = self._sql(
            f"{columns()}, COUNT(*) OVER (PARTITION BY state) AS size, "
            "ROW_NUMBER() OVER (PARTITION BY state ORDER BY COALESCE(degree, 0) DESC, path, locale) AS place"
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM ({sql}) ranked WHERE place <= %s ORDER BY place", [*params, number])  # noqa: S608
            found = cursor.fetchall()
        result: dict[State, tuple[int, list[TranslationState]]] = {}
        for record in found:
            row = _row(record[:-2])
            result.setdefault(row.state, (record[-2], []))[1].append(row)
        return result

    # No __len__: list() would ask for it, and cost a second query.

    def __iter__(self) -> Iterator[TranslationState]:
        return iter(self._rows())

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return self._rows(index.start or 0, index.stop)
        return self._rows(index, index + 1)[0]


_STATES = {state.value: state for state in State}
_DEGREES = {degree.value: degree for degree in Degree}


def _row(record: tuple[Any, ...]) -> TranslationState:
    page_id, title, content_type_id, source_locale, live, locale, target_id, target_live = record[:8]
    translation_id, total, done, errors, published_at, newer, words_left, state, since, degree = record[8:]
    return TranslationState(
        page_id,
        title,
        content_type_id,
        source_locale,
        bool(live),
        locale,
        target_id,
        bool(target_live),
        translation_id,
        total,
        done,
        errors,
        _moment(published_at),
        bool(newer),
        words_left,
        _moment(since),
        _STATES[state],
        None if degree is None else _DEGREES[degree],
    )


def states_of(page: Page) -> list[TranslationState]:
    """The states of every language of the group that `page` belongs to. One query."""
    return list(TranslationStates(page_id=page.pk))
