"""Who acts in the name of a state, and under which law."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from library.choices import ProvisionKind
from library.models.places import Country
from library.search import localised_search_fields


class Authority(index.Indexed, models.Model):
    """A police force, court, ministry or army that arrests, charges or tries."""

    name = models.CharField(_("name"), max_length=200)
    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="authorities"
    )

    search_fields: ClassVar[list[index.BaseField]] = [
        *localised_search_fields("name"),
        index.FilterField("country"),
    ]

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name or str(self.pk)


class LegalProvision(index.Indexed, models.Model):
    """A section of a law or treaty: what a person is accused of, restricted by or protected by."""

    name = models.CharField(_("name"), max_length=200)
    citation = models.CharField(
        _("citation"),
        max_length=200,
        blank=True,
        help_text=_("As lawyers cite it, for example: Anti-Terrorism Act 1997, section 11EE."),
    )
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="legal_provisions",
        help_text=_("Leave empty for a treaty between states."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ProvisionKind.choices)
    explanation = models.TextField(
        _("explanation"), blank=True, help_text=_("What it means for the person, in words a reader understands.")
    )

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("citation"),
        index.AutocompleteField("citation"),
        *localised_search_fields("name"),
        index.FilterField("country"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("legal provision")
        verbose_name_plural = _("legal provisions")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name or self.citation or str(self.pk)
