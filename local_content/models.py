"""Local content: one row for each thing that a section adds to an appeal. Not translated through the page's original.

Keyed on (section, translation_key of the page): it stands beside the page in the language in which it is written; what
has no words stands there in every language of the section. Draft, revisions, moderation and a scheduled end are Wagtail's.
"""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Locale, LockableMixin, Revision, RevisionMixin, WorkflowMixin
from wagtail.search import index

from local_content.choices import ActionKind, Kind
from sections.models import NationalSection
from sections.workflows import workflow_of

#: How long after its beginning an action without an end counts as going on.
HOURS_WITHOUT_END = 6
LANGUAGES_HELP = _("In which it is held or interpreted, for example “German, Urdu; sign language”.")


def time_zones() -> list[tuple[str, str]]:
    """The time zones that have a place in their name, as choices."""
    names = sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    )
    return [(name, name.replace("_", " ")) for name in names]


class LocalContentQuerySet(models.QuerySet["LocalContent"]):
    """Rows by where and when they are shown."""

    def public(self, now: datetime.datetime | None = None) -> LocalContentQuerySet:
        """Published rows of sections that work, except actions that are over."""
        return self._current(now).filter(live=True)

    def announced(self, now: datetime.datetime | None = None) -> LocalContentQuerySet:
        """Actions that are not over and that readers have seen: also those that were withdrawn since."""
        withdrawn = models.Q(live=False, first_published_at__isnull=False, expired=False)
        return self._current(now).filter(models.Q(live=True) | withdrawn, kind=Kind.ACTION)

    def _current(self, now: datetime.datetime | None) -> LocalContentQuerySet:
        now = now or timezone.now()
        begun = now - datetime.timedelta(hours=HOURS_WITHOUT_END)
        over = models.Q(kind=Kind.ACTION) & (models.Q(ends_at__lt=now) | models.Q(ends_at=None, starts_at__lt=begun))
        return self.filter(section__state="active").exclude(over)

    def soon_over(self, until: datetime.datetime, now: datetime.datetime | None = None) -> LocalContentQuerySet:
        """Of what is public: actions that begin or end by `until`, and whatever is to be unpublished by then."""
        begins = models.Q(starts_at__gte=now or timezone.now(), starts_at__lte=until)
        # One that has begun and has no end is over in a few hours.
        ends = models.Q(ends_at=None, starts_at__lte=until) | models.Q(ends_at__lte=until)
        action = models.Q(kind=Kind.ACTION) & (begins | ends)
        return self.public(now).filter(action | models.Q(expire_at__lte=until))

    def beside(self, translation_key: Any, locale_id: int) -> LocalContentQuerySet:
        """Rows that stand beside a page, in its language: those of the sections that work in it."""
        return self.filter(
            models.Q(locale=None) | models.Q(locale_id=locale_id),
            page_key=translation_key,
            section__section_locales__locale_id=locale_id,
        )


class LocalContent(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, models.Model):
    """One thing that a section adds to one page. Which fields count is said by its kind."""

    section = models.ForeignKey(
        NationalSection, verbose_name=_("section"), on_delete=models.CASCADE, related_name="local_content"
    )
    page_key = models.UUIDField(_("page"), help_text=_("The page it stands beside, in all its languages."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ACTION)
    locale = models.ForeignKey(
        Locale,
        verbose_name=_("language"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("In which it is written: it is shown to the readers of this language."),
    )
    title = models.CharField(_("title"), max_length=160, blank=True, help_text=_("What it is, in a few words."))
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("A note or what happens there; for copies of letters one name and address in each line."),
    )
    action = models.CharField(_("what it is"), max_length=14, choices=ActionKind.choices, blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=40, blank=True, choices=time_zones, help_text=_("Of the place where it happens.")
    )
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("As one would tell a visitor."))
    languages = models.CharField(_("languages"), max_length=200, blank=True, help_text=LANGUAGES_HELP)
    accessibility = models.CharField(
        _("accessibility"), max_length=300, blank=True, help_text=_("Steps, lifts, hearing loops, quiet places.")
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    picture = models.ForeignKey(
        "library.CampaignImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    _revisions = GenericRelation(
        Revision, content_type_field="content_type", object_id_field="object_id", related_query_name="local_content"
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="local_content",
        for_concrete_model=False,
    )

    objects = LocalContentQuerySet.as_manager()

    search_fields = [index.SearchField("title"), index.SearchField("text"), index.FilterField("section_id")]

    class Meta:
        verbose_name = _("local content")
        verbose_name_plural = _("local content")
        ordering = ["section", "starts_at", "pk"]
        indexes = [models.Index(fields=["page_key", "live"], name="local_content_by_page")]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def revisions(self) -> Any:
        """All revisions of the row."""
        return self._revisions

    def get_workflow(self) -> Any:
        """The workflow of the section's own pages: its lead approves."""
        return workflow_of(self.section) if self.section_id else None

    def clean(self) -> None:
        """Every kind needs its own fields; says which."""
        super().clean()
        errors = self._language_errors()
        for name in self._needed():
            if not getattr(self, f"{name}_id" if name == "picture" else name):
                errors[name] = _("This is needed here.")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The end has to be after the beginning.")
        if self.kind == Kind.CONTACT and not (self.email or self.telephone or self.website or self.text):
            errors["email"] = _("Give at least one way to reach you.")
        if (
            self.locale_id
            and self.section_id
            and not self.section.section_locales.filter(locale=self.locale_id).exists()
        ):
            errors["locale"] = _("The section does not work in this language.")
        if errors:
            raise ValidationError(errors)

    def _language_errors(self) -> dict[str, Any]:
        """Words are in the section's one language, or in the one that is named: readers meet no other unannounced."""
        if not self.section_id:
            return {}
        own = list(self.section.section_locales.values_list("locale_id", flat=True))
        if self.locale_id and self.locale_id not in own:
            return {"locale": _("The section does not work in this language.")}
        if not self.locale_id and (self.title or self.text or self.place):
            if len(own) > 1:
                return {"locale": _("The section works in several languages. Say in which one this is written.")}
            self.locale_id = own[0] if own else None
        return {}

    def _needed(self) -> tuple[str, ...]:
        return {
            Kind.ACTION: ("title", "action", "starts_at", "time_zone", "place"),
            Kind.NOTE: ("text",),
            Kind.CONTACT: (),
            Kind.COPIES: ("text",),
            Kind.PICTURE: ("picture",),
        }[Kind(self.kind)]

    @property
    def local_start(self) -> datetime.datetime | None:
        """When it begins, as the clocks there say."""
        return self._local(self.starts_at)

    @property
    def local_end(self) -> datetime.datetime | None:
        """When it ends, as the clocks there say."""
        return self._local(self.ends_at)

    @property
    def over_at(self) -> datetime.datetime | None:
        """When readers see it no more, as the clocks there say; without an end an action counts by its beginning."""
        moments = [self.expire_at, (self.ends_at or self.starts_at) if self.kind == Kind.ACTION else None]
        moment = min(filter(None, moments), default=None)
        return self._local(moment) if self.time_zone or moment is None else timezone.localtime(moment)

    def _local(self, moment: datetime.datetime | None) -> datetime.datetime | None:
        return moment.astimezone(zoneinfo.ZoneInfo(self.time_zone)) if moment and self.time_zone else moment

    @property
    def copies(self) -> list[str]:
        """Names and addresses for the copies of a letter, one a line."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]
