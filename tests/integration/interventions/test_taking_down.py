"""A page taken down in all languages: what goes with it, who cannot undo it, and the way back."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from home.models import HomePage
from interventions.models import TakeDown
from interventions.refusals import Refused
from interventions.taking_down import allow_again, held, take_down
from sections.models import NationalSection, User
from sections.trail import Deed
from tests.factories.pages import make_appeal, make_document, make_home, make_index, make_locale, make_standard_page
from tests.factories.sections import make_section, make_user
from translations.publication.publishing import InvalidTranslation

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def secretariat() -> User:
    return make_user("secretariat")


def in_german(page: Any) -> Any:
    """A live German translation of a page."""
    parent = page.get_parent().specific_class
    make_home("de") if parent is HomePage else make_index(parent, "de")
    copy = page.copy_for_translation(make_locale("de"))
    copy.save_revision().publish()
    return type(page).objects.get(pk=copy.pk)


def live(*pages: Page) -> list[bool]:
    return [Page.objects.get(pk=page.pk).live for page in pages]


def test_it_takes_every_language_and_the_letters_and_leaves_the_rest(secretariat: User) -> None:
    appeal, other = make_appeal(), make_appeal()
    german = in_german(appeal)
    letter = make_document(appeal=german)
    other_letter = make_document(appeal=other)

    take_down(german, by=secretariat, why="It harms them.")

    assert live(appeal, german, letter, other, other_letter) == [False, False, False, True, True]
    for page in (appeal, german, letter):
        assert Client().get(page.url).status_code == 410
    assert Client().get(other.url).status_code == 200


def test_what_is_below_an_index_goes_with_it_in_all_languages(secretariat: User) -> None:
    appeal = make_appeal()
    german = in_german(appeal)
    index = appeal.get_parent()
    letter = make_document(appeal=appeal)

    take_down(index, by=secretariat, why="All of it.")

    assert live(index, appeal, german, letter) == [False, False, False, False]
    with pytest.raises(InvalidTranslation, match="has been taken down"):
        appeal.save_revision().publish()


def test_aliases_go_with_their_page(secretariat: User) -> None:
    page = make_standard_page()
    alias = page.create_alias(parent=page.get_parent(), update_slug="again")
    assert live(alias) == [True]

    take_down(page, by=secretariat, why="It harms them.")

    assert live(page, alias) == [False, False]
    assert Client().get("/en/again/").status_code == 404  # an alias never had an address for readers


def test_schedules_and_submissions_are_cancelled_for_drafts_too(secretariat: User) -> None:
    austria = make_section("austria", "AT", de="lead")
    draft = make_standard_page("de")
    draft.unpublish()
    draft.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    draft.save_revision(user=secretariat).publish(user=secretariat)
    submitted = make_standard_page("de")
    submitted.unpublish()
    submitted.save_revision()
    submitted.get_workflow().start(submitted, make_user("editor", austria))

    for page in (draft, submitted):
        take_down(Page.objects.get(pk=page.pk).specific, by=secretariat, why="It harms them.")

    assert not Revision.page_revisions.exclude(approved_go_live_at=None).exists()
    assert Page.objects.get(pk=submitted.pk).current_workflow_state is None


def test_a_schedule_made_before_does_not_bring_it_back(secretariat: User) -> None:
    page = make_standard_page()
    take_down(page, by=secretariat, why="It harms them.")
    revision = Page.objects.get(pk=page.pk).specific.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - datetime.timedelta(minutes=1))

    call_command("publish_scheduled")

    assert live(page) == [False]
    assert Revision.objects.get(pk=revision.pk).approved_go_live_at is None


def test_one_language_alone_can_be_held_back(secretariat: User) -> None:
    page = make_standard_page()
    german = in_german(page)

    take_down(german, by=secretariat, why="A sentence names her.", locale=german.locale)

    assert live(page, german) == [True, False]
    assert held(Page.objects.get(pk=german.pk))
    assert not held(page)
    response = Client().get(german.url)
    assert response.status_code == 410
    assert page.url in response.content.decode()
    allow_again(german, by=secretariat, why="It is mended.", locale=german.locale)
    german.save_revision().publish()
    assert live(german) == [True]


def test_the_page_stays_a_draft_when_it_is_allowed_again(secretariat: User) -> None:
    appeal = make_appeal()
    letter = make_document(appeal=appeal)
    take_down(appeal, by=secretariat, why="It harms them.")

    allow_again(appeal, by=secretariat, why="They ask for it.")

    assert live(appeal, letter) == [False, False]
    assert Client().get(appeal.url).status_code == 404
    for page in (appeal, letter):
        Page.objects.get(pk=page.pk).specific.save_revision().publish()
    assert live(appeal, letter) == [True, True]


def test_the_home_page_is_refused(secretariat: User) -> None:
    with pytest.raises(Refused, match="home page"):
        take_down(make_home(), by=secretariat, why="All of it.")


def test_twice_and_without_a_reason_are_refused(secretariat: User) -> None:
    page = make_standard_page()
    with pytest.raises(Refused, match="why"):
        take_down(page, by=secretariat, why="  ")
    take_down(page, by=secretariat, why="It harms them.")
    with pytest.raises(Refused, match="already"):
        take_down(Page.objects.get(pk=page.pk).specific, by=secretariat, why="It harms them.")
    allow_again(page, by=secretariat, why="It is over.")
    with pytest.raises(Refused, match="not taken down"):
        allow_again(page, by=secretariat, why="It is over.")
    assert TakeDown.objects.count() == 1


@pytest.mark.parametrize("role", ["lead", "editor", "translator", "observer"])
def test_a_section_may_not(role: str) -> None:
    page = make_standard_page("de")
    with pytest.raises(PermissionDenied):
        take_down(page, by=make_user(role, make_section(de="lead")), why="Because.")
    assert live(page) == [True]


def test_who_when_and_why_stand_in_the_trail_of_every_section_concerned(secretariat: User) -> None:
    sections: list[NationalSection] = [make_section(de="lead"), make_section("france", "FR", fr="lead")]
    page = make_standard_page()
    german = in_german(page)

    row = take_down(page, by=secretariat, why="It harms them.")

    entries = ModelLogEntry.objects.filter(action=Deed.TAKEN_DOWN)
    assert {(entry.content_type.model, entry.object_id) for entry in entries} == {
        ("takedown", str(row.pk)),
        ("nationalsection", str(sections[0].pk)),
    }
    for entry in entries:
        assert (entry.user, entry.data["reason"]) == (secretariat, "It harms them.")
    on_pages = PageLogEntry.objects.filter(action=Deed.TAKEN_DOWN).values_list("page_id", flat=True)
    assert set(on_pages) == {page.pk, german.pk}


# --- The screens ---


def confirm(client: Client, name: str, page: Page, **data: str) -> Any:
    """Open the screen, then send it with what it showed."""
    url = reverse(f"interventions:{name}", args=[page.pk])
    shown = client.get(url).context
    return client.post(url, {"why": "It harms them.", "previewed": shown["digest"], **data}, follow=True)


def test_the_secretariat_looks_confirms_and_takes_it_back(client: Client, secretariat: User) -> None:
    appeal = make_appeal(title="Free them now")
    make_document(appeal=appeal, title="Letter to the embassy")
    client.force_login(secretariat)

    preview = client.get(reverse("interventions:take_down", args=[appeal.pk])).content.decode()
    assert "Free them now" in preview
    assert "Letter to the embassy" in preview
    assert "is down in all languages" in confirm(client, "take_down", appeal).content.decode()
    assert live(appeal) == [False]

    edit = reverse("wagtailadmin_pages:edit", args=[appeal.pk])
    assert "has been taken down" in client.get(edit).content.decode()
    assert "can be published again" in confirm(client, "allow_again", appeal).content.decode()


def test_what_changed_since_the_preview_is_shown_first(client: Client, secretariat: User) -> None:
    appeal = make_appeal()
    client.force_login(secretariat)
    url = reverse("interventions:take_down", args=[appeal.pk])
    digest = client.get(url).context["digest"]
    make_document(appeal=appeal, title="A letter that came meanwhile")

    response = client.post(url, {"why": "It harms them.", "previewed": digest})

    assert "Something has changed" in response.content.decode()
    assert "A letter that came meanwhile" in response.content.decode()
    assert "It harms them." in response.content.decode()
    assert live(appeal) == [True]


def test_one_language_is_allowed_again_from_its_own_page(client: Client, secretariat: User) -> None:
    page = make_standard_page()
    german = in_german(page)
    take_down(german, by=secretariat, why="A sentence names her.", locale=german.locale)
    client.force_login(secretariat)
    hub = client.get(reverse("interventions:page", args=[german.pk])).content.decode()
    assert "A sentence names her." in hub
    confirm(client, "allow_again", german)
    assert not TakeDown.in_force().exists()


def test_bulk_publication_of_a_held_page_is_refused_with_a_sentence(client: Client, secretariat: User) -> None:
    page = make_standard_page()
    take_down(page, by=secretariat, why="It harms them.")
    client.force_login(secretariat)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}"

    response = client.post(url, {"include_descendants": ""}, follow=True)

    assert "Ask the secretariat" in response.content.decode()
    assert live(page) == [False]


def test_the_edit_screen_of_a_held_page_keeps_what_was_typed_as_a_draft(client: Client, secretariat: User) -> None:
    page = make_standard_page(title="As it was")
    take_down(page, by=secretariat, why="It harms them.")
    client.force_login(secretariat)
    data = {"title": "As it should be", "slug": page.slug, "summary": "", "seo_title": "", "search_description": ""}
    data |= {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-publish": "1"}

    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)

    assert "Ask the secretariat" in response.content.decode()
    assert live(page) == [False]
    assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().title == "As it should be"


def test_a_page_that_is_gone_meanwhile_is_said_to_be(client: Client, secretariat: User) -> None:
    client.force_login(secretariat)
    response = client.get(reverse("interventions:take_down", args=[999999]), follow=True)
    assert "does not exist any more" in response.content.decode()


def test_an_alias_leads_to_the_page_that_it_repeats(client: Client, secretariat: User) -> None:
    page = make_standard_page()
    alias = page.create_alias(parent=page.get_parent(), update_slug="again")
    client.force_login(secretariat)
    confirm(client, "take_down", alias)
    assert live(page, alias) == [False, False]


def test_the_home_page_s_screen_says_why_not(client: Client, secretariat: User) -> None:
    client.force_login(secretariat)
    response = client.get(reverse("interventions:take_down", args=[make_home().pk]))
    assert "home page cannot be taken down" in response.content.decode()
    assert b'<form method="post" class="interventions-form"' not in response.content
