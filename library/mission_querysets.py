"""What is asked of diplomatic missions, with the promise that a list costs the same for one and for twenty."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from library.columns import columns

if TYPE_CHECKING:
    from library.models import DiplomaticMission

    MissionsBase = models.QuerySet[DiplomaticMission]
else:
    MissionsBase = models.QuerySet

WORDS_OF_A_SEARCH = 5


def year_before(day: datetime.date) -> datetime.date:
    """The same day a year ago; the last of February for a leap day.

    >>> year_before(datetime.date(2024, 2, 29))
    datetime.date(2023, 2, 28)
    """
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


class MissionQuerySet(MissionsBase):
    """Queries about missions."""

    def sent_by(self, country_code: str) -> MissionQuerySet:
        """The missions of one country."""
        return self.filter(sending__code=country_code)

    def with_reports(self) -> MissionQuerySet:
        """Fetches with each mission the day of its latest report, and on how many days it was reported since verified."""
        reports = apps.get_model("library", "MissionReport").objects.filter(mission=OuterRef("pk"))
        verified = Coalesce(OuterRef("verified_on"), Value(datetime.date.min), output_field=models.DateField())
        days = reports.filter(day__gt=verified).order_by().values("mission").annotate(days=Count("day", distinct=True))
        return self.annotate(
            last_report_day=Subquery(reports.order_by("-day").values("day")[:1]),
            days_reported=Coalesce(Subquery(days.values("days")), 0),
        )

    def reported_broken(self) -> MissionQuerySet:
        """Missions about which a reader has reported something since they were last verified."""
        return self.with_reports().filter(
            Q(last_report_day__isnull=False) & (Q(verified_on__isnull=True) | Q(last_report_day__gt=F("verified_on")))
        )

    def unverified_for_a_year(self, on: datetime.date) -> MissionQuerySet:
        """Missions that nobody has verified within the year before this day."""
        return self.filter(Q(verified_on__isnull=True) | Q(verified_on__lt=year_before(on)))

    def for_listing(self) -> MissionQuerySet:
        """All that a list shows: countries, and whether it is reported broken. One query."""
        return self.select_related("sending", "host").with_reports()

    def choices_for_readers(self, sending_code: str) -> MissionQuerySet:
        """All that readers' choice among the missions of a country needs: two queries, however many missions."""
        return self.sent_by(sending_code).for_listing().prefetch_related("accredited_to")

    def find(self, query: str) -> MissionQuerySet:
        """Missions in whose city, country or address each word of the query stands, in any language."""
        names = [*columns("city"), *(f"host__{name}" for name in columns("name")), "address_lines", "emails"]
        found = self
        for word in query.split()[:WORDS_OF_A_SEARCH]:
            found = found.filter(Q(*[(f"{name}__icontains", word) for name in names], _connector=Q.OR))
        return found


#: The manager of missions; every query above can be asked of it.
MissionManager = models.Manager.from_queryset(MissionQuerySet, "MissionManager")
