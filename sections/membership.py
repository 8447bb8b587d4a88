"""Gives roles and ends them, with the refusals that keep a section in somebody's hands. Asks no policy: views do."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from sections.choices import Role
from sections.models import Membership, NationalSection, User


class Refused(Exception):  # noqa: N818  (it is an answer, not a fault)
    """A change that was not made; the text is the sentence for the person who asked."""


def active_leads(section: NationalSection) -> list[Membership]:
    """The lead roles in a section that people can use."""
    return list(Membership.objects.filter(section=section, role=Role.LEAD, user__is_active=True))


@transaction.atomic
def give_role(user: User, role: Role, section: NationalSection | None) -> Membership:
    """A role for somebody; raises Refused when she has it."""
    membership, created = Membership.objects.get_or_create(user=user, role=role, section=section)
    if not created:
        raise Refused(_("This person has this role in the section already."))
    return membership


@transaction.atomic
def end_role(membership: Membership, *, reason: str = "", last_may_go: bool = False) -> None:
    """End a role. The last lead of a section, or the last of the secretariat, stays unless `last_may_go`."""
    # Two leads who take the role from each other at the same moment wait for one another here.
    peers = Membership.objects.select_for_update(of=("self",)).filter(section=membership.section, role=membership.role)
    others = [peer for peer in peers.select_related("user") if peer.pk != membership.pk and peer.user.is_active]
    if not others and not last_may_go:
        if membership.role == Role.LEAD:
            raise Refused(
                _("%(person)s is the last lead of the section. Make somebody else a lead first.")
                % {"person": membership.user.name}
            )
        if membership.role == Role.SECRETARIAT:
            raise Refused(
                _("%(person)s is the last member of the secretariat. Somebody else has to join it first.")
                % {"person": membership.user.name}
            )
    membership.reason = reason
    membership.delete()
