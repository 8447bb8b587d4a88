"""Invitations by mail: sends them, says why one cannot be accepted, accepts them once. Asks no policy: views do."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext

from sections import mails, trail
from sections.choices import Role
from sections.models import Invitation, Membership, NationalSection, User, hashed, normalise_email
from sections.trail import Deed


class Obstacle(models.TextChoices):
    """Why an invitation cannot be accepted."""

    UNKNOWN = "unknown", _("This link opens no invitation.")
    USED = "used", _("This invitation has been accepted already.")
    LATE = "late", _("This invitation has expired.")
    WITHDRAWN = "withdrawn", _("This invitation was withdrawn.")
    NOT_WORKING = "not_working", _("This section takes up nobody at present.")
    OTHER_ACCOUNT = "other_account", _("You are signed in with another account.")
    SWITCHED_OFF = "switched_off", _("Your account is switched off.")

    @property
    def way_on(self) -> str:
        """What the reader can do."""
        return str(_WAYS_ON[self])


_WAYS_ON = {
    Obstacle.UNKNOWN: _(
        "It was not copied whole, or a newer invitation has taken its place. Open the link in the newest mail, or ask "
        "whoever invited you to send it again."
    ),
    Obstacle.USED: _("Each invitation works once. Sign in with your e-mail address and your password."),
    Obstacle.LATE: _("An invitation holds for seven days. Ask whoever invited you to send it again."),
    Obstacle.WITHDRAWN: _("If you think that this is a mistake, ask whoever invited you."),
    Obstacle.NOT_WORKING: _("It is paused or closed. Ask the secretariat of the campaign."),
    Obstacle.OTHER_ACCOUNT: _("The invitation is for another e-mail address. Sign out, and this page opens anew."),
    Obstacle.SWITCHED_OFF: _("Ask the secretariat of the campaign to switch it on again; then open this link anew."),
}


class NotAccepted(Exception):  # noqa: N818  (it is an answer, not a fault)
    """An invitation that was taken or withdrawn in the meantime."""


def open_invitations(section: NationalSection | None) -> models.QuerySet[Invitation]:
    """Those that wait for an answer, late ones included."""
    return Invitation.objects.filter(section=section, accepted_at=None, withdrawn_at=None)


@transaction.atomic
def invite(email: str, role: Role, section: NationalSection | None, by: User) -> Invitation:
    """Store an invitation and send its link when the transaction is through."""
    invitation = Invitation(email=normalise_email(email), role=role, section=section, invited_by=by)
    token = invitation.renew()
    invitation.save()
    trail.note_invitation(Deed.INVITED, invitation, by=by)
    transaction.on_commit(lambda: _send(invitation, token))
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, by: User) -> None:
    """A new link; the old one does not work any more."""
    token = invitation.renew()
    invitation.invited_by = by
    invitation.save()
    trail.note_invitation(Deed.SENT_AGAIN, invitation, by=by)
    transaction.on_commit(lambda: _send(invitation, token))


@transaction.atomic
def withdraw(invitation: Invitation, by: User) -> None:
    """Make the link worthless."""
    if Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(withdrawn_at=timezone.now()):
        trail.note_invitation(Deed.WITHDRAWN, invitation, by=by)


def find(token: str) -> Invitation | None:
    """The invitation that a link opens."""
    return Invitation.objects.select_related("section").filter(token_hash=hashed(token)).first()


def obstacle(invitation: Invitation | None) -> Obstacle | None:
    """Why nobody can accept an invitation; None when it holds."""
    if invitation is None:
        return Obstacle.UNKNOWN
    if invitation.withdrawn_at:
        return Obstacle.WITHDRAWN
    if invitation.accepted_at:
        return Obstacle.USED
    if invitation.is_late:
        return Obstacle.LATE
    if invitation.section and not invitation.section.is_active:
        return Obstacle.NOT_WORKING
    return None


@transaction.atomic
def accept(invitation: Invitation, user: User) -> None:
    """Give the invited person her role; a new account is stored here. Raises NotAccepted when somebody was faster."""
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not waiting.update(accepted_at=timezone.now()):
        raise NotAccepted
    if user._state.adding:
        user.save()
    with LogContext(user=user):
        trail.note_invitation(Deed.ACCEPTED, invitation, by=user)
        Membership.objects.get_or_create(user=user, role=invitation.role, section=invitation.section)


def _send(invitation: Invitation, token: str) -> None:
    language = mails.language_of(invitation.section)
    with translation.override(language):
        context = {
            "section": str(invitation.section) if invitation.section else "",
            "role": str(Role(invitation.role).label),
            "inviter": invitation.invited_by.name if invitation.invited_by else settings.WAGTAIL_SITE_NAME,
            "until": date_format(timezone.localtime(invitation.expires_at), "DATETIME_FORMAT"),
            "address": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('section_invitation', args=[token])}",
        }
    mails.send("invitation", [invitation.email], language, **context)
