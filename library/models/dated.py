"""What every dated fact has in common: a date of which only a part may be known."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from library.choices import Precision
from library.dates import ImpreciseDate, first_day


def known_exactly_when_dated(name: str) -> models.CheckConstraint:
    """A date is stored exactly when something of it is known."""
    return models.CheckConstraint(
        condition=models.Q(date__isnull=True, precision=Precision.UNKNOWN)
        | (models.Q(date__isnull=False) & ~models.Q(precision=Precision.UNKNOWN)),
        name=name,
        violation_error_message=_("Give a date, or choose that it is not known."),
    )


def check_date(value: Any, precision: str, field: str) -> None:
    """Refuses a date without a precision and a precision without a date."""
    if value and precision == Precision.UNKNOWN:
        raise ValidationError({field: _("Say how much of this date is known, or leave it empty.")})
    if not value and precision != Precision.UNKNOWN:
        raise ValidationError({field: _("Give a date, or choose that it is not known.")})


class DatedFact(models.Model):
    """A date, how much of it is known, and a place among facts whose dates do not tell their order.

    Of an imprecise date the first day of its month or year is stored, whatever day was typed.
    """

    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("If only the month or the year is known, give any day in it. Leave empty if it is not known."),
    )
    precision = models.CharField(
        _("what is known of the date"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    order = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("Only needed where the dates do not tell which came first: the lower number comes first."),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.date is None:
            self.precision = Precision.UNKNOWN
        else:
            self.date = first_day(self.date, self.precision)
        super().save(*args, **kwargs)

    @property
    def when(self) -> ImpreciseDate:
        return ImpreciseDate(self.date, self.precision)

    def clean(self) -> None:
        super().clean()
        if not self.date and self.precision == Precision.DAY:
            self.precision = Precision.UNKNOWN
        check_date(self.date, self.precision, "date")
