"""Words of the sections' vocabulary that are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is. What each may do stands in roles.py."""

    SECRETARIAT = "secretariat", _("Secretariat")
    LEAD = "lead", _("Section lead")
    EDITOR = "editor", _("Section editor")
    TRANSLATOR = "translator", _("Translator")
    OBSERVER = "observer", _("Observer")


#: Roles that a person has in a section; the secretariat stands above all of them.
SECTION_ROLES = tuple(role for role in Role if role != Role.SECRETARIAT)


class SectionState(models.TextChoices):
    """Whether a section works. Only an active one gives its members any right."""

    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


class Standing(models.TextChoices):
    """What a section is to a language that several may share: one leads and publishes, the others contribute."""

    LEAD = "lead", _("Leads")
    CONTRIBUTOR = "contributor", _("Contributes")


class MailWish(models.TextChoices):
    """When a person is told by mail what concerns her."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, all in one")
    NEVER = "never", _("Never")
