"""Where things happen and which bodies there are: countries, places, organisations."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from library.search import localised_search_fields


class Country(index.Indexed, models.Model):
    """A country; its code is the ISO 3166-1 one of two letters."""

    code = models.CharField(
        _("code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Use the two capital letters of ISO 3166, for example PK."))],
        help_text=_("The two capital letters of ISO 3166, for example PK."),
    )
    name = models.CharField(_("name"), max_length=100)
    commonwealth = models.BooleanField(
        _("member of the Commonwealth"),
        default=False,
        help_text=_("Between members of the Commonwealth a mission is a High Commission, not an Embassy."),
    )

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("code"),
        index.AutocompleteField("code"),
        *localised_search_fields("name"),
    ]

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name or self.code


class Place(index.Indexed, models.Model):
    """A town, district, region or prison; may lie in a larger place."""

    name = models.CharField(_("name"), max_length=150)
    country = models.ForeignKey(Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="places")
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("The larger place it lies in, for example the region of a town."),
    )

    search_fields: ClassVar[list[index.BaseField]] = [
        *localised_search_fields("name"),
        index.FilterField("country"),
    ]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name or str(self.pk)


class Organisation(index.Indexed, models.Model):
    """A party, committee, union or other body that people belong to or are arrested for."""

    name = models.CharField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
    )
    note = models.TextField(_("note"), blank=True, help_text=_("What it is and does, in a sentence or two."))

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("acronym", boost=2),
        index.AutocompleteField("acronym"),
        *localised_search_fields("name"),
        index.FilterField("country"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_en"]

    def __str__(self) -> str:
        if self.name and self.acronym:
            return f"{self.name} ({self.acronym})"
        return self.name or self.acronym or str(self.pk)
