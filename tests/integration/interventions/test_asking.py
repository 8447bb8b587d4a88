"""Sections ask the secretariat for what it alone may do: it is told at once, has it on its desk, and answers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from campaign_pages.models import AppealPage
from home.desk import desk_for
from interventions.asking import answer, ask
from interventions.choices import Outcome, RequestKind, StopReason
from interventions.models import Request
from interventions.refusals import Refused
from interventions.stopping import stop
from library.models import Person
from sections.models import NationalSection, User
from tests.factories.library import PersonFactory
from tests.factories.pages import make_appeal, make_home
from tests.factories.sections import make_section, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

Commits = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def germany() -> NationalSection:
    make_home("de")
    return make_section("germany", "DE", de="lead")


@pytest.fixture
def secretariat() -> User:
    return make_user("secretariat")


@pytest.fixture
def appeal() -> AppealPage:
    return make_appeal(title="Free them now")


def told() -> list[tuple[str, str]]:
    """Who has been told, and under which subject."""
    return [(message.to[0], message.subject) for message in mail.outbox]


def waiting(user: User) -> list[str]:
    return [entry.title for each in desk_for(user) if each.heading.startswith("Requests") for entry in each.entries]


@pytest.mark.parametrize("role", ["lead", "observer"])
def test_whoever_works_here_asks_where_the_deed_would_stand(
    client: Client,
    germany: NationalSection,
    secretariat: User,
    appeal: AppealPage,
    role: str,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    asker = make_user(role, germany)
    client.force_login(asker)
    url = reverse("interventions:stop", args=[appeal.pk])
    shown = client.get(url).content.decode()
    assert "Ask the secretariat" in shown
    assert "What readers are told" not in shown

    client.post(url, {"why": " "})
    assert not Request.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        answered = client.post(url, {"why": "The family asks for it."}, follow=True)

    request = Request.objects.get()
    assert "told by mail" in answered.content.decode()
    assert told() == [(secretariat.email, f"{asker.name} asks: {request.get_kind_display()}")]
    assert "The family asks for it." in mail.outbox[0].body
    assert reverse("interventions:request", args=[request.pk]) in mail.outbox[0].body
    assert waiting(secretariat) == ["Stop the appeal in all languages: Free them now"]
    assert waiting(asker) == []


def test_once_is_enough(germany: NationalSection, appeal: AppealPage) -> None:
    asker = make_user("editor", germany)
    ask(RequestKind.STOP, appeal, by=asker, why="The family asks for it.")
    with pytest.raises(Refused, match="already"):
        ask(RequestKind.STOP, appeal, by=asker, why="Please.")
    ask(RequestKind.TAKE_DOWN, appeal, by=asker, why="Or this.")
    ask(RequestKind.STOP, appeal, by=make_user("lead", germany), why="I, too.")
    assert Request.objects.count() == 3


def test_nobody_asks_from_a_section_that_is_paused(client: Client, appeal: AppealPage) -> None:
    stranger = make_user("lead", make_section("italy", "IT", state="paused", it="lead"))
    with pytest.raises(PermissionDenied):
        ask(RequestKind.STOP, appeal, by=stranger, why="Because.")


def test_doing_it_answers_everybody_who_asked(
    germany: NationalSection, secretariat: User, appeal: AppealPage, django_capture_on_commit_callbacks: Commits
) -> None:
    askers = [make_user("lead", germany), make_user("editor", germany)]
    for asker in askers:
        ask(RequestKind.STOP, appeal, by=asker, why="The family asks for it.")
    ask(RequestKind.TAKE_DOWN, appeal, by=askers[0], why="Or this.")
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        stop(appeal, StopReason.PEOPLE, by=secretariat, why="They ask for it.")

    assert {address for address, _subject in told()} == {asker.email for asker in askers}
    assert "Das Sekretariat hat es getan." in mail.outbox[0].body  # their section works in German
    assert waiting(secretariat) == ["Take the page down in all languages: Free them now"]


def test_an_answer_is_written_in_the_language_of_who_asked(
    client: Client,
    germany: NationalSection,
    secretariat: User,
    appeal: AppealPage,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    asker = make_user("editor", germany)
    UserProfile.objects.create(user=asker, preferred_language="de")
    request = ask(RequestKind.STOP, appeal, by=asker, why="Bitte.")
    client.force_login(secretariat)
    url = reverse("interventions:request", args=[request.pk])
    shown = client.get(url).content.decode()
    assert "Bitte." in shown
    assert reverse("interventions:stop", args=[appeal.pk]) in shown

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"outcome": "declined", "words": "We have talked to the family."})

    [message] = mail.outbox
    assert message.to == [asker.email]
    assert "We have talked to the family." in message.body
    assert "Sekretariat" in message.body
    assert waiting(secretariat) == []
    with pytest.raises(Refused, match="already"):
        answer(request, Outcome.DONE, by=secretariat)
    assert "Not done" in client.get(url).content.decode()


def test_a_person_can_be_asked_about_too(germany: NationalSection, secretariat: User) -> None:
    person: Person = PersonFactory(name="Jane Doe")
    ask(RequestKind.REDACT, person, by=make_user("editor", germany), why="She asks for it.")
    assert waiting(secretariat) == ["Withhold the name of a person: Jane Doe"]


def test_a_request_about_a_page_that_is_gone_can_still_be_answered(
    client: Client, germany: NationalSection, secretariat: User, appeal: AppealPage
) -> None:
    request = ask(RequestKind.TAKE_DOWN, appeal, by=make_user("editor", germany), why="It harms them.")
    appeal.delete()
    client.force_login(secretariat)
    assert "It harms them." in client.get(reverse("interventions:request", args=[request.pk])).content.decode()


def test_the_mail_does_not_wait_for_a_digest_and_reaches_somebody(
    germany: NationalSection, appeal: AppealPage, django_capture_on_commit_callbacks: Commits
) -> None:
    silent = make_user("secretariat", mail="never")
    daily = make_user("secretariat", mail="daily")
    asker = make_user("editor", germany)
    with django_capture_on_commit_callbacks(execute=True):
        ask(RequestKind.STOP, appeal, by=asker, why="The family asks for it.")
    assert [address for address, _subject in told()] == [daily.email]
    User.objects.filter(pk=daily.pk).update(is_active=False)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        ask(RequestKind.TAKE_DOWN, appeal, by=asker, why="It harms them.")
    assert [address for address, _subject in told()] == [silent.email]
