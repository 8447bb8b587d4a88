"""HomePage and StandardPage. What is listed on the home page is queried, never picked by hand twice."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

from campaign_pages.blocks import BodyStreamBlock
from campaign_pages.blocks.text import PROSE_FEATURES
from campaign_pages.elsewhere import pages_elsewhere
from campaign_pages.models.base import SAME_SLUG_EVERYWHERE, CampaignPage
from campaign_pages.reading import shows_video
from home.front_page import front_page
from translations.fields import StreamField


class OwnField(BaseTranslatableField):
    """A field that each language keeps for itself: neither translated nor copied from the source."""


class HomePage(CampaignPage):
    """First page of a language, and root of its pages.

    The home pages of all languages are siblings in the tree, so each needs a slug of its own; it is no part
    of any address.
    """

    lead_text = models.TextField(_("lead"), help_text=_("What this campaign is, in one or two sentences."))
    about = RichTextField(_("about the campaign"), blank=True, features=PROSE_FEATURES)
    picture = models.ForeignKey(
        "library.CampaignImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyStreamBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *CampaignPage.content_panels,
        FieldPanel("lead_text"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("about"),
    ]
    search_fields = [*CampaignPage.search_fields, index.SearchField("lead_text"), index.SearchField("body")]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [OwnField("slug")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "campaign_pages.AppealIndexPage",
        "campaign_pages.PeopleIndexPage",
        "campaign_pages.DocumentIndexPage",
        "campaign_pages.UpdateIndexPage",
        "home.SectionPage",
        "home.StandardPage",
    ]
    reader_relations = ("picture",)

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def lead(self) -> str:
        """The lead text."""
        return self.lead_text

    @property
    def social_picture(self) -> Any | None:
        """The home page's picture."""
        return self.picture

    def reader_context(self) -> dict[str, Any]:
        """The appeals that ask for action and the newest updates of this language."""
        return {"front": front_page(self), "elsewhere": pages_elsewhere(self, "AppealPage")}

    def shows_video(self) -> bool:
        """Whether the body holds a video."""
        return shows_video(self.body)


class StandardPage(CampaignPage):
    """A page of text, such as “About us”."""

    summary = models.TextField(_("summary"), blank=True, help_text=_("One or two sentences under the title."))
    body = StreamField(BodyStreamBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*CampaignPage.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*CampaignPage.search_fields, index.SearchField("summary"), index.SearchField("body")]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = SAME_SLUG_EVERYWHERE
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def shows_video(self) -> bool:
        """Whether the body holds a video."""
        return shows_video(self.body)
