"""The roles as a table: who may do what, and how far. Decides nothing itself (policy.py reads the table) and holds no names.

A row is an action, a cell how far a role may go with it; where a row does not name a role, that role may not. Superusers
may everything: they are the technicians of an installation and have no row.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sections.choices import Role


class Scope(StrEnum):
    """How far a right goes, seen from the section in which a person has the role.

    What belongs to one section alone (its own page, its local content, its files) is never within the reach of a
    scope by language: sections that share a language do not write on each other's paper.
    """

    ANYWHERE = "anywhere"
    LOCALE = "locale"  # in the languages that the section works in
    LED = "led"  # in the languages that the section leads
    SECTION = "section"  # what belongs to the section
    COUNTRY = "country"  # records of the section's country


class Action(StrEnum):
    """What one may do. The words are Wagtail's and wagtail-localize's wherever they have one."""

    READ_PAGE = "read published pages"
    READ_DRAFT = "read drafts"
    TRANSLATE = "translate strings"
    EXPORT_STRINGS = "download strings"
    START_TRANSLATION = "start a translation"
    TAKE_OVER = "take over the original"
    ADD_PAGE = "add pages"
    CHANGE_PAGE = "change pages"
    SUBMIT_PAGE = "submit pages"
    PUBLISH_PAGE = "publish pages"
    UNPUBLISH_PAGE = "take pages down"
    DELETE_PAGE = "delete pages"
    LOCK_PAGE = "lock pages"
    CHOOSE_FILE = "choose pictures and documents"
    ADD_FILE = "add pictures and documents"
    CHANGE_FILE = "change pictures and documents"
    DELETE_FILE = "delete pictures and documents"
    READ_RECORD = "read records"
    CHANGE_RECORD = "change records"
    DELETE_RECORD = "delete records"
    DECIDE_TERM = "decide how terms are written"
    CHANGE_MISSION = "change missions"
    CHANGE_LOCAL = "change local content"
    PUBLISH_LOCAL = "publish local content"
    CHANGE_SECTION = "change a section's contacts"
    MANAGE_SECTIONS = "create, pause and close sections"
    MANAGE_MEMBERS = "invite and remove members"
    READ_ADDRESSES = "read members' addresses"
    READ_TRAIL = "read the trail"
    STOP_APPEAL = "stop an appeal everywhere"
    TAKE_DOWN = "take a page down everywhere"
    REDACT_PERSON = "redact a person"
    RELEASE = "release languages together"
    ASK = "ask the secretariat to intervene"


SECRETARIAT, LEAD, EDITOR, TRANSLATOR, OBSERVER = Role
_EVERYBODY = dict.fromkeys(Role, Scope.ANYWHERE)
_ONLY_SECRETARIAT = {SECRETARIAT: Scope.ANYWHERE}


def _row(
    lead: Scope | None = None,
    editor: Scope | None = None,
    translator: Scope | None = None,
    observer: Scope | None = None,
) -> dict[Role, Scope]:
    """A row in which the secretariat may everything."""
    cells = {LEAD: lead, EDITOR: editor, TRANSLATOR: translator, OBSERVER: observer}
    return _ONLY_SECRETARIAT | {role: scope for role, scope in cells.items() if scope}


#: Action by action, how far each role may go. Publication belongs to the lead of a language; the secretariat's is an
#: emergency and is logged as one.
TABLE: Mapping[Action, Mapping[Role, Scope]] = {
    Action.READ_PAGE: _EVERYBODY,
    Action.READ_DRAFT: _row(Scope.LOCALE, Scope.LOCALE, Scope.LOCALE, Scope.LOCALE),
    Action.TRANSLATE: _row(Scope.LOCALE, Scope.LOCALE, Scope.LOCALE),
    Action.EXPORT_STRINGS: _row(Scope.LOCALE, Scope.LOCALE, Scope.LOCALE),
    Action.START_TRANSLATION: _row(Scope.LOCALE, Scope.LOCALE, Scope.LOCALE),
    Action.TAKE_OVER: _row(Scope.LOCALE, Scope.LOCALE, Scope.LOCALE),
    Action.ADD_PAGE: _row(Scope.LOCALE, Scope.LOCALE),
    Action.CHANGE_PAGE: _row(Scope.LOCALE, Scope.LOCALE, Scope.LOCALE),
    Action.SUBMIT_PAGE: _row(Scope.LOCALE, Scope.LOCALE, Scope.LOCALE),
    Action.PUBLISH_PAGE: _row(Scope.LED),
    Action.UNPUBLISH_PAGE: _row(Scope.LED),
    Action.DELETE_PAGE: _row(Scope.LED),
    Action.LOCK_PAGE: _row(Scope.LED),
    Action.CHOOSE_FILE: _EVERYBODY,
    Action.ADD_FILE: _row(Scope.SECTION, Scope.SECTION),
    Action.CHANGE_FILE: _row(Scope.SECTION, Scope.SECTION),
    Action.DELETE_FILE: _row(Scope.SECTION),
    Action.READ_RECORD: _EVERYBODY,
    Action.CHANGE_RECORD: _row(Scope.ANYWHERE, Scope.ANYWHERE),
    Action.DELETE_RECORD: _ONLY_SECRETARIAT,
    Action.DECIDE_TERM: _row(Scope.LOCALE, Scope.LOCALE),
    Action.CHANGE_MISSION: _row(Scope.COUNTRY, Scope.COUNTRY),
    Action.CHANGE_LOCAL: _row(Scope.SECTION, Scope.SECTION),
    Action.PUBLISH_LOCAL: _row(Scope.SECTION),
    Action.CHANGE_SECTION: _row(Scope.SECTION),
    Action.MANAGE_SECTIONS: _ONLY_SECRETARIAT,
    Action.MANAGE_MEMBERS: _row(Scope.SECTION),
    Action.READ_ADDRESSES: _row(Scope.SECTION),
    Action.READ_TRAIL: _row(Scope.SECTION),
    Action.STOP_APPEAL: _ONLY_SECRETARIAT,
    Action.TAKE_DOWN: _ONLY_SECRETARIAT,
    Action.REDACT_PERSON: _ONLY_SECRETARIAT,
    Action.RELEASE: _ONLY_SECRETARIAT,
    Action.ASK: _EVERYBODY,
}
