"""The index follows what happens: publication, loss, names; and it can be made anew at any time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from campaign_pages.models import AppealPage
from interventions.redacting import redact
from interventions.taking_down import take_down
from library.choices import PublishLevel
from library.models import Person
from search.following import later
from search.indexing import mend, rebuild, refresh
from search.models import Entry
from search.words import VERSION, question
from sections.choices import Role
from sections.models import User
from tests.factories.library import PersonFactory, PersonNameFactory
from tests.factories.pages import make_appeal, make_document, make_locale, make_profile, make_standard_page, make_update
from tests.factories.sections import make_user

pytestmark = pytest.mark.django_db

Committing = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Any) -> Committing:
    """What happens within is committed, and followed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def refreshed(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The pages of each task that was ordered."""
    orders: list[list[int]] = []
    monkeypatch.setattr("search.following.refresh", SimpleNamespace(enqueue=orders.append))
    return orders


def found(query: str) -> list[int]:
    return sorted(Entry.objects.public().holding(question(query)).values_list("pk", flat=True))


def secretariat() -> User:
    return make_user(Role.SECRETARIAT)


def test_what_is_published_is_found_and_what_is_taken_down_is_not(committing: Committing) -> None:
    page = make_standard_page(title="Solidarity")
    assert found("solidarity") == []
    with committing():
        page.save_revision().publish()
    assert found("solidarity") == [page.pk]
    with committing():
        page.title = "Support"
        page.save_revision()
    assert found("support") == []
    with committing():
        page.save_revision().publish()
    assert (found("solidarity"), found("support")) == ([], [page.pk])
    page.unpublish()
    assert not Entry.objects.filter(pk=page.pk).exists()


def test_a_page_that_is_deleted_takes_its_entry_with_it() -> None:
    page = make_standard_page(title="Solidarity")
    rebuild()
    page.delete()
    assert not Entry.objects.filter(title="Solidarity").exists()


def test_a_page_that_is_moved_is_found_at_its_new_address() -> None:
    above, page = make_standard_page(slug="above"), make_standard_page(title="Solidarity", slug="below")
    rebuild()
    page.move(above, pos="last-child")
    assert found("solidarity") == [page.pk]
    assert Page.objects.get(pk=page.pk).url_path.endswith("/above/below/")


def test_an_appeal_that_is_taken_down_is_gone_with_its_documents() -> None:
    appeal = make_appeal(title="Solidarity")
    letter = make_document(title="Solidarity, a letter", appeal=appeal)
    rebuild()
    assert found("solidarity") == sorted([appeal.pk, letter.pk])
    take_down(appeal, by=secretariat(), why="They asked for it.")
    assert found("solidarity") == []


def test_a_new_spelling_finds_every_page_about_the_person(committing: Committing) -> None:
    person = PersonFactory(name="Ehsan Ali")
    profile, appeal = make_profile(person), make_appeal(people=[person])
    letter, update = make_document(appeal=appeal), make_update(appeals=[appeal])
    boxed = make_standard_page(body=[("people_list", {"people": [person]}), ("fact_box", {"person": person})])
    make_standard_page()
    rebuild()
    with committing():
        name = PersonNameFactory(person=person, text="Aihsan")
    assert found("Aihsan") == sorted(page.pk for page in (profile, appeal, letter, update, boxed))
    with committing():
        name.delete()
    assert found("Aihsan") == []
    with committing():
        person.name = "Ihsan Ali"
        person.save()
    assert found("Ihsan") == sorted(page.pk for page in (profile, appeal, letter, update, boxed))


def test_a_name_that_is_withheld_is_gone_before_the_commit_and_comes_back_when_it_is_shown_again(
    committing: Committing, refreshed: list[list[int]]
) -> None:
    person = PersonFactory(name="Ehsan Ali")
    profile = make_profile(person)
    told = make_standard_page(body=[("text", "<p>We wrote to Ehsan.</p><p>The court is closed.</p>")])
    other = make_standard_page(body=[("text", "<p>The court is open.</p>")])
    rebuild()
    with committing():
        redact(Person.objects.get(pk=person.pk), PublishLevel.WITHHELD, by=secretariat(), why="She is in danger.")
        assert found("ehsan") == []
        assert found("court") == [other.pk]
    assert {profile.pk, told.pk} <= set(refreshed[0])
    refresh.func(refreshed[0])
    assert found("ehsan") == []
    assert found("court") == sorted([told.pk, other.pk])
    assert Entry.objects.get(pk=told.pk).is_cut
    refreshed.clear()
    with committing():
        redact(Person.objects.get(pk=person.pk), PublishLevel.FULL, by=secretariat(), why="She is safe.")
    refresh.func(refreshed[0])
    assert found("ehsan") == sorted([profile.pk, told.pk])
    assert not Entry.objects.filter(is_cut=True).exists()


def test_other_people_in_an_appeal_reach_its_documents_and_updates(committing: Committing) -> None:
    appeal = make_appeal()
    letter, update = make_document(appeal=appeal), make_update(appeals=[appeal])
    rebuild()
    with committing():
        appeal = AppealPage.objects.get(pk=appeal.pk)
        appeal.people.create(person=PersonFactory(name="Ehsan Ali"))
        appeal.save_revision().publish()
    assert found("ehsan") == sorted([appeal.pk, letter.pk, update.pk])


def undone(pages: list[int]) -> None:
    """A part of a transaction that changes pages and goes back."""
    with transaction.atomic():
        later(pages=pages)
        transaction.set_rollback(True)


def test_a_transaction_orders_each_page_once(committing: Committing, refreshed: list[list[int]]) -> None:
    with committing():
        later(pages=[1, 2])
        undone(pages=[3])
        with transaction.atomic():
            later(pages=[2, 4])
        later(pages=[5])
    assert refreshed == [[1, 2, 3, 4, 5]]


def test_what_is_ordered_outlives_a_part_that_is_undone(committing: Committing, refreshed: list[list[int]]) -> None:
    with committing():
        undone(pages=[3])
        later(pages=[5])
    assert refreshed == [[5]]


def test_drafts_aliases_and_the_root_have_no_entry() -> None:
    page = make_standard_page(title="Solidarity")
    alias = page.copy_for_translation(make_locale("de"), copy_parents=True, alias=True)
    Page.objects.filter(pk=alias.pk).update(live=True)
    draft = make_standard_page(title="Solidarity", live=False)
    rebuild()
    refresh.func([alias.pk, draft.pk, Page.get_first_root_node().pk])
    assert found("solidarity") == [page.pk]
    assert Entry.objects.count() == Page.objects.filter(live=True, alias_of=None, depth__gt=1).count()


def test_what_is_missing_is_written_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    pages = [make_standard_page() for _number in range(4)]
    rebuild()
    before = dict(Entry.objects.values_list("pk", "written_at"))
    Entry.objects.filter(pk=pages[0].pk).delete()
    Entry.objects.filter(pk=pages[1].pk).update(version=VERSION + 1)
    Page.objects.filter(pk=pages[2].pk).update(last_published_at=timezone.now() + timedelta(seconds=5))
    Page.objects.filter(pk=pages[3].pk).update(live=False)
    assert mend() == 3
    after = dict(Entry.objects.values_list("pk", "written_at"))
    assert {pk for pk in after if before[pk] != after[pk]} == {page.pk for page in pages[:3]}
    assert pages[3].pk not in after


def test_the_command_says_how_many_pages_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    make_standard_page()
    call_command("rebuild_search")
    number = Entry.objects.count()
    assert f"{number} pages" in capsys.readouterr().out
    call_command("rebuild_search", "--missing")
    assert capsys.readouterr().out == ""
