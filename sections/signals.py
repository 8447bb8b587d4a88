"""Keeps Wagtail's groups true to the memberships, whoever changes them and however: rights end at once."""

from __future__ import annotations

from typing import Any

from sections.models import Membership, NationalSection, SectionLocale, User
from sections.provisioning import provision, sync_user


def membership_changed(sender: type[Membership], instance: Membership, **kwargs: Any) -> None:
    """Receiver of post_save and post_delete."""
    if user := User.objects.filter(pk=instance.user_id).first():
        sync_user(user)


def section_changed(sender: type[NationalSection], instance: NationalSection, created: bool, **kwargs: Any) -> None:
    """Receiver of post_save: a section that pauses or closes gives no rights from this moment on."""
    if not created:
        _provision(instance.pk)


def locales_changed(sender: type[SectionLocale], instance: SectionLocale, **kwargs: Any) -> None:
    """Receiver of post_save and post_delete: a language that a section loses is out of its members' reach at once."""
    _provision(instance.section_id)


def _provision(section_id: int) -> None:
    # Read anew: the one at hand may hold languages that a form has not stored yet.
    if section := NationalSection.objects.filter(pk=section_id).first():
        provision(section)
