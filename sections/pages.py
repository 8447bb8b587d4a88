"""Lets pages ask the policy: what Wagtail's group rights allow in a whole tree is narrowed to what the table says.

A page belongs to the sections of its language, or, when it says so (`owning_section_id`), to one section alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.models import Page, PagePermissionTester

from sections.actors import actor_of, languages_for
from sections.policy import Target, may
from sections.roles import Action


def target_of(page: Page, languages: Mapping[int, str] | None = None) -> Target:
    """Whose page it is, for the policy. `languages` are the codes of all locales by id, where they are at hand."""
    is_owned = getattr(page.specific_class, "owning_section_id", None) is not None
    section = page.specific.owning_section_id if is_owned else None
    return Target(locale=(languages or {}).get(page.locale_id) or page.locale.language_code, section=section)


def may_with_page(user: Any, action: Action, page: Page) -> bool:
    """Whether somebody may do this with a page, by the table alone."""
    return may(actor_of(user), action, target_of(page, languages_for(user)))


class PolicyTester(PagePermissionTester):
    """Wagtail's answer, and the policy's: a right needs both. Locks and workflows are Wagtail's part."""

    def __init__(self, user: Any, page: Page) -> None:
        self.permissions: set[str] = set()  # Wagtail leaves it out for accounts that were switched off
        super().__init__(user, page)

    def _may(self, action: Action) -> bool:
        return may_with_page(self.user, action, self.page)

    def can_add_subpage(self) -> bool:
        return bool(super().can_add_subpage()) and self._may(Action.ADD_PAGE)

    def can_edit(self) -> bool:
        return bool(super().can_edit()) and self._may(Action.CHANGE_PAGE)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(super().can_delete(ignore_bulk=ignore_bulk)) and self._may(Action.DELETE_PAGE)

    def can_publish(self) -> bool:
        return bool(super().can_publish()) and self._may(Action.PUBLISH_PAGE)

    def can_unpublish(self) -> bool:
        return bool(super().can_unpublish()) and self._may(Action.UNPUBLISH_PAGE)

    def can_publish_subpage(self) -> bool:
        return bool(super().can_publish_subpage()) and self._may(Action.PUBLISH_PAGE)

    def can_reorder_children(self) -> bool:
        return bool(super().can_reorder_children()) and self._may(Action.PUBLISH_PAGE)

    def can_submit_for_moderation(self) -> bool:
        return bool(super().can_submit_for_moderation()) and self._may(Action.SUBMIT_PAGE)

    def can_lock(self) -> bool:
        return bool(super().can_lock()) and self._may(Action.LOCK_PAGE)

    def can_unlock(self) -> bool:
        # Whoever has locked a page may open it again, as in Wagtail.
        return bool(super().can_unlock()) and (self.user_has_lock() or self._may(Action.LOCK_PAGE))


class GuardedByPolicy:
    """Page mixin, placed before Page: rights come from the roles table."""

    #: The section that the page belongs to alone; None for pages that the sections of its language share.
    owning_section_id: int | None = None

    def permissions_for_user(self, user: Any) -> PolicyTester:
        """As Page.permissions_for_user."""
        return PolicyTester(user, self)
