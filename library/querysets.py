"""What is asked of people and cases, with the promise that a listing costs the same for one row and for twenty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Prefetch, Q, prefetch_related_objects

from library.names import folded_words

if TYPE_CHECKING:
    from library.models import Case, Person

    PeopleBase = models.QuerySet[Person]
    CasesBase = models.QuerySet[Case]
else:
    PeopleBase = CasesBase = models.QuerySet


class PersonQuerySet(PeopleBase):
    """Queries about people."""

    def find(self, query: str) -> PersonQuerySet:
        """People of whom any written form, misspellings included, holds every word of the query."""
        words = folded_words(query)
        if not words:
            return self.none()
        found = self
        for word in words:
            variants = apps.get_model("library", "PersonName").objects.filter(folded__contains=word)
            found = found.filter(Q(folded_name__contains=word) | Q(pk__in=variants.values("person")))
        return found

    def with_events(self) -> PersonQuerySet:
        """All that `state_at` reads: two queries more, however many people."""
        return self.prefetch_related("episodes__events")

    def for_cards(self) -> PersonQuerySet:
        """All that a card shows: names, portrait, roles, state. The cost is the same for every language."""
        return self.select_related("portrait").prefetch_related(
            "names",
            Prefetch("roles", queryset=_all("PersonRole").select_related("organisation")),
            "episodes__events",
            "portrait__renditions",
        )

    def for_timeline(self) -> PersonQuerySet:
        """All that a profile shows: a card, and each event with place, authority, law, case and sources."""
        events = _all("StatusEvent").select_related("place__country", "place__part_of", "authority", "provision")
        episodes = _all("DetentionEpisode").select_related("case")
        return self.select_related("portrait").prefetch_related(
            "names",
            Prefetch("roles", queryset=_all("PersonRole").select_related("organisation")),
            Prefetch("episodes", queryset=episodes),
            Prefetch("episodes__events", queryset=events),
            "episodes__events__sources",
            "portrait__renditions",
        )


#: The manager of people; every query above can be asked of it.
PersonManager = models.Manager.from_queryset(PersonQuerySet, "PersonManager")


def attach_cards(people: Sequence[Person]) -> None:
    """Fetches onto people what their cards show, portraits' renditions excepted, in three queries however many they are."""
    if not people:
        return
    prefetch_related_objects(
        list(people), "names", Prefetch("roles", queryset=_all("PersonRole").select_related("organisation"))
    )
    events = defaultdict(list)
    for event in _all("StatusEvent").filter(episode__person__in=people).select_related("episode"):
        events[event.episode.person_id].append(event)
    for person in people:
        person.known_events = events[person.pk]


class CaseQuerySet(CasesBase):
    """Queries about cases."""

    def with_counts(self) -> CaseQuerySet:
        """All that `reported_in_custody` reads and shows."""
        counts = _all("CaseCount").select_related("source")
        return self.prefetch_related(Prefetch("counts", queryset=counts))


def _all(model: str) -> models.QuerySet[Any]:
    return apps.get_model("library", model)._default_manager.all()
