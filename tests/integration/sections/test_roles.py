"""Roles are a table; applying it twice changes nothing. Demo accounts have passwords that stand in one file only."""

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
from wagtail.models import Page

from sections.accounts import read_demo_accounts
from sections.models import User
from sections.roles import ROLES, apply_roles, permissions_named
from tests.factories.sections import UserFactory, make_user

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


@pytest.mark.parametrize("action", PAGE_ACTIONS)
@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("administrator", {"add", "edit", "publish", "delete", "lock", "unlock", "unpublish"}),
        ("editor", {"add", "edit", "publish", "delete", "lock", "unlock", "unpublish"}),
        ("", set()),
    ],
)
def test_what_a_role_may_do_with_a_page(role: str, action: str, allowed: set[str]) -> None:
    user = make_user(role) if role else UserFactory()
    page = Page.get_first_root_node().get_first_child()
    page.live = True
    page.locked = False
    page.save()
    assert may(user, action) is (action in allowed)


@pytest.mark.parametrize("action", ["add", "change", "delete", "view"])
@pytest.mark.parametrize(("role", "allowed"), [("administrator", True), ("editor", True), ("", False)])
def test_what_a_role_may_do_with_records(role: str, action: str, allowed: bool) -> None:
    user = make_user(role) if role else UserFactory()
    assert [user.has_perm(f"library.{action}_{record}") for record in RECORDS] == [allowed] * len(RECORDS)


@pytest.mark.parametrize(
    ("permission", "editor"),
    [
        ("wagtailadmin.access_admin", True),
        ("wagtail_localize.submit_translation", True),
        ("sections.add_user", False),
        ("sections.change_user", False),
        ("auth.change_group", False),
        ("wagtailcore.add_locale", False),
        ("wagtailcore.change_site", False),
    ],
)
def test_what_only_administrators_may_do(permission: str, editor: bool) -> None:
    assert make_user("administrator").has_perm(permission)
    assert make_user("editor").has_perm(permission) is editor


@pytest.mark.parametrize(
    "screen", ["wagtailadmin_home", "wagtailimages:add", "wagtaildocs:add", "wagtailsnippets_library_person:add"]
)
def test_an_editor_opens(screen: str) -> None:
    client = Client()
    client.force_login(make_user("editor"))
    assert client.get(reverse(screen)).status_code == 200


@pytest.mark.parametrize("screen", ["wagtailusers_users:index", "wagtailusers_groups:index", "wagtailsites:index"])
def test_an_editor_does_not_open(screen: str) -> None:
    client = Client()
    client.force_login(make_user("editor"))
    assert client.get(reverse(screen)).status_code == 302


def test_applying_the_roles_twice_changes_nothing() -> None:
    apply_roles()
    assert apply_roles() == []
    assert "already" in run("sync_roles")


def test_rights_given_by_hand_are_taken_back_and_missing_ones_given() -> None:
    apply_roles()
    group = Group.objects.get(name="Editors")
    group.permissions.add(Permission.objects.get(codename="add_user", content_type__app_label="sections"))
    group.page_permissions.all().delete()
    assert len(apply_roles()) == 2
    assert not make_user("editor").has_perm("sections.add_user")
    assert may(make_user("editor"), "publish")


def test_other_groups_are_left_alone() -> None:
    group = Group.objects.create(name="Printers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    apply_roles()
    assert group.permissions.count() == 1


def test_a_right_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"library\.fly_person"):
        permissions_named(("library.fly_person",))
    assert permissions_named(("nowhere.do_nothing",)) == set()


# --- Demo accounts ---


@pytest.fixture
def passwords(tmp_path: Path) -> Any:
    path = tmp_path / ".demo-accounts"
    with override_settings(DEMO_ACCOUNTS_FILE=path):
        yield path


def test_there_is_one_demo_account_per_role_and_only_its_owner_reads_the_file(passwords: Path) -> None:
    said = run("create_demo_accounts")
    lines = [line.split() for line in passwords.read_text().splitlines()]
    assert [line[0] for line in lines] == sorted(role.name for role in ROLES)
    assert stat.S_IMODE(passwords.stat().st_mode) == 0o600
    for role, email, password in lines:
        user = User.objects.get(email=email)
        assert user.check_password(password)
        assert user.is_superuser == (role == "administrator")
        assert list(user.groups.values_list("name", flat=True)) == (["Editors"] if role == "editor" else [])
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
    assert User.objects.count() == len(ROLES)
