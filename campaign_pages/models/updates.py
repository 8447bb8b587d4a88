"""Dated news of the campaign and its index."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from campaign_pages.blocks import BodyStreamBlock
from campaign_pages.blocks.text import PROSE_FEATURES
from campaign_pages.elsewhere import pages_elsewhere
from campaign_pages.models.appeals import AppealPage
from campaign_pages.models.base import SAME_SLUG_EVERYWHERE, CampaignPage
from campaign_pages.panels import INDEX_PANELS, UPDATE_PANELS
from campaign_pages.querysets import updates_below
from campaign_pages.reading import UpdateReading, shows_video
from translations.fields import StreamField


class UpdateIndexPage(CampaignPage):
    """Lists the updates of its language, newest first."""

    intro = RichTextField(_("introduction"), blank=True, features=PROSE_FEATURES)

    content_panels = [*CampaignPage.content_panels, *INDEX_PANELS]
    search_fields = [*CampaignPage.search_fields, index.SearchField("intro")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["campaign_pages.UpdatePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("updates page")
        verbose_name_plural = _("updates pages")

    def reader_context(self) -> dict[str, Any]:
        """The live updates below this page."""
        return {"updates": updates_below(self), "elsewhere": pages_elsewhere(self, "UpdatePage")}


class UpdatePage(CampaignPage):
    """What has happened, on a day."""

    date = models.DateField(_("date"), null=True)
    summary = models.TextField(_("what has happened"), help_text=_("One or two sentences."))
    picture = models.ForeignKey(
        "library.CampaignImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyStreamBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*CampaignPage.content_panels, *UPDATE_PANELS]
    search_fields = [
        *CampaignPage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *SAME_SLUG_EVERYWHERE,
        SynchronizedField("date", overridable=False),
    ]
    parent_page_types: ClassVar[list[str]] = ["campaign_pages.UpdateIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    reader_relations = ("picture",)

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")

    @property
    def social_picture(self) -> Any | None:
        """The update's picture."""
        return self.picture

    def reader_context(self) -> dict[str, Any]:
        """The appeals it belongs to and its sources."""
        return {"reading": UpdateReading(self)}

    def shows_video(self) -> bool:
        """Whether the body holds a video."""
        return shows_video(self.body)


class UpdateAppeal(Orderable):
    """An appeal that an update belongs to."""

    page = ParentalKey(UpdatePage, on_delete=models.CASCADE, related_name="appeals")
    appeal = models.ForeignKey(AppealPage, verbose_name=_("appeal"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")


class UpdateSource(Orderable):
    """A source of an update."""

    page = ParentalKey(UpdatePage, on_delete=models.CASCADE, related_name="sources")
    source = models.ForeignKey("library.Source", verbose_name=_("source"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
