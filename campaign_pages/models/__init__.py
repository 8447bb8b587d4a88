"""The page types. Each file holds one kind of page and the index that lists it."""

from campaign_pages.models.appeals import AppealIndexPage, AppealPage, AppealParent, AppealPerson, AppealSource
from campaign_pages.models.base import CampaignPage
from campaign_pages.models.documents import DocumentIndexPage, ModelDocumentPage
from campaign_pages.models.people import DetaineeProfilePage, PeopleIndexPage
from campaign_pages.models.updates import UpdateAppeal, UpdateIndexPage, UpdatePage, UpdateSource

__all__ = [
    "AppealIndexPage",
    "AppealPage",
    "AppealParent",
    "AppealPerson",
    "AppealSource",
    "CampaignPage",
    "DetaineeProfilePage",
    "DocumentIndexPage",
    "ModelDocumentPage",
    "PeopleIndexPage",
    "UpdateAppeal",
    "UpdateIndexPage",
    "UpdatePage",
    "UpdateSource",
]
