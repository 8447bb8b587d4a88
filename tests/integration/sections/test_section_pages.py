"""A section has a page in each of its languages, which is its own alone; what stands there comes from its record."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from home.models import SectionPage
from sections.models import NationalSection, SectionLocale
from sections.provisioning import sync_all
from tests.factories.pages import make_home
from tests.factories.sections import make_section, make_user
from translations.originals import NotTranslated
from translations.states import TranslationStates
from translations.submission import submit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home_pages() -> None:
    """A published home page in German and French beside the English one."""
    for code in ("en", "de", "fr"):
        make_home(code)


def test_a_section_gets_a_published_page_in_each_of_its_languages() -> None:
    section = make_section("belgium", "BE", fr="lead", de="contributor")
    pages = SectionPage.objects.filter(section=section)
    assert {page.locale.language_code for page in pages} == {"fr", "de"}
    assert all(page.live and page.slug == "belgium" for page in pages)
    assert len({page.translation_key for page in pages}) == 1
    sync_all()
    assert sync_all() == []
    assert pages.count() == 2


def test_readers_find_its_contacts_and_nothing_it_has_not_given() -> None:
    make_section(de="contributor")
    html = Client().get("/de/austria/").content.decode()
    assert "<h1>Austria</h1>" in html
    assert "mailto:" not in html
    NationalSection.objects.update(email="austria@campaign.example", postal_address="Street 1\n1010 Vienna")
    html = Client().get("/de/austria/").content.decode()
    assert 'href="mailto:austria@campaign.example"' in html
    assert "Street 1<br>1010 Vienna" in html


def test_a_language_without_a_home_page_is_told_and_made_up_for_later() -> None:
    section = make_section("italy", "IT", it="lead")
    assert "italy has no page in it: there is no home page to put it under" in sync_all()
    make_home("it")
    assert "made the page of italy in it" in sync_all()
    assert SectionPage.objects.get(section=section).live


@pytest.mark.parametrize("how", ["closed", "language lost"])
def test_the_page_is_taken_down_when_the_section_does_not_stand_there_any_more(how: str) -> None:
    section = make_section(de="contributor")
    if how == "closed":
        section.state = "closed"
        section.save()
    else:
        SectionLocale.objects.filter(section=section).delete()
        sync_all()
    assert not SectionPage.objects.get().live
    assert Client().get("/de/austria/").status_code == 404


def test_whoever_leads_the_language_cannot_write_on_it_and_its_own_lead_publishes() -> None:
    austria, germany = make_section(de="contributor"), make_section("germany", "DE", de="lead")
    page = SectionPage.objects.get(section=austria)
    for user, expected in ((make_user("lead", austria), True), (make_user("lead", germany), False)):
        tester = page.permissions_for_user(user)
        answers = [
            tester.can_edit(),
            tester.can_publish(),
            tester.can_unpublish(),
            tester.can_delete(),
            tester.can_lock(),
        ]
        assert answers == [expected] * 5
        client = Client()
        client.force_login(user)
        status = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code
        assert (status == 200) is expected
        client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
        page.refresh_from_db()
        assert page.live is not expected
        page.save_revision().publish()
    assert SectionPage.objects.get(section=germany).permissions_for_user(make_user("editor", germany)).can_edit()
    assert not SectionPage.objects.get(section=germany).permissions_for_user(make_user("editor", austria)).can_edit()


def test_it_is_no_translation_and_waits_for_none() -> None:
    make_section(de="contributor")
    page = SectionPage.objects.get()
    assert not [row for row in TranslationStates() if row.page_id == page.pk]
    assert [row for row in TranslationStates() if row.locale == "fr"]
    with pytest.raises(NotTranslated):
        submit(page, Locale.objects.all())
    client = Client()
    client.force_login(make_user("secretariat"))
    answer = client.get(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), follow=True)
    assert "This page is not translated" in answer.content.decode()
