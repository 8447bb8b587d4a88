"""Who decides how a term is written in which language, asked of the policy. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from sections.actors import actor_of, languages_for
from sections.permission_policy import TablePermissionPolicy
from sections.policy import Target, may, own_locales
from sections.roles import Action


class TermPolicy(TablePermissionPolicy, ModelPermissionPolicy):
    """A term is a record that all sections share; its forms belong to the sections of their languages."""

    actions = {
        "view": Action.READ_RECORD,
        "add": Action.CHANGE_RECORD,
        "change": Action.CHANGE_RECORD,
        "delete": Action.DELETE_RECORD,
    }

    def target_of(self, instance: Any) -> Target:
        return Target()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """All terms, or none."""
        terms: QuerySet[Any] = self.model._default_manager.all()
        return terms if self.user_has_any_permission(user, actions) else terms.none()


def may_decide(user: Any, language: str) -> bool:
    """Whether somebody decides how terms are written in a language; "" stands for all languages of a script."""
    return may(actor_of(user), Action.DECIDE_TERM, Target(locale=language))


def may_change(user: Any) -> bool:
    """Whether somebody may add terms, and change what they mean and which record they name."""
    return may(actor_of(user), Action.CHANGE_RECORD)


def may_merge(user: Any) -> bool:
    """Whether somebody may merge two records: one of them is deleted."""
    return may(actor_of(user), Action.DELETE_RECORD)


def own_languages(user: Any) -> tuple[str, ...]:
    """The languages whose terms somebody looks after first: those she decides; all of the site for who decides all."""
    site = sorted(languages_for(user).values())
    own = own_locales(actor_of(user), Action.DECIDE_TERM)
    return tuple(code for code in site if own is None or code in own)
