"""Accounts log in with an e-mail address in any capitals, and Wagtail's account screens know them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import authenticate, get_user_model
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from sections.models import User
from tests.factories.sections import PASSWORD, UserFactory, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(make_user("administrator", name="Ada"))
    return client


@pytest.mark.parametrize("email", ["one@example.org", "One@Example.org", " ONE@EXAMPLE.ORG "])
def test_people_log_in_with_their_address_in_any_capitals(email: str) -> None:
    user = make_user("secretariat", email="One@Example.ORG")
    assert user.email == "one@example.org"
    assert authenticate(username=email, password=PASSWORD) == user
    client = Client()
    client.post(reverse("wagtailadmin_login"), {"username": email, "password": PASSWORD})
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_wrong_password_or_an_unknown_address_logs_nobody_in() -> None:
    UserFactory(email="one@example.org")
    assert authenticate(username="one@example.org", password="wrong") is None
    assert authenticate(username="two@example.org", password=PASSWORD) is None
    assert authenticate(username="", password=PASSWORD) is None


def test_one_address_has_one_account_whatever_its_capitals() -> None:
    UserFactory(email="one@example.org")
    with pytest.raises(ValidationError) as refusal:
        User(email="ONE@example.org", name="Two", password="x").full_clean()
    assert refusal.value.message_dict["email"] == ["An account with this e-mail address exists already."]
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ONE@example.org", PASSWORD, name="Two")
    other = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=other.pk).update(email="ONE@EXAMPLE.ORG")


def test_an_account_needs_an_address() -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("  ", PASSWORD, name="Nobody")


def test_superusers_are_made_by_the_command() -> None:
    call_command("createsuperuser", email="Root@Example.org", name="Root", interactive=False)
    user = get_user_model().objects.get()
    assert (user.email, user.name, user.is_superuser, user.has_usable_password()) == (
        "root@example.org",
        "Root",
        True,
        False,
    )


def test_the_screens_for_accounts_ask_for_one_name(administrator: Client) -> None:
    page = BeautifulSoup(administrator.get(reverse("wagtailusers_users:add")).content, "html.parser")
    names = {field["name"] for field in page.select("form input[name]")}
    assert {"email", "name", "password1", "password2", "is_superuser"} <= names
    assert not {"first_name", "last_name", "username"} & names


def test_an_account_is_made_changed_and_found_in_the_admin(administrator: Client) -> None:
    values = {"email": "New@Example.org", "name": "Newcomer", "password1": PASSWORD, "password2": PASSWORD}
    response = administrator.post(reverse("wagtailusers_users:add"), values)
    assert response.status_code == 302, response.context["form"].errors
    user = User.objects.get(email="new@example.org")
    assert (user.name, user.is_active, user.is_superuser, user.check_password(PASSWORD)) == (
        "Newcomer",
        True,
        False,
        True,
    )

    values = {"email": "new@example.org", "name": "Old hand", "is_active": "on", "password1": "", "password2": ""}
    assert administrator.post(reverse("wagtailusers_users:edit", args=[user.pk]), values).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.check_password(PASSWORD)) == ("Old hand", True)

    for query in ("old hand", "new@example"):
        listed = administrator.get(reverse("wagtailusers_users:index"), {"q": query}).content.decode()
        assert "Old hand" in listed
        assert "Ada" not in BeautifulSoup(listed, "html.parser").select_one("tbody").text


def test_an_address_in_other_capitals_is_refused_in_the_admin(administrator: Client) -> None:
    UserFactory(email="one@example.org")
    values = {"email": "ONE@example.org", "name": "Two", "password1": PASSWORD, "password2": PASSWORD}
    response = administrator.post(reverse("wagtailusers_users:add"), values)
    assert "email" in response.context["form"].errors


@pytest.mark.parametrize("ordering", ["name", "-name", "email", "-last_login"])
def test_accounts_are_listed_in_any_order(administrator: Client, ordering: str) -> None:
    assert administrator.get(reverse("wagtailusers_users:index"), {"ordering": ordering}).status_code == 200


def test_people_change_their_own_name_and_address() -> None:
    user = make_user("secretariat", email="one@example.org", name="One")
    client = Client()
    client.force_login(user)
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "first_name" not in page.replace("data-", "")
    values = {
        "name_email-name": "Another",
        "name_email-email": "Other@Example.org",
        "name_email-mail": "at_once",
        "locale-preferred_language": "ur",
        "locale-current_time_zone": "",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    response = client.post(reverse("wagtailadmin_account"), values)
    assert response.status_code == 302
    user.refresh_from_db()
    assert (user.name, user.email) == ("Another", "other@example.org")
    assert user.wagtail_userprofile.preferred_language == "ur"


def test_a_forgotten_password_is_asked_for_by_mail() -> None:
    make_user("secretariat", email="one@example.org")
    Client().post(reverse("wagtailadmin_password_reset"), {"email": "ONE@example.org"})
    assert [message.to for message in mail.outbox] == [["one@example.org"]]


def test_colleagues_are_greeted_by_their_name() -> None:
    user = make_user("secretariat", name="One")
    assert (str(user), user.get_full_name(), user.get_short_name(), user.first_name) == ("One", "One", "One", "One")
    user.email_user("Subject", "Text")
    assert mail.outbox[0].to == [user.email]
