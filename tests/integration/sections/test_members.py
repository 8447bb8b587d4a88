"""Members of a section: who sees them, who gives and takes roles, and what happens to the work they leave behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.models import SectionPage
from sections.choices import MailWish
from sections.models import Membership, NationalSection, User
from tests.factories.pages import make_home, make_standard_page
from tests.factories.sections import join, make_section, make_user
from tests.integration.conftest import unindexed
from tests.integration.sections.screens import client_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module", autouse=True)
def _austria(kept: None) -> None:
    with unindexed():
        make_home("de")
        make_section(de="contributor")


@pytest.fixture
def austria() -> NationalSection:
    return NationalSection.objects.get(slug="austria")


def members(section: NationalSection | None) -> str:
    return reverse("sections:members", args=[section.pk]) if section else reverse("sections:secretariat")


def end(client: Client, user: User, role: str, section: NationalSection | None, **fields: Any) -> Any:
    membership = Membership.objects.get(user=user, role=role, section=section)
    values = {"deed": "end", "membership": membership.pk, **fields}
    return client.post(members(section), values, follow=True)


def roles_of(user: User) -> set[str]:
    return set(user.memberships.values_list("role", flat=True))


def test_everybody_reads_names_and_only_lead_and_secretariat_addresses(austria: NationalSection) -> None:
    make_user("translator", austria, name="Tamara", email="tamara@example.org")
    germany = make_section("germany", "DE", de="lead")
    seen = {
        role: text_of(client_of(make_user(role, section)).get(members(austria)))
        for role, section in (("secretariat", None), ("lead", austria), ("editor", austria), ("observer", germany))
    }
    seen["lead elsewhere"] = text_of(client_of(make_user("lead", germany)).get(members(austria)))
    assert all("Tamara" in text and "Translator" in text for text in seen.values())
    assert {who for who, text in seen.items() if "tamara@example.org" in text} == {"secretariat", "lead"}
    assert {who for who, text in seen.items() if "Invite somebody" in text} == {"secretariat", "lead"}


def test_a_lead_gives_a_role_more_and_takes_one_away_with_a_reason(austria: NationalSection) -> None:
    client, translator = client_of(make_user("lead", austria)), make_user("translator", austria, name="Tamara")
    give = {"deed": "give", "person": translator.pk, "role": "editor"}
    assert "Tamara got the role “Section editor”." in text_of(client.post(members(austria), give, follow=True))
    assert "has this role in the section already" in text_of(client.post(members(austria), give, follow=True))
    assert "say why the role is taken away" in text_of(end(client, translator, "editor", austria))
    assert roles_of(translator) == {"translator", "editor"}
    end(client, translator, "editor", austria, reason="Moved away")
    assert roles_of(translator) == {"translator"}
    assert [group.name for group in translator.groups.all()] == ["austria: translator"]


@pytest.mark.parametrize("role", ["editor", "translator", "observer", "lead elsewhere"])
def test_nobody_else_gives_or_takes_roles_or_invites(austria: NationalSection, role: str) -> None:
    germany = make_section("germany", "DE", de="lead")
    user = make_user("lead", germany) if role == "lead elsewhere" else make_user(role, austria)
    other = make_user("translator", austria)
    client = client_of(user)
    client.post(members(austria), {"deed": "give", "person": other.pk, "role": "lead"})
    client.post(members(austria), {"deed": "invite", "email": "new@example.org", "role": "lead"})
    end(client, other, "translator", austria, reason="Because")
    assert roles_of(other) == {"translator"}
    assert not austria.invitations.exists()


def test_a_lead_makes_nobody_secretary_and_takes_up_nobody_from_outside(austria: NationalSection) -> None:
    client, inside = client_of(make_user("lead", austria)), make_user("editor", austria)
    outside = make_user("editor", make_section("germany", "DE", de="lead"))
    client.post(members(austria), {"deed": "give", "person": inside.pk, "role": "secretariat"})
    client.post(members(austria), {"deed": "give", "person": outside.pk, "role": "editor"})
    assert roles_of(inside) == {"editor"}
    assert not Membership.objects.filter(user=outside, section=austria).exists()
    for deed in ("invite", "end", "give"):
        assert (
            client.post(members(None), {"deed": deed, "email": "x@example.org", "role": "secretariat"}).status_code
            == 302
        )
    assert not Membership.objects.filter(section=None).exists()


def test_a_role_in_another_section_cannot_be_ended_through_ones_own(austria: NationalSection) -> None:
    other = make_user("lead", make_section("germany", "DE", de="lead"))
    membership = Membership.objects.get(user=other)
    client = client_of(make_user("lead", austria))
    answer = client.post(
        members(austria), {"deed": "end", "membership": membership.pk, "reason": "Because"}, follow=True
    )
    assert "This role has ended already." in text_of(answer)
    assert roles_of(other) == {"lead"}


def test_people_leave_by_themselves_without_saying_why(austria: NationalSection) -> None:
    make_user("lead", austria)
    translator = make_user("translator", austria)
    end(client_of(translator), translator, "translator", austria)
    assert not roles_of(translator)
    assert not translator.groups.exists()


def test_the_last_lead_stays_until_there_is_another(austria: NationalSection) -> None:
    lead, other = make_user("lead", austria, name="Lea"), make_user("editor", austria)
    said = text_of(end(client_of(lead), lead, "lead", austria))
    assert "Lea is the last lead of the section. Make somebody else a lead first." in said
    assert roles_of(lead) == {"lead"}
    join(other, "lead", austria)
    end(client_of(lead), lead, "lead", austria)
    assert not roles_of(lead)


def test_a_lead_whose_account_is_switched_off_is_no_other_lead(austria: NationalSection) -> None:
    lead = make_user("lead", austria)
    make_user("lead", austria, is_active=False)
    end(client_of(lead), lead, "lead", austria)
    assert roles_of(lead) == {"lead"}


def test_the_secretariat_may_end_the_last_lead_and_the_work_falls_to_it(austria: NationalSection) -> None:
    lead, client = make_user("lead", austria), client_of(make_user("secretariat"))
    said = text_of(end(client, lead, "lead", austria, reason="Resigned"))
    assert not roles_of(lead)
    assert "Until it has one, its work falls to the secretariat." in said


def test_the_secretariat_keeps_its_own_members_and_never_loses_the_last(austria: NationalSection) -> None:
    one = make_user("secretariat", name="One")
    said = text_of(end(client_of(one), one, "secretariat", None))
    assert "One is the last member of the secretariat." in said
    two = make_user("secretariat", name="Two")
    assert "Two" in text_of(client_of(one).get(members(None)))
    end(client_of(one), two, "secretariat", None, reason="Retired")
    assert not roles_of(two)
    assert client_of(make_user("lead", austria)).get(members(None)).status_code == 302


Commit = Callable[..., Any]


def lock(user: User, section: NationalSection) -> Page:
    page = SectionPage.objects.get(section=section)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=user, locked_at=timezone.now())
    return page


@pytest.mark.parametrize("how", ["removed", "left", "account deleted"])
def test_pages_she_had_locked_are_open_again_and_the_lead_is_told(
    austria: NationalSection, how: str, django_capture_on_commit_callbacks: Commit
) -> None:
    lead = make_user("lead", austria, email="lead@example.org")
    editor = make_user("editor", austria, name="Edda", email="edda@example.org")
    page = lock(editor, austria)
    with django_capture_on_commit_callbacks(execute=True):
        if how == "removed":
            end(client_of(lead), editor, "editor", austria, reason="Because")
        elif how == "left":
            end(client_of(editor), editor, "editor", austria)
        else:
            editor.delete()
    page.refresh_from_db()
    assert not page.locked
    assert [message.to for message in mail.outbox] == [["lead@example.org"]]
    assert "Austria (Deutsch), Edda" in mail.outbox[0].body
    assert f"/admin/pages/{page.pk}/edit/" in mail.outbox[0].body


def test_whoever_wants_no_mail_gets_none(austria: NationalSection, django_capture_on_commit_callbacks: Commit) -> None:
    make_user("lead", austria, mail=MailWish.NEVER)
    editor = make_user("editor", austria)
    page = lock(editor, austria)
    with django_capture_on_commit_callbacks(execute=True):
        end(client_of(editor), editor, "editor", austria)
    page.refresh_from_db()
    assert not page.locked
    assert mail.outbox == []


def submitted_page(editor: User) -> Page:
    page = make_standard_page("de", title="Neues")
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    return page


@pytest.mark.parametrize("sent_back", [False, True])
def test_what_she_had_submitted_belongs_to_the_lead_from_then_on(
    austria: NationalSection, sent_back: bool, django_capture_on_commit_callbacks: Commit
) -> None:
    first = make_user("lead", austria, email="first@example.org")
    make_user("lead", austria, email="second@example.org")
    editor = make_user("editor", austria)
    page = submitted_page(editor)
    if sent_back:
        page.current_workflow_task_state.reject(user=None, comment="So nicht.")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        end(client_of(first), editor, "editor", austria, reason="Because")
    assert page.current_workflow_state.requested_by == first
    assert {message.to[0] for message in mail.outbox} == {"first@example.org", "second@example.org"}
    assert all("Neues" in message.body for message in mail.outbox)


def test_what_she_had_submitted_falls_to_the_secretariat_where_no_lead_is_left(austria: NationalSection) -> None:
    office, lead = make_user("secretariat"), make_user("lead", austria)
    page = submitted_page(lead)
    end(client_of(office), lead, "lead", austria, reason="Resigned")
    assert page.current_workflow_state.requested_by == office


def test_what_she_may_still_submit_by_another_role_stays_hers(austria: NationalSection) -> None:
    editor = join(make_user("editor", austria), "translator", austria)
    lead = make_user("lead", austria)
    page = submitted_page(editor)
    end(client_of(lead), editor, "editor", austria, reason="Because")
    assert page.current_workflow_state.requested_by == editor


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_a_section_that_stops_hands_its_locks_to_the_secretariat(
    austria: NationalSection, state: str, django_capture_on_commit_callbacks: Commit
) -> None:
    make_user("secretariat", email="office@example.org")
    page = lock(make_user("lead", austria), austria)
    with django_capture_on_commit_callbacks(execute=True):
        austria.state = state
        austria.save()
    page.refresh_from_db()
    assert not page.locked
    assert [message.to for message in mail.outbox] == [["office@example.org"]]


def test_a_lock_stays_where_another_role_still_gives_the_right(austria: NationalSection) -> None:
    editor = join(make_user("editor", austria), "translator", austria)
    make_user("lead", austria)
    page = lock(editor, austria)
    end(client_of(editor), editor, "translator", austria)
    page.refresh_from_db()
    assert page.locked
