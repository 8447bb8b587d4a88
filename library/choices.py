"""The vocabularies of the shared records. Values are data: never renamed, only added to."""

from __future__ import annotations

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """What happened to a person, as one dated event."""

    ARRESTED = "arrested", _("Arrested")
    IN_CUSTODY = "in_custody", _("In custody")
    CHARGED = "charged", _("Charged")
    ON_TRIAL = "on_trial", _("On trial")
    CONVICTED = "convicted", _("Convicted")
    BAILED = "bailed", _("Released on bail")
    RELEASED = "released", _("Released")
    MISSING = "missing", _("Missing")
    FEARED_ABDUCTED = "feared_abducted", _("Feared abducted")
    UNDER_SURVEILLANCE = "under_surveillance", _("Under surveillance")
    MOVEMENT_RESTRICTED = "movement_restricted", _("Movement restricted")
    LISTED = "listed", _("Put on a list of restrictions")
    REARRESTED = "rearrested", _("Arrested again")
    RESTRICTIONS_LIFTED = "restrictions_lifted", _("Restrictions lifted")
    DIED = "died", _("Died")
    UNKNOWN = "unknown", _("Not known")


class Custody(TextChoices):
    """Where a person is, computed from events."""

    IN_CUSTODY = "in_custody", _("In custody")
    BAILED = "bailed", _("Out on bail")
    RELEASED = "released", _("Released")
    MISSING = "missing", _("Missing")
    FEARED_ABDUCTED = "feared_abducted", _("Feared abducted")
    DIED = "died", _("Died")
    FREE = "free", _("Not in custody")
    UNKNOWN = "unknown", _("Not known")


class Proceedings(TextChoices):
    """How far a court case against a person has gone, computed from events."""

    NONE = "none", _("No proceedings known")
    CHARGED = "charged", _("Charged")
    ON_TRIAL = "on_trial", _("On trial")
    CONVICTED = "convicted", _("Convicted")


class Restriction(TextChoices):
    """What limits a person outside custody, computed from events."""

    UNDER_SURVEILLANCE = "under_surveillance", _("Under surveillance")
    MOVEMENT_RESTRICTED = "movement_restricted", _("Movement restricted")
    LISTED = "listed", _("On a list of restrictions")


class Precision(TextChoices):
    """How much of a date is known."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month and year")
    YEAR = "year", _("Year")
    UNKNOWN = "unknown", _("Not known")


class Pronoun(TextChoices):
    """How a text speaks of a person."""

    HE = "he", _("he")
    SHE = "she", _("she")
    THEY = "they", _("they")
    UNKNOWN = "unknown", _("not known")


class PublishLevel(TextChoices):
    """How much of a name readers may see."""

    FULL = "full", _("Full name")
    INITIALS = "initials", _("Initials only")
    WITHHELD = "withheld", _("Name withheld")


class NameKind(TextChoices):
    """What a written form of a name is good for."""

    PREFERRED = "preferred", _("Preferred: shown in this language")
    ACCEPTED = "accepted", _("Accepted: found by search")
    FORBIDDEN = "forbidden", _("Misspelling: found by search, never to be used")


class SourceKind(TextChoices):
    """What kind of document a fact rests on."""

    ARTICLE = "article", _("Article of a campaign")
    LETTER = "letter", _("Letter")
    NEWSPAPER = "newspaper", _("Newspaper")
    STATEMENT = "statement", _("Statement")
    MOTION = "motion", _("Motion")
    OFFICIAL = "official", _("Official document")
    OTHER = "other", _("Other")


class ProvisionKind(TextChoices):
    """What a legal provision does."""

    RESTRICTION = "restriction", _("Restriction: limits a person without custody")
    OFFENCE = "offence", _("Offence: what a person is accused of")
    STANDARD = "standard", _("Standard: what protects a person")


class Altered(TextChoices):
    """Whether a picture shows what the camera saw."""

    NONE = "none", _("Not altered")
    PROTECTIVE = "protective", _("Altered to protect people")
    EDITORIAL = "editorial", _("Altered for editorial reasons")


class Script(TextChoices):
    """Writing systems by their ISO 15924 codes."""

    LATIN = "Latn", _("Latin")
    ARABIC = "Arab", _("Arabic (also Urdu, Persian, Pashto, Sindhi)")
    GREEK = "Grek", _("Greek")
    CYRILLIC = "Cyrl", _("Cyrillic")
    DEVANAGARI = "Deva", _("Devanagari")
    BENGALI = "Beng", _("Bengali")
    HAN_SIMPLIFIED = "Hans", _("Chinese, simplified")
    HAN_TRADITIONAL = "Hant", _("Chinese, traditional")
    JAPANESE = "Jpan", _("Japanese")
    KOREAN = "Kore", _("Korean")


class MissionKind(TextChoices):
    """What a diplomatic mission is. Missions to international organisations are left out: readers write to countries."""

    EMBASSY = "embassy", _("Embassy")
    HIGH_COMMISSION = "high_commission", _("High Commission")
    CONSULATE_GENERAL = "consulate_general", _("Consulate General")
    CONSULATE = "consulate", _("Consulate")
    HONORARY_CONSULATE = "honorary_consulate", _("Honorary Consulate")


class HeadOffice(TextChoices):
    """Which office the head of a mission holds."""

    AMBASSADOR = "ambassador", _("Ambassador")
    HIGH_COMMISSIONER = "high_commissioner", _("High Commissioner")
    CHARGE_DAFFAIRES = "charge_daffaires", _("Chargé d’Affaires")
    CONSUL_GENERAL = "consul_general", _("Consul General")
    CONSUL = "consul", _("Consul")
    HONORARY_CONSUL = "honorary_consul", _("Honorary Consul")


class Gender(TextChoices):
    """How an office is addressed in languages that inflect it."""

    MALE = "male", _("Addressed as a man")
    FEMALE = "female", _("Addressed as a woman")
    UNKNOWN = "unknown", _("Not known")


class MissionReportReason(TextChoices):
    """Why a reader says that a mission cannot be reached. There is no free text on purpose."""

    LETTER_RETURNED = "letter_returned", _("The letter came back")
    EMAIL_BOUNCED = "email_bounced", _("The e-mail came back")
    TELEPHONE_DEAD = "telephone_dead", _("Nobody can be reached under the telephone number")
    MOVED = "moved", _("The mission has moved to another address")
    CLOSED = "closed", _("The mission is closed")
    OTHER = "other", _("Something else is wrong")


def language_choices() -> list[tuple[str, str]]:
    """Every language the site can ever use, by code, in its own name."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]
