"""Cases, episodes of detention and the dated events in them. Status is never stored: status.py computes it."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.search import index

from library import status
from library.choices import Status
from library.models.dated import DatedFact, known_exactly_when_dated
from library.models.law import Authority, LegalProvision
from library.models.people import Person
from library.models.places import Country, Organisation, Place
from library.models.sources import Source
from library.querysets import CaseQuerySet
from library.search import localised_search_fields


class Case(index.Indexed, ClusterableModel):
    """The group of people an appeal is about, for example all who were arrested in one wave."""

    name = models.CharField(
        _("name"), max_length=200, help_text=_("For example: Arrests in Gilgit-Baltistan, May 2025.")
    )
    country = models.ForeignKey(Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="cases")
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        help_text=_("The organisation that the people belong to, if there is one."),
    )

    objects: ClassVar[Any] = CaseQuerySet.as_manager()

    search_fields: ClassVar[list[index.BaseField]] = [
        *localised_search_fields("name"),
        index.FilterField("country"),
    ]

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name or str(self.pk)

    def reported_in_custody(self, on: datetime.date | None = None) -> status.ReportedCount | None:
        """The latest undisputed total of people in custody by that day."""
        return status.reported_in_custody(self.counts.all(), on)

    def named_in_custody(self, on: datetime.date | None = None) -> int:
        """How many people on record with an episode in this case were in custody on that day."""
        people = Person.objects.filter(episodes__case=self).distinct().with_events()
        return sum(person.state_at(on).is_in_custody for person in people)


class CaseCount(DatedFact):
    """A total that somebody reported: so many people in that status on that day."""

    case = ParentalKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="counts")
    status = models.CharField(_("status"), max_length=24, choices=Status.choices, default=Status.IN_CUSTODY)
    number = models.PositiveIntegerField(_("number of people"))
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, null=True, blank=True, related_name="counts"
    )
    disputes = models.ForeignKey(
        "self",
        verbose_name=_("contradicts"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="disputed_by",
        help_text=_("Choose the total that this one contradicts. It is then kept on record and never used."),
    )

    class Meta:
        verbose_name = _("reported total")
        verbose_name_plural = _("reported totals")
        ordering = ["date", "order", "id"]
        constraints = [known_exactly_when_dated("library_casecount_date_known")]

    def __str__(self) -> str:
        return f"{self.number} · {self.get_status_display()}"

    def clean(self) -> None:
        super().clean()
        if self.disputes is None or self.case_id is None:
            return
        if self.disputes_id == self.pk or self.disputes.case_id != self.case_id:
            raise ValidationError({"disputes": _("Choose another total of the same case.")})


class DetentionEpisode(ClusterableModel):
    """One stretch of persecution, from the first arrest, disappearance or listing to the last thing known."""

    person = ParentalKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="episodes")
    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, null=True, blank=True, related_name="episodes"
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("episode of detention")
        verbose_name_plural = _("episodes of detention")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.person} · {self.case}" if self.case_id else str(self.person)


class StatusEvent(DatedFact, ClusterableModel):
    """Something that happened to a person on a day, by an authority, under a law, according to sources."""

    episode = ParentalKey(DetentionEpisode, verbose_name=_("episode"), on_delete=models.CASCADE, related_name="events")
    status = models.CharField(_("what happened"), max_length=24, choices=Status.choices)
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        help_text=_("Who did it: police, court, ministry."),
    )
    provision = models.ForeignKey(
        LegalProvision,
        verbose_name=_("legal provision"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        help_text=_("Under which law, as far as it is said."),
    )
    sources = ParentalManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="events")
    note = models.TextField(_("note"), blank=True, help_text=_("A sentence that every language shows with the event."))
    disputes = models.ForeignKey(
        "self",
        verbose_name=_("contradicts"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="disputed_by",
        help_text=_(
            "If sources disagree, record both events and choose here the one that this one contradicts. "
            "This one is then shown as another account and never counted."
        ),
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["date", "order", "id"]
        constraints = [known_exactly_when_dated("library_statusevent_date_known")]

    def __str__(self) -> str:
        return f"{self.when.iso or '?'} · {self.get_status_display()}"

    def clean(self) -> None:
        super().clean()
        if self.disputes is None or self.episode_id is None:
            return
        if self.disputes_id == self.pk or self.disputes.episode.person_id != self.episode.person_id:
            raise ValidationError({"disputes": _("Choose another event of the same person.")})
