"""Demo accounts, one per role in every section, with random passwords that stand in one file only.

Never changes anybody else's account.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from sections.choices import SECTION_ROLES, Role
from sections.models import Membership, NationalSection, User

DEMO_DOMAIN = "demo.example"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class DemoRole:
    """What a demo account is: the administrator of the machine, the secretariat, or a role in a section."""

    name: str
    role: Role | None = None
    section: NationalSection | None = None


def demo_roles() -> list[DemoRole]:
    """One of each that there can be, with the sections that are on record."""
    roles = [DemoRole(ADMINISTRATOR), DemoRole(Role.SECRETARIAT.value, Role.SECRETARIAT)]
    for section in NationalSection.objects.all():
        roles += [DemoRole(f"{section.slug}-{role.value}", role, section) for role in SECTION_ROLES]
    return roles


@dataclass(frozen=True)
class DemoAccount:
    """One line of the file: `role e-mail password`."""

    role: str
    email: str
    password: str

    def __str__(self) -> str:
        return f"{self.role} {self.email} {self.password}"


def demo_email(role: str) -> str:
    return f"{role}@{DEMO_DOMAIN}"


def read_demo_accounts(path: Path) -> list[DemoAccount]:
    """The accounts in the file; none when it is missing. Lines that are not three words are passed over."""
    if not path.is_file():
        return []
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return [DemoAccount(*words) for words in lines if len(words) == 3]


def write_demo_accounts(path: Path, accounts: list[DemoAccount]) -> None:
    """Writes the file so that only its owner can read it, from its first byte on."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{account}\n" for account in accounts)
    beside.replace(path)


@transaction.atomic
def give_passwords(roles: list[DemoRole]) -> list[DemoAccount]:
    """Makes the demo account of each role, or gives the one there is a new password and its role's rights."""
    return [_give_password(role) for role in roles]


def _give_password(role: DemoRole) -> DemoAccount:
    password = secrets.token_urlsafe(15)
    email = demo_email(role.name)
    user = User.objects.filter(email=email).first() or User(email=email, name=f"Demo {role.name}")
    user.set_password(password)
    user.is_active = True
    user.is_superuser = user.is_staff = role.role is None
    user.save()
    Membership.objects.filter(user=user).delete()
    if role.role:
        Membership.objects.create(user=user, role=role.role, section=role.section)
    return DemoAccount(role.name, email, password)


def accounts_to_renew(known: list[DemoAccount]) -> list[DemoRole]:
    """Roles whose demo account is missing, or whose password nobody knows any more."""
    emails = {account.role: account.email for account in known}
    existing = set(User.objects.filter(email__in=emails.values()).values_list("email", flat=True))
    return [role for role in demo_roles() if emails.get(role.name) not in existing]
