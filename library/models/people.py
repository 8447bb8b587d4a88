"""People whose release is asked for, how their names are written and what they do."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from library import names, status
from library.choices import NameKind, Precision, Pronoun, PublishLevel, Script, language_choices
from library.dates import ImpreciseDate, first_day
from library.models.dated import check_date
from library.models.media import CampaignImage
from library.models.places import Organisation
from library.querysets import PersonManager
from library.search import localised_search_fields

if TYPE_CHECKING:
    from library.models.detention import StatusEvent


class Person(index.Indexed, ClusterableModel):
    """A person and all that is known: names, roles, episodes of detention. What is shown depends on `publish_level`."""

    name = models.CharField(
        _("name in Latin letters"),
        max_length=150,
        help_text=_("The one spelling that all languages in Latin letters use."),
    )
    slug = models.SlugField(
        _("short name for addresses"),
        max_length=150,
        unique=True,
        help_text=_(
            "Small letters, digits and hyphens, for example ehsan-ali. It must not betray a name you withhold."
        ),
    )
    native_name = models.CharField(
        _("name in the person's own script"),
        max_length=150,
        blank=True,
        help_text=_("All languages in that script show this form, unless they have one of their own below."),
    )
    native_language = models.CharField(_("language of that form"), max_length=12, choices=language_choices, blank=True)
    pronoun = models.CharField(_("pronoun"), max_length=10, choices=Pronoun.choices, default=Pronoun.UNKNOWN)
    publish_level = models.CharField(
        _("what readers see of the name"),
        max_length=10,
        choices=PublishLevel.choices,
        default=PublishLevel.FULL,
        help_text=_("Takes effect in all languages at once. The portrait is shown only with the full name."),
    )
    portrait = models.ForeignKey(
        CampaignImage,
        verbose_name=_("portrait"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("One or two sentences that every language shows, such as the state of health."),
    )
    folded_name = models.CharField(max_length=320, editable=False, default="")

    objects: ClassVar[PersonManager] = PersonManager()

    #: All events, where `querysets.attach_cards` has fetched them; None means that they are read from the episodes.
    known_events: list[StatusEvent] | None = None

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("native_name", boost=3),
        index.AutocompleteField("native_name"),
        index.SearchField("folded_name"),
        index.AutocompleteField("folded_name"),
        index.RelatedFields(
            "names",
            [
                index.SearchField("text", boost=2),
                index.AutocompleteField("text"),
                index.SearchField("folded"),
                index.AutocompleteField("folded"),
            ],
        ),
        index.RelatedFields("roles", localised_search_fields("title", autocomplete=False)),
        index.FilterField("publish_level"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.native_name and not self.native_language:
            errors["native_language"] = _("Say in which language this form is written.")
        if self.publish_level != PublishLevel.FULL and names.betrays(self.slug, self.name):
            errors["slug"] = _(
                "This contains a part of the name that readers may not see. Use a number or another word."
            )
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_name = names.fold(f"{self.name} {self.native_name}")
        if (update_fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*update_fields, "folded_name"}
        super().save(*args, **kwargs)

    def display_name(self, language: str) -> str:
        """The name as readers of `language` may see it."""
        return names.display_name(self, self.names.all(), language)

    def latin_name(self) -> str:
        """The name in Latin letters as far as it may be shown; empty when it is withheld."""
        return names.latin_name(self)

    def second_name(self, language: str) -> str:
        """The Latin form to stand beside the display name; empty where the two are the same or it is withheld."""
        latin = self.latin_name()
        return "" if latin == self.display_name(language) else latin

    @property
    def public_portrait(self) -> CampaignImage | None:
        """The portrait if readers may see it: a face tells more than a name."""
        return self.portrait if self.publish_level == PublishLevel.FULL else None

    def events(self) -> list[StatusEvent]:
        """All events of all episodes in the order in which they happened, disputing ones too."""
        return status.chronological(self._recorded_events())

    def state_at(self, on: datetime.date | None = None) -> status.State:
        """Custody, proceedings and restrictions at the end of that day; at present, when no day is given."""
        return status.state_at(self._recorded_events(), on)

    def current_roles(self, on: datetime.date | None = None) -> list[PersonRole]:
        """What the person was on that day; without a day, every role that has not ended."""
        return [role for role in self.roles.all() if role.held_on(on)]

    def _recorded_events(self) -> list[StatusEvent]:
        if self.known_events is not None:
            return self.known_events
        return [event for episode in self.episodes.all() for event in episode.events.all()]


class PersonName(models.Model):
    """One written form of a name: to be shown, to be found, or never to be used."""

    person = ParentalKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="names")
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=language_choices,
        blank=True,
        help_text=_("Leave empty for all languages in this script."),
    )
    script = models.CharField(_("script"), max_length=4, choices=Script.choices, default=Script.LATIN)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind.choices, default=NameKind.ACCEPTED)
    text = models.CharField(_("name as written"), max_length=150)
    note = models.CharField(_("note"), max_length=255, blank=True, help_text=_("For colleagues: where it was seen."))
    reviewed = models.BooleanField(_("checked by someone who reads this language"), default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, editable=False)
    folded = models.CharField(max_length=160, editable=False, default="", db_index=True)

    class Meta:
        verbose_name = _("form of the name")
        verbose_name_plural = _("forms of the name")
        ordering = ["language", "kind", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language", "script"],
                condition=models.Q(kind=NameKind.PREFERRED),
                name="library_one_preferred_name",
                violation_error_message=_("There is already a preferred form in this language and script."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = names.fold(self.text)
        if (update_fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*update_fields, "folded"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.kind == NameKind.PREFERRED and self.language and names.script_of(self.language) != self.script:
            raise ValidationError(
                {"script": _("The preferred form of a language must be in the script of that language.")}
            )


class PersonRole(Orderable):
    """What a person does or did, and since when."""

    person = ParentalKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(_("role"), max_length=150, help_text=_("For example: advocate, media officer."))
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
    )
    since = models.DateField(_("since"), null=True, blank=True)
    since_precision = models.CharField(
        _("what is known of it"), max_length=10, choices=Precision.choices, default=Precision.UNKNOWN
    )
    until = models.DateField(_("until"), null=True, blank=True)
    until_precision = models.CharField(
        _("what is known of it"), max_length=10, choices=Precision.choices, default=Precision.UNKNOWN
    )

    class Meta(Orderable.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.title or str(self.pk)

    @property
    def start(self) -> ImpreciseDate:
        return ImpreciseDate(self.since, self.since_precision)

    @property
    def end(self) -> ImpreciseDate:
        return ImpreciseDate(self.until, self.until_precision)

    def held_on(self, on: datetime.date | None) -> bool:
        """Whether the role was held on that day as far as is known; without a day, whether it has not ended."""
        if on is None:
            return self.until is None
        begun = self.start.earliest is None or self.start.earliest <= on
        return begun and (self.end.latest is None or on <= self.end.latest)

    def clean(self) -> None:
        super().clean()
        check_date(self.since, self.since_precision, "since")
        check_date(self.until, self.until_precision, "until")
        if self.start.earliest and self.end.latest and self.end.latest < self.start.earliest:
            raise ValidationError({"until": _("A role cannot end before it begins.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        for field in ("since", "until"):
            value = getattr(self, field)
            if value is None:
                setattr(self, f"{field}_precision", Precision.UNKNOWN)
            else:
                setattr(self, field, first_day(value, getattr(self, f"{field}_precision")))
        super().save(*args, **kwargs)
