"""Makes Wagtail's groups, collections and rights out of sections and memberships, and takes back what was given by hand.

Everything here can be run any number of times: `sync_sections` rebuilds all of it from the records and says what it
changed. Other apps add steps of their own, such as a section's page (`add_step`). Rights are derived from the table in
roles.py; where a right depends on the object, Wagtail's group is as wide as its screens need and the policy narrows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from sections.actors import facts_of
from sections.choices import SECTION_ROLES, Role
from sections.models import ManagedGroup, Membership, NationalSection, User
from sections.policy import Grant, reach
from sections.roles import Action, Scope
from sections.workflows import sync_workflows

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

_PAGE_PERMISSIONS: dict[Action, tuple[str, ...]] = {
    # Wagtail has no right to look: this one opens the explorer on pages with which one may do nothing else.
    Action.READ_PAGE: ("bulk_delete_page",),
    Action.ADD_PAGE: ("add_page",),
    Action.CHANGE_PAGE: ("change_page",),
    Action.PUBLISH_PAGE: ("publish_page",),
    Action.LOCK_PAGE: ("lock_page", "unlock_page"),
}
_FILE_PERMISSIONS: dict[Action, tuple[str, ...]] = {
    Action.CHOOSE_FILE: ("wagtailimages.choose_image", "wagtaildocs.choose_document"),
    Action.ADD_FILE: ("wagtailimages.add_image", "wagtaildocs.add_document"),
    Action.CHANGE_FILE: ("wagtailimages.change_image", "wagtaildocs.change_document"),
    Action.DELETE_FILE: ("wagtailimages.delete_image", "wagtaildocs.delete_document"),
}


def _on_models(verbs: Iterable[str], names: Iterable[str], app: str = "library") -> tuple[str, ...]:
    return tuple(f"{app}.{verb}_{name}" for name in names for verb in verbs)


_MODEL_PERMISSIONS: dict[Action, tuple[str, ...]] = {
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

Step = Callable[[NationalSection], list[str]]
_STEPS: list[Step] = []


def add_step(step: Step) -> None:
    """Let `step` make what another app knows for a section; it is run often, and returns what it changed."""
    if step not in _STEPS:
        _STEPS.append(step)


_OWN_PAGES: list[Callable[[NationalSection], list[int]]] = []


def add_own_pages(find: Callable[[NationalSection], list[int]]) -> None:
    """Tell which pages belong to a section alone, by their ids."""
    if find not in _OWN_PAGES:
        _OWN_PAGES.append(find)


def own_pages(section: NationalSection) -> list[int]:
    """The ids of the pages that belong to a section alone."""
    return [page_id for find in _OWN_PAGES for page_id in find(section)]


@transaction.atomic
def sync_all() -> list[str]:
    """Make everything what the records say and return what was changed, in English sentences for a log."""
    changes = _sync_group(Role.SECRETARIAT, None)
    for section in NationalSection.objects.prefetch_related("section_locales__locale"):
        changes += _provision(section)
    for user in User.objects.filter(Q(groups__managed__isnull=False) | Q(memberships__isnull=False)).distinct():
        changes += sync_user(user)
    return changes + _sync_workflows()


def _sync_workflows() -> list[str]:
    sections = NationalSection.objects.all()
    return sync_workflows({section: own_pages(section) for section in sections})


@transaction.atomic
def provision(section: NationalSection) -> list[str]:
    """Make what one section needs: collection, groups with their rights, workflows, and what other apps add."""
    return _provision(section) + _sync_workflows()


def _provision(section: NationalSection) -> list[str]:
    changes = _sync_collection(section)
    for step in _STEPS:
        changes += step(section)
    for role in SECTION_ROLES:
        changes += _sync_group(role, section)
    for user in User.objects.filter(Q(memberships__section=section) | Q(groups__managed__section=section)).distinct():
        changes += sync_user(user)
    return changes


@transaction.atomic
def sync_user(user: User) -> list[str]:
    """Put a person into the groups of her roles in sections that work, and out of all other groups made here."""
    roles = Membership.objects.filter(user=user).filter(
        Q(section=None) | Q(section__in=NationalSection.objects.active())
    )
    wanted = set()
    for membership in roles.select_related("section"):
        wanted.add(group_of(Role(membership.role), membership.section))
    present = set(Group.objects.filter(user=user, managed__isnull=False))
    user.groups.add(*(wanted - present))
    user.groups.remove(*(present - wanted))
    changes = [f"{user.pk} joined the group {group}" for group in sorted(wanted - present, key=str)]
    return changes + [f"{user.pk} left the group {group}" for group in sorted(present - wanted, key=str)]


def group_name(role: Role, section: NationalSection | None) -> str:
    return f"{section.slug}: {role.value}" if section else role.value


def group_of(role: Role, section: NationalSection | None) -> Group:
    """The group of a role, made when it is missing."""
    managed = ManagedGroup.objects.filter(role=role, section=section).select_related("group").first()
    if managed:
        return managed.group
    group, _created = Group.objects.get_or_create(name=group_name(role, section))
    ManagedGroup.objects.create(group=group, role=role, section=section)
    return group


def _sync_collection(section: NationalSection) -> list[str]:
    if section.collection_id:
        return []
    section.collection = Collection.get_first_root_node().add_child(instance=Collection(name=section.slug))
    NationalSection.objects.filter(pk=section.pk).update(collection=section.collection)
    return [f"made the collection {section.slug}"]


def _sync_group(role: Role, section: NationalSection | None) -> list[str]:
    changes = []
    if not ManagedGroup.objects.filter(role=role, section=section).exists():
        changes.append(f"made the group {group_name(role, section)}")
    group = group_of(role, section)
    grant = Grant(role, facts_of(section) if section else None)
    changes += _apply_model_permissions(group, grant)
    changes += _apply_page_permissions(group, grant, section)
    changes += _apply_collection_permissions(group, grant, section)
    return changes


def permissions_named(names: Iterable[str]) -> set[Permission]:
    """Permissions by "app_label.codename"; those of apps that are not installed are left out. Raises LookupError."""
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


def _apply_model_permissions(group: Group, grant: Grant) -> list[str]:
    names = [name for action, each in _MODEL_PERMISSIONS.items() if reach(grant, action) for name in each]
    wanted = permissions_named(names)
    if set(group.permissions.all()) == wanted:
        return []
    group.permissions.set(wanted)
    return [f"set what {group.name} may do with records"]


def _apply_page_permissions(group: Group, grant: Grant, section: NationalSection | None) -> list[str]:
    by_codename = {
        each.codename: each.pk
        for each in permissions_named(f"wagtailcore.{name}" for names in _PAGE_PERMISSIONS.values() for name in names)
    }
    wanted = {
        (page_id, by_codename[name])
        for action, names in _PAGE_PERMISSIONS.items()
        for page_id in _pages_for(grant, action, section)
        for name in names
    }
    present = set(GroupPagePermission.objects.filter(group=group).values_list("page_id", "permission_id"))
    if present == wanted:
        return []
    GroupPagePermission.objects.filter(group=group).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page_id, permission_id=permission_id)
        for page_id, permission_id in sorted(wanted)
    )
    return [f"set what {group.name} may do with pages"]


def _pages_for(grant: Grant, action: Action, section: NationalSection | None) -> list[int]:
    """Roots of the trees in which a role may do something: the tree of a language, or the section's own pages."""
    scope = reach(grant, action)
    if scope is None:
        return []
    if scope == Scope.ANYWHERE:
        return [Page.get_first_root_node().pk]
    locales = {row.locale.language_code: row.locale_id for row in section.section_locales.all()} if section else {}
    led = [locales[code] for code in locales if scope == Scope.LOCALE or code in grant.led]
    homes = Page.objects.filter(depth=2, locale_id__in=led).values_list("pk", flat=True)
    return [*homes, *(own_pages(section) if section else [])]


def _apply_collection_permissions(group: Group, grant: Grant, section: NationalSection | None) -> list[str]:
    root = Collection.get_first_root_node()
    wanted = set()
    for action, names in _FILE_PERMISSIONS.items():
        scope = reach(grant, action)
        if scope is None:
            continue
        collection = root.pk if scope == Scope.ANYWHERE or section is None else section.collection_id
        wanted |= {(collection, each.pk) for each in permissions_named(names)}
    present = set(GroupCollectionPermission.objects.filter(group=group).values_list("collection_id", "permission_id"))
    if present == wanted:
        return []
    GroupCollectionPermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection_id=collection_id, permission_id=permission_id)
        for collection_id, permission_id in sorted(wanted)
    )
    return [f"set what {group.name} may do with pictures and documents"]
