"""Makes Wagtail's groups, collections and rights out of sections and memberships, and takes back what was given by hand.

Everything here can be run any number of times: `sync_sections` rebuilds all of it from the records and says what it
changed. Other apps add steps of their own, such as a section's page (`add_step`).
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, Page

from sections.actors import facts_of
from sections.choices import SECTION_ROLES, Role
from sections.group_rights import NO_GROUND, Ground, GroupRights
from sections.models import ManagedGroup, Membership, NationalSection, User
from sections.policy import Grant
from sections.workflows import sync_workflows

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
    rights = GroupRights()
    changes = _sync_group(rights, Role.SECRETARIAT, None, NO_GROUND)
    for section in NationalSection.objects.prefetch_related("section_locales__locale"):
        changes += _provision(section, rights)
    for user in User.objects.filter(Q(groups__managed__isnull=False) | Q(memberships__isnull=False)).distinct():
        changes += sync_user(user)
    return changes + name_approvers()


def name_approvers() -> list[str]:
    """Let every workflow wait for those who approve in it at present; what was changed."""
    sections = NationalSection.objects.all()
    return sync_workflows({section: own_pages(section) for section in sections})


@transaction.atomic
def provision(section: NationalSection) -> list[str]:
    """Make what one section needs: collection, groups with their rights, workflows, and what other apps add."""
    stored = NationalSection.objects.prefetch_related("section_locales__locale").get(pk=section.pk)
    changes = _provision(stored, GroupRights())
    section.collection = stored.collection
    return changes + name_approvers()


def _provision(section: NationalSection, rights: GroupRights) -> list[str]:
    changes = _sync_collection(section)
    for step in _STEPS:
        changes += step(section)
    ground = _ground(section)
    for role in SECTION_ROLES:
        changes += _sync_group(rights, role, section, ground)
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
    return _made_group(role, section)[0]


def _made_group(role: Role, section: NationalSection | None) -> tuple[Group, bool]:
    managed = ManagedGroup.objects.filter(role=role, section=section).select_related("group").first()
    if managed:
        return managed.group, False
    group, _created = Group.objects.get_or_create(name=group_name(role, section))
    ManagedGroup.objects.create(group=group, role=role, section=section)
    return group, True


def _sync_collection(section: NationalSection) -> list[str]:
    if section.collection_id:
        return []
    section.collection = Collection.get_first_root_node().add_child(instance=Collection(name=section.slug))
    NationalSection.objects.filter(pk=section.pk).update(collection=section.collection)
    return [f"made the collection {section.slug}"]


def _ground(section: NationalSection) -> Ground:
    codes = {row.locale_id: row.locale.language_code for row in section.section_locales.all()}
    homes: dict[str, list[int]] = {}
    for page_id, locale_id in Page.objects.filter(depth=2, locale__in=codes).values_list("pk", "locale_id"):
        homes.setdefault(codes[locale_id], []).append(page_id)
    return Ground(homes, own_pages(section), section.collection_id)


def _sync_group(rights: GroupRights, role: Role, section: NationalSection | None, ground: Ground) -> list[str]:
    group, made = _made_group(role, section)
    changes = [f"made the group {group_name(role, section)}"] if made else []
    return changes + rights.apply(group, Grant(role, facts_of(section) if section else None), ground)
