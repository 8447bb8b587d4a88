"""Work in the background: begun after the commit, part by part, told in sentences, and safe to repeat."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Locale, Page

from sections.models import Membership, User
from tests.factories.pages import make_home, make_locale, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.integration.sections.screens import client_of, text_of
from translations import jobs
from translations.jobs import order, repeat, run_part
from translations.models import Job, JobKind, JobPart, PartState
from translations.submission import submit_in_background

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: Commit) -> Commit:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def locales(german: Locale) -> list[Locale]:
    make_home("it")
    return [german, make_locale("it")]


@pytest.fixture
def secretariat(locales: list[Locale]) -> User:
    return make_user("secretariat")


def states(job: Job) -> dict[str, str]:
    return dict(JobPart.objects.filter(job=job).values_list("key", "state"))


def begun(page: Page) -> set[str]:
    return set(page.get_translations().values_list("locale__language_code", flat=True))


def post(user: User, page: Page, locales: list[Locale], **fields: str) -> Any:
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client_of(user).post(url, {"locales": [locale.pk for locale in locales], **fields})


def test_several_languages_are_begun_in_the_background_and_a_screen_says_how_far_they_are(
    secretariat: User, original: Page, locales: list[Locale], on_commit: Commit
) -> None:
    with on_commit():
        response = post(secretariat, original, locales)
        job = Job.objects.get()
        assert response["Location"] == reverse("translations_job", args=[job.pk])
        assert begun(original) == set(), "nothing but the order is made in the request"
        assert (job.total, job.done, job.is_open) == (2, 0, True)
    assert begun(original) == {"de", "it"}
    answer = client_of(secretariat).get(response["Location"])
    assert "Finished: 2 of 2 are done." in text_of(answer)
    for page in original.get_translations():
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in answer.content.decode()


def test_one_language_is_begun_at_once_and_leads_to_the_editor(
    secretariat: User, original: Page, locales: list[Locale]
) -> None:
    response = post(secretariat, original, locales[:1])
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[original.get_translation(locales[0]).pk])
    assert not Job.objects.exists()


def test_pages_below_are_begun_in_the_background_too(secretariat: User, german: Locale, on_commit: Commit) -> None:
    parent = make_standard_page(title="Parent", slug="parent")
    child = type(parent)(title="Child", slug="child", locale=parent.locale)
    parent.add_child(instance=child)
    with on_commit():
        post(secretariat, Page.objects.get(pk=parent.pk), [german], include_subtree="on")
    assert Page.objects.filter(locale=german, slug="child", live=False).exists()


def test_the_request_costs_the_same_for_each_further_language(
    secretariat: User, original: Page, settings: Settings
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

    def cost(codes: list[str]) -> int:
        locales = [make_locale(code) for code in codes]
        page = make_standard_page()
        with CaptureQueriesContext(connection) as queries:
            submit_in_background(page, locales, User.objects.get(pk=secretariat.pk))
        return len(queries)

    cost(["de", "it"])
    assert cost(["de", "it"]) == cost(["de", "it", "fr", "es", "nl", "da", "el", "ur", "pl", "sv", "fi", "cs"])


def test_one_that_fails_keeps_no_other_from_being_done_and_can_be_repeated(
    secretariat: User, original: Page, locales: list[Locale], on_commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordinary = jobs._RUNNERS[JobKind.SUBMIT]

    def broken(job: Job, code: str) -> None:
        if code == "de":
            raise RuntimeError("secret detail")
        ordinary(job, code)

    monkeypatch.setitem(jobs._RUNNERS, JobKind.SUBMIT, broken)
    with on_commit():
        post(secretariat, original, locales)
    job = Job.objects.get()
    assert states(job) == {"de": PartState.FAILED, "it": PartState.DONE}
    client, url = client_of(secretariat), reverse("translations_job", args=[job.pk])
    text = text_of(client.get(url))
    assert "Finished: 1 of 2 are done, 1 has failed." in text
    assert "An error kept this from being done." in text
    assert "secret detail" not in text

    monkeypatch.setitem(jobs._RUNNERS, JobKind.SUBMIT, ordinary)
    with on_commit():
        client.post(url)
    assert states(job) == {"de": PartState.DONE, "it": PartState.DONE}
    assert begun(original) == {"de", "it"}


def test_rights_are_those_of_the_moment_in_which_it_is_done(
    original: Page, locales: list[Locale], on_commit: Commit
) -> None:
    section = make_section("both", "CH", de="contributor", it="contributor")
    user = make_user("translator", section)
    with on_commit():
        job = submit_in_background(original, locales, user)
        Membership.objects.filter(user=user).delete()
    assert set(states(job).values()) == {PartState.FAILED}
    assert begun(original) == set()
    assert Job.objects.get().messages[0].startswith("You may not begin translations into")


def test_what_may_not_be_begun_is_refused_at_once(original: Page, locales: list[Locale]) -> None:
    user = make_user("translator", make_section("germany", "DE", de="lead"))
    response = post(user, original, locales)
    assert response.status_code == 200
    assert "Select a valid choice" in text_of(response)
    assert not Job.objects.exists()


def test_ordering_the_same_twice_leads_to_the_job_at_work(
    secretariat: User, original: Page, locales: list[Locale]
) -> None:
    first = submit_in_background(original, locales, secretariat)
    assert submit_in_background(original, locales, secretariat) == first
    french = make_locale("fr")
    more = submit_in_background(original, [*locales, french], User.objects.get(pk=secretariat.pk))
    assert more != first
    assert list(states(more)) == ["fr"]


def test_a_task_that_runs_twice_does_its_work_once(
    secretariat: User, original: Page, locales: list[Locale], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setitem(jobs._RUNNERS, JobKind.SUBMIT, lambda job, code: done.append(code))
    part = order(JobKind.SUBMIT, original, ["de"], secretariat).parts.get()
    run_part.call(part.pk, part.attempt)
    run_part.call(part.pk, part.attempt)
    assert done == ["de"]


def test_what_was_interrupted_is_said_and_taken_up_again(
    secretariat: User, original: Page, locales: list[Locale], on_commit: Commit
) -> None:
    job = submit_in_background(original, locales, secretariat)
    long_ago = timezone.now() - datetime.timedelta(minutes=11)
    job.parts.filter(key="de").update(state=PartState.RUNNING)
    job.parts.update(moved_at=long_ago)
    Job.objects.update(created_at=long_ago)
    client, url = client_of(secretariat), reverse("translations_job", args=[job.pk])
    answer = client.get(url)
    assert "Interrupted: 0 of 2 are done" in text_of(answer)
    assert b"data-job-open" not in answer.content
    assert "Interrupted" in text_of(client.get(reverse("translations_jobs")))
    warning = "Some of your work in the background was interrupted."
    assert warning in text_of(client.get(reverse("translations_board")))
    with on_commit():
        client.post(url)
    assert warning not in text_of(client.get(reverse("translations_board")))
    assert states(job) == {"de": PartState.DONE, "it": PartState.DONE}


def test_an_interrupted_task_that_wakes_up_late_changes_nothing(
    secretariat: User, original: Page, locales: list[Locale], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = order(JobKind.SUBMIT, original, ["de"], secretariat)
    part = job.parts.get()

    def slow(job: Job, code: str) -> None:
        job.parts.update(state=PartState.FAILED)
        assert repeat(Job.objects.get(pk=job.pk)) == 1

    monkeypatch.setitem(jobs._RUNNERS, JobKind.SUBMIT, slow)
    run_part.call(part.pk, part.attempt)
    part.refresh_from_db()
    assert (part.state, part.attempt) == (PartState.WAITING, 2)


def test_others_neither_see_a_job_nor_repeat_it(secretariat: User, original: Page, locales: list[Locale]) -> None:
    translator = make_user("translator", make_section("germany", "DE", de="lead"))
    job = submit_in_background(original, locales, secretariat)
    url = reverse("translations_job", args=[job.pk])
    assert client_of(translator).get(url, follow=True).redirect_chain
    colleague = client_of(make_user("secretariat"))
    assert colleague.get(url).status_code == 200
    assert colleague.post(url, follow=True).redirect_chain
    assert set(states(job).values()) == {PartState.WAITING}


def test_a_job_outlives_its_page_and_its_person(secretariat: User, original: Page, locales: list[Locale]) -> None:
    job = submit_in_background(original, locales, secretariat)
    client = client_of(make_user("secretariat"))
    Page.objects.get(pk=original.pk).delete()
    User.objects.get(pk=secretariat.pk).delete()
    run_part.call(job.parts.first().pk, 1)
    text = text_of(client.get(reverse("translations_job", args=[job.pk])))
    assert "About us" in text
    assert "is not there any more" in text
