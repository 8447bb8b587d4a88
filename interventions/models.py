"""What is in force on a page in all its languages, and what sections have asked for. Keyed on the translation key.

A row is never deleted: what was lifted stays as it was. Deeds are done in stopping.py and its neighbours.
"""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from interventions.choices import Outcome, RequestKind, StopReason

REASON_LENGTH = 1000


class InForce(models.Model):
    """Something that holds from a time on until it is lifted. `why` and `lifted_why` are for the trail alone."""

    page_key = models.UUIDField(_("page"), db_index=True)
    why = models.TextField(_("why"), max_length=REASON_LENGTH)
    at = models.DateTimeField(_("since"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lifted_why = models.TextField(_("why it was lifted"), max_length=REASON_LENGTH, blank=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lifted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    @classmethod
    def in_force(cls) -> models.QuerySet[Self]:
        """The rows that nobody has lifted."""
        return cls._default_manager.filter(lifted_at=None)


class Stop(InForce):
    """An appeal that readers are asked not to write for any more."""

    reason = models.CharField(_("reason for readers"), max_length=10, choices=StopReason.choices)

    class Meta:
        verbose_name = _("stopped appeal")
        verbose_name_plural = _("stopped appeals")
        constraints = [
            models.UniqueConstraint(fields=["page_key"], condition=models.Q(lifted_at=None), name="one_stop_in_force")
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())


class TakeDown(InForce):
    """A page that nobody may publish: in all languages with what is below it, or in one language alone."""

    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="parts",
        help_text=_("The page with which this one was taken down; it is let go with that."),
    )

    class Meta:
        verbose_name = _("page taken down")
        verbose_name_plural = _("pages taken down")
        constraints = [
            models.UniqueConstraint(
                fields=["page_key"],
                condition=models.Q(lifted_at=None, locale=None),
                name="one_take_down_in_force",
            ),
            models.UniqueConstraint(
                fields=["page_key", "locale"],
                condition=models.Q(lifted_at=None, locale__isnull=False),
                name="one_take_down_in_force_in_a_language",
            ),
        ]

    def __str__(self) -> str:
        return str(self.page_key)


class TakenAddress(models.Model):
    """An address that was public when its page was taken down: readers are told that it is gone."""

    take_down = models.ForeignKey(TakeDown, on_delete=models.CASCADE, related_name="addresses")
    url_path = models.TextField(db_index=True)

    class Meta:
        verbose_name = _("address taken down")
        verbose_name_plural = _("addresses taken down")

    def __str__(self) -> str:
        return self.url_path


class Request(models.Model):
    """A section asks the secretariat for what only the secretariat may do."""

    kind = models.CharField(_("what is asked for"), max_length=10, choices=RequestKind.choices)
    page_key = models.UUIDField(_("page"), null=True, blank=True)
    person = models.ForeignKey(
        "library.Person", verbose_name=_("person"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255, help_text=_("As it was called when somebody asked."))
    why = models.TextField(_("why"), max_length=REASON_LENGTH)
    at = models.DateTimeField(_("asked at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("answer"), max_length=REASON_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("request to the secretariat")
        verbose_name_plural = _("requests to the secretariat")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"
