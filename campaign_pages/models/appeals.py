"""Appeals and their index. Facts about people and custody come from the library; only sentences stand here."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from campaign_pages.blocks import BodyStreamBlock, DemandStreamBlock, StepStreamBlock, VideoBlock
from campaign_pages.blocks.text import PROSE_FEATURES
from campaign_pages.choices import AppealKind, DeadlineKind
from campaign_pages.elsewhere import pages_elsewhere
from campaign_pages.models.base import SAME_SLUG_EVERYWHERE, CampaignPage
from campaign_pages.panels import APPEAL_PANELS, INDEX_PANELS
from campaign_pages.querysets import appeals_below
from campaign_pages.reading import AppealReading, shows_video
from campaign_pages.reading.steps import steps_without_words
from campaign_pages.stops import columns
from translations.fields import StreamField

REFERENCE = RegexValidator(
    r"^[A-Z]{2,6}-\d{4}-\d{2,3}$",
    _("Write two to six capital letters, the year and a number, for example GB-2025-01."),
)


class AppealIndexPage(CampaignPage):
    """Lists the appeals of its language, those that ask for action first."""

    intro = RichTextField(_("introduction"), blank=True, features=PROSE_FEATURES)

    content_panels = [*CampaignPage.content_panels, *INDEX_PANELS]
    search_fields = [*CampaignPage.search_fields, index.SearchField("intro")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["campaign_pages.AppealPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("appeals page")
        verbose_name_plural = _("appeals pages")

    def reader_context(self) -> dict[str, Any]:
        """The live appeals below this page."""
        return {"appeals": appeals_below(self), "elsewhere": pages_elsewhere(self, "AppealPage")}


class AppealPage(CampaignPage):
    """One appeal: who is held, what is asked of whom, and what the reader can do."""

    reference = models.CharField(
        _("reference"),
        max_length=20,
        validators=[REFERENCE],
        help_text=_("The same in every language, for example GB-2025-01."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AppealKind.choices, default=AppealKind.FIRST)
    issued = models.DateField(_("issued on"), null=True)
    facts_as_of = models.DateField(
        _("facts as of"),
        null=True,
        help_text=_("The appeal describes the state of this day. Later events are listed from the records."),
    )
    deadline_kind = models.CharField(
        _("deadline"), max_length=10, choices=DeadlineKind.choices, default=DeadlineKind.ASAP
    )
    act_until = models.DateField(_("act until"), null=True, blank=True)
    after_expiry = RichTextField(
        _("after the deadline"),
        blank=True,
        features=PROSE_FEATURES,
        help_text=_("Stands in place of the call to act once the deadline has passed."),
    )
    case = models.ForeignKey(
        "library.Case",
        verbose_name=_("case"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its reported numbers give the count in the status line."),
    )
    place = models.ForeignKey(
        "library.Place", verbose_name=_("place"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    summary = models.TextField(
        _("what is happening"), help_text=_("One or two sentences; the first thing a reader sees.")
    )
    picture = models.ForeignKey(
        "library.CampaignImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    video = StreamField([("video", VideoBlock())], verbose_name=_("video"), blank=True, max_num=1)
    demands = StreamField(DemandStreamBlock(), verbose_name=_("demands"), blank=True)
    steps = StreamField(StepStreamBlock(), verbose_name=_("what readers can do"), blank=True)
    body = StreamField(BodyStreamBlock(), verbose_name=_("text"), blank=True)
    background = RichTextField(_("background"), blank=True, features=PROSE_FEATURES)
    sender_safety = RichTextField(
        _("for your own safety"),
        blank=True,
        features=PROSE_FEATURES,
        help_text=_("What readers with family or plans to travel there should consider before they write."),
    )

    content_panels = [*CampaignPage.content_panels, *APPEAL_PANELS]
    search_fields = [
        *CampaignPage.search_fields,
        index.SearchField("reference"),
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("background"),
        index.FilterField("kind"),
        index.FilterField("issued"),
    ]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *SAME_SLUG_EVERYWHERE,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("reference", "kind", "issued", "facts_as_of", "deadline_kind", "act_until", "case", "place")
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["campaign_pages.AppealIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    core_fields = frozenset({"title", "summary", "demands"})
    core_extras = frozenset({"sender_safety", "search_description", "seo_title"})
    told_facts = ("act_until",)
    safety_fields = frozenset({"sender_safety"})
    safety_values: ClassVar[Mapping[str, frozenset[str]]] = {"kind": frozenset({AppealKind.STOP.value})}
    reader_relations = ("picture", "case__place", "case__country", "case__organisation", "place__country")

    #: Set by queries that know whether the appeal is stopped (campaign_pages/stops.py).
    is_stopped = False

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")

    def clean(self) -> None:
        """Wants a date where the deadline is one, and a reference that no other appeal has."""
        super().clean()
        if self.deadline_kind == DeadlineKind.DATE and not self.act_until:
            raise ValidationError({"act_until": _("Give the date until which readers should act.")})
        if self.deadline_kind != DeadlineKind.DATE and self.act_until:
            raise ValidationError({"act_until": _("Choose “Until a date” as the deadline, or leave the date empty.")})
        taken = AppealPage.objects.filter(reference=self.reference).exclude(translation_key=self.translation_key)
        if self.reference and taken.exists():
            raise ValidationError({"reference": _("Another appeal already has this reference.")})

    @classmethod
    def reader_columns(cls) -> dict[str, Any]:
        """Whether it is stopped, since when and why, beside what every page has."""
        return {**super().reader_columns(), **columns()}

    @cached_property
    def reading(self) -> AppealReading:
        """What the records add to this appeal, read once."""
        return AppealReading(self)

    @property
    def social_picture(self) -> Any | None:
        """The appeal's picture, with the renditions of all its pictures."""
        return self.reading.picture

    def is_over(self, on: datetime.date | None = None) -> bool:
        """Whether readers are no longer asked to act on a day (today unless given)."""
        if self.is_stopped or self.kind in (AppealKind.STOP, AppealKind.OUTCOME):
            return True
        return bool(self.act_until and self.act_until < (on or timezone.localdate()))

    def keep_in_core(self, name: str) -> Any:
        """Of the steps their documents and places: readers can act before somebody has translated how."""
        return steps_without_words(self.steps) if name == "steps" else None

    def reader_context(self) -> dict[str, Any]:
        """Everything the records add to the text, in a fixed number of queries."""
        return {"reading": self.reading}

    def shows_video(self) -> bool:
        """Whether the appeal or its body holds a video."""
        return bool(self.video) or shows_video(self.body)


class AppealParent(Orderable):
    """An earlier appeal that this one follows up, stops or concludes."""

    page = ParentalKey(AppealPage, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(
        AppealPage, verbose_name=_("earlier appeal"), on_delete=models.CASCADE, related_name="follow_ups"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("earlier appeal")
        verbose_name_plural = _("earlier appeals")


class AppealPerson(Orderable):
    """A person the appeal is about."""

    page = ParentalKey(AppealPage, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(
        "library.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="appeal_places"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("person concerned")
        verbose_name_plural = _("people concerned")


class AppealSource(Orderable):
    """A source of the appeal's statements."""

    page = ParentalKey(AppealPage, on_delete=models.CASCADE, related_name="sources")
    source = models.ForeignKey("library.Source", verbose_name=_("source"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
