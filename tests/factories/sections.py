"""The smallest valid accounts, and accounts with a role."""

from __future__ import annotations

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from sections.models import User
from sections.roles import ROLE_BY_NAME, apply_roles

PASSWORD = "a long enough password"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Colleague {n}")
    password = factory.django.Password(PASSWORD)


def make_user(role: str, **fields: object) -> User:
    """A stored account with one of the roles of sections/roles.py; its password is PASSWORD."""
    apply_roles()
    chosen = ROLE_BY_NAME[role]
    user: User = UserFactory(is_superuser=chosen.superuser, is_staff=chosen.superuser, **fields)
    if chosen.group:
        user.groups.set([Group.objects.get(name=chosen.group)])
    return user
