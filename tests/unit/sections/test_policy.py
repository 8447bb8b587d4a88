"""Who may do what: every role, every action, own and other section, own, led and other language. No database."""

from __future__ import annotations

from itertools import product

import pytest

from sections.choices import SECTION_ROLES, Role, Standing
from sections.policy import (
    NOBODY,
    Actor,
    Grant,
    SectionFacts,
    Target,
    is_emergency,
    locales_for,
    may,
    may_somewhere,
    own_locales,
    own_sections,
    sections_for,
)
from sections.roles import TABLE, Action

AUSTRIA = SectionFacts(1, "AT", {"de": Standing.CONTRIBUTOR, "sl": Standing.LEAD})
GERMANY = SectionFacts(2, "DE", {"de": Standing.LEAD})

#: Everything that a right may be asked about, by name.
TARGETS = {
    "led language": Target(locale="sl"),
    "shared language": Target(locale="de"),
    "other language": Target(locale="fr"),
    "own section": Target(locale="de", section=AUSTRIA.id),
    "other section": Target(locale="de", section=GERMANY.id),
    "own country": Target(country="AT"),
    "other country": Target(country="DE"),
    "nothing in particular": Target(),
}
LED = {"led language", "own section"}
LOCALE = {"led language", "shared language", "own section"}
SECTION = {"own section"}
COUNTRY = {"own country"}
ALL = set(TARGETS)

# Written out once more, by role, as the people who asked for it would say it.
EXPECTED: dict[Role, dict[Action, set[str]]] = {
    Role.SECRETARIAT: dict.fromkeys(Action, ALL),
    Role.LEAD: {
        **dict.fromkeys(
            (Action.READ_PAGE, Action.CHOOSE_FILE, Action.READ_RECORD, Action.CHANGE_RECORD, Action.ASK), ALL
        ),
        **dict.fromkeys(
            (
                Action.READ_DRAFT,
                Action.TRANSLATE,
                Action.EXPORT_STRINGS,
                Action.START_TRANSLATION,
                Action.TAKE_OVER,
                Action.ADD_PAGE,
                Action.CHANGE_PAGE,
                Action.SUBMIT_PAGE,
                Action.DECIDE_TERM,
            ),
            LOCALE,
        ),
        **dict.fromkeys((Action.PUBLISH_PAGE, Action.UNPUBLISH_PAGE, Action.DELETE_PAGE, Action.LOCK_PAGE), LED),
        **dict.fromkeys(
            (
                Action.ADD_FILE,
                Action.CHANGE_FILE,
                Action.DELETE_FILE,
                Action.CHANGE_LOCAL,
                Action.PUBLISH_LOCAL,
                Action.CHANGE_SECTION,
                Action.MANAGE_MEMBERS,
                Action.READ_ADDRESSES,
                Action.READ_TRAIL,
            ),
            SECTION,
        ),
        Action.CHANGE_MISSION: COUNTRY,
    },
    Role.EDITOR: {
        **dict.fromkeys(
            (Action.READ_PAGE, Action.CHOOSE_FILE, Action.READ_RECORD, Action.CHANGE_RECORD, Action.ASK), ALL
        ),
        **dict.fromkeys(
            (
                Action.READ_DRAFT,
                Action.TRANSLATE,
                Action.EXPORT_STRINGS,
                Action.START_TRANSLATION,
                Action.TAKE_OVER,
                Action.ADD_PAGE,
                Action.CHANGE_PAGE,
                Action.SUBMIT_PAGE,
                Action.DECIDE_TERM,
            ),
            LOCALE,
        ),
        **dict.fromkeys((Action.ADD_FILE, Action.CHANGE_FILE, Action.CHANGE_LOCAL), SECTION),
        Action.CHANGE_MISSION: COUNTRY,
    },
    Role.TRANSLATOR: {
        **dict.fromkeys((Action.READ_PAGE, Action.CHOOSE_FILE, Action.READ_RECORD, Action.ASK), ALL),
        **dict.fromkeys(
            (
                Action.READ_DRAFT,
                Action.TRANSLATE,
                Action.EXPORT_STRINGS,
                Action.START_TRANSLATION,
                Action.TAKE_OVER,
                Action.CHANGE_PAGE,
                Action.SUBMIT_PAGE,
            ),
            LOCALE,
        ),
    },
    Role.OBSERVER: {
        **dict.fromkeys((Action.READ_PAGE, Action.CHOOSE_FILE, Action.READ_RECORD, Action.ASK), ALL),
        Action.READ_DRAFT: LOCALE,
    },
}


def actor(role: Role, section: SectionFacts = AUSTRIA) -> Actor:
    return Actor((Grant(role, None if role == Role.SECRETARIAT else section),))


@pytest.mark.parametrize(("role", "action"), [*product(Role, Action)], ids=lambda part: part.name)
def test_every_cell(role: Role, action: Action) -> None:
    allowed = {name for name, target in TARGETS.items() if may(actor(role), action, target)}
    assert allowed == EXPECTED[role].get(action, set())
    assert may_somewhere(actor(role), action) is bool(allowed)


@pytest.mark.parametrize("action", Action)
def test_nobody_may_anything_and_a_superuser_everything(action: Action) -> None:
    assert action in TABLE
    for target in TARGETS.values():
        assert not may(Actor(), action, target)
        assert not may(NOBODY, action, target)
        assert not may(Actor(is_superuser=True, is_active=False), action, target)
        assert may(Actor(is_superuser=True), action, target)


@pytest.mark.parametrize(("role", "action"), [*product(SECTION_ROLES, Action)], ids=lambda part: part.name)
def test_a_section_that_does_not_work_gives_no_right(role: Role, action: Action) -> None:
    paused = SectionFacts(AUSTRIA.id, AUSTRIA.country, AUSTRIA.locales, is_active=False)
    assert not any(may(actor(role, paused), action, target) for target in TARGETS.values())
    assert not may_somewhere(actor(role, paused), action)


def test_a_role_in_one_section_is_none_in_another() -> None:
    both = Actor((Grant(Role.LEAD, AUSTRIA), Grant(Role.TRANSLATOR, GERMANY)))
    assert may(both, Action.PUBLISH_PAGE, Target(locale="sl"))
    assert not may(both, Action.PUBLISH_PAGE, Target(locale="de"))
    assert may(both, Action.MANAGE_MEMBERS, Target(section=AUSTRIA.id))
    assert not may(both, Action.MANAGE_MEMBERS, Target(section=GERMANY.id))


def test_locales_and_sections_are_narrowed() -> None:
    austria = actor(Role.LEAD)
    assert locales_for(austria, Action.PUBLISH_PAGE, ["de", "sl", "fr"]) == {"sl"}
    assert locales_for(austria, Action.TRANSLATE, ["de", "sl", "fr"]) == {"de", "sl"}
    assert sections_for(austria, Action.CHANGE_LOCAL, [1, 2]) == {1}


@pytest.mark.parametrize(("role", "action"), [*product(Role, Action)], ids=lambda part: part.name)
def test_the_sections_that_are_one_s_own_are_those_that_the_policy_allows(role: Role, action: Action) -> None:
    listed = own_sections(actor(role), action)
    everywhere = {1, 2} if listed is None else listed
    assert everywhere == sections_for(actor(role), action, [1, 2])
    locales = own_locales(actor(role), action)
    codes = {"de", "sl", "fr"}
    assert (codes if locales is None else locales) == locales_for(actor(role), action, codes)
    assert own_locales(NOBODY, action) == own_sections(NOBODY, action) == set()
    assert own_sections(Actor(is_superuser=True), action) is None


def test_what_only_the_secretariat_may_is_an_emergency() -> None:
    german = Target(locale="de")
    assert is_emergency(actor(Role.SECRETARIAT), Action.PUBLISH_PAGE, german)
    assert not is_emergency(actor(Role.LEAD, GERMANY), Action.PUBLISH_PAGE, german)
    assert not is_emergency(actor(Role.EDITOR), Action.PUBLISH_PAGE, german)
    two_hats = Actor((Grant(Role.SECRETARIAT), Grant(Role.LEAD, GERMANY)))
    assert not is_emergency(two_hats, Action.PUBLISH_PAGE, german)
    assert is_emergency(two_hats, Action.PUBLISH_PAGE, Target(locale="fr"))
