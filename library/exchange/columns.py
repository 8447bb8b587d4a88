"""The columns of a file of missions: how each cell is read from a mission, checked, and put into one. Stores nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.settings import AVAILABLE_LANGUAGES

from library.choices import Gender
from library.columns import column
from library.models import Country, DiplomaticMission, Source
from sections.languages import own_name

#: Labels with a column for each language of the interface, and for every other that is used.
LABELS = ("city", "head_title", "form_of_address", "salutation")
#: Columns that say which mission a row is about, where there is no `id`.
IDENTITY = ("sending", "host", "kind", "city_en")
ID = "id"


@dataclass
class Draft:
    """A mission as a row would make it. `accredited` takes the place of its relation, which only a stored mission has."""

    mission: DiplomaticMission
    accredited: tuple[Country, ...] = ()


@dataclass(frozen=True)
class Known:
    """The records that a cell can name."""

    countries: dict[str, Country]
    sources: dict[str, Source]


class MissionColumn(Protocol):
    """One column. `clean` raises ValidationError with a sentence; `put` takes what `clean` returned."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    def cell(self, draft: Draft) -> str: ...

    def clean(self, cell: str, known: Known) -> Any: ...

    def put(self, draft: Draft, value: Any) -> None: ...


def _field(name: str) -> Any:
    return DiplomaticMission._meta.get_field(name)


@dataclass(frozen=True)
class PlainColumn:
    """A text as it stands in the model; the model's own rules for it hold."""

    name: str

    @property
    def label(self) -> str:
        field = _field(self.name)
        language = getattr(field, "language", "")
        plain = getattr(field, "translated_field", field)
        label = str(capfirst(plain.verbose_name))
        return f"{label} · {own_name(language)}" if language else label

    def cell(self, draft: Draft) -> str:
        return str(getattr(draft.mission, self.name) or "")

    def clean(self, cell: str, known: Known) -> str:
        field = _field(self.name)
        if not cell and self.name == "head_gender":
            return Gender.UNKNOWN
        if not cell and self.name in IDENTITY:
            raise ValidationError(_("This cell must not be empty."))
        if field.choices and cell and cell not in dict(field.flatchoices):
            words = ", ".join(str(value) for value, _label in field.flatchoices if value)
            raise ValidationError(_("Write one of these words: %(words)s."), params={"words": words})
        return str(field.clean(cell, None) or "")

    def put(self, draft: Draft, value: str) -> None:
        setattr(draft.mission, self.name, value)


@dataclass(frozen=True)
class CountryColumn:
    """A country by its two letters."""

    name: str

    @property
    def label(self) -> str:
        return str(capfirst(_field(self.name).verbose_name))

    def cell(self, draft: Draft) -> str:
        country: Country | None = getattr(draft.mission, self.name, None)
        return country.code if country else ""

    def clean(self, cell: str, known: Known) -> Country:
        if not cell:
            raise ValidationError(_("This cell must not be empty."))
        return country_by_code(cell, known)

    def put(self, draft: Draft, value: Country) -> None:
        setattr(draft.mission, self.name, value)


@dataclass(frozen=True)
class CountriesColumn:
    """Countries by their letters, with blanks between them."""

    name: str

    @property
    def label(self) -> str:
        return str(capfirst(_field(self.name).verbose_name))

    def cell(self, draft: Draft) -> str:
        return " ".join(sorted(country.code for country in draft.accredited))

    def clean(self, cell: str, known: Known) -> tuple[Country, ...]:
        codes = dict.fromkeys(cell.replace(",", " ").replace(";", " ").split())
        return tuple(country_by_code(code, known) for code in codes)

    def put(self, draft: Draft, value: tuple[Country, ...]) -> None:
        draft.accredited = value


@dataclass(frozen=True)
class SourceColumn:
    """A source by its address on the web, or by its title where it has none."""

    name: str

    @property
    def label(self) -> str:
        return str(capfirst(_field(self.name).verbose_name))

    def cell(self, draft: Draft) -> str:
        source = draft.mission.source
        return (source.url or source.title) if source else ""

    def clean(self, cell: str, known: Known) -> Source | None:
        if not cell:
            return None
        if cell not in known.sources:
            raise ValidationError(
                _("There is no source with the address or title “%(cell)s” on record. Add it under Sources first."),
                params={"cell": cell},
            )
        return known.sources[cell]

    def put(self, draft: Draft, value: Source | None) -> None:
        draft.mission.source = value


@dataclass(frozen=True)
class DayColumn:
    """A day, written so that no spreadsheet mistakes the month for the day."""

    name: str

    @property
    def label(self) -> str:
        return str(capfirst(_field(self.name).verbose_name))

    def cell(self, draft: Draft) -> str:
        day: datetime.date | None = getattr(draft.mission, self.name)
        return day.isoformat() if day else ""

    def clean(self, cell: str, known: Known) -> datetime.date | None:
        return DAY.clean(cell)

    def put(self, draft: Draft, value: datetime.date | None) -> None:
        setattr(draft.mission, self.name, value)


DAY = forms.DateField(
    required=False,
    input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    error_messages={"invalid": _("Write the day as year, month and day, for example 2025-06-17.")},
)


def country_by_code(code: str, known: Known) -> Country:
    """Raises ValidationError when no country on record has this code."""
    country = known.countries.get(code.upper())
    if country is None:
        raise ValidationError(
            _("There is no country “%(code)s” on record. Write two letters, for example DE."), params={"code": code}
        )
    return country


def _labels(name: str, languages: Sequence[str]) -> list[MissionColumn]:
    return [PlainColumn(column(name, language)) for language in languages]


def columns_in(languages: Sequence[str]) -> list[MissionColumn]:
    """Every column, with labels in these languages, in the order of a file."""
    return [
        CountryColumn("sending"),
        CountryColumn("host"),
        PlainColumn("kind"),
        *_labels("city", languages),
        CountriesColumn("accredited_to"),
        PlainColumn("head_office"),
        PlainColumn("head_name"),
        PlainColumn("head_gender"),
        *(label for name in LABELS[1:] for label in _labels(name, languages)),
        PlainColumn("address_lines"),
        PlainColumn("emails"),
        PlainColumn("telephone"),
        PlainColumn("website"),
        SourceColumn("source"),
        DayColumn("verified_on"),
        PlainColumn("note"),
    ]


def languages_used(missions: Iterable[DiplomaticMission]) -> list[str]:
    """The languages of the interface, and those in which any of these missions has a text."""
    missions = list(missions)
    return [
        language
        for language in AVAILABLE_LANGUAGES
        if language in settings.INTERFACE_LANGUAGES
        or any(getattr(mission, column(name, language)) for mission in missions for name in LABELS)
    ]


@lru_cache(maxsize=1)
def all_columns() -> dict[str, MissionColumn]:
    """Every column that a file can have, by name; `id` is not among them."""
    return {each.name: each for each in columns_in(AVAILABLE_LANGUAGES)}
