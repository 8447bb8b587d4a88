"""Draws the cells of the coverage board: thousands on one screen, so in Python, from words that are escaped once.

What may be opened is asked of the policy by whoever makes a CellWriter. A cell is a link where there is something to do.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from babel.numbers import format_decimal, format_percent
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from library.dates import babel_locale, format_elapsed
from translations.board.coverage import Line
from translations.freshness.degrees import Degree
from translations.states import State, TranslationState

#: States in which nothing is left to be counted.
_SETTLED = frozenset({State.COMPLETE, State.DETACHED})


def number(value: int, language: str) -> str:
    """A number as a language groups its digits."""
    return str(format_decimal(value, locale=babel_locale(language)))


@lru_cache(maxsize=4096)
def percent(value: int, language: str) -> str:
    """A share in hundredths as a language writes it.

    >>> percent(67, "en"), percent(67, "de")
    ('67%', '67\\xa0%')
    """
    return str(format_percent(value / 100, locale=babel_locale(language)))


def words_left(count: int, language: str) -> str:
    """How many words are still to be translated, in the active language."""
    return ngettext("%(number)s word left", "%(number)s words left", count) % {"number": number(count, language)}


@dataclass
class CellWriter:
    """Writes the cells of one screen in one language.

    In the languages of `may_translate` a cell leads to the translation, in those of `may_start` to where it is begun, in
    those of `may_read` to the comparison with the original; elsewhere it is text. So is a page of `held`, whatever its state.
    """

    language: str
    now: datetime.datetime
    may_translate: Collection[str] = ()
    may_start: Collection[str] = ()
    may_read: Collection[str] = ()
    held: Collection[int] = ()
    _drawn: dict[Any, str] = field(default_factory=dict)

    def cell(self, line: Line, locale: str, degree: Degree | None = None) -> str:
        """The `<td>` of a page in a language."""
        row = line.cells.get(locale)
        if ((row and row.target_id) or line.page_id) in self.held and (row or locale == line.source_locale):
            return self._held
        if row is None:
            if locale != line.source_locale:
                return "<td></td>"
            inner, url, kind = self._original, self._url(line.page_id, locale, exists=True), "original"
        else:
            inner = self._inner(row, degree)
            url = self._url(row.target_id or row.page_id, locale, exists=row.target_id is not None)
            kind = row.state.value
        if not url:
            return f'<td class="board-cell board-cell--{kind}"><span>{inner}</span></td>'
        return f'<td class="board-cell board-cell--{kind}"><a href="{url}">{inner}</a></td>'

    def cells(self, line: Line, locales: Collection[str], degrees: dict[tuple[int, str], Degree]) -> SafeString:
        """All cells of a line, in the order of the columns."""
        drawn = (self.cell(line, locale, degrees.get((line.page_id, locale))) for locale in locales)
        return mark_safe("".join(drawn))  # noqa: S308  (words are escaped when they are drawn)

    def _url(self, page_id: int, locale: str, *, exists: bool) -> str:
        if not exists:
            return f"{self._begin(page_id)}?select_locale={locale}" if locale in self.may_start else ""
        if locale in self.may_translate:
            return self.edit_url(page_id)
        return self._compare(page_id) if locale in self.may_read else ""

    @cached_property
    def edit_url(self) -> Callable[[int], str]:
        """Where a page is edited or translated, by its id."""
        return _address("wagtailadmin_pages:edit")

    @cached_property
    def _begin(self) -> Callable[[int], str]:
        return _address("wagtail_localize:submit_page_translation")

    @cached_property
    def _compare(self) -> Callable[[int], str]:
        return _address("translations_compare")

    @cached_property
    def _original(self) -> str:
        return f"<b>{escape(gettext('Original'))}</b>"

    @cached_property
    def _held(self) -> str:
        return f'<td class="board-cell board-cell--held"><span><b>{escape(gettext("Held back"))}</b></span></td>'

    def _inner(self, row: TranslationState, degree: Degree | None) -> str:
        settled = row.state in _SETTLED
        days = None if settled or row.since is None else max((self.now - row.since).days, 0)
        left = 0 if settled else row.words_left
        share = row.percent if row.state not in (*_SETTLED, State.MISSING, State.DRAFT) else None
        key = (row.state, degree, share, left, days)
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = self._draw(*key)
        return drawn

    def _draw(self, state: State, degree: Degree | None, share: int | None, left: int, days: int | None) -> str:
        parts = [f"<b>{escape(state.label)}</b>"]
        if degree is not None:
            parts.append(f'<i class="board-degree board-degree--{degree.name.lower()}">{escape(degree.label)}</i>')
        details = []
        if share is not None:
            details.append(percent(share, self.language))
        if left:
            details.append(words_left(left, self.language))
        if days:
            details.append(format_elapsed(days, self.language))
        if details:
            parts.append("<small>{}</small>".format(" · ".join(escape(detail) for detail in details)))
        return " ".join(parts)


def _address(name: str) -> Callable[[int], str]:
    """Addresses of a screen by the id of a page; Django would look each up anew."""
    before, after = reverse(name, args=[0]).rsplit("0", 1)
    return lambda page_id: f"{before}{page_id}{after}"
