"""National sections, the languages they work in, and the groups that are made from them."""

from __future__ import annotations

import re

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Collection, Locale

from sections.choices import Role, SectionState, Standing
from sections.countries import country_choices, country_name

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
#: Contrast that large text and marks need against a white sheet (WCAG 2.2, 1.4.11).
LEAST_CONTRAST = 3.0


def contrast_with_white(colour: str) -> float:
    """Contrast of a colour like "#a02020" with white, from 1 to 21 (WCAG 2.2, relative luminance).

    >>> round(contrast_with_white("#000000")), round(contrast_with_white("#ffffff"))
    (21, 1)
    """
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def validate_colour(colour: str) -> None:
    """A colour that can be told from the paper."""
    if not _COLOUR.fullmatch(colour):
        raise ValidationError(_("Write the colour as # and six digits or letters from a to f, for example #a02020."))
    if contrast_with_white(colour) < LEAST_CONTRAST:
        raise ValidationError(_("This colour is too light to be seen on paper. Choose a darker one."))


class SectionQuerySet(models.QuerySet["NationalSection"]):
    """Sections by what they may do."""

    def active(self) -> SectionQuerySet:
        """Sections that work."""
        return self.filter(state=SectionState.ACTIVE)


class NationalSection(ClusterableModel):
    """A section of the campaign in one country; several may share a language, and one may work in several."""

    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    slug = models.SlugField(
        _("short name"),
        unique=True,
        max_length=60,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("Use small letters a to z, digits and hyphens."))],
        help_text=_("Last part of the address of the section’s page, for example “austria”. It stays as it is."),
    )
    public_name = models.CharField(
        _("public name"), max_length=120, help_text=_("What readers of this language call the section.")
    )
    legal_name = models.CharField(
        _("legal name"), max_length=200, blank=True, help_text=_("As in the register of associations, if there is one.")
    )
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Shown to readers."))
    telephone = models.CharField(_("telephone"), max_length=60, blank=True, help_text=_("Shown to readers."))
    website = models.URLField(_("website"), blank=True)
    postal_address = models.TextField(
        _("postal address"), blank=True, help_text=_("One line under the other, as on an envelope. Shown to readers.")
    )
    colour = models.CharField(
        _("colour"), max_length=7, default="#5a4a3a", validators=[validate_colour], help_text=_("For example #a02020.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=SectionState.choices,
        default=SectionState.ACTIVE,
        help_text=_("The members of a paused or closed section have no rights in it until it is active again."),
    )
    collection = models.OneToOneField(
        Collection, verbose_name=_("collection"), null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("national section")
        verbose_name_plural = _("national sections")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.public_name or self.slug

    @property
    def country_label(self) -> str:
        """The country in the active language."""
        return country_name(self.country)

    @property
    def is_active(self) -> bool:
        return self.state == SectionState.ACTIVE


class SectionLocale(models.Model):
    """A language that a section works in, and whether it leads there."""

    section = ParentalKey(NationalSection, on_delete=models.CASCADE, related_name="section_locales")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(
        _("standing"),
        max_length=12,
        choices=Standing.choices,
        default=Standing.CONTRIBUTOR,
        help_text=_("One section leads each language: it publishes what the others contribute."),
    )

    class Meta:
        verbose_name = _("language of a section")
        verbose_name_plural = _("languages of a section")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "locale"],
                name="sections_locale_once",
                violation_error_message=_("The section has this language already."),
            ),
            models.UniqueConstraint(
                fields=["locale"],
                condition=models.Q(standing=Standing.LEAD),
                name="sections_one_lead_per_locale",
                violation_error_message=_("Another section leads this language already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.locale}"

    def clean(self) -> None:
        """Name the section that leads already; the constraint would only say that there is one."""
        super().clean()
        if self.standing != Standing.LEAD or self.locale_id is None:
            return
        others = SectionLocale.objects.filter(locale_id=self.locale_id, standing=Standing.LEAD)
        other = others.exclude(section_id=self.section_id).select_related("section").first()
        if other:
            raise ValidationError(
                {
                    "standing": _("%(section)s leads this language already. Make it a contributor there first.")
                    % {"section": other.section}
                }
            )


class ManagedGroup(models.Model):
    """A group that is made from the roles table; `sync_sections` keeps it and takes back what was given by hand."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="managed")
    section = models.ForeignKey(NationalSection, null=True, on_delete=models.CASCADE, related_name="groups")
    role = models.CharField(max_length=12, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "role"], name="sections_one_group_per_role"),
            models.UniqueConstraint(
                fields=["role"], condition=models.Q(section=None), name="sections_one_group_of_the_secretariat"
            ),
        ]

    def __str__(self) -> str:
        return self.group.name
