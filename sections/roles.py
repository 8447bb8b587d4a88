"""The roles and what each may do, as a table. Applied by `sync_roles`; decides nothing about single objects."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

#: Records of the library that stand on screens of their own; child rows go with their parents.
RECORDS = (
    "authority",
    "case",
    "country",
    "diplomaticmission",
    "legalprovision",
    "organisation",
    "person",
    "place",
    "source",
)


@dataclass(frozen=True)
class Role:
    """Rights that come with a role: a group of this name, or everything.

    `model_permissions` are "app_label.codename"; those of apps that are not installed are left out.
    """

    name: str
    group: str = ""
    superuser: bool = False
    page_permissions: tuple[str, ...] = ()
    collection_permissions: tuple[str, ...] = ()
    model_permissions: tuple[str, ...] = ()


ROLES = (
    Role(name="administrator", superuser=True),
    Role(
        name="editor",
        group="Editors",
        page_permissions=("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
        collection_permissions=(
            "wagtailimages.add_image",
            "wagtailimages.change_image",
            "wagtailimages.choose_image",
            "wagtaildocs.add_document",
            "wagtaildocs.change_document",
            "wagtaildocs.choose_document",
        ),
        model_permissions=(
            "wagtailadmin.access_admin",
            "wagtail_localize.submit_translation",
            *(f"library.{action}_{record}" for record in RECORDS for action in ("add", "change", "delete", "view")),
        ),
    ),
)

ROLE_BY_NAME = {role.name: role for role in ROLES}


@transaction.atomic
def apply_roles() -> list[str]:
    """Makes groups and rights what the table says and returns what was changed; rights given by hand are taken back.

    Groups that the table does not name are left alone.
    """
    changes: list[str] = []
    for role in ROLES:
        if role.group:
            group, created = Group.objects.get_or_create(name=role.group)
            if created:
                changes.append(f"made the group {group.name}")
            changes += _apply_model_permissions(group, role)
            changes += _apply_page_permissions(group, role)
            changes += _apply_collection_permissions(group, role)
    return changes


def permissions_named(names: tuple[str, ...]) -> set[Permission]:
    """Permissions by "app_label.codename". Raises LookupError for a name that no installed app has."""
    labels = {config.label for config in apps.get_app_configs()}
    wanted = {name for name in names if name.split(".")[0] in labels}
    query = Q(pk__in=[])
    for name in wanted:
        label, codename = name.split(".")
        query |= Q(content_type__app_label=label, codename=codename)
    found = set(Permission.objects.filter(query).select_related("content_type"))
    missing = wanted - {f"{each.content_type.app_label}.{each.codename}" for each in found}
    if missing:
        raise LookupError(f"No such permission: {', '.join(sorted(missing))}. Run migrate first.")
    return found


def _apply_model_permissions(group: Group, role: Role) -> list[str]:
    wanted = permissions_named(role.model_permissions)
    if set(group.permissions.all()) == wanted:
        return []
    group.permissions.set(wanted)
    return [f"set what {group.name} may do with records"]


def _apply_page_permissions(group: Group, role: Role) -> list[str]:
    """The same rights on every page of every language: the tree's root passes them on."""
    root = Page.get_first_root_node()
    wanted = {
        (root.pk, each.pk) for each in permissions_named(tuple(f"wagtailcore.{n}" for n in role.page_permissions))
    }
    present = set(GroupPagePermission.objects.filter(group=group).values_list("page_id", "permission_id"))
    if present == wanted:
        return []
    GroupPagePermission.objects.filter(group=group).delete()
    for page_id, permission_id in sorted(wanted):
        GroupPagePermission.objects.create(group=group, page_id=page_id, permission_id=permission_id)
    return [f"set what {group.name} may do with pages"]


def _apply_collection_permissions(group: Group, role: Role) -> list[str]:
    root = Collection.get_first_root_node()
    wanted = {(root.pk, each.pk) for each in permissions_named(role.collection_permissions)}
    present = set(GroupCollectionPermission.objects.filter(group=group).values_list("collection_id", "permission_id"))
    if present == wanted:
        return []
    GroupCollectionPermission.objects.filter(group=group).delete()
    for collection_id, permission_id in sorted(wanted):
        GroupCollectionPermission.objects.create(group=group, collection_id=collection_id, permission_id=permission_id)
    return [f"set what {group.name} may do with pictures and documents"]
