"""Wagtail's own page screens: drafts of other languages are not listed, and what goes with a page needs the same right."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from home.models import StandardPage
from sections.models import NationalSection
from tests.factories.pages import make_home, make_standard_page
from tests.factories.sections import make_section, make_user
from translations.publication.publishing import publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SECRET = "A page nobody has published"


def as_user(role: str, section: NationalSection | None) -> Client:
    client = Client()
    client.force_login(make_user(role, section))
    return client


@pytest.fixture(scope="module", autouse=True)
def _sections_and_secret(kept: None) -> None:
    """Austria and Germany, which leads German; an Italian draft with a draft below it, to be found by search."""
    make_home("de")
    home = make_home("it")
    make_section("austria", "AT", de="contributor")
    make_section("germany", "DE", de="lead")
    page = StandardPage(title=SECRET, slug="secret", locale=home.locale, live=False)
    home.add_child(instance=page)
    page.save_revision()
    page.add_child(instance=StandardPage(title="Below", slug="below", locale=home.locale, live=False))


@pytest.fixture
def austria() -> NationalSection:
    return NationalSection.objects.get(slug="austria")


@pytest.fixture
def germany() -> NationalSection:
    return NationalSection.objects.get(slug="germany")


@pytest.fixture
def secret() -> Page:
    return StandardPage.objects.get(slug="secret")


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


LISTS = {
    "explorer": lambda page: reverse("wagtailadmin_explore_results", args=[page.get_parent().pk]),
    "search": lambda page: reverse("wagtailadmin_pages:search_results") + "?q=nobody",
    "pages of a type": lambda page: reverse("wagtailadmin_pages:type_use_results", args=["home", "standardpage"]),
    "chooser": lambda page: reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk]),
    "search of the chooser": lambda page: reverse("wagtailadmin_choose_page_search") + "?q=nobody",
    "chosen pages": lambda page: reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={page.pk}",
    "menu of the explorer": lambda page: f"/admin/api/main/pages/?child_of={page.get_parent().pk}&for_explorer=1",
}


REPORTS = ("locked", "aging-pages", "page-types-usage", "site-history", "workflow", "workflow_tasks")
ACTIONS = ("delete", "publish", "unpublish", "move")


def test_reports_and_screens_for_many_pages_name_no_drafts_of_others(secret: Page, austria: NationalSection) -> None:
    italy = make_section("italy", "IT", it="lead")
    italian, austrian = as_user("lead", italy), as_user("lead", austria)
    secret.get_workflow().start(secret, make_user("editor", italy))
    now = timezone.now()
    Page.objects.filter(pk=secret.pk).update(
        locked=True, locked_at=now, locked_by=make_user("lead", austria), last_published_at=now
    )
    log(secret, "wagtail.lock", title=SECRET)
    bulk = f"/admin/bulk/wagtailcore/page/%s/?id={secret.pk}&id={make_home('de').pk}"
    everything = f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={secret.get_parent().pk}"
    urls = [f"/admin/reports/{name}/" for name in REPORTS]
    urls += [f"/admin/reports/{name}/results/" for name in REPORTS]
    urls += [bulk % action for action in ACTIONS]

    assert [url for url in [*urls, everything] if SECRET in austrian.get(url).content.decode()] == []
    assert {url for url in urls if SECRET in italian.get(url).content.decode()} == set(urls)


@pytest.mark.indexed
@pytest.mark.parametrize("name", LISTS)
def test_drafts_of_other_languages_are_not_listed(name: str, secret: Page, austria: NationalSection) -> None:
    url = LISTS[name](secret)
    austrian = as_user("lead", austria).get(url)
    assert austrian.status_code == 200
    assert SECRET not in austrian.content.decode()
    assert SECRET in as_user("observer", make_section("italy", "IT", it="lead")).get(url).content.decode()


@pytest.mark.indexed
@pytest.mark.parametrize("name", LISTS)
def test_published_pages_of_other_languages_are_listed(name: str, secret: Page, austria: NationalSection) -> None:
    secret.save_revision().publish()
    assert SECRET in as_user("translator", austria).get(LISTS[name](secret)).content.decode()


def test_the_explorer_does_not_open_below_a_draft_of_others(secret: Page, austria: NationalSection) -> None:
    url = reverse("wagtailadmin_explore", args=[secret.pk])
    assert as_user("lead", austria).get(url).status_code == 302
    assert as_user("lead", make_section("italy", "IT", it="lead")).get(url).status_code == 200


@pytest.mark.parametrize("action", ["delete", "publish", "copy_for_translation", "revert_to_page_revision"])
def test_the_list_behind_the_menu_offers_no_actions(action: str, original: Page) -> None:
    original.save_revision()
    client = as_user("administrator", None)
    assert client.get(f"/admin/api/main/pages/{original.pk}/").status_code == 200
    before = list(Page.objects.order_by("pk").values())
    data = {"recursive": "true", "locale": "de", "copy_parents": "true", "revision_id": original.latest_revision_id}
    response = client.post(f"/admin/api/main/pages/{original.pk}/action/{action}/", data, follow=True)
    assert response.status_code == 404
    assert list(Page.objects.order_by("pk").values()) == before


def test_deleting_an_original_that_others_have_translated_is_refused(
    austria: NationalSection, germany: NationalSection, german: Locale
) -> None:
    home = make_home("de")
    page = type(make_standard_page())(title="Deutsch", slug="deutsch", locale=german, body=[("text", "<p>Eins.</p>")])
    home.add_child(instance=page)
    lead = as_user("lead", germany)
    submit(page, [Locale.objects.get(language_code="it")])
    response = lead.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert "You may not do this with “Deutsch” in Italiano" in messages_of(response)
    assert Page.objects.filter(slug="deutsch").count() == 2
    as_user("secretariat", None).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not Page.objects.filter(slug="deutsch").exists()


def test_a_bulk_action_does_nothing_when_one_page_is_out_of_reach(
    complete: Any, original: Page, germany: NationalSection
) -> None:
    page = publish(complete)
    home = page.get_parent()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    response = as_user("lead", germany).post(f"{url}?id={home.pk}", {"include_descendants": "on"}, follow=True)
    # Below the home page stands the page of the section in Austria, which is its own.
    assert "You may not do this with “Austria”" in messages_of(response)
    assert Page.objects.get(pk=page.pk).live
    assert Page.objects.get(pk=home.pk).live


def test_a_page_is_not_copied_to_where_one_adds_none(
    complete: Any, germany: NationalSection, austria: NationalSection
) -> None:
    page = publish(complete)
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": make_home("it").pk, "publish_copies": "on"}
    response = as_user("lead", germany).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data, follow=True)
    assert "in Italiano. Nothing was done." in messages_of(response)
    assert not Page.objects.filter(slug="copy").exists()


def test_a_contributor_copies_pages_but_not_into_the_open(complete: Any, austria: NationalSection) -> None:
    page = publish(complete)
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
    client, url = as_user("editor", austria), reverse("wagtailadmin_pages:copy", args=[page.pk])
    client.post(url, {**data, "publish_copies": "on"})
    client.post(url, {**data, "alias": "on"})
    assert not Page.objects.filter(slug="copy").exists()
    client.post(url, data)
    assert not Page.objects.get(slug="copy").live


@pytest.fixture
def published(germany: NationalSection, german: Locale) -> Page:
    """An English original that is published in German too."""
    page = make_standard_page("en", title="About us", summary="Who we are.")
    translation = submit(page, [german])[0]
    for segment in translation.source.stringsegment_set.all():
        segment.string.translations.create(
            locale=german, context=segment.context, data="Übersetzt", translation_type="manual", tool_name=""
        )
    publish(translation)
    return page


def live_languages(page: Page) -> set[str]:
    group = Page.objects.filter(translation_key=page.translation_key, live=True)
    return set(group.values_list("locale__language_code", flat=True))


def test_a_lead_takes_down_her_own_language_alone(published: Page) -> None:
    britain = make_section("britain", "GB", en="lead")
    assert live_languages(published) == {"en", "de"}
    response = as_user("lead", britain).post(reverse("wagtailadmin_pages:unpublish", args=[published.pk]), follow=True)
    assert live_languages(published) == {"de"}
    assert "ask the secretariat to take it down everywhere" in messages_of(response)


def test_the_secretariat_takes_down_every_language(published: Page) -> None:
    as_user("secretariat", None).post(reverse("wagtailadmin_pages:unpublish", args=[published.pk]))
    assert live_languages(published) == set()


def test_a_translation_that_is_taken_down_leaves_its_original(published: Page, germany: NationalSection) -> None:
    german_page = Page.objects.get(translation_key=published.translation_key, locale__language_code="de")
    as_user("lead", germany).post(reverse("wagtailadmin_pages:unpublish", args=[german_page.pk]))
    assert live_languages(published) == {"en"}


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_no_bulk_action_takes_other_languages_along(published: Page, action: str) -> None:
    britain = make_section("britain", "GB", en="lead")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={published.pk}"
    response = as_user("lead", britain).post(url, {"include_descendants": ""}, follow=True)
    assert live_languages(published) == {"en", "de"}
    assert "You may not do this" in messages_of(response)
