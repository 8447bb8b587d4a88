"""What roles may in Wagtail, and what is made from the records, also when it is made again. Passwords stand in one file."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.models import Image
from wagtail.models import Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from sections import policy
from sections.accounts import demo_roles, read_demo_accounts
from sections.actors import actor_of
from sections.choices import SECTION_ROLES, Role
from sections.group_rights import permissions_named
from sections.models import ManagedGroup, User
from sections.provisioning import sync_all
from sections.roles import Action
from tests.factories.sections import UserFactory, join, make_section, make_user

pytestmark = pytest.mark.django_db

PAGE_ACTIONS = ("add", "edit", "publish", "delete", "lock", "unlock", "unpublish")
RECORDS = ("person", "case", "country", "place", "organisation", "authority", "legalprovision", "source")


def run(command: str) -> str:
    output = io.StringIO()
    call_command(command, stdout=output)
    return output.getvalue()


def may(user: User, action: str) -> bool:
    tester = Page.get_first_root_node().get_first_child().permissions_for_user(user)
    checks = {"add": "can_add_subpage", "edit": "can_edit"}
    return bool(getattr(tester, checks.get(action, f"can_{action}"))())


@pytest.fixture
def page() -> Page:
    """The home page in English, live and open."""
    home = Page.get_first_root_node().get_first_child()
    home.live = True
    home.locked = False
    home.save()
    return home


LEAD = {"add", "edit", "publish", "delete", "lock", "unlock", "unpublish"}


@pytest.mark.parametrize("action", PAGE_ACTIONS)
@pytest.mark.parametrize(
    ("role", "standing", "allowed"),
    [
        ("administrator", "lead", LEAD),
        ("secretariat", "lead", LEAD),
        ("lead", "lead", LEAD),
        ("lead", "contributor", {"add", "edit"}),
        ("editor", "lead", {"add", "edit"}),
        ("translator", "lead", {"edit"}),
        ("observer", "lead", set()),
        ("", "lead", set()),
    ],
)
def test_what_a_role_may_do_with_a_page_of_its_language(
    page: Page, role: str, standing: str, action: str, allowed: set[str]
) -> None:
    section = make_section("britain", "GB", en=standing)
    user = make_user(role, section if role in SECTION_ROLES else None) if role else UserFactory()
    assert may(user, action) is (action in allowed)


@pytest.mark.parametrize("role", SECTION_ROLES)
def test_a_page_in_another_language_is_out_of_reach(page: Page, role: str) -> None:
    user = make_user(role, make_section("france", "FR", fr="lead"))
    assert not any(may(user, action) for action in PAGE_ACTIONS)
    assert user.has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize(
    ("role", "verbs"),
    [
        ("administrator", {"add", "change", "delete", "view"}),
        ("secretariat", {"add", "change", "delete", "view"}),
        ("lead", {"add", "change", "view"}),
        ("editor", {"add", "change", "view"}),
        ("translator", {"view"}),
        ("observer", {"view"}),
        ("", set()),
    ],
)
def test_what_a_role_may_do_with_records(role: str, verbs: set[str]) -> None:
    section = make_section(de="lead")
    user = make_user(role, section if role in SECTION_ROLES else None) if role else UserFactory()
    for verb in ("add", "change", "delete", "view"):
        assert [user.has_perm(f"library.{verb}_{record}") for record in RECORDS] == [verb in verbs] * len(RECORDS)


@pytest.mark.parametrize(
    ("permission", "secretariat"),
    [
        ("wagtailadmin.access_admin", True),
        ("wagtail_localize.submit_translation", True),
        ("sections.add_nationalsection", True),
        ("sections.add_user", False),
        ("sections.change_user", False),
        ("auth.change_group", False),
        ("wagtailcore.add_locale", False),
        ("wagtailcore.change_site", False),
    ],
)
def test_what_only_administrators_may_do(permission: str, secretariat: bool) -> None:
    assert make_user("administrator").has_perm(permission)
    assert make_user("secretariat").has_perm(permission) is secretariat
    assert not make_user("lead", make_section(de="lead")).has_perm("sections.add_nationalsection")


@pytest.mark.parametrize(
    "screen", ["wagtailadmin_home", "wagtailimages:add", "wagtaildocs:add", "wagtailsnippets_library_person:add"]
)
def test_an_editor_opens(screen: str) -> None:
    client = Client()
    client.force_login(make_user("editor", make_section(de="lead")))
    assert client.get(reverse(screen)).status_code == 200


@pytest.mark.parametrize("screen", ["wagtailusers_users:index", "wagtailusers_groups:index", "wagtailsites:index"])
def test_the_secretariat_does_not_open(screen: str) -> None:
    client = Client()
    client.force_login(make_user("secretariat"))
    assert client.get(reverse(screen)).status_code == 302


# --- Groups, rights and collections made from the records ---


def test_making_everything_twice_changes_nothing() -> None:
    make_user("editor", make_section(en="lead"))
    make_user("secretariat")
    assert sync_all() == []
    assert "already" in run("sync_sections")


def test_everything_that_was_deleted_by_hand_is_made_again() -> None:
    section = make_section(en="lead")
    editor = make_user("editor", section)
    before = editor.get_all_permissions()
    Group.objects.all().delete()
    said = run("sync_sections")
    assert "made the group austria: editor" in said
    assert f"{editor.pk} joined the group austria: editor" in said
    assert User.objects.get(pk=editor.pk).get_all_permissions() == before
    assert sync_all() == []


def test_rights_given_by_hand_are_taken_back_and_missing_ones_given() -> None:
    sync_all()
    group = ManagedGroup.objects.get(role=Role.SECRETARIAT).group
    group.permissions.add(Permission.objects.get(codename="add_user", content_type__app_label="sections"))
    group.page_permissions.all().delete()
    assert sync_all() == ["set what secretariat may do with records", "set what secretariat may do with pages"]
    assert not make_user("secretariat").has_perm("sections.add_user")
    assert may(make_user("secretariat"), "publish")


def test_a_role_given_by_hand_in_wagtails_group_screen_is_shown_and_removed() -> None:
    section = make_section(de="lead")
    user = UserFactory()
    user.groups.add(ManagedGroup.objects.get(section=section, role=Role.LEAD).group)
    assert f"{user.pk} left the group austria: lead" in run("sync_sections")
    assert not user.groups.exists()


def test_other_groups_are_left_alone() -> None:
    group = Group.objects.create(name="Printers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = make_user("editor", make_section(de="lead"))
    user.groups.add(group)
    sync_all()
    assert group.permissions.count() == 1
    assert group in user.groups.all()


def test_a_right_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"library\.fly_person"):
        permissions_named(("library.fly_person",))
    assert permissions_named(("nowhere.do_nothing",)) == {}


@pytest.mark.parametrize("ending", ["leaves", "paused", "closed", "switched off"])
def test_every_right_ends_at_once(ending: str) -> None:
    section = make_section(en="lead")
    user = make_user("lead", section)
    assert may(user, "publish")
    if ending == "leaves":
        user.memberships.all().delete()
    elif ending == "switched off":
        User.objects.filter(pk=user.pk).update(is_active=False)
    else:
        section.state = ending
        section.save()
    user = User.objects.get(pk=user.pk)
    assert not any(may(user, action) for action in ("add", "edit", "publish", "delete", "unpublish"))
    assert not user.has_perm("wagtailadmin.access_admin")
    assert not policy.may_somewhere(actor_of(user), Action.TRANSLATE)


def test_a_section_that_works_again_has_its_rights_again() -> None:
    section = make_section(en="lead", state="paused")
    user = make_user("lead", section)
    assert not user.groups.exists()
    section.state = "active"
    section.save()
    assert may(User.objects.get(pk=user.pk), "publish")


def test_a_language_that_a_section_loses_is_out_of_reach_at_once() -> None:
    section = make_section(en="lead")
    user = make_user("editor", section)
    assert may(user, "edit")
    section.section_locales.all().delete()
    user = User.objects.get(pk=user.pk)
    assert not may(user, "edit")


def test_somebody_may_have_several_roles_in_several_sections() -> None:
    austria, france = make_section(en="contributor"), make_section("france", "FR", fr="lead")
    user = make_user("editor", austria)
    join(user, Role.LEAD, france)
    join(user, Role.TRANSLATOR, austria)
    assert sorted(user.groups.values_list("name", flat=True)) == [
        "austria: editor",
        "austria: translator",
        "france: lead",
    ]
    assert may(user, "edit")
    assert not may(user, "publish")


def test_files_are_added_to_the_section_s_own_collection_and_chosen_from_all() -> None:
    section = make_section(de="lead")
    user = make_user("editor", section)
    images = CollectionOwnershipPermissionPolicy(
        get_image_model(), auth_model=Image, owner_field_name="uploaded_by_user"
    )
    assert [c.name for c in images.collections_user_has_permission_for(user, "add")] == ["austria"]
    assert {c.name for c in images.collections_user_has_permission_for(user, "choose")} == {"Root", "austria"}


def test_asking_who_somebody_is_costs_two_queries_once(django_assert_num_queries: Any) -> None:
    user = make_user("editor", make_section(de="lead", it="contributor"))
    join(user, Role.LEAD, make_section("france", "FR", fr="lead"))
    with django_assert_num_queries(2):
        for _again in range(3):
            actor_of(user)


# --- Demo accounts ---


@pytest.fixture
def passwords(tmp_path: Path) -> Any:
    path = tmp_path / ".demo-accounts"
    with override_settings(DEMO_ACCOUNTS_FILE=path):
        yield path


def test_there_is_one_demo_account_per_role_and_only_its_owner_reads_the_file(passwords: Path) -> None:
    make_section(de="lead")
    said = run("create_demo_accounts")
    lines = [line.split() for line in passwords.read_text().splitlines()]
    assert [line[0] for line in lines] == sorted(
        [
            "administrator",
            "secretariat",
            "austria-lead",
            "austria-editor",
            "austria-translator",
            "austria-observer",
        ]
    )
    assert stat.S_IMODE(passwords.stat().st_mode) == 0o600
    for role, email, password in lines:
        user = User.objects.get(email=email)
        assert user.check_password(password)
        assert user.is_superuser == (role == "administrator")
        assert list(user.groups.values_list("name", flat=True)) == (
            [] if user.is_superuser else [role.replace("austria-", "austria: ")]
        )
        assert password in said


def test_a_second_run_does_nothing_and_says_so(passwords: Path) -> None:
    run("create_demo_accounts")
    before = passwords.read_text(), sorted(User.objects.values_list("email", "password"))
    said = run("create_demo_accounts")
    assert "already" in said
    assert (passwords.read_text(), sorted(User.objects.values_list("email", "password"))) == before
    assert not any(account.password in said for account in read_demo_accounts(passwords))


def test_if_the_file_is_lost_only_demo_accounts_get_new_passwords(passwords: Path) -> None:
    run("create_demo_accounts")
    other = UserFactory()
    lost = {account.email: account.password for account in read_demo_accounts(passwords)}
    passwords.unlink()
    assert "lost" in run("create_demo_accounts")
    found = {account.email: account.password for account in read_demo_accounts(passwords)}
    assert found.keys() == lost.keys()
    for email, password in found.items():
        user = User.objects.get(email=email)
        assert user.check_password(password)
        assert not user.check_password(lost[email])
    assert User.objects.get(pk=other.pk).password == other.password


def test_if_the_database_is_new_the_accounts_are_made_again(passwords: Path) -> None:
    run("create_demo_accounts")
    User.objects.all().delete()
    assert "lost" not in run("create_demo_accounts")
    assert all(User.objects.get(email=a.email).check_password(a.password) for a in read_demo_accounts(passwords))
    assert User.objects.count() == len(demo_roles())
