"""Who works here: accounts, national sections, and who does what in which section. Holds no rights: see roles.py."""

from sections.models.accounts import User, UserManager, normalise_email
from sections.models.members import Invitation, Membership, hashed
from sections.models.notices import KeptNotice
from sections.models.sections import ManagedGroup, NationalSection, SectionLocale

__all__ = [
    "Invitation",
    "KeptNotice",
    "ManagedGroup",
    "Membership",
    "NationalSection",
    "SectionLocale",
    "User",
    "UserManager",
    "hashed",
    "normalise_email",
]
