"""What each page type costs a reader: never more than fifteen queries, and no more with more children or languages.

Caches are cleared before each measurement, but for the addresses of the home pages.
"""

from __future__ import annotations

import datetime

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Page, Site

from campaign_pages.models import AppealIndexPage, DocumentIndexPage, PeopleIndexPage, UpdateIndexPage
from library.choices import Precision, Status
from library.models import Case, CaseCount, Country, DetentionEpisode, Person, PersonRole, Place, Source, StatusEvent
from tests.factories.pages import (
    make_appeal,
    make_document,
    make_home,
    make_index,
    make_locale,
    make_profile,
    make_standard_page,
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIMIT = 15
LANGUAGES = [code for code, _name in settings.LANGUAGES][:10]


def record_person(number: int, case: Case, place: Place, source: Source) -> Person:
    """A person with everything a page can show of her."""
    person = Person.objects.create(name=f"Person {number}", slug=f"person-{number}", native_name="", native_language="")
    PersonRole.objects.create(person=person, title_en="advocate")
    episode = DetentionEpisode.objects.create(person=person, case=case)
    day = datetime.date(2025, 5, 15)
    arrest = StatusEvent(episode=episode, status=Status.ARRESTED, date=day, precision=Precision.DAY, place=place)
    arrest.sources = [source]
    arrest.save()
    return person


def build(children: int) -> dict[str, str]:
    """A site whose lists and pages have that many children; addresses by page type."""
    pakistan = Country.objects.create(code="PK", name_en="Pakistan")
    place = Place.objects.create(name_en="Gilgit", country=pakistan)
    source = Source.objects.create(title="An article")
    case = Case.objects.create(name_en="Arrests of May 2025", country=pakistan, place=place)
    CaseCount.objects.create(case=case, number=11, date=datetime.date(2025, 6, 17), precision=Precision.DAY)
    people = [record_person(number, case, place, source) for number in range(children)]
    letters = [make_document(slug=f"letter-{n}") for n in range(children)]
    steps = [("write_letter", {"title": "Write", "text": "<p>Do.</p>", "document": letter}) for letter in letters]
    steps.append(("protest", {"title": "Protest", "text": "", "places": [place]}))
    appeals = [
        make_appeal(slug=f"appeal-{n}", people=people, case=case, place=place, steps=steps, reference=f"GB-2025-{n:02}")
        for n in range(children)
    ]
    for appeal in appeals:
        appeal.sources.create(source=source)
        appeal.save_revision().publish()
    profiles = [make_profile(person) for person in people]
    updates = [make_update(slug=f"news-{n}", appeals=appeals[:1]) for n in range(children)]
    return {
        "home": "/en/",
        "standard": f"/en/{make_standard_page(show_in_menus=True).slug}/",
        "appeals": f"/en/{make_index(AppealIndexPage).slug}/",
        "appeal": f"/en/appeals/{appeals[0].slug}/",
        "people": f"/en/{make_index(PeopleIndexPage).slug}/",
        "profile": f"/en/people/{profiles[0].slug}/",
        "documents": f"/en/{make_index(DocumentIndexPage).slug}/",
        "document": f"/en/documents/{letters[0].slug}/",
        "updates": f"/en/{make_index(UpdateIndexPage).slug}/",
        "update": f"/en/updates/{updates[0].slug}/",
    }


def measure(addresses: dict[str, str]) -> dict[str, int]:
    """Queries of each page on cold caches."""
    counts = {}
    for name, address in addresses.items():
        Client().get(address)  # content types are kept for good by the process, and renditions by the database
        cache.clear()
        Site.get_site_root_paths()  # Wagtail keeps the addresses of the home pages in the cache for an hour
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(address)
        assert response.status_code == 200, address
        counts[name] = len(queries)
    return counts


def test_pages_cost_the_same_with_one_child_and_with_twenty() -> None:
    one = measure(build(1))
    for page in Page.objects.filter(depth=3):
        page.delete()
    for model in (Person, CaseCount, Case, Place, Country, Source):
        model.objects.all().delete()
    twenty = measure(build(20))
    assert one == twenty
    assert max(one.values()) <= LIMIT, one


def test_pages_cost_the_same_in_one_language_and_in_ten() -> None:
    addresses = build(1)
    one = measure(addresses)
    translate_all()
    ten = measure(addresses)
    assert one == ten
    assert max(ten.values()) <= LIMIT, ten


def translate_all() -> None:
    """Let every page be there and public in all the languages."""
    home = make_home()
    for language in LANGUAGES:
        locale = make_locale(language)
        if not home.has_translation(locale) and locale != home.locale:
            CopyPageForTranslationAction(home, locale, include_subtree=True).execute(skip_permission_checks=True)
            Page.objects.filter(locale=locale).update(live=True)
