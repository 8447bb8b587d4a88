"""Where readers send letters: diplomatic missions, and what readers report about their addresses. Writes no letter."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from library.choices import Gender, HeadOffice, MissionKind, MissionReportReason
from library.contact_details import emails_of, lines_of, validate_address_lines, validate_emails, validate_telephone
from library.mission_querysets import MissionManager, year_before
from library.models.places import Country
from library.models.sources import Source
from library.search import localised_search_fields

#: On how many different days an address was reported before readers are told.
DAYS_UNTIL_READERS_ARE_TOLD = 2
#: The missions that stand for a whole country; there is one of them in each.
MAIN_KINDS = (MissionKind.EMBASSY, MissionKind.HIGH_COMMISSION)

#: The offices that can head a mission; the first is meant where none is chosen.
OFFICES: dict[str, tuple[HeadOffice, ...]] = {
    MissionKind.EMBASSY: (HeadOffice.AMBASSADOR, HeadOffice.CHARGE_DAFFAIRES),
    MissionKind.HIGH_COMMISSION: (HeadOffice.HIGH_COMMISSIONER, HeadOffice.CHARGE_DAFFAIRES),
    MissionKind.CONSULATE_GENERAL: (HeadOffice.CONSUL_GENERAL, HeadOffice.CONSUL),
    MissionKind.CONSULATE: (HeadOffice.CONSUL, HeadOffice.CONSUL_GENERAL),
    MissionKind.HONORARY_CONSULATE: (HeadOffice.HONORARY_CONSUL,),
}


class DiplomaticMission(index.Indexed, models.Model):
    """An embassy, high commission or consulate.

    The address stands as on an envelope, without the country. What a letter calls its head follows from the kind, the office
    and the gender (see protocol.py); the texts of the same purpose here replace that in one language each.
    """

    sending = models.ForeignKey(
        Country,
        verbose_name=_("sent by"),
        on_delete=models.PROTECT,
        related_name="missions_sent",
        help_text=_("The country whose mission it is."),
    )
    host = models.ForeignKey(
        Country,
        verbose_name=_("host country"),
        on_delete=models.PROTECT,
        related_name="missions_hosted",
        help_text=_("The country in which it stands."),
    )
    accredited_to = models.ManyToManyField(
        Country,
        verbose_name=_("also responsible for"),
        blank=True,
        related_name="missions_accredited",
        help_text=_("Countries without a mission of their own. Readers there are shown this one."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MissionKind.choices, default=MissionKind.EMBASSY)
    city = models.CharField(_("city"), max_length=100)
    head_office = models.CharField(
        _("office of its head"),
        max_length=20,
        choices=HeadOffice.choices,
        blank=True,
        help_text=_("Leave empty if it follows from the kind: an embassy has an ambassador."),
    )
    head_name = models.CharField(
        _("name of its head"),
        max_length=200,
        blank=True,
        help_text=_("As it is written on an envelope. Leave empty if you are not sure: letters then name the office."),
    )
    head_gender = models.CharField(
        _("gender of its head"),
        max_length=10,
        choices=Gender.choices,
        default=Gender.UNKNOWN,
        help_text=_("Many languages have different words for a man and a woman in office."),
    )
    head_title = models.CharField(
        _("office as printed"),
        max_length=150,
        blank=True,
        help_text=_("Only where the usual word, for example “Ambassador”, does not fit."),
    )
    form_of_address = models.CharField(
        _("form of address"),
        max_length=150,
        blank=True,
        help_text=_("Only where the usual words, for example “Her Excellency”, do not fit."),
    )
    salutation = models.CharField(
        _("salutation"),
        max_length=200,
        blank=True,
        help_text=_("Only where the usual line, for example “Your Excellency,”, does not fit. With its comma."),
    )
    address_lines = models.TextField(
        _("address"),
        blank=True,
        validators=[validate_address_lines],
        help_text=_("As on an envelope, without the country; it is not translated."),
    )
    emails = models.TextField(
        _("e-mail addresses"), blank=True, validators=[validate_emails], help_text=_("One on each line.")
    )
    telephone = models.CharField(
        _("telephone"),
        max_length=60,
        blank=True,
        validators=[validate_telephone],
        help_text=_("With the code of the country, for example +44 20 7946 0000."),
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="missions",
        help_text=_("Where the address was found."),
    )
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last made sure that all of this is right."),
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For colleagues; readers do not see it."))

    #: Fetched by `with_reports`, else when it is first asked for.
    days_reported: int

    objects = MissionManager()

    search_fields: ClassVar[list[index.BaseField]] = [
        *localised_search_fields("city"),
        index.SearchField("address_lines"),
        index.SearchField("head_name"),
        index.AutocompleteField("head_name"),
        index.SearchField("emails"),
        index.FilterField("sending"),
        index.FilterField("host"),
        index.FilterField("kind"),
        index.FilterField("verified_on"),
    ]

    class Meta:
        verbose_name = _("diplomatic mission")
        verbose_name_plural = _("diplomatic missions")
        ordering = ["sending__code", "host__code", "kind", "city_en", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sending", "host"],
                condition=Q(kind__in=["embassy", "high_commission"]),
                name="one_main_mission_in_a_country",
                violation_error_message=_(
                    "There is an embassy or high commission of this country in that country already."
                ),
            ),
            models.UniqueConstraint(
                fields=["sending", "host", "kind", "city_en"],
                name="one_mission_of_a_kind_in_a_city",
                violation_error_message=_("There is a mission of this kind in that city already."),
            ),
        ]

    def __str__(self) -> str:
        # Translators: names of two countries, for example “Pakistan in Germany: Embassy, Berlin”.
        return gettext("%(sending)s in %(host)s: %(kind)s, %(city)s") % {
            "sending": self.sending,
            "host": self.host,
            "kind": self.get_kind_display(),
            "city": self.city,
        }

    @property
    def is_main(self) -> bool:
        """Whether it stands for the whole country."""
        return self.kind in MAIN_KINDS

    @property
    def office(self) -> HeadOffice:
        """The office of its head; follows from the kind where none is chosen."""
        return HeadOffice(self.head_office) if self.head_office else OFFICES[self.kind][0]

    @property
    def email_list(self) -> list[str]:
        return emails_of(self.emails)

    @property
    def address_list(self) -> list[str]:
        return lines_of(self.address_lines)

    @property
    def last_report(self) -> datetime.date | None:
        """The day of the latest report; costs a query unless the queryset fetched it."""
        if "last_report_day" not in self.__dict__:
            self.last_report_day = self.reports.aggregate(day=Max("day"))["day"] if self.pk else None
        return self.last_report_day

    @property
    def is_reported_broken(self) -> bool:
        """Whether a reader has reported something since it was last verified."""
        day = self.last_report
        return day is not None and (self.verified_on is None or day > self.verified_on)

    @property
    def is_doubted_by_readers(self) -> bool:
        """Whether it was reported on so many days since it was last verified that other readers are told.

        One report may be a slip or a prank; nothing is kept that could tell whether two come from one person. Costs a query
        unless the queryset fetched it.
        """
        if "days_reported" not in self.__dict__:
            found = type(self)._default_manager.filter(pk=self.pk).with_reports().get()
            self.days_reported = found.days_reported
        return self.days_reported >= DAYS_UNTIL_READERS_ARE_TOLD

    def is_unverified_for_a_year(self, on: datetime.date) -> bool:
        """Whether nobody has verified it within the year before this day."""
        return self.verified_on is None or self.verified_on < year_before(on)

    def clean(self) -> None:
        super().clean()
        self.address_lines = "\n".join(lines_of(self.address_lines))
        self.emails = "\n".join(emails_of(self.emails))
        self.telephone = " ".join(self.telephone.split())
        problems = {name: error for name, error in self._problems() if error is not None}
        if problems:
            raise ValidationError(problems)

    def _problems(self) -> list[tuple[str, ValidationError | None]]:
        return [
            ("host", self._host_problem()),
            ("kind", self._kind_problem()),
            ("head_office", self._office_problem()),
            ("verified_on", self._date_problem()),
        ]

    def _host_problem(self) -> ValidationError | None:
        if self.sending_id is None or self.sending_id != self.host_id:
            return None
        return ValidationError(_("A country has no mission in itself. Choose another host country."))

    def _kind_problem(self) -> ValidationError | None:
        if self.sending_id is None or self.host_id in (None, self.sending_id) or self.kind not in MAIN_KINDS:
            return None
        both = self.sending.commonwealth and self.host.commonwealth
        if both and self.kind == MissionKind.EMBASSY:
            return ValidationError(
                _("Both countries are members of the Commonwealth: choose “High Commission” instead of “Embassy”.")
            )
        if not both and self.kind == MissionKind.HIGH_COMMISSION:
            return ValidationError(
                _("Only between members of the Commonwealth is it a High Commission: choose “Embassy”.")
            )
        return None

    def _office_problem(self) -> ValidationError | None:
        if not self.head_office or self.kind not in OFFICES or self.head_office in OFFICES[self.kind]:
            return None
        return ValidationError(_("No such office heads a mission of this kind. Leave it empty or choose another."))

    def _date_problem(self) -> ValidationError | None:
        if self.verified_on is None or self.verified_on <= timezone.localdate():
            return None
        return ValidationError(_("This day has not come yet."))


class MissionReport(models.Model):
    """A reader's word that a mission cannot be reached: which, why, and on what day. Nothing about the reader, no text.

    However often it is reported on one day for one reason, one row is kept (see missions.report_broken).
    """

    mission = models.ForeignKey(
        DiplomaticMission,
        verbose_name=_("diplomatic mission"),
        on_delete=models.CASCADE,
        related_name="reports",
    )
    reason = models.CharField(_("reason"), max_length=20, choices=MissionReportReason.choices)
    day = models.DateField(_("day"), default=timezone.localdate, editable=False)

    class Meta:
        verbose_name = _("report about a mission")
        verbose_name_plural = _("reports about missions")
        ordering = ["-day", "reason"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "reason", "day"], name="one_report_a_day_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.day.isoformat()}"
