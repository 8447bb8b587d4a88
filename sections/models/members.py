"""Who has which role in which section, and invitations to one. Decides nothing about rights."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sections.choices import Role
from sections.models.sections import NationalSection

#: How long an invitation can be accepted.
INVITATION_DAYS = 7

_SECTION_OR_SECRETARIAT = models.Q(role=Role.SECRETARIAT, section=None) | (
    ~models.Q(role=Role.SECRETARIAT) & models.Q(section__isnull=False)
)


class Membership(models.Model):
    """A role of a person, in a section or in the secretariat. A person may have several."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    section = models.ForeignKey(
        NationalSection,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    #: Why it ends: set before it is deleted, and kept in the trail.
    reason: str = ""

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["section", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "section", "role"],
                name="sections_role_once",
                violation_error_message=_("This person has this role in the section already."),
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(section=None),
                name="sections_secretariat_once",
                violation_error_message=_("This person belongs to the secretariat already."),
            ),
            models.CheckConstraint(
                condition=_SECTION_OR_SECRETARIAT,
                name="sections_role_in_a_section",
                violation_error_message=_("Every role but the secretariat’s is a role in a section."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}" + (f", {self.section}" if self.section else "")


def hashed(token: str) -> str:
    """What is stored of an invitation's token: a stolen table opens no door."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """A role that is offered to an e-mail address; whoever opens its link once, in time, has it."""

    email = models.EmailField(_("e-mail address"))
    section = models.ForeignKey(
        NationalSection, verbose_name=_("section"), null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                condition=_SECTION_OR_SECRETARIAT,
                name="sections_invitation_to_a_section",
                violation_error_message=_("Every role but the secretariat’s is a role in a section."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    def renew(self) -> str:
        """A fresh token, and the time until which it holds. The token itself is only in the link that is sent."""
        token = secrets.token_urlsafe(32)
        self.token_hash = hashed(token)
        self.expires_at = timezone.now() + datetime.timedelta(days=INVITATION_DAYS)
        return token

    @property
    def is_late(self) -> bool:
        return timezone.now() >= self.expires_at
