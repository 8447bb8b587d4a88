"""What the page types of a campaign tell the interventions about themselves. Changes nothing."""

from __future__ import annotations

from django.db.models import QuerySet

from campaign_pages.models import AppealPage, DetaineeProfilePage, ModelDocumentPage
from interventions.places import Keys, PageKind
from library.models import Person


def documents_of(keys: Keys) -> QuerySet[ModelDocumentPage]:
    """Letters, motions and other documents of appeals, in all languages."""
    pages: QuerySet[ModelDocumentPage] = ModelDocumentPage.objects.filter(appeal__translation_key__in=list(keys))
    return pages


def people_of_appeal(page: AppealPage) -> QuerySet[Person]:
    """The people whom an appeal is about."""
    return Person.objects.filter(appeal_places__page=page).order_by("appeal_places__sort_order")


def person_of_profile(page: DetaineeProfilePage) -> QuerySet[Person]:
    """The person of a profile."""
    return Person.objects.filter(pk=page.person_id)


KINDS = (
    PageKind("campaign_pages.AppealPage", can_stop=True, withdrawn_with=documents_of, people_of=people_of_appeal),
    PageKind("campaign_pages.DetaineeProfilePage", people_of=person_of_profile),
)
