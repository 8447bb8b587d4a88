"""Who may intervene, and who may ask for it. Only asks the policy."""

from __future__ import annotations

from typing import Any

from sections.actors import actor_of
from sections.policy import may, may_somewhere
from sections.roles import Action

#: What is done to a page in all its languages.
DEEDS = (Action.STOP_APPEAL, Action.TAKE_DOWN, Action.REDACT_PERSON, Action.RELEASE)


def may_do(user: Any, action: Action) -> bool:
    """Whether somebody may intervene in this way, in whatever language."""
    return may(actor_of(user), action)


def may_ask(user: Any) -> bool:
    """Whether somebody may ask the secretariat to intervene."""
    return may_somewhere(actor_of(user), Action.ASK)


def may_start(user: Any, action: Action) -> bool:
    """Whether the screen of a deed opens for somebody: to do it, or to ask for it."""
    return may_do(user, action) or may_ask(user)


def may_open(user: Any) -> bool:
    """Whether there is anything for somebody on the screens of the interventions."""
    return may_ask(user) or any(may_do(user, action) for action in DEEDS)
