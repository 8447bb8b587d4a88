"""Boxes in the text of an appeal cost the same, however many there are and whichever cases they show."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from library.models import Case
from tests.factories.library import CaseCountFactory, CaseFactory, OrganisationFactory, PlaceFactory
from tests.factories.pages import make_appeal

pytestmark = pytest.mark.django_db


def queries_of(path: str) -> int:
    """Queries of one answer, when what Wagtail keeps in its cache is there."""
    assert Client().get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        Client().get(path)
    return len(captured)


def make_case() -> Case:
    case = CaseFactory(place=PlaceFactory(), organisation=OrganisationFactory())
    CaseCountFactory(case=case)
    return case


def appeal_with_boxes(case: Case, boxes: list[Case]) -> str:
    body = [("fact_box", {"heading": "", "person": None, "case": shown}) for shown in boxes]
    return f"/en/appeals/{make_appeal(case=case, place=case.place, body=body).slug}/"


def test_a_box_about_the_appeals_own_case_costs_the_look_up_of_the_block_alone() -> None:
    case = make_case()
    without = queries_of(appeal_with_boxes(case, []))
    assert queries_of(appeal_with_boxes(case, [case])) == without + 1


def test_five_boxes_about_other_cases_cost_as_much_as_one() -> None:
    case, others = make_case(), [make_case() for _number in range(5)]
    assert queries_of(appeal_with_boxes(case, others)) == queries_of(appeal_with_boxes(case, others[:1]))


def test_each_box_shows_the_facts_of_its_own_case() -> None:
    case, other = make_case(), make_case()
    html = Client().get(appeal_with_boxes(case, [case, other])).content.decode()
    boxes = html.split('<aside class="facts"')[1:]
    for box, shown in zip(boxes, (case, other), strict=True):
        for text in (shown.name, shown.place.name, shown.organisation.name, "<b>11</b>"):
            assert text in box
