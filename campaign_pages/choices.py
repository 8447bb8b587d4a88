"""Vocabularies of the page types. Values are data: never renamed, only added to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AppealKind(TextChoices):
    """What an appeal asks of its reader; *stop* withdraws an earlier one."""

    FIRST = "first", _("First appeal")
    UPDATE = "update", _("Further information")
    OUTCOME = "outcome", _("Outcome")
    STOP = "stop", _("Stop action")


class DeadlineKind(TextChoices):
    """How an appeal says until when to act."""

    DATE = "date", _("Until a date")
    ASAP = "asap", _("As soon as possible")
    NONE = "none", _("No deadline")


class DocumentKind(TextChoices):
    """What a model document becomes when a reader has filled it in."""

    LETTER = "letter", _("Model letter")
    MOTION = "motion", _("Model motion")
    STATEMENT = "statement", _("Model statement")
    PRESS_RELEASE = "press_release", _("Model press release")


class ClauseSort(TextChoices):
    """The four sorts of clause of a motion, in the order in which they are read out."""

    NOTES = "notes", _("Notes")
    BELIEVES = "believes", _("Believes")
    RESOLVES = "resolves", _("Resolves")
    COMMITS = "commits", _("Commits")


class ClauseRequirement(TextChoices):
    """Whether a branch may leave a clause out or must write it for itself."""

    REQUIRED = "required", _("Required")
    OPTIONAL = "optional", _("Optional")
    LOCAL = "local", _("Local: each branch writes its own")


class FieldKind(TextChoices):
    """What a placeholder of a document is filled with."""

    TEXT = "text", _("One line of text")
    LINES = "lines", _("Several lines of text")
    DATE = "date", _("Date")
    EMAIL = "email", _("E-mail address")
    CHOICE = "choice", _("Choice")
    BLANK = "blank", _("Blank for a pen")
    MISSION_HEAD = "mission.head", _("Mission: name of the ambassador or high commissioner")
    MISSION_OFFICE = "mission.office", _("Mission: office of its head (ambassador, high commissioner)")
    MISSION_TITLE = "mission.title", _("Mission: form of address of its head (Excellency)")
    MISSION_ADDRESS = "mission.address", _("Mission: postal address")
    MISSION_SALUTATION = "mission.salutation", _("Mission: salutation")
