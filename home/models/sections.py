"""The page of a national section in one of its languages. Facts come from the section's record; only prose is written here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

from campaign_pages.blocks import BodyStreamBlock
from campaign_pages.models.base import SAME_SLUG_EVERYWHERE, CampaignPage
from campaign_pages.querysets import appeals_below
from campaign_pages.reading import shows_video
from campaign_pages.stops import is_stopped
from interventions.reading import is_taken_down
from local_content.reading import actions_of
from sections.models import NationalSection
from translations.fields import StreamField

APPEALS_SHOWN = 6


class SectionPage(CampaignPage):
    """Where readers find a section: who it is, how to reach it, what it asks for.

    Made for each of the section's languages when the section is made, and written by the section alone: it is no
    translation of anything.
    """

    section = models.ForeignKey(
        NationalSection, verbose_name=_("section"), on_delete=models.PROTECT, related_name="pages", editable=False
    )
    summary = models.TextField(_("summary"), blank=True, help_text=_("One or two sentences under the title."))
    body = StreamField(BodyStreamBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*CampaignPage.content_panels[1:], FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*CampaignPage.search_fields, index.SearchField("summary"), index.SearchField("body")]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = SAME_SLUG_EVERYWHERE
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    is_creatable = False
    is_translated = False
    reader_relations = ("section",)

    class Meta:
        verbose_name = _("section page")
        verbose_name_plural = _("section pages")

    @property
    def owning_section_id(self) -> int:  # type: ignore[override]
        """The section, whose page this is alone, whoever leads the language."""
        return self.section_id

    def clean(self) -> None:
        """One page of a section in a language; a copy would tell readers two things."""
        super().clean()
        others = SectionPage.objects.filter(section=self.section_id, locale=self.locale_id).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError(_("The section has a page in this language already."))

    def reader_context(self) -> dict[str, Any]:
        """The section, its local actions, and the appeals of this language that ask for action."""
        home = self.get_parent()
        return {
            "section": self.section,
            "actions": actions_of(
                self.section, self.locale_id, hidden=is_stopped("page_key") | Q(is_taken_down("page_key"))
            ),
            "appeals": list(appeals_below(home).filter(over=0)[:APPEALS_SHOWN]),
        }

    def shows_video(self) -> bool:
        """Whether the body holds a video."""
        return shows_video(self.body)
