"""Whom the pages of a campaign are about, for the checks of their texts. Reads only."""

from __future__ import annotations

from campaign_pages.models import AppealPage, DetaineeProfilePage, ModelDocumentPage
from campaign_pages.reading.appeals import cases_in_boxes
from translations.glossary.subjects import Subjects


def subjects_of_appeal(page: AppealPage) -> Subjects:
    """The people concerned, its case and those of its boxes, on the day whose state it describes."""
    people = frozenset(page.people.values_list("person_id", flat=True)) if page.pk else frozenset()
    cases = {page.case_id, *cases_in_boxes(page.body)} - {None}
    return Subjects(people, frozenset(cases), page.facts_as_of)


def subject_of_profile(page: DetaineeProfilePage) -> Subjects:
    """The person, at present."""
    return Subjects(frozenset({page.person_id}))


def subjects_of_document(page: ModelDocumentPage) -> Subjects:
    """Whom the appeal of a document is about, on the document's own day."""
    if page.appeal is None:
        return Subjects(day=page.facts_as_of)
    of_appeal = subjects_of_appeal(page.appeal)
    return Subjects(of_appeal.people, of_appeal.cases, page.facts_as_of)


SUBJECTS = {
    "campaign_pages.AppealPage": subjects_of_appeal,
    "campaign_pages.DetaineeProfilePage": subject_of_profile,
    "campaign_pages.ModelDocumentPage": subjects_of_document,
}
