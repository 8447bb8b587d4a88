"""Wagtail's questions about records, answered by the policy: of a model "somewhere?", of a record "there?"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from wagtail.permission_policies.base import BasePermissionPolicy

from sections.actors import actor_of
from sections.policy import Target, may, may_somewhere
from sections.roles import Action


class TablePermissionPolicy(BasePermissionPolicy):
    """Asks the roles table. `actions` says what Wagtail's words mean in it; what is not named is nobody's right."""

    actions: ClassVar[Mapping[str, Action]] = {}

    def target_of(self, instance: Any) -> Target:
        """Whose record it is."""
        raise NotImplementedError

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and may_somewhere(actor_of(user), self.actions[action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return action in self.actions and may(actor_of(user), self.actions[action], self.target_of(instance))

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)


class SectionPermissionPolicy(TablePermissionPolicy):
    """Everybody who works here sees who works on what. A section is never deleted: it is closed."""

    actions = {"view": Action.READ_PAGE, "add": Action.MANAGE_SECTIONS, "change": Action.CHANGE_SECTION}

    def target_of(self, instance: Any) -> Target:
        return Target(section=instance.pk)
