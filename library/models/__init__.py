"""The tables of the shared records, by noun."""

from library.models.detention import Case, CaseCount, DetentionEpisode, StatusEvent
from library.models.law import Authority, LegalProvision
from library.models.media import CampaignDocument, CampaignImage, CampaignRendition
from library.models.missions import DiplomaticMission, MissionReport
from library.models.people import Person, PersonName, PersonRole
from library.models.places import Country, Organisation, Place
from library.models.sources import Source

__all__ = [
    "Authority",
    "CampaignDocument",
    "CampaignImage",
    "CampaignRendition",
    "Case",
    "CaseCount",
    "Country",
    "DetentionEpisode",
    "DiplomaticMission",
    "LegalProvision",
    "MissionReport",
    "Organisation",
    "Person",
    "PersonName",
    "PersonRole",
    "Place",
    "Source",
    "StatusEvent",
]
