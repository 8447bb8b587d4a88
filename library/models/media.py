"""Pictures and documents. What is stored was checked and cleaned by pictures.py and papers.py first, whoever saves it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from library.choices import Altered, language_choices
from library.search import localised_search_fields


class CampaignImage(AbstractImage):
    """A picture, with credit, a description per language, and whether and why it was altered."""

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made the picture, as it should be named beside it.")
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it. Leave empty only if it is decoration."),
    )
    altered = models.CharField(
        _("altered"),
        max_length=12,
        choices=Altered.choices,
        default=Altered.NONE,
        help_text=_("Say so if anything was blurred, cut away or changed, even to protect people."),
    )
    alteration_note = models.CharField(
        _("what was altered and why"),
        max_length=300,
        blank=True,
        help_text=_("Shown with the picture, for example: faces were blurred to protect those who took part."),
    )

    admin_form_fields: ClassVar[tuple[str, ...]] = ("title", "file", "credit", "altered", "collection", "tags")

    search_fields: ClassVar[list[index.BaseField]] = [
        *AbstractImage.search_fields,
        index.SearchField("credit"),
        *localised_search_fields("alt_text", autocomplete=False),
        index.FilterField("altered"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class CampaignRendition(AbstractRendition):
    """A picture in another size or format; made from a cleaned original, so it holds nothing else."""

    image = models.ForeignKey(CampaignImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("version of a picture")
        verbose_name_plural = _("versions of pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="library_one_rendition_per_filter"
            )
        ]


class CampaignDocument(AbstractDocument):
    """A file to download, with the language it is written in."""

    language = models.CharField(
        _("language"), max_length=12, choices=language_choices, blank=True, help_text=_("The language it is written in.")
    )

    admin_form_fields: ClassVar[tuple[str, ...]] = ("title", "file", "language", "collection", "tags")

    search_fields: ClassVar[list[index.BaseField]] = [
        *AbstractDocument.search_fields,
        index.FilterField("language"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
