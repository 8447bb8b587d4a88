"""Keeps Wagtail's groups true to the memberships, whoever changes them and however: rights end at once.

What is left behind is handed over (handover.py), and every role that is given or ends stands in the trail.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from sections.choices import Role
from sections.handover import hand_over
from sections.models import Membership, NationalSection, SectionLocale, User
from sections.provisioning import name_approvers, provision, sync_user
from sections.trail import Deed, note_membership

_waiting: ContextVar[set[int] | None] = ContextVar("sections waiting to be made", default=None)


@contextmanager
def made_once() -> Iterator[None]:
    """Make each section once at the end, instead of once for every row that a form stores. All of it or nothing."""
    with transaction.atomic():
        sections: set[int] = set()
        token = _waiting.set(sections)
        try:
            yield
        finally:
            _waiting.reset(token)
        for section_id in sorted(sections):
            _provision(section_id)


def membership_saved(sender: type[Membership], instance: Membership, created: bool, **kwargs: Any) -> None:
    """Receiver of post_save."""
    if user := User.objects.filter(pk=instance.user_id).first():
        sync_user(user)
        _name_approvers(instance)
        if created:
            note_membership(Deed.JOINED, instance)


def membership_deleted(sender: type[Membership], instance: Membership, **kwargs: Any) -> None:
    """Receiver of post_delete."""
    if user := User.objects.filter(pk=instance.user_id).first():
        sync_user(user)
        note_membership(Deed.LEFT, instance, instance.reason)
        _name_approvers(instance)
        hand_over([user], instance.section)


def _name_approvers(membership: Membership) -> None:
    """The first lead of a section takes over its approvals, the last one leaves them to the secretariat."""
    if membership.role == Role.LEAD:
        name_approvers()


def account_goes(sender: type[User], instance: User, **kwargs: Any) -> None:
    """Receiver of pre_delete: roles end first, while it is still known which pages this person has locked."""
    for membership in instance.memberships.all():
        membership.delete()


def section_changed(sender: type[NationalSection], instance: NationalSection, created: bool, **kwargs: Any) -> None:
    """Receiver of post_save: a section that pauses or closes gives no rights from this moment on."""
    if not created:
        _provision(instance.pk)


def locales_changed(sender: type[SectionLocale], instance: SectionLocale, **kwargs: Any) -> None:
    """Receiver of post_save and post_delete: a language that a section loses is out of its members' reach at once."""
    _provision(instance.section_id)


def _provision(section_id: int) -> None:
    waiting = _waiting.get()
    if waiting is not None:
        waiting.add(section_id)
        return
    # Read anew: the one at hand may hold languages that a form has not stored yet.
    if section := NationalSection.objects.filter(pk=section_id).first():
        provision(section)
        hand_over(User.objects.filter(memberships__section=section).distinct(), section)
