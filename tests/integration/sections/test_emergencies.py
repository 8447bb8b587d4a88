"""What is published over the head of the section in charge is written into its trail."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from home.models import SectionPage
from sections.models import NationalSection
from sections.trail import Deed, sentence
from tests.factories.pages import make_home, make_standard_page
from tests.factories.sections import make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def germany() -> NationalSection:
    make_home("de")
    return make_section("germany", "DE", de="lead")


def emergencies() -> list[tuple[str, str]]:
    """The section and the sentence of every emergency on record."""
    entries = ModelLogEntry.objects.filter(action=Deed.EMERGENCY)
    return [(entry.label, sentence(entry)) for entry in entries]


@pytest.mark.parametrize("role", ["secretariat", "administrator"])
def test_publishing_where_a_section_leads_is_an_emergency(germany: NationalSection, role: str) -> None:
    page = make_standard_page("de", title="Neues")
    user = make_user(role)
    client = Client()
    client.force_login(user)
    page.save_revision(user=user)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}"
    client.post(url, {"include_descendants": ""})
    [(section, words)] = emergencies()
    assert section == "Germany"
    assert "Neues" in words
    assert ModelLogEntry.objects.get(action=Deed.EMERGENCY).user == user


def test_the_lead_s_own_publication_is_none(germany: NationalSection) -> None:
    make_standard_page("de").save_revision().publish(user=make_user("lead", germany))
    assert emergencies() == []


def test_a_language_that_nobody_leads_is_the_secretariat_s_own(germany: NationalSection) -> None:
    make_standard_page("fr").save_revision().publish(user=make_user("secretariat"))
    assert emergencies() == []


def test_a_section_s_own_page_is_its_own_lead_s(germany: NationalSection) -> None:
    make_section("austria", "AT", de="contributor")
    page = SectionPage.objects.get(section__slug="austria")
    page.save_revision().publish(user=make_user("secretariat"))
    assert [section for section, _words in emergencies()] == ["Austria"]
