"""The first page of the administration says what waits for the person who looks, and leads there."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from campaign_pages.choices import DeadlineKind
from home.desk import desk_for
from home.models import StandardPage
from interventions.taking_down import take_down
from local_content.choices import Kind
from sections.models import NationalSection, User
from tests.factories.pages import make_appeal, make_home, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.integration.local_content.test_local_content import add_action, in_days
from translations.languages import language_name
from translations.submission import submit

ENDING = "Local content that ends soon"

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def waiting(user: User) -> dict[str, list[str]]:
    """Headings, and the titles under them."""
    return {each.heading: [entry.title for entry in each.entries] for each in desk_for(User.objects.get(pk=user.pk))}


@pytest.fixture
def austria() -> NationalSection:
    make_home("en")
    make_home("de")
    make_home("fr")
    return make_section(de="contributor")


@pytest.fixture
def germany(austria: NationalSection) -> NationalSection:
    return make_section("germany", "DE", de="lead")


def test_nothing_waits_for_somebody_without_a_role(austria: NationalSection) -> None:
    make_standard_page("en")
    assert waiting(make_user("observer", austria)) == {}


@pytest.mark.parametrize("role", ["lead", "editor", "translator"])
def test_what_is_missing_waits_in_one_s_own_languages(austria: NationalSection, role: str) -> None:
    page = make_standard_page("en", title="About us")
    user = make_user(role, austria)
    assert "About us" in waiting(user)["Not translated yet"]
    assert all(
        entry.detail == language_name("de")
        for each in desk_for(user)
        if each.heading == "Not translated yet"
        for entry in each.entries
    )
    submit(page, [make_home("de").locale])
    assert "About us" in waiting(user)["Translations half done"]


def test_pages_that_are_held_back_do_not_wait(austria: NationalSection) -> None:
    secretariat, user = make_user("secretariat"), make_user("translator", austria)
    german, french = make_home("de").locale, make_home("fr").locale
    everywhere, here, elsewhere = (make_standard_page("en", title=title) for title in ("All", "German", "French"))
    for page in (here, elsewhere):
        submit(page, [german, french])
    below = StandardPage(title="Below", slug="below", locale=everywhere.locale)
    everywhere.add_child(instance=below)
    take_down(everywhere, by=secretariat, why="It was wrong.")
    take_down(here, by=secretariat, why="It was wrong.", locale=german)
    take_down(elsewhere, by=secretariat, why="It was wrong.", locale=french)

    assert {title for titles in waiting(user).values() for title in titles} & {
        "All",
        "Below",
        "German",
        "French",
    } == {"French"}


def test_two_clicks_lead_to_the_translation_editor(austria: NationalSection) -> None:
    page = make_standard_page("en", title="About us")
    translation = submit(page, [make_home("de").locale])[0]
    client = Client()
    client.force_login(make_user("translator", austria))
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    address = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    assert f'href="{address}"' in html
    assert "About us" in html
    assert client.get(address).status_code == 200


def test_a_submission_waits_for_the_lead_and_not_for_others(austria: NationalSection, germany: NationalSection) -> None:
    page = make_standard_page("de", title="Neues")
    editor = make_user("editor", austria)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    lead = make_user("lead", germany)
    assert waiting(lead)["To approve"] == ["Neues"]
    assert desk_for(lead)[0].entries[0].detail == f"submitted by {editor.name}"
    for other in (editor, make_user("lead", austria), make_user("editor", germany)):
        assert "To approve" not in waiting(other)


def test_what_was_sent_back_waits_for_whoever_submitted_it(austria: NationalSection, germany: NationalSection) -> None:
    page = make_standard_page("de", title="Neues")
    editor, lead = make_user("editor", austria), make_user("lead", germany, name="Lea")
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    page.current_workflow_task_state.reject(user=lead, comment="So nicht.")
    assert waiting(editor)["Sent back to you"] == ["Neues"]
    assert desk_for(editor)[0].entries[0].detail == "sent back by Lea"
    assert "Sent back to you" not in waiting(make_user("lead", austria))


def test_appeals_that_end_soon_wait_where_they_can_be_changed(austria: NationalSection) -> None:
    today = timezone.localdate()
    for title, days in (("Soon", 3), ("Later", 60), ("Over", -1)):
        make_appeal(
            "de",
            title=title,
            deadline_kind=DeadlineKind.DATE,
            act_until=today + datetime.timedelta(days=days),
        )
    assert waiting(make_user("editor", austria))["Appeals that end soon"] == ["Soon"]
    france = make_section("france", "FR", fr="lead")
    assert "Appeals that end soon" not in waiting(make_user("editor", france))


def test_local_content_that_ends_soon_waits_for_its_own_section(
    austria: NationalSection, germany: NationalSection
) -> None:
    appeal = make_appeal("de")
    note: dict[str, Any] = {"kind": Kind.NOTE, "action": "", "text": "Achtung"}
    add_action(austria, appeal, title="Starts in three days")
    add_action(austria, appeal, title="Goes on", starts_at=in_days(-3), ends_at=in_days(1))
    add_action(austria, appeal, title="Until next week", expire_at=in_days(7), **note)
    add_action(austria, appeal, title="Draft", live=False)
    add_action(austria, appeal, title="Over", starts_at=in_days(-3), ends_at=in_days(-2))
    add_action(austria, appeal, title="Much later", starts_at=in_days(90))
    add_action(austria, appeal, title="Goes on for long", starts_at=in_days(-3), ends_at=in_days(90))
    add_action(austria, appeal, title="Stays", expire_at=in_days(90), **note)
    add_action(austria, appeal, title="Stays for ever", **note)

    (ending,) = (each for each in desk_for(make_user("editor", austria)) if each.heading == ENDING)

    assert [entry.title for entry in ending.entries] == ["Goes on", "Starts in three days", "Until next week"]
    assert ending.count == 3
    assert ending.entries[0].detail == f"Austria · {date_format(in_days(1), 'DATE_FORMAT')}"
    assert ENDING not in waiting(make_user("lead", germany))


@pytest.mark.parametrize("role", ["lead", "secretariat"])
def test_the_page_costs_the_same_however_much_waits(
    austria: NationalSection, germany: NationalSection, role: str, django_assert_max_num_queries: Any
) -> None:
    appeal = make_appeal("de")
    for number in range(12):
        page = make_standard_page("en", title=f"Page {number}", slug=f"page-{number}")
        if number % 2:
            submit(page, [make_home("de").locale])
        add_action(germany, appeal)
        german = make_standard_page("de", title=f"Seite {number}", slug=f"seite-{number}")
        german.save_revision()
        german.get_workflow().start(german, None)
    user = make_user(role, germany if role == "lead" else None)
    client = Client()
    client.force_login(user)
    client.get(reverse("wagtailadmin_home"))
    with django_assert_max_num_queries(20):
        html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "What waits for you" in html
    assert len(waiting(user)) >= 3
