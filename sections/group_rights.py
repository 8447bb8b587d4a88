"""Gives Wagtail's groups the rights that the table gives their roles. Knows the names of Wagtail's permissions.

Where a right depends on the object, a group is as wide as Wagtail's screens need, and the policy narrows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from sections.policy import Grant, reach
from sections.roles import Action, Scope

#: Records of the library that stand on screens of their own; child rows go with their parents.
RECORDS = (
    "authority",
    "case",
    "country",
    "legalprovision",
    "organisation",
    "person",
    "place",
    "source",
)
MISSIONS = ("diplomaticmission",)
SECTIONS = ("nationalsection",)
LOCAL = ("localcontent",)

_ON_PAGES: dict[Action, tuple[str, ...]] = {
    # Wagtail has no right to look: this one opens the explorer on pages with which one may do nothing else.
    Action.READ_PAGE: ("wagtailcore.bulk_delete_page",),
    Action.ADD_PAGE: ("wagtailcore.add_page",),
    Action.CHANGE_PAGE: ("wagtailcore.change_page",),
    Action.PUBLISH_PAGE: ("wagtailcore.publish_page",),
    Action.LOCK_PAGE: ("wagtailcore.lock_page", "wagtailcore.unlock_page"),
}
_ON_FILES: dict[Action, tuple[str, ...]] = {
    Action.CHOOSE_FILE: ("wagtailimages.choose_image", "wagtaildocs.choose_document"),
    Action.ADD_FILE: ("wagtailimages.add_image", "wagtaildocs.add_document"),
    Action.CHANGE_FILE: ("wagtailimages.change_image", "wagtaildocs.change_document"),
    Action.DELETE_FILE: ("wagtailimages.delete_image", "wagtaildocs.delete_document"),
}


def _on_models(verbs: Iterable[str], names: Iterable[str], app: str = "library") -> tuple[str, ...]:
    return tuple(f"{app}.{verb}_{name}" for name in names for verb in verbs)


_ON_RECORDS: dict[Action, tuple[str, ...]] = {
    Action.READ_PAGE: ("wagtailadmin.access_admin",),
    Action.START_TRANSLATION: ("wagtail_localize.submit_translation",),
    Action.READ_RECORD: _on_models(["view"], [*RECORDS, *MISSIONS]),
    Action.CHANGE_RECORD: _on_models(["add", "change"], RECORDS),
    Action.DELETE_RECORD: _on_models(["delete"], [*RECORDS, *MISSIONS]),
    Action.CHANGE_MISSION: _on_models(["add", "change"], MISSIONS),
    Action.CHANGE_LOCAL: _on_models(["add", "change", "view"], LOCAL, "local_content"),
    Action.PUBLISH_LOCAL: _on_models(["publish", "delete", "lock", "unlock"], LOCAL, "local_content"),
    Action.CHANGE_SECTION: _on_models(["change", "view"], SECTIONS, "sections"),
    Action.MANAGE_SECTIONS: _on_models(["add"], SECTIONS, "sections"),
}


@dataclass(frozen=True)
class Ground:
    """What a section works on, by ids: the home pages of its languages by code, its own pages, its collection."""

    homes: Mapping[str, list[int]]
    own_pages: list[int]
    collection: int | None


NO_GROUND = Ground({}, [], None)


def permissions_named(names: Iterable[str]) -> dict[str, int]:
    """Ids of permissions by "app_label.codename"; those of apps that are not installed are left out. One query.

    Raises LookupError when one is missing.
    """
    labels = {config.label for config in apps.get_app_configs()}
    wanted = {name for name in names if name.split(".")[0] in labels}
    rows = Permission.objects.filter(codename__in={name.split(".")[1] for name in wanted}).values_list(
        "content_type__app_label", "codename", "pk"
    )
    found = {name: pk for label, codename, pk in rows if (name := f"{label}.{codename}") in wanted}
    if missing := wanted - found.keys():
        raise LookupError(f"No such permission: {', '.join(sorted(missing))}. Run migrate first.")
    return found


class GroupRights:
    """Applies the table to groups; what all groups have in common is read once."""

    def __init__(self) -> None:
        tables = (_ON_RECORDS, _ON_PAGES, _ON_FILES)
        self.permissions = permissions_named(name for table in tables for names in table.values() for name in names)
        self.root_page = Page.get_first_root_node().pk
        self.root_collection = Collection.get_first_root_node().pk

    def apply(self, group: Group, grant: Grant, ground: Ground = NO_GROUND) -> list[str]:
        """Give a group the rights of a role, and take from it all others; what was changed."""
        changes = []
        if self._set_on_records(group, grant):
            changes.append(f"set what {group.name} may do with records")
        if _set_rows(GroupPagePermission, "page_id", group, self._on_pages(grant, ground)):
            changes.append(f"set what {group.name} may do with pages")
        if _set_rows(GroupCollectionPermission, "collection_id", group, self._on_files(grant, ground)):
            changes.append(f"set what {group.name} may do with pictures and documents")
        return changes

    def _named(self, names: Iterable[str]) -> set[int]:
        return {self.permissions[name] for name in names if name in self.permissions}

    def _set_on_records(self, group: Group, grant: Grant) -> bool:
        wanted = self._named(name for action, names in _ON_RECORDS.items() if reach(grant, action) for name in names)
        if set(group.permissions.values_list("pk", flat=True)) == wanted:
            return False
        group.permissions.set(wanted)
        return True

    def _on_pages(self, grant: Grant, ground: Ground) -> set[tuple[int, int]]:
        return {
            (page_id, permission_id)
            for action, names in _ON_PAGES.items()
            for page_id in self._trees(grant, action, ground)
            for permission_id in self._named(names)
        }

    def _trees(self, grant: Grant, action: Action, ground: Ground) -> list[int]:
        """Roots of the trees in which a role may do something: the tree of a language, or the section's own pages."""
        scope = reach(grant, action)
        if scope is None:
            return []
        if scope == Scope.ANYWHERE:
            return [self.root_page]
        codes = [code for code in ground.homes if scope == Scope.LOCALE or code in grant.led]
        return [*(page_id for code in codes for page_id in ground.homes[code]), *ground.own_pages]

    def _on_files(self, grant: Grant, ground: Ground) -> set[tuple[int, int]]:
        wanted = set()
        for action, names in _ON_FILES.items():
            scope = reach(grant, action)
            if scope is None:
                continue
            collection = self.root_collection if scope == Scope.ANYWHERE else ground.collection or self.root_collection
            wanted |= {(collection, permission_id) for permission_id in self._named(names)}
        return wanted


def _set_rows(model: Any, field: str, group: Group, wanted: set[tuple[int, int]]) -> bool:
    """Make a group's rows (object, permission) these; whether anything had to be changed."""
    present = set(model.objects.filter(group=group).values_list(field, "permission_id"))
    if present == wanted:
        return False
    for object_id, permission_id in present - wanted:
        model.objects.filter(group=group, permission_id=permission_id, **{field: object_id}).delete()
    model.objects.bulk_create(
        model(group=group, permission_id=permission_id, **{field: object_id})
        for object_id, permission_id in sorted(wanted - present)
    )
    return True
