"""Follows pages and names: what readers lose goes at once, what changes is written anew after the commit, in a task."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from interventions.signals import name_changed
from library.models import Person, PersonName
from search.indexing import entries_about, forget_name, refresh
from search.models import Entry

#: Pages of one task.
PAGES_AT_A_TIME = 500


class AfterCommit:
    """What one transaction has changed, gathered so that a page is written once however often it was touched."""

    def __init__(self) -> None:
        self.pages: set[int] = set()
        self.people: set[int] = set()

    def __call__(self) -> None:
        """Order the entries to be written, the first time that this is called after a change."""
        ids = sorted({*self.pages, *(entries_about(self.people) if self.people else ())})
        self.pages, self.people = set(), set()
        for start in range(0, len(ids), PAGES_AT_A_TIME):
            refresh.enqueue(ids[start : start + PAGES_AT_A_TIME])


def later(pages: Iterable[int] = (), people: Iterable[int] = ()) -> None:
    """Have the entries of pages, and of those that show names of people, written after the commit."""
    known = (entry[1] for entry in reversed(connection.run_on_commit) if isinstance(entry[1], AfterCommit))
    waiting = next(known, None) or AfterCommit()
    waiting.pages.update(pages)
    waiting.people.update(people)
    # Each time anew: the call before this may go back with a part of the transaction.
    transaction.on_commit(waiting, robust=True)


def note_publication(sender: type[Page], instance: Page, **_signal: Any) -> None:
    """Receiver of page_published."""
    later(pages=[instance.pk])


def note_loss(sender: type[Page], instance: Page, **_signal: Any) -> None:
    """Receiver of page_unpublished. With a page that is deleted, its entry is."""
    Entry.objects.filter(pk=instance.pk).delete()


def note_person(sender: Any, instance: Person | None = None, person: Person | None = None, **_signal: Any) -> None:
    """Receiver of post_save of people and of name_changed: what readers may no longer see is found by nobody from now on."""
    if changed := instance or person:
        later(pages=forget_name(changed), people=[changed.pk])


def note_name(sender: type[PersonName], instance: PersonName, **_signal: Any) -> None:
    """Receiver of post_save and post_delete of the forms of a name."""
    # With the person gone there is nobody to look for.
    if owner := Person.objects.filter(pk=instance.person_id).first():
        note_person(Person, owner)


def note_end(sender: type[Person], instance: Person, **_signal: Any) -> None:
    """Receiver of pre_delete: while it is still known on which pages the name stands."""
    later(pages=list(entries_about([instance.pk])))


def connect() -> None:
    """Listen, once."""
    page_published.connect(note_publication, dispatch_uid="search.note_publication")
    page_unpublished.connect(note_loss, dispatch_uid="search.note_loss")
    name_changed.connect(note_person, dispatch_uid="search.note_level")
    post_save.connect(note_person, sender=Person, dispatch_uid="search.note_person")
    pre_delete.connect(note_end, sender=Person, dispatch_uid="search.note_end")
    post_save.connect(note_name, sender=PersonName, dispatch_uid="search.note_name")
    post_delete.connect(note_name, sender=PersonName, dispatch_uid="search.note_name_gone")
