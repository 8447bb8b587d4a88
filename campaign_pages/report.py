"""How every model document stands: its validity, its languages, its missions. Reads only; a fixed number of queries.

A row is an original; its translations are languages of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from campaign_pages.models import ModelDocumentPage
from library.models import DiplomaticMission
from translations.guard.rights import readable
from translations.languages import language_name
from translations.states import State, TranslationState, TranslationStates

#: How long before its last day a document is marked.
NOTICE = datetime.timedelta(days=30)


class Attention(TextChoices):
    """Why somebody should look at a document. The values are part of stored links to the report."""

    ANY = "any", pgettext_lazy("documents report", "For any reason")
    EXPIRY = "expiry", pgettext_lazy("documents report", "Expired or about to expire")
    LANGUAGES = "languages", pgettext_lazy("documents report", "Languages incomplete or out of date")
    MISSIONS = "missions", pgettext_lazy("documents report", "Missions unverified or reported broken")


@dataclass(frozen=True)
class OpenLanguage:
    """A language that was begun and in which readers do not see the current document."""

    code: str
    page_id: int
    state: State | None

    @property
    def name(self) -> str:
        return language_name(self.code)

    @property
    def label(self) -> str:
        """What readers do not have, in the active language."""
        return str(self.state.label) if self.state else pgettext("documents report", "Not published")

    def __str__(self) -> str:
        # Translators: a language and how far its translation is, for example “Deutsch: Out of date”.
        return pgettext("documents report", "%(language)s: %(state)s") % {"language": self.name, "state": self.label}


@dataclass(frozen=True)
class MissionDoubts:
    """How many missions of a country cannot be relied on."""

    country_id: int
    unverified: int = 0
    broken: int = 0


@dataclass(frozen=True)
class DocumentRow:
    """One document. `languages` is the number of those that were begun, the original's included."""

    page: ModelDocumentPage
    today: datetime.date
    languages: int
    open_languages: tuple[OpenLanguage, ...]
    missions: MissionDoubts | None
    can_edit: bool

    @property
    def title(self) -> str:
        return str(self.page.get_admin_display_title())

    @property
    def kind(self) -> str:
        return str(self.page.get_kind_display())

    @property
    def version(self) -> str:
        return self.page.version

    @property
    def version_parts(self) -> tuple[int, ...]:
        """The version as numbers, so that 1.10 stands behind 1.9."""
        return tuple(int(part) if part.isdecimal() else 0 for part in self.page.version.split("."))

    @property
    def facts_as_of(self) -> datetime.date | None:
        return self.page.facts_as_of

    @property
    def expires(self) -> datetime.date | None:
        return self.page.expires

    @property
    def superseded_by(self) -> str:
        """The title of the newer document."""
        newer = self.page.superseded_by
        return str(newer.get_admin_display_title()) if newer else ""

    @property
    def is_superseded(self) -> bool:
        """Whether readers are sent to a newer document, so that nothing has to be done about this one."""
        newer = self.page.superseded_by
        return bool(newer and newer.live)

    @property
    def is_expired(self) -> bool:
        return self.expires is not None and self.expires < self.today

    @property
    def expires_soon(self) -> bool:
        return self.expires is not None and not self.is_expired and self.expires <= self.today + NOTICE

    @property
    def expiry_note(self) -> str:
        """What there is to say of the last day, in the active language."""
        if self.is_expired:
            return pgettext("documents report", "Expired")
        return pgettext("documents report", "Expires within 30 days") if self.expires_soon else ""

    @property
    def complete(self) -> int:
        """The number of languages in which readers see the current document."""
        return self.languages - len(self.open_languages)

    @property
    def open_names(self) -> list[str]:
        return [str(language) for language in self.open_languages]

    @property
    def unverified(self) -> int | None:
        return self.missions.unverified if self.missions else None

    @property
    def broken(self) -> int | None:
        return self.missions.broken if self.missions else None

    @property
    def doubts(self) -> int:
        """The number by which documents are put into order of their missions."""
        return self.missions.unverified + self.missions.broken if self.missions else 0

    @property
    def attention(self) -> frozenset[Attention]:
        """Why somebody should look at it; a superseded document may stay as it is."""
        if self.is_superseded:
            return frozenset()
        reasons = {
            Attention.EXPIRY: self.is_expired or self.expires_soon,
            Attention.LANGUAGES: bool(self.open_languages),
            Attention.MISSIONS: self.doubts > 0,
        }
        found = {reason for reason, holds in reasons.items() if holds}
        return frozenset(found | {Attention.ANY}) if found else frozenset()


def document_rows(user: Any, editable: QuerySet[Page], kind: str = "") -> list[DocumentRow]:
    """All documents of a kind that `user` may read, in the order of the tree. `editable`: pages that she may edit."""
    pages = list(readable(user, originals(kind)).select_related("locale", "superseded_by").order_by("path"))
    states = states_by_page()
    today = timezone.localdate()
    missions = doubts_by_country({page.missions_of_id for page in pages if page.missions_of_id}, today)
    allowed = set(editable.filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True))
    rows = []
    for page in pages:
        begun = [row for row in states.get(page.pk, []) if row.state != State.MISSING]
        rows.append(
            DocumentRow(
                page=page,
                today=today,
                languages=1 + len(begun),
                open_languages=tuple(open_languages(page, begun)),
                missions=missions[page.missions_of_id] if page.missions_of_id else None,
                can_edit=page.pk in allowed,
            )
        )
    return rows


def originals(kind: str = "") -> QuerySet[ModelDocumentPage]:
    """One page of each group: the one it is translated from, else its oldest (as in translations/states.py)."""
    sources = TranslationSource.objects.filter(object_id=OuterRef("translation_key"))
    of_source = Page.objects.filter(translation_key=OuterRef("object_id"), locale_id=OuterRef("locale_id"))
    older = Page.objects.filter(
        translation_key=OuterRef("translation_key"), alias_of__isnull=True, pk__lt=OuterRef("pk")
    )
    found = ModelDocumentPage.objects.filter(
        ~Exists(sources.exclude(locale_id=OuterRef("locale_id")).filter(Exists(of_source))),
        Exists(sources.filter(locale_id=OuterRef("locale_id"))) | ~Exists(older),
        alias_of__isnull=True,
    )
    return found.filter(kind=kind) if kind else found


def states_by_page() -> Mapping[int, list[TranslationState]]:
    """The states of all documents by the id of the original. One query."""
    of_documents = ContentType.objects.get_for_model(ModelDocumentPage).pk
    states: dict[int, list[TranslationState]] = {}
    for row in TranslationStates(content_type_id=of_documents):
        states.setdefault(row.page_id, []).append(row)
    return states


def open_languages(page: ModelDocumentPage, begun: Iterable[TranslationState]) -> list[OpenLanguage]:
    """The languages in which readers do not see the current document, the original's first."""
    found = [] if page.live else [OpenLanguage(page.language, page.pk, None)]
    for row in begun:
        if row.state == State.COMPLETE or row.target_id is None:
            continue
        if row.state == State.DETACHED:
            found += [] if row.target_live else [OpenLanguage(row.locale, row.target_id, None)]
        else:
            found.append(OpenLanguage(row.locale, row.target_id, row.state))
    return found


def doubts_by_country(countries: Collection[int], today: datetime.date) -> dict[int, MissionDoubts]:
    """How many missions of each country are unverified for a year or reported broken. One query, none for no country."""
    found: dict[int, dict[str, Any]] = {pk: {"unverified": 0, "broken": 0} for pk in countries}
    for mission in DiplomaticMission.objects.with_reports().filter(sending__in=countries) if countries else ():
        counts = found[mission.sending_id]
        counts["unverified"] += mission.is_unverified_for_a_year(today)
        counts["broken"] += mission.is_reported_broken
    return {pk: MissionDoubts(pk, **counts) for pk, counts in found.items()}
