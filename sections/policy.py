"""Who may do what on whose objects: pure functions over the table in roles.py. Reads no database and knows no request.

    may(actor, Action.PUBLISH_PAGE, Target(locale="de"))

Hooks, views and permission policies ask here and decide nothing themselves; actors.py makes an Actor of a user.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sections.choices import Role, Standing
from sections.roles import TABLE, Action, Scope


@dataclass(frozen=True)
class SectionFacts:
    """What of a section decides about rights: its languages with its standing in each, its country, whether it works."""

    id: int
    country: str = ""
    locales: Mapping[str, Standing] = field(default_factory=dict)
    is_active: bool = True


@dataclass(frozen=True)
class Grant:
    """One role of a person; `section` is None in the secretariat."""

    role: Role
    section: SectionFacts | None = None

    @property
    def works(self) -> bool:
        """The secretariat always works; a section only while it is active."""
        return self.section.is_active if self.section else self.role == Role.SECRETARIAT

    @property
    def led(self) -> list[str]:
        """The languages that the section leads."""
        locales = self.section.locales if self.section else {}
        return [code for code, standing in locales.items() if standing == Standing.LEAD]


@dataclass(frozen=True)
class Actor:
    """Somebody who wants to do something. Without grants she may nothing, as may an account that was switched off."""

    grants: tuple[Grant, ...] = ()
    is_superuser: bool = False
    is_active: bool = True


@dataclass(frozen=True)
class Target:
    """Whose object it is. `section` is set on what belongs to one section alone; `country` on records of a country."""

    locale: str = ""
    section: int | None = None
    country: str = ""


NOBODY = Actor(is_active=False)


def may(actor: Actor, action: Action, target: Target = Target()) -> bool:
    """Whether `actor` may do this with the object that `target` describes."""
    if not actor.is_active:
        return False
    return actor.is_superuser or any(_covers(grant, action, target) for grant in actor.grants)


def reach(grant: Grant, action: Action) -> Scope | None:
    """How far a role goes with an action; None when it may not, or when its section does not work."""
    return TABLE[action].get(grant.role) if grant.works else None


def may_somewhere(actor: Actor, action: Action) -> bool:
    """Whether there is anything at all with which `actor` may do this: whether to show the button."""
    return actor.is_active and (actor.is_superuser or any(reach(grant, action) for grant in actor.grants))


def locales_for(actor: Actor, action: Action, locales: Iterable[str]) -> set[str]:
    """Those of `locales` (language codes) in which `actor` may do this with what belongs to no single section."""
    return {locale for locale in locales if may(actor, action, Target(locale=locale))}


def sections_for(actor: Actor, action: Action, sections: Iterable[int]) -> set[int]:
    """Those of `sections` (ids) with whose own objects `actor` may do this."""
    return {section for section in sections if may(actor, action, Target(section=section))}


def own_sections(actor: Actor, action: Action) -> set[int] | None:
    """The sections with whose own objects `actor` may do this, by id; None when it is all of them."""
    scopes = [(reach(grant, action), grant.section) for grant in actor.grants] if actor.is_active else []
    if actor.is_active and (actor.is_superuser or any(scope == Scope.ANYWHERE for scope, _section in scopes)):
        return None
    return {section.id for scope, section in scopes if section and scope and scope != Scope.COUNTRY}


def own_locales(actor: Actor, action: Action) -> set[str] | None:
    """The languages (codes) in which `actor` may do this with what belongs to no single section; None when it is all."""
    scopes = [(reach(grant, action), grant) for grant in actor.grants] if actor.is_active else []
    if actor.is_active and (actor.is_superuser or any(scope == Scope.ANYWHERE for scope, _grant in scopes)):
        return None
    own: set[str] = set()
    for scope, grant in scopes:
        if scope == Scope.LED:
            own |= set(grant.led)
        elif scope == Scope.LOCALE and grant.section:
            own |= set(grant.section.locales)
    return own


def is_emergency(actor: Actor, action: Action, target: Target) -> bool:
    """Whether `actor` may do this by the secretariat's right alone, so that it is logged as an emergency."""
    ordinary = tuple(grant for grant in actor.grants if grant.role != Role.SECRETARIAT)
    return may(actor, action, target) and not may(Actor(ordinary, is_active=actor.is_active), action, target)


def _covers(grant: Grant, action: Action, target: Target) -> bool:
    scope, section = reach(grant, action), grant.section
    if scope is None or section is None:
        return scope == Scope.ANYWHERE
    if scope == Scope.ANYWHERE:
        return True
    if scope == Scope.COUNTRY:
        return bool(target.country) and target.country == section.country
    if target.section is not None or scope == Scope.SECTION:
        return target.section == section.id
    if scope == Scope.LED:
        return target.locale in grant.led
    return target.locale in section.locales
