"""Profiles of detainees and their index. The name, roles and timeline are the person's record's, not the page's."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from campaign_pages.blocks import BodyStreamBlock
from campaign_pages.blocks.text import PROSE_FEATURES
from campaign_pages.elsewhere import pages_elsewhere
from campaign_pages.models.base import SAME_SLUG_EVERYWHERE, CampaignPage
from campaign_pages.panels import INDEX_PANELS, PROFILE_PANELS
from campaign_pages.querysets import profiles_below
from campaign_pages.reading import ProfileReading, shows_video
from translations.fields import StreamField


class PeopleIndexPage(CampaignPage):
    """Lists the profiles of its language."""

    intro = RichTextField(_("introduction"), blank=True, features=PROSE_FEATURES)

    content_panels = [*CampaignPage.content_panels, *INDEX_PANELS]
    search_fields = [*CampaignPage.search_fields, index.SearchField("intro")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["campaign_pages.DetaineeProfilePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("people page")
        verbose_name_plural = _("people pages")

    def reader_context(self) -> dict[str, Any]:
        """The live profiles below this page, with their people."""
        return {"profiles": profiles_below(self), "elsewhere": pages_elsewhere(self, "DetaineeProfilePage")}


class DetaineeProfilePage(CampaignPage):
    """Prose about one person; every fact on it is rendered from the person's record."""

    person = models.ForeignKey(
        "library.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="profile_pages"
    )
    summary = models.TextField(_("summary"), help_text=_("One or two sentences on who this person is."))
    body = StreamField(BodyStreamBlock(), verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[Panel]] = [
        FieldPanel(
            "title", help_text=_("For lists in this administration. Readers see the name from the person's record.")
        ),
        *PROFILE_PANELS,
    ]
    search_fields = [*CampaignPage.search_fields, index.SearchField("summary"), index.SearchField("body")]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *SAME_SLUG_EVERYWHERE,
        SynchronizedField("title", overridable=False),
        SynchronizedField("person", overridable=False),
    ]
    parent_page_types: ClassVar[list[str]] = ["campaign_pages.PeopleIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    reader_relations = ("person__portrait",)
    #: Readers see the name from the person's record instead.
    not_shown = frozenset({"title"})

    class Meta:
        verbose_name = _("profile of a detainee")
        verbose_name_plural = _("profiles of detainees")

    @property
    def social_picture(self) -> Any | None:
        """The portrait, when the person's record shows one."""
        return self.person.public_portrait

    def reader_context(self) -> dict[str, Any]:
        """The person's record, timeline, sources and appeals."""
        return {"reading": ProfileReading(self)}

    def shows_video(self) -> bool:
        """Whether the body holds a video."""
        return shows_video(self.body)
