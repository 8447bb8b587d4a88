"""Whose approval a page waits for: that of the lead of its language, of the section itself, else of the secretariat."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState

from home.models import SectionPage
from sections.choices import Role
from sections.models import Membership, NationalSection, SectionLocale, User
from sections.provisioning import sync_all
from tests.factories.pages import make_home, make_standard_page
from tests.factories.sections import make_section, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def approvers(page: Page) -> list[str]:
    """The names of the groups that a page waits for."""
    task = page.get_workflow().tasks.get().specific
    return sorted(task.groups.values_list("name", flat=True))


@pytest.fixture(autouse=True)
def _german() -> None:
    make_home("en")
    make_home("de")


def test_the_lead_of_a_language_approves_what_is_written_in_it() -> None:
    make_section(de="contributor")
    make_user("lead", make_section("germany", "DE", de="lead"))
    page = make_standard_page("de")
    assert approvers(page) == ["germany: lead"]
    assert sync_all() or True
    assert sync_all() == []


def test_a_language_without_a_lead_falls_to_the_secretariat() -> None:
    sync_all()
    make_section(de="contributor")
    assert approvers(make_standard_page("de")) == ["secretariat"]


@pytest.mark.parametrize("how", ["paused", "closed", "becomes a contributor"])
def test_it_falls_to_the_secretariat_as_soon_as_the_lead_is_gone(how: str) -> None:
    sync_all()
    section = make_section("germany", "DE", de="lead")
    make_user("lead", section)
    page = make_standard_page("de")
    assert approvers(page) == ["germany: lead"]
    if how == "becomes a contributor":
        row = SectionLocale.objects.get(section=section)
        row.standing = "contributor"
        row.save()
    else:
        NationalSection.objects.get(pk=section.pk)
        section.state = how
        section.save()
    assert approvers(page) == ["secretariat"]


def test_a_section_approves_its_own_page_itself() -> None:
    austria = make_section(de="contributor")
    make_section("germany", "DE", de="lead")
    make_user("lead", austria)
    assert approvers(SectionPage.objects.get(section=austria)) == ["austria: lead"]


def test_a_section_without_a_lead_leaves_its_approvals_to_the_secretariat_until_it_has_one() -> None:
    sync_all()
    germany = make_section("germany", "DE", de="lead")
    page = make_standard_page("de")
    assert approvers(page) == ["secretariat"]
    lead = make_user("lead", germany)
    assert approvers(page) == ["germany: lead"]
    Membership.objects.get(user=lead).delete()
    assert approvers(page) == ["secretariat"]


def submitted(page: Page, user: User) -> TaskState:
    page.title = "Neu"
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return page.current_workflow_task_state


def test_what_a_contributor_submits_is_locked_for_her_and_published_by_the_lead() -> None:
    austria, germany = make_section(de="contributor"), make_section("germany", "DE", de="lead")
    editor, lead = make_user("editor", austria), make_user("lead", germany)
    page = make_standard_page("de")
    before = Page.objects.get(pk=page.pk).title
    state = submitted(page, editor)

    page = page.specific_class.objects.get(pk=page.pk)
    assert page.permissions_for_user(editor).page_locked()
    assert not page.permissions_for_user(lead).page_locked()
    assert Page.objects.get(pk=page.pk).title == before

    client = Client()
    client.force_login(lead)
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert client.post(approve, {"comment": "Gut."}).status_code == 302
    assert Page.objects.get(pk=page.pk).title == "Neu"


@pytest.mark.parametrize("who", ["editor", "lead"])
def test_a_contributor_does_not_approve(who: str) -> None:
    austria = make_section(de="contributor")
    make_section("germany", "DE", de="lead")
    page = make_standard_page("de")
    before = page.title
    state = submitted(page, make_user("editor", austria))
    client = Client()
    client.force_login(make_user(who, austria))
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""})
    assert Page.objects.get(pk=page.pk).title == before
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS


def test_two_leads_approve_at_once_and_the_second_is_told() -> None:
    germany = make_section("germany", "DE", de="lead")
    leads = [make_user("lead", germany), make_user("lead", germany)]
    page = make_standard_page("de")
    state = submitted(page, make_user("editor", germany))
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    answers = []
    for lead in leads:
        client = Client()
        client.force_login(lead)
        answers.append(client.post(approve, {"comment": ""}, follow=True).content.decode())
    assert Page.objects.get(pk=page.pk).title == "Neu"
    assert TaskState.objects.filter(workflow_state=state.workflow_state).count() == 1
    assert "is not currently awaiting moderation" in answers[1]
    assert Role.LEAD.value in state.task.specific.groups.get().name
