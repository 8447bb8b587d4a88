"""Wagtail's question about sections, answered by the policy. A section is never deleted: it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies.base import BasePermissionPolicy

from sections.actors import actor_of
from sections.models import NationalSection
from sections.policy import Target, may, may_somewhere
from sections.roles import Action

_ACTIONS = {"view": Action.READ_PAGE, "add": Action.MANAGE_SECTIONS, "change": Action.CHANGE_SECTION}


class SectionPermissionPolicy(BasePermissionPolicy):
    """Everybody who works here sees who works on what; the rest stands in the roles table."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in _ACTIONS and may_somewhere(actor_of(user), _ACTIONS[action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: NationalSection) -> bool:
        return action in _ACTIONS and may(actor_of(user), _ACTIONS[action], Target(section=instance.pk))

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: NationalSection
    ) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)
