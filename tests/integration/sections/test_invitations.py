"""Invitations: the mail, the link that works once, and a clear page for everything that can go wrong with it."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from sections.models import Invitation, NationalSection, User
from tests.factories.sections import PASSWORD, UserFactory, make_section, make_user
from tests.integration.sections.screens import client_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ACCOUNT = {"name": "Newcomer", "new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture(autouse=True)
def _no_counts_of_others() -> None:
    cache.clear()


@pytest.fixture
def section() -> NationalSection:
    return make_section("italy", "IT", it="lead")


def post(client: Client, section: NationalSection | None, capture: Any, **fields: Any) -> Any:
    url = reverse("sections:members", args=[section.pk]) if section else reverse("sections:secretariat")
    with capture(execute=True):
        return client.post(url, fields, follow=True)


def link() -> str:
    """The path in the newest mail."""
    found = re.search(r"http://testserver(/admin/invitation/[^/\s]+/)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


@pytest.fixture
def invited(section: NationalSection, django_capture_on_commit_callbacks: Any) -> str:
    """An invitation as translator for new@example.org; the path of its link."""
    client = client_of(make_user("lead", section, name="Livia"))
    answer = post(
        client, section, django_capture_on_commit_callbacks, deed="invite", email="New@Example.org", role="translator"
    )
    assert "new@example.org is invited by mail." in text_of(answer)
    return link()


def test_the_mail_is_plain_in_the_language_of_the_section_and_its_token_is_nowhere_else(invited: str) -> None:
    message = mail.outbox[-1]
    assert message.to == ["new@example.org"]
    assert "Livia" in str(message.body)
    assert not getattr(message, "alternatives", None)
    assert "&" not in str(message.body)
    token = invited.split("/")[-2]
    assert token not in str(list(Invitation.objects.values()))


def test_a_section_whose_language_has_no_interface_is_written_to_in_english(
    django_capture_on_commit_callbacks: Any,
) -> None:
    section = make_section("poland", "PL", pl="lead")
    client = client_of(make_user("secretariat"))
    post(client, section, django_capture_on_commit_callbacks, deed="invite", email="a@example.org", role="lead")
    assert mail.outbox[-1].subject == "Invitation to work with Poland"


def test_somebody_new_makes_her_account_and_sees_her_section(invited: str, section: NationalSection) -> None:
    client = Client()
    page = client.get(invited)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    answer = client.post(invited, ACCOUNT, follow=True)
    user = User.objects.get(email="new@example.org")
    assert (user.name, user.check_password(PASSWORD)) == ("Newcomer", True)
    assert [group.name for group in user.groups.all()] == ["italy: translator"]
    assert "Welcome! Your role: Translator." in text_of(answer)
    assert answer.redirect_chain[-1][0] == reverse("sections:members", args=[section.pk])


def test_the_page_asks_for_a_password_in_the_reader_s_own_words(invited: str) -> None:
    html = Client(headers={"accept-language": "ur"}).get(invited).content.decode()
    assert "کم از کم 12 حروف" in html
    assert "وہی پاس ورڈ دوبارہ" in html
    assert "Your password" not in html


@pytest.mark.parametrize("password", ["short", "newcomer12345678"[:8], "123456789012345", "new@example.org"])
def test_weak_passwords_are_refused(invited: str, password: str) -> None:
    answer = Client().post(invited, {**ACCOUNT, "new_password1": password, "new_password2": password})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not User.objects.filter(email="new@example.org").exists()


def test_somebody_with_an_account_signs_in_and_accepts(invited: str) -> None:
    user = UserFactory(email="new@example.org")
    client = Client()
    assert f'href="{reverse("wagtailadmin_login")}?next={invited}"' in client.get(invited).content.decode()
    client.post(invited, ACCOUNT)
    assert not user.memberships.exists()
    login = {"username": "new@example.org", "password": PASSWORD, "next": invited}
    assert client.post(reverse("wagtailadmin_login"), login)["Location"] == invited
    assert "Accept the invitation" in text_of(client.get(invited))
    assert not user.memberships.exists()
    client.post(invited)
    assert [membership.role for membership in user.memberships.all()] == ["translator"]


def test_an_invitation_works_once(invited: str) -> None:
    Client().post(invited, ACCOUNT)
    answer = Client().get(invited)
    assert answer.status_code == 410
    assert "This invitation has been accepted already." in text_of(answer)
    assert Client().post(invited, {**ACCOUNT, "name": "Second"}).status_code == 410
    assert User.objects.get(email="new@example.org").name == "Newcomer"


def test_an_invitation_that_comes_late_says_so(invited: str) -> None:
    Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    answer = Client().post(invited, ACCOUNT)
    assert answer.status_code == 410
    assert "This invitation has expired." in text_of(answer)
    assert "Ask whoever invited you to send it again." in text_of(answer)
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_a_section_that_does_not_work_takes_up_nobody(invited: str, section: NationalSection, state: str) -> None:
    section.state = state
    section.save()
    answer = Client().post(invited, ACCOUNT)
    assert "This section takes up nobody at present." in text_of(answer)
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_link_that_nobody_sent_opens_nothing() -> None:
    answer = Client().get(reverse("section_invitation", args=["x" * 43]))
    assert answer.status_code == 410
    assert "This link opens no invitation." in text_of(answer)


def test_a_switched_off_account_stays_off(invited: str) -> None:
    user = UserFactory(email="new@example.org", is_active=False)
    assert "Your account is switched off." in text_of(Client().post(invited, ACCOUNT))
    assert not user.memberships.exists()


def test_somebody_else_is_asked_to_sign_out_and_learns_no_address(invited: str) -> None:
    client = client_of(make_user("editor", make_section(de="lead")))
    answer = client.get(invited)
    assert answer.status_code == 403
    assert "You are signed in with another account." in text_of(answer)
    assert "new@example.org" not in answer.content.decode()
    assert client.post(invited, ACCOUNT).status_code == 403
    assert not User.objects.filter(email="new@example.org").exists()
    assert client.post(invited, {"sign_out": "1"})["Location"] == invited
    assert "Choose a name and a password." in text_of(client.get(invited))


@pytest.mark.parametrize(
    ("deed", "sentence"), [("withdraw", "This invitation was withdrawn."), ("again", "This link opens no")]
)
def test_a_lead_withdraws_an_invitation_or_sends_it_again(
    invited: str, section: NationalSection, deed: str, sentence: str, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(User.objects.get(name="Livia"))
    post(client, section, django_capture_on_commit_callbacks, deed=deed, invitation=Invitation.objects.get().pk)
    assert sentence in text_of(Client().get(invited))
    if deed == "again":
        assert link() != invited
        assert Client().post(link(), ACCOUNT).status_code == 302


def test_nobody_is_invited_twice_to_the_same_role(
    invited: str, section: NationalSection, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(User.objects.get(name="Livia"))
    again = {"deed": "invite", "email": "NEW@example.org", "role": "translator"}
    answer = post(client, section, django_capture_on_commit_callbacks, **again)
    assert "This invitation is open already." in text_of(answer)
    Client().post(invited, ACCOUNT)
    answer = post(client, section, django_capture_on_commit_callbacks, **again)
    assert "This person has this role in the section already." in text_of(answer)
    assert len(mail.outbox) == 1


def test_the_secretariat_invites_to_itself(django_capture_on_commit_callbacks: Any) -> None:
    client = client_of(make_user("secretariat"))
    values = {"deed": "invite", "email": "new@example.org", "role": "secretariat"}
    post(client, None, django_capture_on_commit_callbacks, **values)
    answer = Client().post(link(), ACCOUNT, follow=True)
    assert "Members of" in text_of(answer) or "Secretariat" in text_of(answer)
    assert [membership.role for membership in User.objects.get(email="new@example.org").memberships.all()] == [
        "secretariat"
    ]


def test_one_account_cannot_flood_the_world_with_mail(
    section: NationalSection, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr("sections.views.members.INVITATION_RATE", "2/h")
    client = client_of(make_user("lead", section))
    answers = [
        post(
            client,
            section,
            django_capture_on_commit_callbacks,
            deed="invite",
            email=f"{number}@example.org",
            role="editor",
        )
        for number in range(3)
    ]
    assert "You have sent many invitations within an hour." in text_of(answers[-1])
    assert len(mail.outbox) == 2


def test_the_page_speaks_the_language_of_the_browser_or_of_the_account(invited: str) -> None:
    anonymous = Client().get(invited, headers={"Accept-Language": "ur"}).content.decode()
    assert 'lang="ur"' in anonymous
    assert 'dir="rtl"' in anonymous
    user = UserFactory(email="new@example.org")
    UserProfile.objects.create(user=user, preferred_language="de")
    assert 'lang="de"' in client_of(user).get(invited, headers={"Accept-Language": "ur"}).content.decode()
