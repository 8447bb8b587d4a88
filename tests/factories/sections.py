"""The smallest valid accounts and sections, and people with a role."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from sections.choices import Role, SectionState, Standing
from sections.models import ManagedGroup, Membership, NationalSection, SectionLocale, User
from sections.provisioning import provision, sync_all

PASSWORD = "a long enough password"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Colleague {n}")
    password = factory.django.Password(PASSWORD)


def make_section(
    slug: str = "austria", country: str = "AT", *, state: str = SectionState.ACTIVE, **locales: str
) -> NationalSection:
    """A provisioned section; its languages by code with the standing in each: `make_section(de="lead")`."""
    section: NationalSection = NationalSection.objects.create(
        slug=slug, country=country, public_name=slug.capitalize(), state=state
    )
    rows = []
    for code, standing in locales.items():
        locale, _created = Locale.objects.get_or_create(language_code=code.replace("_", "-"))
        rows.append(SectionLocale(section=section, locale=locale, standing=Standing(standing)))
    # Stored at once, past the signals, which would make everything anew for each language.
    SectionLocale.objects.bulk_create(rows)
    provision(section)
    return section


def join(user: User, role: Role, section: NationalSection | None = None) -> User:
    """Give a person a role."""
    Membership.objects.create(user=user, role=role, section=section)
    return user


def make_user(role: str, section: NationalSection | None = None, **fields: object) -> User:
    """A stored account: "administrator", or one with a role. Its password is PASSWORD."""
    if role == "administrator":
        administrator: User = UserFactory(is_superuser=True, is_staff=True, **fields)
        return administrator
    if not ManagedGroup.objects.filter(role=role, section=section).exists():
        sync_all()
    return join(UserFactory(**fields), Role(role), section)
